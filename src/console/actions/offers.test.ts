import { expect, test } from 'vitest'
import { allVerbs } from '../../contract/actions/verbs.ts'
import { consoleOffer, offerOf, offersOf, offersOfMany } from './offers.ts'
import { machine, systemWith } from './test-machines.ts'

test('offers nothing where the system does not say what it can do', () => {
  const silent = systemWith()
  const { info } = silent
  if (info === undefined) throw new Error('the system has no info')
  const { actions: _, ...rest } = info
  expect(offersOf(machine({}), { ...silent, info: rest })).toEqual([])
  expect(consoleOffer(machine({}), { ...silent, info: rest })).toBeUndefined()
})

test('offers the verbs of the system in the order of menus', () => {
  const offers = offersOf(machine({}), systemWith({ stop: true, start: true, remove: true }))
  expect(offers.map(({ verb }) => verb)).toEqual(['start', 'stop', 'remove'])
  expect(offers.map(({ title }) => title)).toEqual(['Power on', 'Power off', 'Delete from disk'])
})

test('gives the reason of the state, and before it the reason of the system', () => {
  const system = systemWith({ start: true, migrate: 'No vMotion licence.' })
  expect(offerOf('start', machine({ power: 'on' }), system)?.allowed).toMatch(/must be off or suspended/)
  expect(offerOf('start', machine({ power: 'off' }), system)?.allowed).toBe(true)
  expect(offerOf('migrate', machine({}), system)?.allowed).toBe('No vMotion licence.')
  expect(offerOf('stop', machine({}), system)).toBeUndefined()
})

test('wants a session', () => {
  const ended = systemWith({ stop: true }, { session: { state: 'expired', userName: 'admin' } })
  expect(offersOf(machine({}), ended)[0]?.allowed).toBe('Sign in to vc first.')
})

test('leaves out what is for templates, or for VMs', () => {
  const system = systemWith()
  expect(offersOf(machine({}), system).map(({ verb }) => verb)).not.toContain('mark-vm')
  const { power: _, tools: __, kind: ___, ...rest } = machine({})
  const template = { ...rest, kind: 'template' as const }
  const offers = offersOf(template, system)
  expect(offers.map(({ verb }) => verb)).toEqual(expect.arrayContaining(['edit', 'mark-vm', 'remove']))
  expect(offers.map(({ verb }) => verb)).not.toContain('start')
  expect(offers.every(({ allowed }) => allowed === true)).toBe(true)
})

test('knows every verb', () => {
  expect(offersOf(machine({}), systemWith())).toHaveLength(allVerbs.length - 1)
})

test('offers to many what one of them can do, and only what makes sense for many', () => {
  const system = systemWith()
  const placed = [machine({ power: 'on' }), machine({ power: 'off', id: 'vm-2' })].map((each) => ({
    machine: each,
    system,
  }))
  const offers = new Map(offersOfMany(placed).map(({ verb, allowed }) => [verb, allowed]))
  expect(offers.get('start')).toBe(true)
  expect(offers.get('stop')).toBe(true)
  expect(offers.has('edit')).toBe(false)
  const both = placed.slice(0, 1)
  expect(new Map(offersOfMany(both).map(({ verb, allowed }) => [verb, allowed])).get('start')).toMatch(
    /^None of them can do that\. The first: The VM must be off/,
  )
})
