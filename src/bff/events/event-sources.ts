import { Fault } from '../../contract/fault.ts'
import type { EventSource } from '../hypervisors/event-port.ts'
import type { Clock, Connection } from '../hypervisors/port.ts'

const most = 100
const idleMs = 10 * 60_000

/**
 * Logs as sessions see them, kept between requests: an adapter learns on the way what a system can filter and how its objects
 * are called.
 */
export class EventSources {
  private readonly clock: Clock
  private readonly known = new Map<string, { source: EventSource; usedAt: number }>()

  constructor(clock: Clock) {
    this.clock = clock
  }

  /** The log as the session named by `key` sees it. Throws `unsupported` where the system has none. */
  of(key: string, system: string, connection: () => Connection): EventSource {
    const now = this.clock.now()
    const source = this.known.get(key)?.source ?? connection().events
    if (source === undefined) {
      throw new Fault({ kind: 'unsupported', message: 'This system has no log that can be read.', system })
    }
    this.known.delete(key)
    this.known.set(key, { source, usedAt: now })
    for (const [old, { usedAt }] of this.known)
      if (this.known.size > most || now - usedAt > idleMs) this.known.delete(old)
    return source
  }

  forget(key: string): void {
    this.known.delete(key)
  }
}
