import { expect, test } from 'vitest'
import type { Run, RunItem } from './run.ts'
import { countsSentence, itemWords, runCsv, runState, runTitle } from './run-words.ts'

function item(over: Partial<RunItem>): RunItem {
  const target = { kind: 'vm', system: 'vc', id: 'vm-1', name: 'web01' } as const
  return { target, intent: 'i-1', state: 'done', attempt: 1, ...over }
}

const runOf = (items: RunItem[]): Run => ({
  id: 'r',
  verb: 'start',
  startedAt: 0,
  actions: new Map(),
  items,
  lanes: [],
  paused: false,
})

const fault = { kind: 'conflict', message: 'Locked, wait.', code: 'VM_LOCKED' } as const

test('counts what there is', () => {
  expect(countsSentence([item({}), item({ state: 'failed' }), item({})])).toBe('2 done, 1 failed')
  expect(runTitle(runOf([item({}), item({})]))).toBe('Power on: 2 VMs')
  expect(runState(runOf([item({}), item({ state: 'waiting' })]))).toBe('running')
  expect(runState({ items: [item({ state: 'running' })], paused: true })).toBe('paused')
  expect(runState(runOf([item({ state: 'skipped' })]))).toBe('ended')
})

test('says the fault in the words of the system, else the reason or how far it is', () => {
  expect(itemWords(item({ state: 'failed', fault }))).toBe('Locked, wait. (VM_LOCKED)')
  expect(itemWords(item({ state: 'skipped', note: 'already on' }))).toBe('already on')
  expect(itemWords(item({ state: 'running', percent: 41.6, step: 'Booting' }))).toBe('42 % · Booting')
})

test('writes the result, one line a VM', () => {
  const run = runOf([
    item({ startedAt: 0, endedAt: 1_000 }),
    item({ state: 'failed', fault, attempt: 2, startedAt: 5 }),
  ])
  const [head = '', lines = ''] = runCsv(run, () => 'East')
  expect(head).toContain('VM,VM id,System,Action,State,Reason')
  expect(lines.split('\r\n')).toEqual([
    'web01,vm-1,East,Power on,Done,,,1,1970-01-01T00:00:00.000Z,1970-01-01T00:00:01.000Z,i-1,',
    'web01,vm-1,East,Power on,Failed,"Locked, wait. (VM_LOCKED)",conflict,2,1970-01-01T00:00:00.005Z,,i-1,',
    '',
  ])
})
