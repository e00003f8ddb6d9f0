import type { JobBook } from '../jobs/job-book.ts'
import { encodeMessage } from './sse.ts'

/** Messages about jobs are at least so far apart. */
const gapMs = 250

/** One viewer's position in one system's jobs. */
export class JobFeed {
  private readonly system: string
  private readonly book: JobBook
  private version: number | undefined
  private notBefore = 0

  constructor(system: string, book: JobBook) {
    this.system = system
    this.book = book
  }

  /** When there is something to send; `Infinity` not before a change. */
  dueAt(): number {
    if (this.version === undefined) return 0
    return this.version === this.book.version ? Number.POSITIVE_INFINITY : this.notBefore
  }

  /** The next event, or `undefined` when there is nothing to say at `now`. */
  next(now: number): Uint8Array | undefined {
    if (this.dueAt() > now) return undefined
    const full = this.version === undefined
    const { version, jobs, gone } = this.book.changesSince(this.version ?? 0)
    this.version = version
    this.notBefore = now + gapMs
    const { system } = this
    const { fault } = this.book
    return encodeMessage({
      type: 'jobs',
      system,
      full,
      jobs,
      gone: full ? [] : gone,
      ...(fault === undefined ? {} : { fault }),
    })
  }
}
