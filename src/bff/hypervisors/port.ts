import type { ObjectDetailKind } from '../../contract/api.ts'
import type { InventoryRow } from '../../contract/inventory.ts'
import type { Credentials, Dialect, SystemInfo, SystemKind } from '../../contract/system.ts'
import type { ObjectDetail, VmDetail } from '../../contract/vm.ts'
import type { Actions } from './action-port.ts'
import type { Cloning } from './clone-port.ts'
import type { EventSource } from './event-port.ts'
import type { Guests } from './guest-port.ts'

/** The only way to a system. The host decides how: HTTP with pinned certificates, or an in-process simulator. */
export type Send = (request: Request) => Promise<Response>

/**
 * A server that a configured system names as its own, such as an ESXi host that carries files of guests. It is trusted by what
 * the system knows of its certificate alone.
 */
export interface Peer {
  /** e.g. `https://esx-01.example.test`. */
  origin: string
  /** Address to connect to where the name does not resolve. */
  address?: string
  trust:
    | { by: 'certificate'; pem: string }
    /** Upper-case hex with colons. */
    | { by: 'sha1' | 'sha256'; fingerprint: string }
}

/** Time as the host gives it; adapters never read the global clock. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
  /** Resolves after `ms`; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** Structured log lines; fields never hold secrets. */
export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** A system as configured. `url` is the origin, with an optional path prefix, e.g. `https://vc.example.test`. */
export interface SystemConfig {
  id: string
  name: string
  kind: SystemKind
  url: string
  /** Forces what is otherwise detected. */
  dialect?: Dialect
}

export interface AdapterOptions {
  system: SystemConfig
  send: Send
  /** Ways to peers of the system; absent where the host of Gantry allows none. */
  sendTo?: (peer: Peer) => Send
  clock: Clock
  log: Log
}

/**
 * What a sign-in leaves behind: the hypervisor's own tokens, never a password. Plain strings, because the
 * host seals it into a cookie and any replica must be able to use it. Keys are the adapter's own, short.
 */
export interface UpstreamSession {
  userName: string
  tokens: Record<string, string>
}

/** One configured system, without credentials. */
export interface Hypervisor {
  /** Product, version, dialect as far as the system tells without credentials. Throws `unavailable`, `timeout`, `protocol`. */
  probe(signal: AbortSignal): Promise<SystemInfo>
  /** Throws `auth` with the system's own words and `field: 'password'` when the system refuses the account. */
  signIn(credentials: Credentials, signal: AbortSignal): Promise<UpstreamSession>
  /** Ends the session upstream; a session that is gone already is not an error. */
  signOut(session: UpstreamSession, signal: AbortSignal): Promise<void>
  /** Uses a session; does no I/O until asked. */
  connect(session: UpstreamSession): Connection
}

/** One system seen through one account. Every method throws `Fault`; kind `auth` means that the session ended. */
export interface Connection {
  /** Full info with what only a signed-in account learns. */
  info(signal: AbortSignal): Promise<SystemInfo>
  /** A cheap call that counts as activity upstream and proves that the session lives. */
  keepAlive(signal: AbortSignal): Promise<void>
  /**
   * Reads the whole inventory into `sink`, then follows it until `signal` aborts (resolves) or the
   * connection is lost (throws). Recovers by itself from what needs no new sign-in and no waiting
   * (an outdated version, a lost collector); the caller retries the rest with backoff.
   */
  watch(sink: InventorySink, signal: AbortSignal): Promise<void>
  vm(id: string, signal: AbortSignal): Promise<VmDetail>
  object(kind: ObjectDetailKind, id: string, signal: AbortSignal): Promise<ObjectDetail>
  /** What can be changed; absent where nothing can. */
  readonly actions?: Actions
  /** Absent where nothing can be copied. */
  readonly cloning?: Cloning
  /** Absent where there is no log. */
  readonly events?: EventSource
  /** Absent where nothing can be run inside guests. */
  readonly guests?: Guests
}

/** Takes what a watch learns. Rows are complete, never partial, and are not changed after they were given. */
export interface InventorySink {
  /** A full read starts: rows not put before `complete` are gone upstream. */
  begin(): void
  put(rows: InventoryRow[]): void
  remove(ids: string[]): void
  /** The full read is complete. */
  complete(): void
  /** Upstream confirmed that nothing else has changed. */
  confirm(): void
}
