import { expect, test } from 'vitest'
import { changesBetween } from './changes.ts'
import { machine } from './test-machines.ts'

const names: Record<string, string> = { h1: 'host one', h2: 'host two' }
const nameOf = (id: string | undefined) => (id === undefined ? undefined : names[id])

test('says what changed, in words, with the names of hosts', () => {
  const before = machine({ power: 'on', status: 'poweredOn', hostId: 'h1' })
  const after = machine({ power: 'off', status: 'poweredOff', hostId: 'h2' })
  expect(changesBetween(before, after, nameOf)).toEqual([
    'Power: on → off',
    'Status: poweredOn → poweredOff',
    'Host: host one → host two',
  ])
})

test('says what came and what went', () => {
  expect(changesBetween(machine({ traits: ['frozen'] }), machine({}), nameOf)).toEqual([
    'Marks: frozen → none',
  ])
  expect(changesBetween(machine({}), machine({ question: true }), nameOf)).toEqual([
    'Waits for an answer: no → yes',
  ])
})

test('is silent about what does not matter', () => {
  expect(changesBetween(machine({ notes: 'old' }), machine({ notes: 'new' }), nameOf)).toEqual([])
})
