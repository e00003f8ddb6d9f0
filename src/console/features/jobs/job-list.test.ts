import { expect, test } from 'vitest'
import type { Job } from '../../../contract/job.ts'
import { countOpen, endedBadly, jobTest, keyOfJob, newestFirst, retryRefusal } from './job-list.ts'

function job(over: Partial<Job>): Job {
  return {
    id: 'j1',
    system: 'vc-east',
    verb: 'stop',
    title: 'Power off',
    target: { id: 'vm-1', name: 'web01' },
    startedAt: 1000,
    state: 'done',
    cancel: 'It has ended.',
    own: true,
    ...over,
  }
}

const list = [
  job({}),
  job({ id: 'j2', system: 'ovirt-lab', verb: 'start', title: 'Power on', state: 'running', startedAt: 2000 }),
  job({
    id: 'j3',
    state: 'failed',
    userName: 'eve',
    fault: { kind: 'conflict', message: 'Locked by backup.' },
  }),
  job({ id: 'j4', state: 'queued', startedAt: 1000 }),
]
const ids = (jobs: readonly Job[]) => jobs.map(({ id }) => id)

test('filters by state, system and verb', () => {
  expect(ids(list.filter(jobTest({})))).toEqual(['j1', 'j2', 'j3', 'j4'])
  expect(ids(list.filter(jobTest({ state: 'open' })))).toEqual(['j2', 'j4'])
  expect(ids(list.filter(jobTest({ state: 'failed' })))).toEqual(['j3'])
  expect(ids(list.filter(jobTest({ system: 'ovirt-lab' })))).toEqual(['j2'])
  expect(ids(list.filter(jobTest({ verb: 'stop', state: 'done' })))).toEqual(['j1'])
  expect(ids([job({ run: 'r' }), job({ id: 'j5' })].filter(jobTest({ run: 'r' })))).toEqual(['j1'])
})

test('finds every word in what a job says', () => {
  expect(ids(list.filter(jobTest({ text: ' WEB01 off ' })))).toEqual(['j1', 'j3', 'j4'])
  expect(ids(list.filter(jobTest({ text: 'backup eve' })))).toEqual(['j3'])
  expect(list.filter(jobTest({ text: 'nothing such' }))).toEqual([])
})

test('puts the newest first, and what runs before what ended in the same moment', () => {
  expect(ids(newestFirst(list))).toEqual(['j2', 'j4', 'j1', 'j3'])
})

test('counts what has not ended', () => {
  expect(countOpen(new Map(list.map((each) => [keyOfJob(each), each])))).toBe(2)
})

test('says why there is no second try', () => {
  const failed = job({ state: 'failed', action: { verb: 'stop' } })
  expect(endedBadly(failed)).toBe(true)
  expect(retryRefusal(failed, true)).toBeUndefined()
  expect(retryRefusal(failed, false)).toMatch(/not in the inventory/)
  expect(retryRefusal(job({ state: 'failed' }), true)).toMatch(/held a secret/)
  expect(retryRefusal(job({ state: 'failed', own: false }), true)).toMatch(/not started through Gantry/)
  expect(endedBadly(job({}))).toBe(false)
})
