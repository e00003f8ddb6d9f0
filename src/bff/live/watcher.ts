import { Fault, type FaultKind, toFault } from '../../contract/fault.ts'
import type { InventoryRow } from '../../contract/inventory.ts'
import type { SyncState, SystemInfo } from '../../contract/system.ts'
import { EventBroadcast } from '../events/event-broadcast.ts'
import { EventTail } from '../events/event-tail.ts'
import { GuestBook } from '../guest/guest-book.ts'
import type { Actions } from '../hypervisors/action-port.ts'
import type { Clock, Hypervisor, InventorySink, Log, UpstreamSession } from '../hypervisors/port.ts'
import { CloneQueue } from '../jobs/clone-queue.ts'
import { JobBook } from '../jobs/job-book.ts'
import { Listeners } from '../listeners.ts'
import { Bell, settledWithin } from '../timing.ts'
import { backoffMs } from './backoff.ts'
import { Broadcast } from './broadcast.ts'
import { InventoryStore } from './inventory-store.ts'

/** A connection that held this long after a complete read starts the backoff anew when it is lost. */
const steadyMs = 30_000

/** Faults that say that the system did not give a proper answer at all. */
const silent: ReadonlySet<FaultKind> = new Set(['unavailable', 'timeout', 'protocol'])

export interface WatcherOptions {
  system: string
  userName: string
  hypervisor: Hypervisor
  clock: Clock
  log: Log
  random: () => number
  epoch: string
  /** The system ended this session. */
  onDead(session: UpstreamSession, fault: Fault): void
  /** The system answered, or could not be reached. */
  onReach(fault: Fault | undefined): void
  onInfo(info: SystemInfo): void
  /** Jobs of this account that an earlier watcher left. */
  jobs: JobBook | undefined
  /** Its runs in guests, in the same way. */
  guests: GuestBook | undefined
}

/**
 * Follows the inventory of one system for one account, on behalf of all its viewers. It uses one of their
 * sessions and moves to another when that one ends; a lost connection is retried with backoff while the
 * rows stay.
 */
export class Watcher {
  readonly store: InventoryStore
  readonly broadcast: Broadcast
  readonly jobs: JobBook
  readonly clones: CloneQueue
  readonly guests: GuestBook
  /** The log of the system; followed as long as the inventory's connection lasts. */
  readonly eventTail: EventTail
  readonly eventBroadcast: EventBroadcast
  readonly system: string
  /** Told after every change of rows or of `sync`. */
  readonly changed = new Listeners()
  private readonly options: WatcherOptions
  private readonly sessions = new Map<string, UpstreamSession>()
  private readonly closing = new AbortController()
  private readonly bell = new Bell()
  private active: { key: string; attempt: AbortController } | undefined
  private state: Omit<SyncState, 'objects'> = { phase: 'loading' }
  private failures = 0
  private completedAt: number | undefined
  private readonly running: Promise<void>

  constructor(options: WatcherOptions) {
    this.options = options
    this.system = options.system
    this.store = new InventoryStore(options.epoch)
    const { system, userName, epoch, clock, log, random } = options
    this.jobs = options.jobs ?? new JobBook({ system, userName, clock, log })
    this.clones = new CloneQueue(clock)
    this.guests = options.guests ?? new GuestBook({ system, clock, log })
    this.eventTail = new EventTail({ system, epoch, clock, log, random })
    this.eventBroadcast = new EventBroadcast({ system, tail: this.eventTail, clock })
    const confirmedAt = () => this.state.confirmedAt
    this.broadcast = new Broadcast({ system, store: this.store, clock, confirmedAt })
    this.changed.add(() => this.broadcast.note())
    this.running = this.run()
  }

  get sync(): SyncState {
    return { ...this.state, objects: this.store.size }
  }

  get hasSession(): boolean {
    return this.sessions.size > 0
  }

  usesSession(key: string): boolean {
    return this.active?.key === key
  }

  addSession(key: string, session: UpstreamSession): void {
    if (this.sessions.has(key)) return
    this.sessions.set(key, session)
    // A fresh session is a reason to try at once, not to wait out an old delay.
    this.bell.ring()
  }

  removeSession(key: string): void {
    this.sessions.delete(key)
    if (this.active?.key === key) this.active.attempt.abort()
  }

  /** Ends a delay before the next attempt: the system was seen to answer again. */
  retryNow(): void {
    this.eventTail.retryNow('system')
    const kind = this.state.fault?.kind
    if (this.state.retryAt !== undefined && (kind === 'unavailable' || kind === 'timeout')) this.bell.ring()
  }

  /** Resolves when the inventory is complete, has failed, can't be read for want of a session, or after `ms`. */
  async settled(ms: number): Promise<void> {
    const isSettled = () => this.store.complete || this.state.phase !== 'loading'
    if (isSettled()) return
    let off = () => {}
    const change = new Promise<void>((resolve) => {
      off = this.changed.add(() => {
        if (isSettled()) resolve()
      })
    })
    await settledWithin(this.options.clock, ms, change)
    off()
  }

