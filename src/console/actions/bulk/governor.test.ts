import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { VmAction } from '../../../contract/actions/vm-action.ts'
import type { FaultInfo } from '../../../contract/fault.ts'
import type { Job } from '../../../contract/job.ts'
import type { Target } from '../request.ts'
import { Governor } from './governor.ts'
import type { PlannedTarget, Verdict } from './plan.ts'
import type { Run } from './run.ts'
import { RunShelf } from './run-shelf.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const start: VmAction = { verb: 'start' }
const run: Verdict = { do: 'run' }

interface Sent {
  key: string
  intent: string
  run: string
  action: VmAction
  at: number
  take: (over?: Partial<Job>) => Promise<void>
  lose: () => Promise<void>
}

/** A page whose systems answer as the test says; `storage` outlives it. */
function pageWith(storage = new Map<string, string>()) {
  const jobs = new Map<string, Job>()
  const listeners: (() => void)[] = []
  const sent: Sent[] = []
  const verdicts = new Map<string, Verdict>()
  const notReady = new Map<string, string>()
  let intents = 0
  const tell = (job: Job) => {
    jobs.set(`${job.system}/${job.id}`, job)
    for (const listener of listeners) listener()
  }
  const governor = new Governor({
    send: (target, action, intent, run) =>
      new Promise((resolve, reject) => {
        sent.push({
          key: `${target.system}/${target.id}`,
          intent,
          run,
          action,
          at: Date.now(),
          take: async (over) => {
            const job = jobWith(target, intent, over)
            tell(job)
            resolve(job)
            await vi.advanceTimersByTimeAsync(0)
          },
          lose: async () => {
            reject(new TypeError('fetch failed'))
            await vi.advanceTimersByTimeAsync(0)
          },
        })
      }),
    newIntent: () => {
      intents += 1
      return `intent-${storage.size}-${intents}`
    },
    faultOf: (): FaultInfo => ({ kind: 'unavailable', message: 'No answer.' }),
    verdict: (_, { system, id }) => verdicts.get(`${system}/${id}`) ?? run,
    ready: (system) => notReady.get(system) ?? true,
    jobs: () => jobs,
    onJobs: (listener) => listeners.push(listener),
    shelf: new RunShelf({
      getItem: (key) => storage.get(key) ?? null,
      setItem: (key, value) => void storage.set(key, value),
      removeItem: (key) => void storage.delete(key),
    }),
  })
  const keys = () => sent.map(({ key }) => key)
  return {
    governor,
    jobs,
    sent,
    verdicts,
    notReady,
    keys,
    /** The job of the newest attempt on a target says something. */
    say: async (key: string, over: Partial<Job>) => {
      const last = sent.findLast((each) => each.key === key)
      const [system = '', id = ''] = key.split('/')
      if (last === undefined) throw new Error(`${key} was not sent`)
      tell(jobWith({ kind: 'vm', system, id, name: id }, last.intent, over))
      await vi.advanceTimersByTimeAsync(0)
    },
    begin: (targets: readonly string[], action = start) => {
      const systems = new Set(targets.map((key) => key.split('/')[0] ?? ''))
      return governor.start(
        action.verb,
        targets.map((key) => planned(key)),
        new Map([...systems].map((system) => [system, action])),
      )
    },
    states: () => statesOf(governor),
    run: (): Run => {
      const [first] = governor.store.getState().runs
      if (first === undefined) throw new Error('no run')
      return first
    },
  }
}

function statesOf(governor: Governor): string[] {
  vi.advanceTimersByTime(110)
  return governor.store.getState().runs.flatMap(({ items }) => items.map(({ state }) => state))
}

function planned(key: string, verdict = run): PlannedTarget {
  const [system = '', id = ''] = key.split('/')
  return { target: { kind: 'vm', system, id, name: id }, verdict }
}

function jobWith(target: Target, intent: string, over: Partial<Job> = {}): Job {
  return {
    id: intent,
    system: target.system,
    verb: 'start',
    title: 'Power on',
    target: { id: target.id, name: target.name },
    startedAt: 0,
    state: 'running',
    cancel: true,
    own: true,
    ...over,
  }
}

