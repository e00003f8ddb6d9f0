import type { LiveMessage } from '../../contract/live.ts'
import { encodeMessage } from './sse.ts'

/** Messages of one feed are at least so far apart. */
const gapMs = 250

/** Something whose entries carry the version of their last change. */
export interface Book<Changes extends { version: number }> {
  readonly version: number
  changesSince(version: number): Changes
}

/** One viewer's position in a book, such as one system's jobs. */
export class BookFeed<Changes extends { version: number }> {
  private readonly book: Book<Changes>
  private readonly describe: (changes: Changes, full: boolean) => LiveMessage
  private version: number | undefined
  private notBefore = 0

  constructor(book: Book<Changes>, describe: (changes: Changes, full: boolean) => LiveMessage) {
    this.book = book
    this.describe = describe
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
    const changes = this.book.changesSince(this.version ?? 0)
    this.version = changes.version
    this.notBefore = now + gapMs
    return encodeMessage(this.describe(changes, full))
  }
}
