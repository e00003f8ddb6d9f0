import { expect, test } from 'vitest'
import type { Job, JobState } from '../../contract/job.ts'
import { AwaitedJobs } from './awaited-jobs.ts'

function job(id: string, state: JobState): Job {
  const target = { id: 'vm-1', name: 'web01' }
  return {
    id,
    system: 'vc',
    verb: 'stop',
    title: 'Power off',
    target,
    startedAt: 1,
    state,
    cancel: 'No.',
    own: true,
  }
}

function jobs(...list: Job[]): ReadonlyMap<string, Job> {
  return new Map(list.map((each) => [`${each.system}/${each.id}`, each]))
}

function storage() {
  const values = new Map<string, string>()
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  }
}

test('gives each job once, when it has ended', () => {
  const awaited = new AwaitedJobs(undefined)
  awaited.add(job('a', 'queued'))
  awaited.add(job('b', 'queued'))
  expect(awaited.takeEnded(jobs(job('a', 'running'), job('b', 'running')))).toEqual([])
  const later = jobs(job('a', 'done'), job('b', 'running'), job('of-others', 'failed'))
  expect(awaited.takeEnded(later).map(({ id }) => id)).toEqual(['a'])
  expect(awaited.takeEnded(later)).toEqual([])
  expect(awaited.size).toBe(1)
})

test('remembers them over a reload', () => {
  const kept = storage()
  new AwaitedJobs(kept).add(job('a', 'queued'))
  const after = new AwaitedJobs(kept)
  expect(after.takeEnded(jobs(job('a', 'failed'))).map(({ id }) => id)).toEqual(['a'])
  expect(new AwaitedJobs(kept).size).toBe(0)
})

test('knows a job again that only the system tells of after a restart', () => {
  const kept = storage()
  const awaited = new AwaitedJobs(kept)
  awaited.add(job('intent', 'queued'))
  awaited.takeEnded(jobs({ ...job('intent', 'running'), upstreamId: 'task-1' }))
  const after = new AwaitedJobs(kept)
  expect([after.upstreamOf('vc/intent'), after.upstreamOf('vc/another')]).toEqual(['vc/task-1', ''])
  expect(after.takeEnded(jobs(job('task-1', 'running'), job('task-2', 'done')))).toEqual([])
  expect(after.takeEnded(jobs(job('task-1', 'done'))).map(({ id }) => id)).toEqual(['task-1'])
})

test('lives with a storage that is full or holds something else', () => {
  const broken = {
    getItem: () => '{',
    setItem: () => {
      throw new Error('full')
    },
  }
  const awaited = new AwaitedJobs(broken)
  awaited.add(job('a', 'queued'))
  expect(awaited.size).toBe(1)
})
