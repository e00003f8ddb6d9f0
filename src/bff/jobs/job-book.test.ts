import { expect, test } from 'vitest'
import type { VmAction } from '../../contract/actions/vm-action.ts'
import { Fault } from '../../contract/fault.ts'
import type { ActionEnd, FoundJob, Progress } from '../hypervisors/action-port.ts'
import { silentLog } from '../hypervisors/recording-sink.ts'
import { ManualClock, settle } from '../testing/manual-clock.ts'
import { JobBook } from './job-book.ts'

const intent = '11111111-1111-4111-8111-111111111111'
const start: VmAction = { verb: 'start' }

/** A system whose answers the test gives. */
function bookWithSystem() {
  const clock = new ManualClock()
  const book = new JobBook({ system: 'one', userName: 'ann', clock, log: silentLog })
  let runs = 0
  let report: (progress: Progress) => void = () => {}
  let end: (end: ActionEnd) => void = () => {}
  let refuse: (fault: unknown) => void = () => {}
  const actions = {
    run: (_: unknown, tell: (progress: Progress) => void) => {
      runs += 1
      report = tell
      return new Promise<ActionEnd>((resolve, reject) => {
        end = resolve
        refuse = reject
      })
    },
  }
  return {
    clock,
    book,
    begin: (action = start, run?: string) => book.start({ vm: 'vm-1', action, intent }, 'web', actions, run),
    runs: () => runs,
    report: (progress: Progress) => report(progress),
    end: (how: ActionEnd) => end(how),
    refuse: (fault: unknown) => refuse(fault),
  }
}

const found = (id: string, more: Partial<FoundJob> = {}): FoundJob => ({
  id,
  verb: 'PowerOnVM_Task',
  title: 'Power on virtual machine',
  target: { id: 'vm-1', name: 'web' },
  startedAt: 1,
  state: 'running',
  cancel: true,
  ...more,
})

test('a job is answered when the system took it and goes on to its real end', async () => {
  const { book, begin, report, end } = bookWithSystem()
  const { taken, followed } = begin()
  expect(book.get(intent)).toMatchObject({
    state: 'queued',
    title: 'Power on',
    target: { id: 'vm-1', name: 'web' },
  })
  report({ upstreamId: 'task-1', percent: 10, cancel: true })
  expect(await taken).toMatchObject({ state: 'running', percent: 10, upstreamId: 'task-1', cancel: true })
  end({ state: 'done' })
  await followed
  expect(book.get(intent)).toMatchObject({ state: 'done', percent: 100 })
  expect(book.get(intent)?.endedAt).toBeDefined()
})

test('a job of a run says so', () => {
  const { book, begin } = bookWithSystem()
  begin(start, 'run-1')
  expect(book.get(intent)?.run).toBe('run-1')
})

test('one intent is one job, however often it is asked for', async () => {
  const { begin, report, runs } = bookWithSystem()
  const first = begin()
  const second = begin()
  report({ upstreamId: 'task-1' })
  expect((await first.taken).id).toBe((await second.taken).id)
  await begin().taken
  expect(runs()).toBe(1)
})

test('what the system refuses at once has failed with its words', async () => {
  const { begin, refuse } = bookWithSystem()
  const { taken } = begin()
  refuse(new Fault({ kind: 'invalid-state', message: 'The VM is on.', code: 'InvalidPowerState' }))
  expect(await taken).toMatchObject({ state: 'failed', fault: { message: 'The VM is on.', system: 'one' } })
})

test('an action that was taken and then lost from sight has an unknown end', async () => {
  const { book, begin, report, refuse } = bookWithSystem()
  const { followed } = begin()
  report({ upstreamId: 'task-1' })
  refuse(new Fault({ kind: 'unavailable', message: 'Nobody answers.' }))
  await followed
  expect(book.get(intent)).toMatchObject({ state: 'unknown', fault: { message: 'Nobody answers.' } })
})

