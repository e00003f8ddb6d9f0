import type { Page } from '@playwright/test'
import type { FaultRule, Upstream } from '../../src/simulators/world/simulator.ts'

/** The simulated systems behind the page under test, as a presenter or a fault would change them. */
export interface Control {
  upstream<M extends keyof Upstream>(
    system: string,
    method: M,
    ...args: Parameters<Upstream[M]>
  ): Promise<ReturnType<Upstream[M]>>
  fault(system: string, rule: FaultRule): Promise<void>
  heal(system: string): Promise<void>
  /** The system's service restarts: its sessions are gone. */
  restart(system: string): Promise<void>
  advance(ms: number): Promise<void>
}

/** A running Gantry: where it is, and its simulated systems as seen from one page. */
export interface Host {
  kind: 'server' | 'demo'
  /** Address of the page, with a slash at the end. */
  url: string
  /** Address of a route in it. */
  at(path: string): string
  control(page: Page): Control
  /** Gantry's own server, where there is one; it comes back at the same address. */
  server?: { stop(): Promise<void>; start(): Promise<void> }
  close(): Promise<void>
}
