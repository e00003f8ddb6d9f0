import { beforeEach, expect, test } from 'vitest'
import type { FaultInfo } from '../../../../contract/fault.ts'
import type { GuestAuth } from '../../../../contract/guest/command.ts'
import type { GuestRun } from '../../../../contract/guest/guest.ts'
import type { Kept } from '../credentials.ts'
import { type Item, itemFailed, type RunTarget } from './item.ts'
import { GuestRunner, type RunnerWorld } from './runner.ts'

const as = (userName: string): Kept => ({
  scope: { for: 'all' },
  auth: { type: 'password', userName, password: 'secret', interactive: false },
})
const command = { kind: 'program', path: '/bin/df', arguments: '' } as const
const typed = { command, parameters: [], options: { capture: true, keepBytes: 1024 } }

class World implements RunnerWorld {
  sent: { system: string; vm: string; id: string; auth: GuestAuth }[] = []
  ended: string[] = []
  refusals: string[] = []
  kept: Kept | undefined = as('root')
  special = new Map<string, Kept>()
  fault: FaultInfo | undefined
  private table = new Map<string, GuestRun>()
  private listener = () => {}
  private count = 0

  newId = () => {
    this.count += 1
    return `id-${this.count}`
  }
  now = () => 1_000
  send: RunnerWorld['send'] = ({ system, vm, id, batch, auth }) => {
    this.sent.push({ system, vm, id, auth })
    if (this.fault !== undefined) return Promise.reject(this.fault)
    return Promise.resolve(this.runOf({ system, vm, id, batch }))
  }
  terminate = (_system: string, id: string) => {
    this.ended.push(id)
    return Promise.resolve()
  }
  // Every rejection of this world is a fault as it is.
  faultOf = (error: unknown) => error as FaultInfo
  runs = () => this.table
  onRuns = (listener: () => void) => {
    this.listener = listener
  }
  credentials: RunnerWorld['credentials'] = ({ vm }) => this.special.get(vm) ?? this.kept
  refused: RunnerWorld['refused'] = (_, words) => void this.refusals.push(words)

  runOf(about: { system: string; vm: string; id: string; batch: string }): GuestRun {
    const { system, vm, id, batch } = about
    return { id, system, vm: { id: vm, name: vm }, batch, state: 'queued', startedAt: 1_000 }
  }
  /** The live stream tells of the latest run of a VM. */
  tell(vm: string, change: Partial<GuestRun>): void {
    const last = this.sent.findLast((each) => each.vm === vm)
    if (last === undefined) throw new Error(`nothing was sent to ${vm}`)
    const key = `${last.system}/${last.id}`
    const run = this.table.get(key) ?? this.runOf({ ...last, batch: 'batch' })
    this.table = new Map(this.table).set(key, { ...run, ...change })
    this.listener()
  }
  forgetAll(): void {
    this.table = new Map()
    this.listener()
  }
}

let world: World
let runner: GuestRunner
beforeEach(() => {
  world = new World()
  runner = new GuestRunner(world)
})

const targets = (count: number, system = 'one'): { target: RunTarget; command: typeof command }[] =>
  Array.from({ length: count }, (_, at) => ({
    target: { system, vm: `${system}-${at + 1}`, name: `vm ${at + 1}` },
    command,
  }))
const items = (): readonly Item[] => runner.store.getState().batches[0]?.items ?? []
const states = () => items().map(({ state }) => state)
const settled = () => new Promise<void>((resolve) => setImmediate(resolve))
const start = (count: number, canary = false) =>
  runner.start({ title: 'df', typed, canary, targets: targets(count) })
const done = (vm: string, exitCode = 0) => world.tell(vm, { state: 'done', pid: 7, exitCode, endedAt: 2_000 })
const refuseLogin = (vm: string) =>
  world.tell(vm, { state: 'failed', endedAt: 2_000, fault: { kind: 'auth', message: 'Wrong password.' } })

test('so many run at the same time per system, and the limit can be changed on the way', async () => {
  runner.setLimit('one', 2)
  runner.start({ title: 'df', typed, canary: false, targets: [...targets(4), ...targets(2, 'two')] })
  await settled()
  expect(world.sent.map(({ vm }) => vm)).toEqual(['one-1', 'one-2', 'two-1', 'two-2'])
  done('one-1')
  await settled()
  expect(world.sent.map(({ vm }) => vm)).toContain('one-3')
  expect(world.sent).toHaveLength(5)
  runner.setLimit('one', 8)
  await settled()
  expect(world.sent).toHaveLength(6)
})

