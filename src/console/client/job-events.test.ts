import { expect, test } from 'vitest'
import type { Job } from '../../contract/job.ts'
import { chainsOf, jobEventsLink } from './job-events.ts'

function job(over: Partial<Job>): Job {
  return {
    id: 'j',
    system: 'a',
    verb: 'start',
    title: 'Power on',
    target: { name: 'web' },
    startedAt: 1_000_000,
    state: 'done',
    endedAt: 2_000_000,
    cancel: 'It has ended.',
    own: true,
    ...over,
  }
}

test('the operations of jobs are named once, with their systems', () => {
  const jobs = [
    job({ chains: ['1', '2'] }),
    job({ system: 'b', chains: ['1'] }),
    job({ chains: ['2'] }),
    job({}),
  ]
  expect(chainsOf(jobs)).toEqual(['a/1', 'a/2', 'b/1'])
})

test('the events of jobs lie about the time of the jobs; while one runs, up to now', () => {
  expect(jobEventsLink([job({})])).toBeUndefined()
  const both = [job({ chains: ['1'] }), job({ chains: ['2'], startedAt: 1_500_000, endedAt: 3_000_000 })]
  expect(jobEventsLink(both)).toEqual({
    href: '/events?chain=a%2F1&chain=a%2F2&from=1970-01-01T00%3A06%3A40.000Z&to=1970-01-01T01%3A00%3A00.000Z',
    exact: true,
  })
  const { endedAt: _, ...running } = job({ chains: ['1'], state: 'running' })
  expect(jobEventsLink([running])?.href).not.toContain('to=')
})

test('of very many jobs the address names their systems and their time', () => {
  const many = Array.from({ length: 200 }, (_, index) => job({ id: `${index}`, chains: [`${index}`] }))
  const link = jobEventsLink(many)
  expect(link?.exact).toBe(false)
  expect(link?.href).toMatch(/^\/events\?system=a&from=/)
})
