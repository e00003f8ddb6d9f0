import { expect, test } from 'vitest'
import type { Verb, VmAction } from '../../../contract/actions/vm-action.ts'
import type { TemplateRow, VmRow } from '../../../contract/inventory.ts'
import type { SystemState } from '../../../contract/system.ts'
import { machine, systemWith } from '../test-machines.ts'
import { type Facts, planOf, planSentence, type Verdict, verdictOf } from './plan.ts'

const vc = systemWith()
const ovirt = systemWith(undefined, { id: 'lab', name: 'lab', kind: 'ovirt' })

function factsOf(
  rows: readonly (VmRow | TemplateRow)[],
  systems: readonly SystemState[] = [vc, ovirt],
): Facts {
  return {
    machine: (system, id) => rows.find((row) => row.system === system && row.id === id),
    system: (id) => systems.find((system) => system.id === id),
  }
}

const targetOf = ({ kind, system, id, name }: VmRow | TemplateRow) => ({ kind, system, id, name })

function verdict(verb: Verb, row: VmRow, systems?: readonly SystemState[], action?: VmAction): Verdict {
  return verdictOf(verb, targetOf(row), factsOf([row], systems), action)
}

const up: Partial<VmRow> = { system: 'lab', status: 'up', power: 'on' }
const run: Verdict = { do: 'run' }
const skip = (reason: string): Verdict => ({ do: 'skip', reason })
const refuse = (reason: string): Verdict => ({ do: 'refuse', reason })

test.each<[string, Verb, Partial<VmRow>, Verdict]>([
  ['a VM that is off', 'start', { power: 'off' }, run],
  ['a VM that is suspended', 'start', { power: 'suspended' }, run],
  ['a VM that is on', 'start', {}, skip('already on')],
  ['a paused VM of oVirt', 'start', { ...up, status: 'paused', power: 'paused' }, run],
  ['a VM that is on', 'stop', {}, run],
  ['a VM that is off', 'stop', { power: 'off' }, skip('already off')],
  ['a VM that is off', 'shutdown', { power: 'off' }, skip('already off')],
  [
    'a VM without tools',
    'shutdown',
    { tools: 'not-running' },
    refuse('The guest must be asked for this, and no VMware Tools run in it.'),
  ],
  ['a suspended VM', 'suspend', { power: 'suspended' }, skip('already suspended')],
  ['a VM that is off', 'reset', { power: 'off' }, refuse('The VM must be on; it is off.')],
  ['a VM that does not migrate', 'cancel-migration', up, skip('not migrating')],
  ['a VM that migrates', 'cancel-migration', { ...up, status: 'migrating' }, run],
  ['a frozen VM', 'freeze', { ...up, traits: ['frozen'] }, skip('already frozen')],
  ['a VM of no pool', 'detach-pool', { ...up, status: 'down', power: 'off' }, skip('in no pool')],
  [
    'a VM that vCenter lost',
    'start',
    { power: 'off', connected: false },
    refuse('vCenter has no connection to this VM: its host is away, or its files are.'),
  ],
])('plans for %s: %s', (_, verb, over, expected) => {
  expect(verdict(verb, machine(over))).toEqual(expected)
})

test('skips a migration to the host where the VM is', () => {
  const row = machine({ hostId: 'host-1' })
  expect(verdict('migrate', row, [vc], { verb: 'migrate', hostId: 'host-1' })).toEqual(
    skip('already on this host'),
  )
  expect(verdict('migrate', row, [vc], { verb: 'migrate', hostId: 'host-2' })).toEqual(run)
})

test('refuses what the system does not have, cannot do, or asks an account for', () => {
  const off = machine({ power: 'off' })
  expect(verdict('start', off, [systemWith({})])).toEqual(refuse('vc has no “Power on”.'))
  expect(verdict('start', off, [systemWith({ start: 'No rights.' })])).toEqual(refuse('No rights.'))
  expect(verdict('start', machine({}), [systemWith({ start: 'No rights.' })])).toEqual(refuse('No rights.'))
  const expired = systemWith(undefined, { session: { state: 'expired', userName: 'ann' } })
  expect(verdict('start', machine({}), [expired])).toEqual(refuse('Sign in to vc first.'))
  expect(verdict('start', off, [])).toEqual(refuse('Its system is not configured any more.'))
})

test('what is gone is refused, or skipped where that was wanted', () => {
  const target = targetOf(machine({}))
  expect(verdictOf('start', target, factsOf([]))).toEqual(refuse('It is gone: its system no longer has it.'))
  expect(verdictOf('remove', target, factsOf([]))).toEqual(skip('already gone'))
  const loading = systemWith(undefined, { sync: { phase: 'loading', objects: 0 } })
  expect(verdictOf('remove', target, factsOf([], [loading]))).toEqual(refuse('vc has not told of it yet.'))
})

test('says in one sentence what runs where, and why the rest does not', () => {
  const rows = [
    machine({ id: '1', power: 'off' }),
    machine({ id: '2', power: 'off' }),
    machine({ id: '3' }),
    machine({ ...up, id: '4', status: 'down', power: 'off' }),
    machine({ ...up, id: '5', status: 'image_locked', power: 'off' }),
    machine({ id: '6', power: 'transition' }),
    machine({ id: '7', power: 'transition' }),
  ]
  const targets = [...rows, ...rows].map(targetOf)
  const plan = planOf('start', targets, factsOf(rows))
  expect(plan.targets).toHaveLength(7)
  expect(planSentence(plan)).toBe(
    'Power on 3 (vc 2, lab 1), skip 1 already on, ' +
      'refuse 2 because: The VM must be off or suspended; it is transition, ' +
      'refuse 1 because: Its disks are locked by an operation that is under way.',
  )
})

test('names the only system, and says when nothing is left', () => {
  const off = machine({ power: 'off' })
  expect(planSentence(planOf('start', [targetOf(off)], factsOf([off])))).toBe('Power on 1 on vc.')
  expect(planSentence(planOf('stop', [targetOf(off)], factsOf([off])))).toBe(
    'Power off none, skip 1 already off.',
  )
})

test('plans anew when the rows are others', () => {
  const off = machine({ power: 'off' })
  const on = machine({ power: 'on' })
  expect(planOf('start', [targetOf(off)], factsOf([off])).runs).toBe(1)
  expect(planOf('start', [targetOf(off)], factsOf([on])).runs).toBe(0)
})
