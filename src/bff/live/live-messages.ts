import type { SystemState } from '../../contract/system.ts'
import { EventFeed } from '../events/event-broadcast.ts'
import type { Clock } from '../hypervisors/port.ts'
import type { RequestSessions } from '../sessions/request-sessions.ts'
import type { SessionBook } from '../sessions/session-book.ts'
import type { System } from '../systems/system.ts'
import { stateOf } from '../systems/system-states.ts'
import { Bell } from '../timing.ts'
import { BookFeed } from './book-feed.ts'
import { Feed } from './feed.ts'
import type { ResumePoint } from './resume.ts'
import { encodeMessage } from './sse.ts'
import type { Watcher } from './watcher.ts'
import type { Lease, WatcherPool } from './watcher-pool.ts'

const systemsGapMs = 250
/** What a healthy system has to say of itself, that its rows were confirmed again, can wait. */
const confirmedGapMs = 1_000
const beatEveryMs = 10_000
const probeEveryMs = 15_000

export interface LiveOptions {
  systems: readonly System[]
  sessions: RequestSessions
  book: SessionBook
  pool: WatcherPool
  clock: Clock
  /** How far the browser has followed rows, and events. */
  resume: Map<string, ResumePoint>
  resumeEvents: Map<string, ResumePoint>
  signal: AbortSignal
}

/**
 * Everything one browser is told, in the order of `contract/live.ts`, until `signal` aborts. Pulled by the
 * reader: while the reader is busy nothing is built and nothing is queued.
 */
export async function* liveMessages(options: LiveOptions): AsyncGenerator<Uint8Array, void, void> {
  const viewer = new Viewer(options)
  try {
    yield* viewer.messages()
  } finally {
    viewer.close()
  }
}

interface Open {
  feed: Feed
  /** What is told besides the rows. */
  books: Pick<BookFeed<never>, 'dueAt' | 'next'>[]
  lease: Lease
  close(): void
}

class Viewer {
  private readonly options: LiveOptions
  private readonly bell = new Bell()
  private readonly open = new Map<string, Open>()
  private readonly listening: (() => void)[] = []
  private closed = false
  private systemsSent = ''
  private systemsSentAt = Number.NEGATIVE_INFINITY
  private systemsDueAt = 0
  private nextBeat: number
  private nextProbe = 0

  constructor(options: LiveOptions) {
    this.options = options
    this.nextBeat = options.clock.now() + beatEveryMs
    const noteState = () => this.noteState(systemsGapMs)
    this.listening.push(options.book.ended.add(noteState))
    for (const system of options.systems) {
      this.listening.push(system.changed.add(noteState))
      this.join(system)
    }
  }

  async *messages(): AsyncGenerator<Uint8Array, void, void> {
    const { clock, signal } = this.options
    while (!signal.aborted) {
      let sent = false
      for (const event of this.round(clock.now())) {
        sent = true
        yield event
        if (signal.aborted) return
      }
      // Between rounds other work gets its turn, even if this reader could take more.
      if (sent) await clock.sleep(0)
      else await this.bell.wait(clock, Math.max(1, this.dueAt() - clock.now()), signal)
    }
  }

  close(): void {
    this.closed = true
    for (const stop of this.listening) stop()
    for (const { close } of this.open.values()) close()
    this.open.clear()
  }

  /** At most one event of each kind and system: no system can starve the others. */
  private *round(now: number): Generator<Uint8Array, void, void> {
    this.leaveEnded()
    if (now >= this.nextProbe) {
      this.nextProbe = now + probeEveryMs
      for (const system of this.options.systems) system.probe()
    }
    if (now >= this.systemsDueAt) {
      this.systemsDueAt = Number.POSITIVE_INFINITY
      this.systemsSentAt = now
      const systems = this.states()
      const text = JSON.stringify(systems)
      if (text !== this.systemsSent) {
        this.systemsSent = text
        yield encodeMessage({ type: 'systems', systems })
      }
    }
    for (const { feed, books } of [...this.open.values()]) {
      for (const one of [feed, ...books]) {
        const event = one.next(now)
        if (event !== undefined) yield event
      }
    }
    if (now >= this.nextBeat) {
      this.nextBeat = now + beatEveryMs
      yield encodeMessage({ type: 'beat', at: now })
    }
  }

  private dueAt(): number {
    let due = Math.min(this.nextBeat, this.nextProbe, this.systemsDueAt)
    for (const { feed, books } of this.open.values()) {
      if (feed.due) return 0
      due = Math.min(due, ...books.map((book) => book.dueAt()))
    }
    return due
  }

  private states(): SystemState[] {
    const { systems, sessions, pool } = this.options
    return systems.map((system) => stateOf(system, sessions, pool))
  }

  /** Starts following a system once the session has proved that it still opens that system. */
  private async join(system: System): Promise<void> {
    const { book, pool, resume, resumeEvents, sessions } = this.options
    const session = sessions.find(system.id)
    if (session === undefined) return
    await book.verify(system.id, session)
    if (this.closed || sessions.find(system.id) === undefined) return
    const lease = pool.lease(system.id, session)
    const letGo = book.hold(system.id, session)
    let healthy = false
    const stopListening = lease.watcher.broadcast.news.add(() => {
      const before = healthy
      healthy = lease.watcher.sync.phase === 'live'
      this.noteState(before && healthy ? confirmedGapMs : systemsGapMs)
    })
    const stopJobs = lease.watcher.jobs.changed.add(this.bell.ring)
    const stopGuests = lease.watcher.guests.changed.add(this.bell.ring)
    const stopEvents = lease.watcher.eventBroadcast.news.add(this.bell.ring)
    const told = resumeEvents.get(system.id)
    const known = told === undefined ? undefined : { epoch: told.epoch, version: told.seq }
    this.open.set(system.id, {
      books: [...booksOf(system.id, lease.watcher), new EventFeed(lease.watcher.eventBroadcast, known)],
      feed: new Feed(system.id, lease.watcher, resume.get(system.id)),
      lease,
      close: () => {
        stopListening()
        stopJobs()
        stopGuests()
        stopEvents()
        letGo()
        lease.release()
      },
    })
    this.noteState(systemsGapMs)
  }

  /** Something may have changed: the systems are described again, at least `gap` ms after the last time. */
  private noteState(gap: number): void {
    this.systemsDueAt = Math.min(this.systemsDueAt, this.systemsSentAt + gap)
    this.bell.ring()
  }

  /** The admin signed out elsewhere, or the system ended the session: its rows must not flow any more. */
  private leaveEnded(): void {
    for (const [id, open] of this.open) {
      if (this.options.sessions.find(id) !== undefined) continue
      open.close()
      this.open.delete(id)
    }
  }
}

function booksOf(system: string, { jobs, guests }: Watcher): Open['books'] {
  return [
    new BookFeed(jobs, ({ jobs: changed, gone }, full) => ({
      type: 'jobs',
      system,
      full,
      jobs: changed,
      gone: full ? [] : gone,
      ...(jobs.fault === undefined ? {} : { fault: jobs.fault }),
    })),
    new BookFeed(guests, ({ runs, gone }, full) => ({
      type: 'guest-runs',
      system,
      full,
      runs,
      gone: full ? [] : gone,
    })),
  ]
}
