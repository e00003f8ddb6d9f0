import { ended } from '../../contract/job.ts'
import type { GuestBook } from '../guest/guest-book.ts'
import type { Clock, UpstreamSession } from '../hypervisors/port.ts'
import type { JobBook } from '../jobs/job-book.ts'
import type { SessionBook } from '../sessions/session-book.ts'
import { Watcher, type WatcherOptions } from './watcher.ts'

/** How long a watcher outlives its last viewer: a reload must not read everything again. */
const lingerMs = 30_000
/** How long jobs and runs in guests outlive their watcher: who comes back, or signs in again, must learn how they ended. */
const keepJobsMs = 24 * 3_600_000

/** A viewer's hold on a watcher. */
export interface Lease {
  watcher: Watcher
  release(): void
}

interface Entry {
  watcher: Watcher
  /** Viewers by session. */
  viewers: Map<string, number>
  linger: AbortController | undefined
}

/** Builds the parts of a watcher's options that depend on its system. */
export type WatcherSetup = (
  system: string,
  userName: string,
) => Omit<WatcherOptions, 'system' | 'userName' | 'epoch' | 'onDead' | 'random' | 'jobs' | 'guests'>

/** One watcher per system and account, shared by all viewers of that account. */
export class WatcherPool {
  private readonly entries = new Map<string, Entry>()
  /** Jobs and runs in guests of accounts that nobody watches now. */
  private readonly left = new Map<
    string,
    { jobs: JobBook | undefined; guests: GuestBook | undefined; at: number }
  >()
  private readonly book: SessionBook
  private readonly clock: Clock
  private readonly setup: WatcherSetup
  private readonly random: () => number
  private readonly stopListening: () => void

  constructor(book: SessionBook, clock: Clock, setup: WatcherSetup, random: () => number) {
    this.book = book
    this.clock = clock
    this.setup = setup
    this.random = random
    this.stopListening = book.ended.add(({ key }) => {
      for (const [id, entry] of this.entries) {
        entry.watcher.removeSession(key)
        this.dropIfUseless(id, entry)
      }
    })
  }

  /** The watcher of an account, running or not; `undefined` when nobody watches. */
  find(system: string, userName: string): Watcher | undefined {
    return this.entries.get(idOf(system, userName))?.watcher
  }

  /** Joins the account's watcher, or starts one. */
  lease(system: string, session: UpstreamSession): Lease {
    const id = idOf(system, session.userName)
    const key = this.book.keyOf(system, session)
    const entry = this.entries.get(id) ?? this.start(id, system, session.userName)
    entry.linger?.abort()
    entry.linger = undefined
    entry.viewers.set(key, (entry.viewers.get(key) ?? 0) + 1)
    entry.watcher.addSession(key, session)
    let released = false
    return {
      watcher: entry.watcher,
      release: () => {
        if (released) return
        released = true
        this.release(id, entry, key)
      },
    }
  }

  /** Ends the delays of a system that was seen to answer again. */
  retryNow(system: string): void {
    for (const { watcher } of this.entries.values()) if (watcher.system === system) watcher.retryNow()
  }

  async close(): Promise<void> {
    this.stopListening()
    const entries = [...this.entries.values()]
    this.entries.clear()
    for (const entry of entries) entry.linger?.abort()
    await Promise.all(entries.map((entry) => entry.watcher.close()))
  }

  private start(id: string, system: string, userName: string): Entry {
    const left = this.left.get(id)
    this.left.delete(id)
    const watcher = new Watcher({
      jobs: left?.jobs,
      guests: left?.guests,
      ...this.setup(system, userName),
      system,
      userName,
      random: this.random,
      epoch: Array.from({ length: 3 }, () => Math.floor(this.random() * 2 ** 32).toString(36)).join(''),
      onDead: (session) => this.book.markEnded(system, session, 'expired'),
    })
    const entry: Entry = { watcher, viewers: new Map(), linger: undefined }
    this.entries.set(id, entry)
    return entry
  }

  private release(id: string, entry: Entry, key: string): void {
    const left = (entry.viewers.get(key) ?? 1) - 1
    if (left > 0) {
      entry.viewers.set(key, left)
      return
    }
    entry.viewers.delete(key)
    if (entry.viewers.size > 0) {
      // Others look on: a session that nobody shows any more is kept only while the watch runs on it.
      if (!entry.watcher.usesSession(key)) entry.watcher.removeSession(key)
      return
    }
    if (!this.dropIfUseless(id, entry)) this.lingerOn(id, entry)
  }

  private async lingerOn(id: string, entry: Entry): Promise<void> {
    const linger = new AbortController()
    entry.linger = linger
    try {
      await this.clock.sleep(lingerMs, linger.signal)
    } catch {
      return
    }
    this.drop(id, entry)
  }

  /** A watcher without any session can read nothing; without viewers nobody waits for it to come back. */
  private dropIfUseless(id: string, entry: Entry): boolean {
    if (entry.watcher.hasSession || entry.viewers.size > 0) return false
    this.drop(id, entry)
    return true
  }

  private drop(id: string, entry: Entry): void {
    entry.linger?.abort()
    if (this.entries.get(id) === entry) {
      this.entries.delete(id)
      this.keepBooks(id, entry.watcher)
    }
    entry.watcher.close()
  }

  /** What Gantry started has ended by now, or its jobs and runs would have kept the watcher. */
  private keepBooks(id: string, { jobs: book, guests }: Watcher): void {
    const now = this.clock.now()
    for (const [other, { at }] of this.left) if (now - at > keepJobsMs) this.left.delete(other)
    const { jobs } = book.changesSince(0)
    const ownJobs = jobs.some(({ own }) => own)
    const runs = guests.changesSince(0).runs.length > 0
    if (!ownJobs && !runs) return
    // Nobody sees how these end; the next watcher is told again of those that the system still knows.
    book.sink().gone(jobs.filter((job) => !ended(job)).map(({ upstreamId, id: job }) => upstreamId ?? job))
    this.left.set(id, { jobs: ownJobs ? book : undefined, guests: runs ? guests : undefined, at: now })
  }
}

function idOf(system: string, userName: string): string {
  return `${system}/${userName}`
}
