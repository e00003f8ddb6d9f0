import type { Page } from '@playwright/test'
import type { OvirtUpstream } from '../../src/simulators/ovirt/engine/controls.ts'
import type { VcenterUpstream } from '../../src/simulators/vcenter/upstream.ts'
import type { FaultRule, Upstream } from '../../src/simulators/world/simulator.ts'

/** What one family of simulated systems can be told to do beside what all can. */
export type Orders = Omit<OvirtUpstream & VcenterUpstream, keyof Upstream>

/** The simulated systems behind the page under test, as a presenter or a fault would change them. */
export interface Control {
  upstream<M extends keyof Upstream>(
    system: string,
    method: M,
    ...args: Parameters<Upstream[M]>
  ): Promise<ReturnType<Upstream[M]>>
  /** The same for what only this kind of system can be told; one that cannot throws. */
  order<M extends keyof Orders>(
    system: string,
    method: M,
    ...args: Parameters<Orders[M]>
  ): Promise<ReturnType<Orders[M]>>
  fault(system: string, rule: FaultRule): Promise<void>
  heal(system: string): Promise<void>
  /** The system's service restarts: its sessions are gone. */
  restart(system: string): Promise<void>
  advance(ms: number): Promise<void>
  /** Lets simulated time pass by `advance` alone. */
  holdTime(): Promise<void>
}

/** Length of the systems' logs, as that of an estate of this size. */
export type History = 'small' | 'max'

/** A running Gantry: where it is, and its simulated systems as seen from one page. */
export interface Host {
  kind: 'server' | 'demo'
  /** Address of the page, with a slash at the end. */
  url: string
  /** Address of a route in it. */
  at(path: string): string
  control(page: Page): Control
  /** Signs the browser of this page in to every system, without the page. */
  signIn?(page: Page): Promise<void>
  /** Gantry's own server, where there is one; it comes back at the same address. `log` is what it has written since. */
  server?: { stop(): Promise<void>; start(): Promise<void>; log(): string }
  close(): Promise<void>
}
