import { expect, test } from 'vitest'
import type { LogEvent } from '../../../../contract/events/event.ts'
import type { Job } from '../../../../contract/job.ts'
import { endWords, jobsOf, offsetText, runOf, runSummary, trailOf } from './trail.ts'

function event(over: Partial<LogEvent>): LogEvent {
  return {
    system: 'a',
    id: '1',
    order: 1,
    at: 1000,
    severity: 'info',
    type: 'X',
    message: 'x',
    objects: [],
    ...over,
  }
}

function job(over: Partial<Job>): Job {
  return {
    id: 'j',
    system: 'a',
    verb: 'start',
    title: 'Power on',
    target: { name: 'web' },
    startedAt: 1,
    state: 'done',
    cancel: 'It has ended.',
    own: true,
    ...over,
  }
}

test('an operation is told in its order, with how it began and what went wrong', () => {
  const steps = trailOf([
    event({ id: '3', order: 3, at: 2000 }),
    event({ id: '1', order: 1 }),
    event({ id: '2', order: 2, severity: 'error' }),
  ])
  expect(steps.map(({ event: { id } }) => id)).toEqual(['1', '2', '3'])
  expect(steps.map(({ first, last, bad }) => [first, last, bad])).toEqual([
    [true, false, false],
    [false, false, true],
    [false, true, false],
  ])
})

test('jobs of an entry share its operation, its intent or its task, on its own system', () => {
  const jobs = [
    job({ id: 'by-chain', chains: ['7', '8'] }),
    job({ id: 'intent-1' }),
    job({ id: 'by-task', upstreamId: 'task-3' }),
    job({ id: 'elsewhere', system: 'b', chains: ['8'] }),
    job({ id: 'other' }),
  ]
  const ids = (over: Partial<LogEvent>) => jobsOf(jobs, event(over)).map(({ id }) => id)
  expect(ids({ chain: '8' })).toEqual(['by-chain'])
  expect(ids({ intent: 'intent-1' })).toEqual(['intent-1'])
  expect(ids({ task: 'task-3' })).toEqual(['by-task'])
  expect(ids({})).toEqual([])
})

test('a run has its jobs of all systems, and says how they are', () => {
  const jobs = [
    job({ id: '2', run: 'r', system: 'b', startedAt: 2, state: 'failed' }),
    job({ id: '1', run: 'r' }),
    job({ id: '3', run: 'r', startedAt: 3, state: 'unknown' }),
    job({ id: '4', run: 's' }),
    job({ id: '5' }),
  ]
  const run = runOf(jobs, job({ run: 'r' }))
  expect(run.map(({ id }) => id)).toEqual(['1', '2', '3'])
  expect(runSummary(run)).toBe('1 done, 1 failed, 1 with an unknown end')
  expect(runOf(jobs, job({}))).toEqual([])
  expect(endWords(run)).toBe('Last')
  expect(endWords([job({ state: 'running' })])).toBe('Latest so far')
})

test.each([
  [0, 'same time'],
  [-400, '−0.4 s'],
  [12_400, '+12 s'],
  [125_000, '+2 min 5 s'],
  [-3_600_000, '−1 h'],
  [5_400_000, '+1 h 30 min'],
])('%i ms later is %s', (ms, text) => {
  expect(offsetText(ms)).toBe(text)
})
