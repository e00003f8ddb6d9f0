import type { Decoded } from '../transport/values.ts'
import { get, time } from '../wire/read.ts'
import { keyOf } from './read-log-event.ts'

/** Keys that are remembered as told; what is older than all of them was told long ago. */
const remembered = 5_000

/** A stretch of the log that the pages skipped: keys between the two, exclusive. */
export interface Hole {
  after: number
  before: number
  /** Time of the last event before it, epoch ms; 0 where none is known. */
  since: number
  /** Time of the first event after it. */
  until: number | undefined
}

/** Which events a tail has told. Entries may be committed late: a smaller key that was not told before is news as well. */
export class TailMemory {
  private readonly told = new Set<string>()
  /** Keys up to here are no news whether they are remembered or not. */
  private floor: number | undefined
  private newest: number | undefined
  private newestAt = 0

  /** `after`: the last key that was told elsewhere. */
  constructor(after: number | undefined) {
    this.floor = after !== undefined && Number.isFinite(after) ? after : undefined
    this.newest = this.floor
  }

  /** The next page is what happened before the tail began. */
  get isBacklog(): boolean {
    return this.floor === undefined
  }

  /** Takes a page as known. */
  begin(page: readonly Decoded[]): void {
    const keys = page.flatMap((event) => keyOf(event) ?? [])
    this.floor = keys.length === 0 ? 0 : Math.min(...keys)
    this.take(page)
    this.newest ??= 0
  }

  /** Whether events are missing between what was told and a page of `size` at most. */
  look(page: readonly Decoded[], size: number): { hole: Hole | undefined } {
    const { newest } = this
    const keys = page.flatMap((event) => keyOf(event) ?? [])
    if (keys.length === 0 || newest === undefined) return { hole: undefined }
    const smallest = Math.min(...keys)
    const joins = smallest <= newest || keys.some((key) => this.told.has(String(key)))
    // Where nothing was ever told a page that is not full holds all that there is.
    if (joins || (newest === 0 && page.length < size)) return { hole: undefined }
    const times = page.flatMap((event) => time(get(event, 'createdTime')) ?? [])
    const until = times.length === 0 ? undefined : Math.min(...times)
    return { hole: { after: newest, before: smallest, since: this.newestAt, until } }
  }

  /** Those that were not told before, oldest first; they count as told from here on. */
  take(page: readonly Decoded[]): Decoded[] {
    const fresh: Decoded[] = []
    for (const event of page.toSorted(byKey)) {
      const key = keyOf(event)
      const id = key === undefined ? JSON.stringify(event) : String(key)
      if (this.told.has(id) || (key !== undefined && this.floor !== undefined && key <= this.floor)) {
        if (key !== undefined && key === this.floor) this.note(event, key)
        continue
      }
      this.told.add(id)
      if (key !== undefined) this.note(event, key)
      fresh.push(event)
    }
    this.prune()
    return fresh
  }

  private note(event: Decoded, key: number): void {
    if (this.newest !== undefined && key < this.newest) return
    this.newest = key
    this.newestAt = time(get(event, 'createdTime')) ?? this.newestAt
  }

  private prune(): void {
    if (this.told.size <= remembered * 2) return
    for (const id of this.told) {
      if (this.told.size <= remembered) break
      this.told.delete(id)
      const key = Number(id)
      if (Number.isFinite(key)) this.floor = Math.max(this.floor ?? key, key)
    }
  }
}

/** What has no key comes last. */
function byKey(a: Decoded, b: Decoded): number {
  return (keyOf(a) ?? Number.MAX_VALUE) - (keyOf(b) ?? Number.MAX_VALUE)
}
