import type { Reader } from '../watch/collections.ts'
import { eventList } from '../watch/events.ts'
import type { WireEvent } from '../wire/event.ts'
import { jobList, type WireJob } from './poller.ts'

/** What a job does not say of itself: the VM that it works on, and the intent that it was begun with. */
export interface Origin {
  vm?: string
  intent?: string
  /** The correlation id, whoever chose it. */
  chain?: string
}

/** The origins of jobs, as far as known. */
export interface Origins {
  origin(job: string): Origin
  setOrigin(job: string, origin: Origin): void
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** So many events are looked through, the newest ones. */
const eventReads = 200
/** So many correlation ids are asked for in a round. */
const lookups = 4
/** Nothing was ever stamped with this. */
const unused = 'gantry-stamps-nothing-with-this'
/** A job whose events do not come within so many rounds has none. */
const patience = 3

/**
 * Finds where jobs come from. QUIRK(all versions): jobs name neither their object nor their correlation id; events carry
 * both, and jobs can be searched by that id (fact sheet §4.1, §6, §8). Each job and each id is looked up once.
 */
export class OriginSearch {
  private readonly reader: Reader
  private readonly origins: Origins
  /** Rounds that a job was looked for. */
  private readonly tried = new Map<string, number>()
  /** When the youngest job had begun that was there as an id was asked for. */
  private readonly asked = new Map<string, number>()
  private searchable: boolean | undefined

  constructor(reader: Reader, origins: Origins) {
    this.reader = reader
    this.origins = origins
  }

  /** One round, with all jobs that the engine lists. */
  async look(jobs: readonly WireJob[], signal: AbortSignal): Promise<void> {
    for (const { id, correlation_id: told } of jobs) {
      if (told === undefined) continue
      this.origins.setOrigin(id, { chain: told, ...(uuid.test(told) ? { intent: told } : {}) })
    }
    const open = jobs.filter(({ id }) => this.isOpen(id))
    this.forget(jobs)
    if (open.length === 0) return
    for (const { id } of open) this.tried.set(id, (this.tried.get(id) ?? 0) + 1)
    const search = 'sortby time desc'
    const events = await this.reader.list(eventList, { search, max: eventReads }, signal).catch(() => [])
    const ids = new Set(events.flatMap(({ correlation_id: id }) => id ?? []))
    const youngest = Math.max(...open.map(({ start_time: at }) => at ?? 0))
    let count = 0
    for (const id of ids) {
      if ((this.asked.get(id) ?? -1) >= youngest || !/^[\w-]{1,36}$/.test(id)) continue
      if (count >= lookups || !jobs.some((job) => this.isOpen(job.id))) break
      count += 1
      this.asked.set(id, youngest)
      await this.ask(id, events, signal)
    }
    // What is left waits for the next round because of the bound, not for want of events.
    if (count >= lookups) for (const { id } of open) this.tried.set(id, (this.tried.get(id) ?? 1) - 1)
  }

  private async ask(id: string, events: readonly WireEvent[], signal: AbortSignal): Promise<void> {
    const stamped = (stamp: string): Promise<WireJob[]> =>
      this.reader.list(jobList, { search: `correlation_id=${stamp}` }, signal).catch(() => [])
    // A search that is not understood may bring all jobs.
    this.searchable ??= (await stamped(unused)).length === 0
    const found = this.searchable ? await stamped(id) : []
    const vm = events.find((event) => event.correlation_id === id && event.vm?.id !== undefined)?.vm?.id
    for (const job of found) {
      const known = this.origins.origin(job.id)
      this.origins.setOrigin(job.id, {
        ...(vm === undefined ? {} : { vm }),
        ...(uuid.test(id) ? { intent: id } : {}),
        chain: id,
        ...known,
      })
    }
  }

  private isOpen(job: string): boolean {
    const { vm, intent } = this.origins.origin(job)
    return vm === undefined && intent === undefined && (this.tried.get(job) ?? 0) < patience
  }

  private forget(jobs: readonly WireJob[]): void {
    if (this.tried.size <= jobs.length * 2 + 50) return
    const there = new Set(jobs.map(({ id }) => id))
    for (const id of this.tried.keys()) if (!there.has(id)) this.tried.delete(id)
    if (this.asked.size > 2_000) this.asked.clear()
  }
}
