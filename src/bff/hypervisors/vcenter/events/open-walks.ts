import type { HistoryWalk } from './history-walk.ts'

/** Collectors of history that one session keeps open upstream between two pages; vCenter allows 32 of all kinds. */
const mostPerSession = 6
const idleMs = 300_000

interface Parked {
  walk: HistoryWalk
  session: string
  since: number
}

/**
 * Walks between two pages, by a number that is good once. One for all connections of a system, because each request makes a
 * connection of its own.
 */
export class OpenWalks {
  private readonly parked = new Map<number, Parked>()
  private last = 0

  /** Takes a walk out; undefined when it was closed, or taken before. */
  take(ticket: number, session: string): HistoryWalk | undefined {
    const found = this.parked.get(ticket)
    if (found === undefined || found.session !== session) return undefined
    this.parked.delete(ticket)
    return found.walk
  }

  /** Keeps a walk for the next page; `now` in epoch ms. */
  park(walk: HistoryWalk, session: string, now: number): number {
    this.last += 1
    this.parked.set(this.last, { walk, session, since: now })
    for (const [ticket, old] of this.parked) if (now - old.since > idleMs) this.close(ticket)
    const own = [...this.parked].filter(([, each]) => each.session === session)
    for (const [ticket] of own.slice(0, Math.max(0, own.length - mostPerSession))) this.close(ticket)
    return this.last
  }

  /** Closes what a session has open. */
  clear(session: string): void {
    for (const [ticket, each] of this.parked) if (each.session === session) this.close(ticket)
  }

  /** The session ended, and with it all that it had upstream. */
  forget(session: string): void {
    for (const [ticket, each] of this.parked) if (each.session === session) this.parked.delete(ticket)
  }

  private close(ticket: number): void {
    this.parked.get(ticket)?.walk.close()
    this.parked.delete(ticket)
  }
}
