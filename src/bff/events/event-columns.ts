import { type EventSeverity, eventSeveritySchema, type LogEvent } from '../../contract/events/event.ts'
import type { EventFilter } from '../../contract/events/filter.ts'
import type { EventCounts } from '../../contract/events/page.ts'

const severities: readonly EventSeverity[] = eventSeveritySchema.options
const mostNamed = 200

/** The part of a filter that columns can answer. */
export type Narrowing = Pick<EventFilter, 'severities' | 'types' | 'users' | 'from' | 'until'>

/** Names by number; the same number for the same `key`. */
class Names {
  readonly names: string[] = []
  private readonly numbers = new Map<string, number>()

  /** The number of a key; `name` is what it is called when it is new. */
  add(key: string, name: string): number {
    const found = this.numbers.get(key)
    if (found !== undefined) return found
    this.numbers.set(key, this.names.length)
    return this.names.push(name) - 1
  }

  /** Which numbers are wanted; undefined: all. */
  chosen(keys: readonly string[] | undefined): Uint8Array | undefined {
    if (keys === undefined || keys.length === 0) return undefined
    const chosen = new Uint8Array(this.names.length)
    for (const key of keys) {
      const number = this.numbers.get(key)
      if (number !== undefined) chosen[number] = 1
    }
    return chosen
  }

  /** The most frequent names, by counts per number. */
  top(counts: Uint32Array): { name: string; count: number }[] {
    return this.names
      .map((name, number) => ({ name, count: counts[number] ?? 0 }))
      .filter(({ name, count }) => count > 0 && name !== '')
      .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
      .slice(0, mostNamed)
  }
}

/** What is counted of many entries: 21 bytes each, in no order. */
export class EventColumns {
  size = 0
  private times = new Float64Array(256)
  private marks = new Uint32Array(256)
  private typeOf = new Uint32Array(256)
  private userOf = new Uint32Array(256)
  private severityOf = new Uint8Array(256)
  private readonly types = new Names()
  /** Case does not matter, as in filters. */
  private readonly users = new Names()

  add(event: LogEvent): void {
    if (this.size === this.times.length) this.grow()
    const { size } = this
    const user = event.userName ?? ''
    this.times[size] = event.at
    this.marks[size] = markOf(event.id)
    this.typeOf[size] = this.types.add(event.type, event.type)
    this.userOf[size] = this.users.add(user.toLowerCase(), user)
    this.severityOf[size] = severities.indexOf(event.severity)
    this.size = size + 1
  }

  /** Adds those that are not there yet; reads through all entries once. Returns the new ones. */
  addNew(events: readonly LogEvent[]): ReadonlySet<LogEvent> {
    const asked = new Map<number, LogEvent[]>()
    const fresh = new Set<LogEvent>()
    for (const event of events) {
      const mark = markOf(event.id)
      const same = asked.get(mark) ?? []
      if (same.some(({ at }) => at === event.at)) continue
      asked.set(mark, [...same, event])
      fresh.add(event)
    }
    for (let index = 0; index < this.size && fresh.size > 0; index += 1) {
      const same = asked.get(this.marks[index] ?? 0)
      if (same === undefined) continue
      for (const event of same) if (event.at === this.times[index]) fresh.delete(event)
    }
    for (const event of fresh) this.add(event)
    return fresh
  }

  /** Forgets what happened before a time. */
  dropBefore(time: number): void {
    let kept = 0
    for (let index = 0; index < this.size; index += 1) {
      // Every column is as long as `size`.
      if ((this.times[index] as number) < time) continue
      this.times[kept] = this.times[index] as number
      this.marks[kept] = this.marks[index] as number
      this.typeOf[kept] = this.typeOf[index] as number
      this.userOf[kept] = this.userOf[index] as number
      this.severityOf[kept] = this.severityOf[index] as number
      kept += 1
    }
    this.size = kept
  }

  /** The time at or after which about `count` of the newest entries stand. */
  newest(count: number): number {
    const times = this.times.slice(0, this.size).sort()
    return times[Math.max(0, this.size - count)] ?? Number.NEGATIVE_INFINITY
  }

  /** Counts what fits. Buckets begin at multiples of `bucketMs`. */
  count(narrowing: Narrowing, bucketMs: number): Pick<EventCounts, 'total' | 'buckets' | 'types' | 'users'> {
    const { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = narrowing
    const wanted = narrowing.severities
    const inSeverities = severities.map(
      (one) => wanted === undefined || wanted.length === 0 || wanted.includes(one),
    )
    const inTypes = this.types.chosen(narrowing.types)
    const inUsers = this.users.chosen(narrowing.users?.map((user) => user.toLowerCase()))
    const typeCounts = new Uint32Array(this.types.names.length)
    const userCounts = new Uint32Array(this.users.names.length)
    const buckets = new Map<number, number[]>()
    let total = 0
    let bucket: number[] = []
    let bucketAt = Number.NaN
    for (let index = 0; index < this.size; index += 1) {
      // Every column is as long as `size`.
      const at = this.times[index] as number
      const type = this.typeOf[index] as number
      const user = this.userOf[index] as number
      const severity = this.severityOf[index] as number
      if (at < from || at >= until || inSeverities[severity] === false) continue
      if (inTypes !== undefined && inTypes[type] !== 1) continue
      if (inUsers !== undefined && inUsers[user] !== 1) continue
      total += 1
      typeCounts[type] = (typeCounts[type] ?? 0) + 1
      userCounts[user] = (userCounts[user] ?? 0) + 1
      const begin = Math.floor(at / bucketMs) * bucketMs
      if (begin !== bucketAt) {
        bucketAt = begin
        bucket = buckets.get(begin) ?? [0, 0, 0, 0]
        buckets.set(begin, bucket)
      }
      bucket[severity] = (bucket[severity] ?? 0) + 1
    }
    return {
      total,
      buckets: [...buckets]
        .sort(([a], [b]) => a - b)
        .map(([at, [info = 0, warning = 0, error = 0, alert = 0]]) => ({ at, info, warning, error, alert })),
      types: this.types.top(typeCounts).map(({ name, count }) => ({ type: name, count })),
      users: this.users.top(userCounts),
    }
  }

  private grow(): void {
    const length = this.times.length * 2
    const longer = <T extends Float64Array | Uint32Array | Uint8Array>(fresh: T, old: T): T => {
      fresh.set(old)
      return fresh
    }
    this.times = longer(new Float64Array(length), this.times)
    this.marks = longer(new Uint32Array(length), this.marks)
    this.typeOf = longer(new Uint32Array(length), this.typeOf)
    this.userOf = longer(new Uint32Array(length), this.userOf)
    this.severityOf = longer(new Uint8Array(length), this.severityOf)
  }
}

/** FNV-1a of an id: with the time of the entry it tells entries apart. */
function markOf(id: string): number {
  let mark = 2_166_136_261
  for (let at = 0; at < id.length; at += 1) mark = Math.imul(mark ^ id.charCodeAt(at), 16_777_619)
  return mark >>> 0
}