test('the system and Gantry telling of one job make one, whoever is first', async () => {
  const { book, begin, report } = bookWithSystem()
  const { taken } = begin()
  book.sink().put([found('task-1'), found('task-2')])
  report({ upstreamId: 'task-1' })
  await taken
  book.sink().put([found('task-1', { percent: 50 })])
  expect(
    book
      .changesSince(0)
      .jobs.map(({ id }) => id)
      .sort(),
  ).toEqual([intent, 'task-2'].sort())
})

test('a job found again after a restart keeps the id of its intent, and is not done twice', async () => {
  const { book, begin, runs } = bookWithSystem()
  book.sink().put([found('job-1', { intent }), found('job-2')])
  expect(book.get(intent)).toMatchObject({ own: true, upstreamId: 'job-1', state: 'running' })
  expect(book.get('job-1')).toBeUndefined()
  expect(book.get('job-2')?.own).toBe(false)
  expect(await begin().taken).toMatchObject({ upstreamId: 'job-1' })
  expect(runs()).toBe(0)
  book.sink().put([found('job-1', { intent, percent: 70 })])
  expect(book.get(intent)?.percent).toBe(70)
  book.sink().gone(['job-1'])
  expect(book.get(intent)?.state).toBe('unknown')
})

test('of several jobs that one intent began upstream, one has its id', () => {
  const { book } = bookWithSystem()
  book.sink().put([found('job-1', { intent }), found('job-2', { intent })])
  expect(book.get(intent)?.upstreamId).toBe('job-1')
  expect(book.get('job-2')).toMatchObject({ own: true, upstreamId: 'job-2' })
})

test('what is done by several jobs upstream, one after the other, is one job', async () => {
  const { book, begin, report } = bookWithSystem()
  const { taken } = begin()
  report({ upstreamId: 'job-1' })
  await taken
  report({ upstreamId: 'job-2' })
  book.sink().put([found('job-1', { intent, state: 'done' }), found('job-2', { intent })])
  expect(book.changesSince(0).jobs.map(({ id }) => id)).toEqual([intent])
  // After a restart the one that is under way stands for it.
  const { book: other } = bookWithSystem()
  other.sink().put([found('job-1', { intent, state: 'done' }), found('job-2', { intent, startedAt: 2 })])
  expect(other.get(intent)).toMatchObject({ upstreamId: 'job-2', state: 'running' })
})

test('a running job that the system forgets has an unknown end; an ended one stays', () => {
  const { book } = bookWithSystem()
  book.sink().put([found('a'), found('b', { state: 'done' })])
  book.sink().gone(['a', 'b'])
  expect(book.get('a')?.state).toBe('unknown')
  expect(book.get('b')?.state).toBe('done')
})

test('passwords and scripts are not kept for another try', async () => {
  const { book, begin } = bookWithSystem()
  begin({ verb: 'run-once', options: { cloudInit: { password: 'hush' } } })
  await settle()
  expect(JSON.stringify(book.changesSince(0))).not.toContain('hush')
  expect(book.get(intent)?.action).toBeUndefined()
})

test('a reader gets what changed since it last looked, and what is gone', async () => {
  const { book, begin, report, clock } = bookWithSystem()
  book.sink().put([found('task-1')])
  const { version } = book.changesSince(0)
  expect(book.changesSince(version)).toEqual({ version, jobs: [], gone: [] })
  await clock.advance(1)
  begin()
  report({ upstreamId: 'task-1' })
  expect(book.changesSince(version)).toMatchObject({ jobs: [{ id: intent }], gone: ['task-1'] })
})

test('a job keeps the operations of the log that tell of it; one alone does not say that it was taken', async () => {
  const { book, begin, report } = bookWithSystem()
  const { taken } = begin()
  report({ chain: intent })
  expect(book.get(intent)).toMatchObject({ state: 'queued', chains: [intent] })
  report({ upstreamId: 'task-1', chain: '77' })
  expect((await taken).chains).toEqual([intent, '77'])
  book.sink().put([found('task-1', { chains: ['77', '78'] }), found('task-2', { chains: ['80'] })])
  expect(book.get(intent)?.chains).toEqual([intent, '77', '78'])
  expect(book.get('task-2')?.chains).toEqual(['80'])
})
