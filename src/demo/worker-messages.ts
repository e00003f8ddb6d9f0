import type { FaultRule } from '../simulators/world/simulator.ts'
import type { PortedRequest } from './answer-over-port.ts'
import type { DemoOptions } from './demo-options.ts'

/** Something that the page asks of the simulated systems; `system` is an id. */
export type EstateCall =
  | { do: 'advance'; ms: number }
  | { do: 'pause' }
  | { do: 'resume' }
  | { do: 'restart'; system: string }
  | { do: 'upstream'; system: string; method: string; args: unknown[] }
  | { do: 'addFault'; system: string; rule: FaultRule }
  | { do: 'clearFaults'; system: string }

/** A simulated system as the page knows it. */
export interface SystemName {
  id: string
  name: string
  kind: 'vcenter' | 'ovirt'
  url: string
}

/** Page → worker. `start` comes first, once. */
export type ToWorker =
  | { type: 'start'; options: DemoOptions; apiBase: string; remembered: string[] }
  /** Answered on `port`, see `answer-over-port.ts`. */
  | { type: 'request'; request: PortedRequest; port: MessagePort }
  /** Answered on `port` by one `CallResult`. */
  | { type: 'call'; call: EstateCall; port: MessagePort }

export type CallResult = { value: unknown } | { error: string }

/** Worker → page. */
export type FromWorker =
  | { type: 'ready'; systems: SystemName[] }
  | { type: 'failed'; reason: string }
  /** Which systems are signed in changed. */
  | { type: 'signed-in'; systems: string[] }
