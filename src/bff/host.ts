import type { Clock, Log, Peer, Send, SystemConfig, UpstreamSession } from './hypervisors/port.ts'

/** Where the sessions of one browser live between requests; the server keeps them in sealed cookies. */
export interface SessionJar {
  get(system: string): UpstreamSession | undefined
  set(system: string, session: UpstreamSession): void
  delete(system: string): void
}

/** What the host knows of one request. */
export interface RequestContext {
  sessions: SessionJar
  /** Appears in logs and in replies to unexpected errors. */
  requestId: string
}

export interface BffSystem {
  config: SystemConfig
  send: Send
  sendTo?: (peer: Peer) => Send
  /** Shown on the system's card, e.g. that certificates are not checked. */
  warnings: string[]
}

export interface BffOptions {
  systems: BffSystem[]
  clock: Clock
  log: Log
  /** Account named by the demo banner; absent in production. */
  demo?: { userName: string; password: string }
}

/** The BFF: serves every path below `/api`. `close` ends watchers and streams; sessions upstream stay. */
export interface Bff {
  fetch(request: Request, context: RequestContext): Promise<Response>
  close(): Promise<void>
}