  async close(): Promise<void> {
    this.closing.abort()
    this.active?.attempt.abort()
    this.bell.ring()
    await this.running
  }

  private async run(): Promise<void> {
    // The constructor's caller adds the session in the same turn.
    await Promise.resolve()
    const { clock } = this.options
    while (!this.closing.signal.aborted) {
      const next = this.sessions.entries().next()
      if (next.done === true) {
        await this.bell.wait(clock, 60_000, this.closing.signal)
        continue
      }
      const delay = await this.attempt(...next.value)
      if (delay > 0) await this.bell.wait(clock, delay, this.closing.signal)
    }
  }

  /** One connection from start to loss; returns the delay before the next. */
  private async attempt(key: string, session: UpstreamSession): Promise<number> {
    const attempt = new AbortController()
    this.active = { key, attempt }
    this.completedAt = undefined
    this.bell.clear()
    delete this.state.retryAt
    const { system, hypervisor } = this.options
    try {
      const connection = hypervisor.connect(session)
      // Version and capabilities may be known only to a signed-in account; without them the watch still works.
      connection.info(attempt.signal).then(
        (info) => this.options.onInfo(info),
        () => {},
      )
      if (connection.actions !== undefined) void this.followJobs(connection.actions, attempt.signal)
      void this.eventTail.run(connection.events, attempt.signal)
      await connection.watch(this.sink(attempt.signal), attempt.signal)
      if (attempt.signal.aborted) return 0
      return this.lost(
        new Fault({ kind: 'unavailable', message: 'The system ended the connection.', system }),
        key,
        session,
      )
    } catch (error) {
      if (attempt.signal.aborted) return 0
      return this.lost(toFault(error, system), key, session)
    } finally {
      // Ends what a failed attempt may still have under way, and makes its sink inert.
      attempt.abort()
      this.active = undefined
    }
  }

  /** As long as the inventory's connection lasts; losing sight of the jobs must not end that. */
  private async followJobs(actions: Actions, signal: AbortSignal): Promise<void> {
    const { clock, log, random, system } = this.options
    for (let failures = 1; !signal.aborted; failures += 1) {
      try {
        await actions.watchJobs(this.jobs.sink(), signal)
      } catch (error) {
        if (signal.aborted) return
        const fault = toFault(error, system)
        log.warn({ system, fault: fault.info }, 'jobs of the system cannot be followed')
        this.jobs.reach(fault.info)
      }
      await clock.sleep(backoffMs(failures, random), signal).catch(() => {})
    }
  }

  private lost(fault: Fault, key: string, session: UpstreamSession): number {
    const { clock, log, random, system } = this.options
    const now = clock.now()
    if (fault.kind === 'auth') {
      this.sessions.delete(key)
      log.info({ system, fault: fault.info }, 'session ended upstream')
      if (!this.hasSession) this.markLost(fault, now)
      this.options.onDead(session, fault)
      this.options.onReach(undefined)
      return 0
    }
    if (this.completedAt !== undefined && now - this.completedAt >= steadyMs) this.failures = 0
    this.failures += 1
    const delay = backoffMs(this.failures, random)
    log.warn({ system, fault: fault.info, retryInMs: delay }, 'inventory connection lost')
    this.markLost(fault, now, now + delay)
    this.options.onReach(silent.has(fault.kind) ? fault : undefined)
    return delay
  }

  private markLost(fault: Fault, now: number, retryAt?: number): void {
    const { confirmedAt, lostSince } = this.state
    this.eventTail.fail(fault.info, retryAt)
    this.state = {
      phase: this.store.complete ? 'stale' : 'failed',
      lostSince: lostSince ?? now,
      fault: fault.info,
      ...(confirmedAt === undefined ? {} : { confirmedAt }),
      ...(retryAt === undefined ? {} : { retryAt }),
    }
    this.changed.emit()
  }

  private confirm(): void {
    const now = this.options.clock.now()
    this.state = { phase: 'live', confirmedAt: now }
    this.options.onReach(undefined)
    this.changed.emit()
  }

  /** A sink that goes deaf when its attempt is over, so that a straggler cannot write into the next one's read. */
  private sink(signal: AbortSignal): InventorySink {
    const whileLive = (act: () => void) => {
      if (!signal.aborted) act()
    }
    return {
      begin: () =>
        whileLive(() => {
          this.store.begin()
          this.options.onReach(undefined)
          // While rows of an earlier read are shown, the page keeps saying that they are stale until this one is done.
          if (!this.store.complete) this.state = { phase: 'loading' }
          this.changed.emit()
        }),
      put: (rows: InventoryRow[]) =>
        whileLive(() => {
          this.store.put(rows)
          this.changed.emit()
        }),
      remove: (ids) =>
        whileLive(() => {
          this.store.remove(ids)
          this.changed.emit()
        }),
      complete: () =>
        whileLive(() => {
          this.store.finish()
          this.broadcast.tell()
          this.completedAt = this.options.clock.now()
          this.confirm()
        }),
      confirm: () =>
        whileLive(() => {
          if (this.store.complete) this.confirm()
        }),
    }
  }
}