const many = (system: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${system}/${index + 1}`)

const broken: Partial<Job> = { state: 'failed', fault: { kind: 'conflict', message: 'Locked.' } }

test('keeps to the limit of each system, and fills a place only when a job has really ended', async () => {
  const { governor, begin, sent, keys, say } = pageWith()
  governor.setPace('b', { limit: 2 })
  begin([...many('a', 12), ...many('b', 4)])
  expect(new Set(sent.map(({ run }) => run))).toEqual(new Set([governor.store.getState().runs[0]?.id]))
  expect(keys().filter((key) => key.startsWith('a/'))).toHaveLength(8)
  expect(keys().filter((key) => key.startsWith('b/'))).toEqual(['b/1', 'b/2'])
  await sent.find(({ key }) => key === 'b/1')?.take({ percent: 40 })
  expect(keys()).not.toContain('b/3')
  await say('b/1', { state: 'done' })
  expect(keys()).toContain('b/3')
  expect(keys()).not.toContain('b/4')
  governor.setPace('a', { limit: 10 })
  expect(keys().filter((key) => key.startsWith('a/'))).toHaveLength(10)
})

test('shares the places of a system between runs, and holds limits within bounds', () => {
  const { governor, begin, keys } = pageWith()
  governor.setPace('a', { limit: 0, staggerMs: -5 })
  begin(['a/1', 'a/2'])
  begin(['a/3'])
  expect(keys()).toEqual(['a/1'])
  governor.setPace('a', { limit: 1000 })
  expect(keys()).toEqual(['a/1', 'a/2', 'a/3'])
  expect(governor.store.getState().paces.get('a')).toEqual({ limit: 64, staggerMs: 0 })
})

test('leaves the asked time between two starts on one system, not between systems', async () => {
  const { governor, begin, sent } = pageWith()
  governor.setPace('a', { staggerMs: 500 })
  const begun = Date.now()
  begin(['a/1', 'a/2', 'a/3', 'b/1', 'b/2'])
  await vi.advanceTimersByTimeAsync(1_200)
  const starts = (system: string) =>
    sent.filter(({ key }) => key.startsWith(system)).map(({ at }) => at - begun)
  expect(starts('a')).toEqual([0, 500, 1000])
  expect(starts('b')).toEqual([0, 0])
})

test('pauses a run or one system of it; what runs goes on', async () => {
  const { governor, begin, keys, say, sent } = pageWith()
  governor.setPace('a', { limit: 1 })
  governor.setPace('b', { limit: 1 })
  const id = begin(['a/1', 'a/2', 'b/1', 'b/2'])
  governor.hold(id, 'a')
  for (const each of [...sent]) await each.take({ state: 'done' })
  expect(keys()).toEqual(['a/1', 'b/1', 'b/2'])
  governor.release(id, 'a')
  expect(keys()).toContain('a/2')
  const other = begin(['b/3', 'b/4'])
  governor.pause(other)
  await say('b/2', { state: 'done' })
  expect(keys()).not.toContain('b/3')
  governor.resume(other)
  expect(keys()).toContain('b/3')
})

test('cancels the rest, and nothing that was sent', async () => {
  const { governor, begin, sent, states, keys } = pageWith()
  governor.setPace('a', { limit: 1 })
  const id = begin(['a/1', 'a/2', 'a/3'])
  await sent[0]?.take()
  governor.cancelRest(id)
  expect(states()).toEqual(['running', 'cancelled', 'cancelled'])
  await sent[0]?.take({ state: 'done' })
  expect(keys()).toEqual(['a/1'])
  expect(governor.waits()).toBe(false)
})

test('a system that fails does not stop the others, and is not asked for all the rest', async () => {
  const { governor, begin, sent, states, run } = pageWith()
  governor.setPace('a', { limit: 1 })
  const id = begin([...many('a', 5), 'b/1'])
  for (let turn = 0; turn < 3; turn += 1) await sent.findLast(({ key }) => key.startsWith('a/'))?.lose()
  await sent.find(({ key }) => key === 'b/1')?.take({ state: 'done' })
  expect(states()).toEqual(['failed', 'failed', 'failed', 'waiting', 'waiting', 'done'])
  expect(run().lanes.find(({ system }) => system === 'a')?.held).toContain('No answer.')
  governor.release(id, 'a')
  expect(states()[3]).toBe('sending')
})

test('retries what failed as new intents, in the same run', async () => {
  const { governor, begin, sent, states } = pageWith()
  const id = begin(['a/1', 'a/2', 'a/3'])
  await sent[0]?.take(broken)
  await sent[1]?.take({ state: 'done' })
  await sent[2]?.take(broken)
  expect(states()).toEqual(['failed', 'done', 'failed'])
  governor.retryFailed(id)
  governor.retryFailed(id)
  expect(sent.map(({ key }) => key)).toEqual(['a/1', 'a/2', 'a/3', 'a/1', 'a/3'])
  expect(new Set(sent.map(({ intent }) => intent)).size).toBe(5)
  await sent[3]?.take({ state: 'done' })
  await sent[4]?.take({ state: 'done' })
  expect(states()).toEqual(['done', 'done', 'done'])
})

test('what got no reply is retried as the same intent, and followed when its job turns up after all', async () => {
  const { governor, begin, sent, states, say } = pageWith()
  const id = begin(['a/1', 'a/2'])
  await sent[0]?.lose()
  await sent[1]?.lose()
  expect(states()).toEqual(['failed', 'failed'])
  await say('a/2', { percent: 10 })
  expect(states()).toEqual(['failed', 'running'])
  governor.retryFailed(id)
  expect(sent.map(({ key }) => key)).toEqual(['a/1', 'a/2', 'a/1'])
  expect(sent[2]?.intent).toBe(sent[0]?.intent)
})

test('two clicks on the retry of one item are one attempt', async () => {
  const { governor, begin, sent } = pageWith()
  const id = begin(['a/1'])
  await sent[0]?.take(broken)
  const intent = sent[0]?.intent ?? ''
  governor.retry(id, intent)
  governor.retry(id, intent)
  expect(sent).toHaveLength(2)
})

test('looks again before it sends: what became so meanwhile is skipped, what cannot be any more is refused', async () => {
  const { governor, begin, sent, verdicts, states } = pageWith()
  governor.setPace('a', { limit: 1 })
  begin(['a/1', 'a/2', 'a/3'])
  verdicts.set('a/2', { do: 'skip', reason: 'already on' })
  verdicts.set('a/3', { do: 'refuse', reason: 'It is gone: its system no longer has it.' })
  await sent[0]?.take({ state: 'done' })
  expect(states()).toEqual(['done', 'skipped', 'refused'])
  expect(sent).toHaveLength(1)
})

test('waits for a system that wants a sign-in, and goes on by itself', async () => {
  const { begin, sent, notReady, states, run } = pageWith()
  notReady.set('a', 'Sign in to a to go on.')
  begin(['a/1', 'b/1'])
  expect(states()).toEqual(['waiting', 'sending'])
  expect(run().lanes[0]?.held).toBe('Sign in to a to go on.')
  notReady.clear()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(sent.map(({ key }) => key)).toEqual(['b/1', 'a/1'])
})

test('a job that nobody tells of any more ended unseen, and gives its place free', async () => {
  const { governor, begin, sent, jobs, states } = pageWith()
  governor.setPace('a', { limit: 1 })
  begin(['a/1', 'a/2'])
  await sent[0]?.take()
  jobs.clear()
  await vi.advanceTimersByTimeAsync(32_000)
  expect(states()).toEqual(['unknown', 'sending'])
})

test('after a reload what waited is paused, what runs is found by its intent, and nothing is sent twice', async () => {
  const storage = new Map<string, string>()
  const before = pageWith(storage)
  before.governor.setPace('a', { limit: 3 })
  before.begin(['a/1', 'a/2', 'a/3', 'a/4'])
  await before.sent[0]?.take({ state: 'done' })
  await before.sent[1]?.take()
  // a/3 is on its way, a/4 was begun in the place of a/1.
  await before.sent[3]?.take({ upstreamId: 'task-4' })
  before.governor.save()

  const after = pageWith(storage)
  expect(after.states()).toEqual(['done', 'running', 'waiting', 'running'])
  expect(after.run()).toMatchObject({ paused: true, note: expect.stringContaining('loaded again') })
  expect(after.sent).toEqual([])
  expect(after.governor.store.getState().paces.get('a')?.limit).toBe(3)

  after.jobs.set(
    'a/task-4',
    jobWith({ kind: 'vm', system: 'a', id: '4', name: '4' }, 'task-4', { state: 'done' }),
  )
  after.jobs.set(
    `a/${before.sent[1]?.intent}`,
    jobWith({ kind: 'vm', system: 'a', id: '2', name: '2' }, before.sent[1]?.intent ?? '', { state: 'done' }),
  )
  after.governor.resume(after.run().id)
  expect(after.sent.map(({ key, intent }) => [key, intent])).toEqual([['a/3', before.sent[2]?.intent]])
  await after.sent[0]?.take({ state: 'done' })
  expect(after.states()).toEqual(['done', 'done', 'done', 'done'])
})

test('options with a password are not kept, and the run says so', () => {
  const storage = new Map<string, string>()
  const before = pageWith(storage)
  before.governor.setPace('a', { limit: 1 })
  before.begin(['a/1', 'a/2'], { verb: 'run-once', options: { cloudInit: { password: 'hush' } } })
  before.governor.save()
  expect([...storage.values()].join()).not.toContain('hush')
  const after = pageWith(storage)
  expect(after.states()).toEqual(['cancelled', 'cancelled'])
  expect(after.run().note).toContain('password')
  after.governor.retry(after.run().id, after.run().items[1]?.intent ?? '')
  expect(after.sent).toEqual([])
})

test('a run can be forgotten once nothing of it is open', async () => {
  const { governor, begin, sent } = pageWith()
  const id = begin(['a/1'])
  governor.forget(id)
  expect(governor.store.getState().runs).toHaveLength(1)
  await sent[0]?.take({ state: 'done' })
  governor.forget(id)
  expect(governor.store.getState().runs).toEqual([])
})
