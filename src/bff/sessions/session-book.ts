import { toFault } from '../../contract/fault.ts'
import type { Clock, Hypervisor, Log, UpstreamSession } from '../hypervisors/port.ts'
import { Listeners } from '../listeners.ts'
import { withTimeout } from '../timing.ts'

export type SessionEnd = 'expired' | 'signed-out'

/** A session proved itself this recently: it need not be checked again. */
const trustedMs = 60_000
const keepAliveEveryMs = 5 * 60_000
const checkTimeoutMs = 30_000
/** Ended sessions are remembered until no cookie can name them any more. */
const rememberEndedMs = 25 * 3600_000

interface Held {
  count: number
  stop: AbortController
}

/**
 * What this process knows of upstream sessions: which have ended, which proved to live, which must be kept
 * alive because a page is open. It owns none of them: they live in the browsers' jars.
 */
export class SessionBook {
  /** Told after a session ended. */
  readonly ended = new Listeners<{ system: string; key: string }>()
  private readonly clock: Clock
  private readonly log: Log
  private readonly hypervisorOf: (system: string) => Hypervisor
  private readonly ends = new Map<string, { end: SessionEnd; at: number }>()
  private readonly provedAt = new Map<string, number>()
  private readonly checks = new Map<string, Promise<void>>()
  private readonly held = new Map<string, Held>()

  constructor(clock: Clock, log: Log, hypervisorOf: (system: string) => Hypervisor) {
    this.clock = clock
    this.log = log
    this.hypervisorOf = hypervisorOf
  }

  /** Names a session within this process. Holds its tokens: never log it. */
  keyOf(system: string, session: UpstreamSession): string {
    return JSON.stringify([system, session.userName, Object.entries(session.tokens).sort()])
  }

  endOf(key: string): SessionEnd | undefined {
    return this.ends.get(key)?.end
  }

  proved(key: string): void {
    this.provedAt.set(key, this.clock.now())
  }

  markEnded(system: string, session: UpstreamSession, end: SessionEnd): void {
    const key = this.keyOf(system, session)
    const now = this.clock.now()
    for (const [old, { at }] of this.ends) if (now - at > rememberEndedMs) this.ends.delete(old)
    if (!this.ends.has(key)) this.ends.set(key, { end, at: now })
    this.provedAt.delete(key)
    this.held.get(key)?.stop.abort()
    this.held.delete(key)
    this.ended.emit({ system, key })
  }

  /**
   * Asks the system whether the session lives, unless it proved that a moment ago. Never throws: a session
   * that the system refuses is marked as ended; a system that does not answer decides nothing.
   */
  verify(system: string, session: UpstreamSession): Promise<void> {
    const key = this.keyOf(system, session)
    if (this.ends.has(key)) return Promise.resolve()
    const proved = this.provedAt.get(key)
    if (proved !== undefined && this.clock.now() - proved < trustedMs) return Promise.resolve()
    const running = this.checks.get(key)
    if (running !== undefined) return running
    const check = this.check(system, session, key).finally(() => this.checks.delete(key))
    this.checks.set(key, check)
    return check
  }

  /** Keeps the session alive upstream until the returned function is called. */
  hold(system: string, session: UpstreamSession): () => void {
    const key = this.keyOf(system, session)
    const held = this.held.get(key) ?? { count: 0, stop: new AbortController() }
    if (held.count === 0) {
      this.held.set(key, held)
      this.keepAlive(system, session, key, held.stop.signal)
    }
    held.count += 1
    return () => {
      held.count -= 1
      if (held.count > 0) return
      held.stop.abort()
      if (this.held.get(key) === held) this.held.delete(key)
    }
  }

  close(): void {
    for (const { stop } of this.held.values()) stop.abort()
    this.held.clear()
  }

  private async keepAlive(
    system: string,
    session: UpstreamSession,
    key: string,
    stop: AbortSignal,
  ): Promise<void> {
    while (!stop.aborted) {
      try {
        await this.clock.sleep(keepAliveEveryMs, stop)
      } catch {
        return
      }
      await this.check(system, session, key)
    }
  }

  private async check(system: string, session: UpstreamSession, key: string): Promise<void> {
    try {
      const connection = this.hypervisorOf(system).connect(session)
      const late = { message: 'The system did not answer in time.', system }
      await withTimeout(this.clock, checkTimeoutMs, undefined, late, (signal) => connection.keepAlive(signal))
      if (!this.ends.has(key)) this.proved(key)
    } catch (error) {
      const fault = toFault(error, system)
      if (fault.kind === 'auth') this.markEnded(system, session, 'expired')
      else this.log.debug({ system, fault: fault.info }, 'session could not be checked')
    }
  }
}
