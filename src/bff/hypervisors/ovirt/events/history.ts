import type { EventFilter } from '../../../../contract/events/filter.ts'
import type { Clock } from '../../port.ts'
import type { Reader } from '../watch/collections.ts'
import { type Criterion, criteriaOf, searchOf } from './criteria.ts'
import { type LogEntry, logList } from './entry.ts'
import type { EngineObjects } from './objects.ts'

/** Where a reader of the log stands. */
export interface Place {
  search: string
  pushed: Criterion['part'][]
  max: number
  /** The next page to read, from 1. */
  page: number
  /** Times at or above this were given; of this very time, the entries of `ids` were. */
  given: { at: number; ids: string[] } | undefined
}

/** The same place for a reader who wants more at once: pages as large as `limit`, of which the first may hold some that were given. */
export function widened(place: Place, limit: number): Place {
  const max = sizeFor(limit)
  if (max <= place.max) return place
  return { ...place, max, page: Math.floor(((place.page - 1) * place.max) / max) + 1 }
}

const sizeFor = (limit: number): number => Math.min(1_000, Math.max(20, limit))

/** Entries that were read, newest first, with their times. */
export interface Read {
  entries: { entry: LogEntry; at: number }[]
  /** Absent: there is nothing older. */
  next: Place | undefined
}

const sampleSize = 100
/** Filtered users are given everything at once; releases up to 3.3 give 100 unless told otherwise. */
const plenty = 100_000

/** Reads the log backwards by its search, and keeps what it learned about the engine's abilities. */
export class History {
  private readonly reader: Reader
  private readonly clock: Clock
  private readonly objects: EngineObjects
  private readonly system: string
  /** Whether the engine knows a field of the search, where that was in doubt. */
  private readonly knows = new Map<string, boolean>()
  private joins: boolean | undefined

  constructor(reader: Reader, clock: Clock, objects: EngineObjects, system: string) {
    this.reader = reader
    this.clock = clock
    this.objects = objects
    this.system = system
  }

  /**
   * The place where reading begins; undefined when nothing can match.
   *
   * QUIRK(ovirt, rhev): a search that the engine does not understand finds nothing (fact sheet §4.1). So where nothing is
   * found, each field is tried with something that the log must hold, and left out when that is not found either.
   */
  async begin(filter: EventFilter, limit: number, signal: AbortSignal): Promise<Place | undefined> {
    const objects = await this.objects.fieldsOf(filter.objects, this.system, signal)
    if (objects === 'none') return undefined
    const all = criteriaOf(filter, this.system, objects)
    if (all === undefined) return undefined
    const max = sizeFor(limit)
    const usable = () => all.filter(({ field }) => this.knows.get(field) !== false)
    const place = async (): Promise<Place> => {
      const criteria = usable()
      const crowded = criteria.filter(({ alternatives }) => alternatives.length > 1).length
      const joins = crowded > 0 && criteria.length > 1 ? await this.bindsAnd(signal) : true
      const { search, pushed } = searchOf(criteria, joins)
      return { search, pushed: pushed.map(({ part }) => part), max, page: 1, given: undefined }
    }
    let first = await place()
    if (first.search !== '' && (await this.page({ ...first, max: 1 }, signal)).length === 0) {
      const sample = await this.sample(signal)
      const doubtful = usable().filter(({ field }) => !this.knows.has(field))
      for (const { field, proof } of sample.length === 0 ? [] : doubtful) {
        const found = await this.list(`${proof(sample)} sortby time desc`, 1, signal)
        this.knows.set(field, found.length > 0)
      }
      first = await place()
    }
    if (filter.until !== undefined) first.page = await this.pageBefore(filter.until, first, signal)
    return first
  }

  /** One page, and what is new of it. */
  async read(place: Place, signal: AbortSignal): Promise<Read> {
    const listed = await this.page(place, signal)
    if (listed.length === 0) return { entries: [], next: undefined }
    const timed = withTimes(listed, this.clock.now())
    const { given } = place
    // New entries push older ones to later pages, so that some come again.
    const entries = timed.filter(
      ({ entry, at }) =>
        given === undefined || at < given.at || (at === given.at && !given.ids.includes(entry.id)),
    )
    const lowest = timed.reduce((low, { at }) => Math.min(low, at), Number.POSITIVE_INFINITY)
    const end = given === undefined ? lowest : Math.min(lowest, given.at)
    const ids = timed.filter(({ at }) => at === end).map(({ entry }) => entry.id)
    const before = given !== undefined && given.at === end ? given.ids : []
    // Nothing says how many entries the engine gives at most: only an empty page is surely the end.
    const next = { ...place, page: place.page + 1, given: { at: end, ids: [...before, ...ids] } }
    return { entries, next: this.reader.engine.access.filter ? undefined : next }
  }

  /**
   * The first page that is not all newer than `until`: found by doubling, then by halves, so that last month is not read
   * through yesterday.
   */
  private async pageBefore(until: number, place: Place, signal: AbortSignal): Promise<number> {
    if (this.reader.engine.access.filter) return 1
    const newer = async (page: number): Promise<boolean> => {
      const entries = await this.page({ ...place, page }, signal)
      return entries.length > 0 && withTimes(entries, this.clock.now()).every(({ at }) => at >= until)
    }
    let low = 0
    let high = 1
    while (await newer(high)) {
      low = high
      high *= 2
    }
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (await newer(middle)) low = middle
      else high = middle
    }
    return high
  }

  /**
   * QUIRK(ovirt): filtered users get no paging they can rely on (fact sheet §4.1), so they read everything that they see.
   */
  private page({ search, page, max }: Place, signal: AbortSignal): Promise<LogEntry[]> {
    const sorted = `${search} sortby time desc`.trim()
    if (!this.reader.engine.access.filter) return this.list(`${sorted} page ${page}`, max, signal)
    return this.list(sorted, this.reader.engine.dialect === 'v3' ? plenty : undefined, signal)
  }

  private list(search: string, max: number | undefined, signal: AbortSignal): Promise<LogEntry[]> {
    return this.reader.list(logList, { search, anyCase: true, ...(max === undefined ? {} : { max }) }, signal)
  }

  /** Any entries. */
  private sample(signal: AbortSignal): Promise<LogEntry[]> {
    return this.reader.list(logList, { max: sampleSize }, signal)
  }

  /** Whether the engine reads `a and b or c and d` as two pairs; tried on two codes that its log holds. */
  private async bindsAnd(signal: AbortSignal): Promise<boolean> {
    if (this.joins !== undefined) return this.joins
    const codes = new Set((await this.sample(signal)).flatMap(({ wire }) => wire.code ?? []))
    const [a, b] = codes
    if (a === undefined || b === undefined) return false
    const pair = (code: number): string => `type=${code} and type=${code}`
    const found = await this.list(`${pair(a)} or ${pair(b)} sortby time desc`, sampleSize * 10, signal)
    const seen = new Set(found.map(({ wire }) => wire.code))
    this.joins = seen.has(a) && seen.has(b)
    return this.joins
  }
}

/** An entry without a readable time stands where its neighbours stand. */
function withTimes(entries: readonly LogEntry[], now: number): Read['entries'] {
  let at = entries.find(({ wire }) => wire.time !== undefined)?.wire.time ?? now
  return entries.map((entry) => {
    at = entry.wire.time ?? at
    return { entry, at }
  })
}
