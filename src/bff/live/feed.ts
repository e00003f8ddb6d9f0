import type { Broadcast, FullRead } from './broadcast.ts'
import type { ResumePoint } from './resume.ts'
import { encodeMessage } from './sse.ts'
import type { Watcher } from './watcher.ts'

/**
 * One viewer's position in one system's rows. It holds no rows: what it sends is made once for all viewers,
 * and only when one can take it, so a slow viewer gets coalesced patches, or a new full read when it lags too far.
 */
export class Feed {
  private readonly watcher: Watcher
  private readonly broadcast: Broadcast
  private readonly system: string
  private readonly resume: ResumePoint | undefined
  private phase: 'new' | 'reading' | 'loading' | 'following' = 'new'
  /** Version that the viewer has. */
  private cursor = 0
  private read: FullRead | undefined
  private chunk = 0

  constructor(system: string, watcher: Watcher, resume: ResumePoint | undefined) {
    this.watcher = watcher
    this.broadcast = watcher.broadcast
    this.system = system
    this.resume = resume
  }

  /** Whether there is something to send. */
  get due(): boolean {
    if (this.phase === 'new' || this.phase === 'reading') return true
    return this.cursor < this.broadcast.told || (this.phase === 'loading' && this.hasAll())
  }

  /** The next event, or `undefined` when there is nothing to say at `now`. */
  next(now: number): Uint8Array | undefined {
    const { store } = this.watcher
    if (this.phase === 'new' && this.canResume()) this.phase = 'following'
    if (this.phase === 'new' || !store.remembers(this.cursor)) return this.begin()
    if (this.phase === 'reading') {
      const event = this.nextRows()
      if (event !== undefined) return event
    }
    if (this.phase === 'loading' && this.hasAll()) {
      this.phase = 'following'
      const at = this.watcher.sync.confirmedAt ?? now
      return encodeMessage({
        type: 'complete',
        system: this.system,
        epoch: store.epoch,
        seq: this.cursor,
        at,
      })
    }
    const segment = this.broadcast.after(this.cursor)
    if (segment !== undefined) this.cursor = segment.to
    return segment?.message
  }

  private canResume(): boolean {
    const { store } = this.watcher
    if (this.resume === undefined || !store.complete) return false
    if (this.resume.epoch !== store.epoch || !store.remembers(this.resume.seq)) return false
    this.cursor = this.resume.seq
    return true
  }

  private begin(): Uint8Array {
    this.phase = 'reading'
    this.read = this.broadcast.fullRead()
    this.cursor = this.read.version
    this.chunk = 0
    return encodeMessage({ type: 'begin', system: this.system, epoch: this.watcher.store.epoch })
  }

  private nextRows(): Uint8Array | undefined {
    const { read, chunk } = this
    if (read !== undefined && chunk < read.length) {
      this.chunk += 1
      return read.message(chunk)
    }
    this.read = undefined
    this.phase = 'loading'
    return undefined
  }

  /** Whether the viewer was told of every row of a full read of the system. */
  private hasAll(): boolean {
    return this.cursor >= this.watcher.store.completeAt
  }
}
