import { ended, type Job } from '../../contract/job.ts'
import { eventsHref } from './links.ts'

/** Clocks differ, and what follows from a job is often written after its end. */
const marginMs = 10 * 60_000
/** More would make an address that servers refuse when the page is loaded again. */
const mostChains = 120

/** `system/chain` of every operation of the systems' logs that tells of these jobs. */
export function chainsOf(jobs: Iterable<Pick<Job, 'system' | 'chains'>>): string[] {
  const chains = new Set<string>()
  for (const { system, chains: own = [] } of jobs) for (const chain of own) chains.add(`${system}/${chain}`)
  return [...chains]
}

/**
 * Address of the events of these jobs; `undefined` where the systems have named no operation. Of very many jobs it shows what
 * happened meanwhile on their systems, which `exact` tells.
 */
export function jobEventsLink(jobs: readonly Job[]): { href: string; exact: boolean } | undefined {
  const chains = chainsOf(jobs)
  if (chains.length === 0) return undefined
  const from = Math.min(...jobs.map(({ startedAt }) => startedAt)) - marginMs
  const ends = jobs.map((job) => (ended(job) ? (job.endedAt ?? Number.NaN) : Number.NaN))
  const last = Math.max(...ends)
  const time = Number.isNaN(last) ? { from } : { from, until: last + marginMs }
  if (chains.length <= mostChains) return { href: eventsHref({ chains, ...time }), exact: true }
  const systems = [...new Set(jobs.map(({ system }) => system))]
  return { href: eventsHref({ systems, ...time }), exact: false }
}