test('a canary goes alone, and the rest after it exits 0', async () => {
  start(3, true)
  await settled()
  expect(world.sent).toHaveLength(1)
  expect(states()).toEqual(['sent', 'waiting', 'waiting'])
  done('one-1')
  await settled()
  expect(world.sent).toHaveLength(3)
})

test('a canary that fails stops the rest until somebody says so', async () => {
  const batch = start(3, true)
  await settled()
  done('one-1', 3)
  await settled()
  expect(world.sent).toHaveLength(1)
  expect(runner.store.getState().batches[0]?.canary).toBe('stopped')
  runner.goOn(batch)
  await settled()
  expect(world.sent).toHaveLength(3)
})

test('a canary that is tried again and exits 0 lets the rest go', async () => {
  const batch = start(2, true)
  await settled()
  done('one-1', 3)
  runner.retryFailed(batch)
  await settled()
  expect(world.sent.map(({ vm }) => vm)).toEqual(['one-1', 'one-1'])
  done('one-1')
  await settled()
  expect(world.sent.at(-1)?.vm).toBe('one-2')
})

test('what a guest refused is not tried there again; other credentials are', async () => {
  const batch = start(2)
  await settled()
  done('one-1')
  refuseLogin('one-2')
  expect(world.refusals).toEqual(['Wrong password.'])
  runner.retryFailed(batch)
  await settled()
  expect(world.sent).toHaveLength(2)
  expect(states()).toEqual(['sent', 'no-credentials'])
  world.special.set('one-2', as('other-root'))
  runner.credentialsChanged()
  await settled()
  expect(world.sent).toHaveLength(3)
  expect(world.sent[2]?.auth.userName).toBe('other-root')
})

test('credentials that three guests refused and none took are spared the others', async () => {
  runner.setLimit('one', 1)
  start(6)
  for (const vm of ['one-1', 'one-2', 'one-3']) {
    await settled()
    refuseLogin(vm)
  }
  await settled()
  expect(world.sent).toHaveLength(3)
  expect(states().slice(3)).toEqual(['no-credentials', 'no-credentials', 'no-credentials'])
  expect(items()[3]?.note).toContain('3 guests refused “root”')
})

test('without credentials things wait, and go on when some are given', async () => {
  world.kept = undefined
  start(1)
  await settled()
  expect(states()).toEqual(['no-credentials'])
  world.kept = as('root')
  runner.credentialsChanged()
  await settled()
  expect(states()).toEqual(['sent'])
})

test('a request without an answer is repeated as the same run; one that was refused as another', async () => {
  world.fault = { kind: 'unavailable', message: 'The Gantry server does not answer.' }
  const batch = start(1)
  await settled()
  expect(states()).toEqual(['failed'])
  runner.retryFailed(batch)
  await settled()
  expect(world.sent[1]?.id).toBe(world.sent[0]?.id)
  world.fault = { kind: 'invalid-state', message: 'Signed out.' }
  runner.retryFailed(batch)
  await settled()
  runner.retryFailed(batch)
  await settled()
  expect(world.sent[3]?.id).not.toBe(world.sent[2]?.id)
})

test('a run that had no answer and is told of after all is taken as sent', async () => {
  world.fault = { kind: 'timeout', message: 'Too late.' }
  start(1)
  await settled()
  world.tell('one-1', { state: 'running', pid: 7 })
  expect(states()).toEqual(['sent'])
  expect(items()[0]?.fault).toBeUndefined()
})

test('cancelling takes back what waits and ends what runs', async () => {
  runner.setLimit('one', 1)
  const batch = start(3)
  await settled()
  world.tell('one-1', { state: 'running', pid: 7 })
  runner.cancelAll(batch)
  await settled()
  expect(states()).toEqual(['sent', 'cancelled', 'cancelled'])
  expect(world.ended).toEqual([world.sent[0]?.id])
  world.tell('one-1', { state: 'cancelled', endedAt: 2_000 })
  await settled()
  expect(world.sent).toHaveLength(1)
})

test('a run that is no longer told of frees its place, and is no success', async () => {
  runner.setLimit('one', 1)
  start(2)
  await settled()
  world.tell('one-1', { state: 'running', pid: 7 })
  world.forgetAll()
  await settled()
  expect(items()[0]?.lostSight).toBe(true)
  expect(items().some(itemFailed)).toBe(false)
  expect(world.sent.at(-1)?.vm).toBe('one-2')
})

test('what cannot run says why and is never sent', async () => {
  runner.start({
    title: 'df',
    typed,
    canary: true,
    targets: [{ target: { system: 'one', vm: 'off', name: 'off' }, refusal: 'It is off.' }, ...targets(2)],
  })
  await settled()
  expect(states()).toEqual(['refused', 'sent', 'waiting'])
  expect(items()[0]?.note).toBe('It is off.')
})
