import type { Clock } from '../hypervisors/port.ts'
import { CountBook } from './count-book.ts'
import { EventReads } from './event-reads.ts'
import { EventSources } from './event-sources.ts'

/** What is kept between requests about the logs of all systems. */
export class EventDesk {
  readonly sources: EventSources
  readonly reads: EventReads
  readonly counts: CountBook

  constructor(clock: Clock, random: () => number) {
    this.sources = new EventSources(clock)
    this.reads = new EventReads(clock, random)
    this.counts = new CountBook(clock)
  }

  close(): void {
    this.counts.close()
  }
}
