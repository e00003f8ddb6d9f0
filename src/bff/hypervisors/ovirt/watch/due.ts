import type { Kind } from './collections.ts'

/** An entry can precede the change it tells of: what it names is read once more after this time. */
const secondLookMs = 4_000
/** Requests of 50 ids each, per look. */
const mostAtOnce = 500
const mostTransients = 200
/** A whole list is read again because of events no more often than this. */
const listMs = 15_000

/**
 * Which VMs are to be read again, each once however often it was named. What cannot be read at one look waits
 * for the next: however much happens, the engine is asked for so many only.
 */
export class DueMachines {
  private readonly named = new Set<string>()
  private readonly again = new Map<string, number>()
  private readonly lookedAt = new Map<string, number>()

  /** An event named these. */
  add(ids: Iterable<string>, now: number): void {
    for (const id of ids) {
      this.named.add(id)
      this.again.delete(id)
      this.again.set(id, now + secondLookMs)
    }
  }

  /** Nothing that events named waits to be read. */
  get settled(): boolean {
    return this.named.size === 0
  }

  /** What to read now: named ones first, then second looks, then of `transients` those looked at longest ago. */
  take(transients: readonly string[], now: number): Set<string> {
    const taken = new Set<string>()
    for (const id of this.named) {
      if (taken.size >= mostAtOnce) break
      this.named.delete(id)
      taken.add(id)
    }
    // In order of time, as entries are renewed at the end.
    for (const [id, due] of this.again) {
      if (due > now || taken.size >= mostAtOnce) break
      this.again.delete(id)
      taken.add(id)
    }
    const room = Math.min(mostTransients, mostAtOnce - taken.size)
    for (const id of this.oldest(transients, room)) {
      this.lookedAt.set(id, now)
      taken.add(id)
    }
    return taken
  }

  private oldest(transients: readonly string[], most: number): readonly string[] {
    if (this.lookedAt.size > transients.length) {
      const now = new Set(transients)
      for (const id of this.lookedAt.keys()) if (!now.has(id)) this.lookedAt.delete(id)
    }
    if (transients.length <= most) return transients
    const last = (id: string): number => this.lookedAt.get(id) ?? Number.NEGATIVE_INFINITY
    return [...transients].sort((a, b) => (last(a) < last(b) ? -1 : 1)).slice(0, most)
  }
}

/** Which whole lists are to be read again, because an event did not name the object. */
export class DueLists {
  private readonly wanted = new Set<Kind>()
  private readonly readAt = new Map<Kind, number>()

  add(kinds: Iterable<Kind>): void {
    for (const kind of kinds) this.wanted.add(kind)
  }

  take(now: number): Set<Kind> {
    const taken = new Set<Kind>()
    for (const kind of this.wanted) {
      if (now - (this.readAt.get(kind) ?? Number.NEGATIVE_INFINITY) < listMs) continue
      this.wanted.delete(kind)
      this.readAt.set(kind, now)
      taken.add(kind)
    }
    return taken
  }
}
