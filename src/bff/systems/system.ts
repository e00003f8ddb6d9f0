import { type Fault, toFault } from '../../contract/fault.ts'
import type { SystemInfo, SystemState } from '../../contract/system.ts'
import type { BffSystem } from '../host.ts'
import type { Clock, Hypervisor } from '../hypervisors/port.ts'
import { Listeners } from '../listeners.ts'
import { withTimeout } from '../timing.ts'

const probeTimeoutMs = 10_000
/** A probe's answer is good for so long. */
const probeFreshMs = 15_000

/** One configured system: whether it answers and what it says of itself. */
export class System {
  readonly id: string
  readonly hypervisor: Hypervisor
  /** Told when reach or info changed. */
  readonly changed = new Listeners()
  private readonly options: BffSystem
  private readonly clock: Clock
  private reach: SystemState['reach'] = 'unknown'
  private fault: Fault | undefined
  private probedInfo: SystemInfo | undefined
  /** What only signed-in accounts are told, by user name. */
  private readonly accountInfo = new Map<string, SystemInfo>()
  private probing: Promise<void> | undefined
  private answeredAt: number | undefined

  constructor(options: BffSystem, hypervisor: Hypervisor, clock: Clock) {
    this.id = options.config.id
    this.options = options
    this.hypervisor = hypervisor
    this.clock = clock
  }

  get known(): boolean {
    return this.reach !== 'unknown'
  }

  get reachable(): boolean {
    return this.reach === 'reachable'
  }

  /** Probes unless the last answer is fresh; resolves when there is one. Never throws. */
  probe(): Promise<void> {
    const fresh = this.answeredAt !== undefined && this.clock.now() - this.answeredAt < probeFreshMs
    if (fresh) return Promise.resolve()
    this.probing ??= this.runProbe().finally(() => {
      this.probing = undefined
    })
    return this.probing
  }

  /** Notes that the system answered (`undefined`) or why it did not. */
  heard(fault: Fault | undefined): void {
    this.answeredAt = this.clock.now()
    const reach = fault === undefined ? 'reachable' : 'unreachable'
    if (reach === this.reach && fault?.message === this.fault?.message) return
    this.reach = reach
    this.fault = fault
    this.changed.emit()
  }

  learned(userName: string, info: SystemInfo): void {
    this.accountInfo.set(userName, info)
    this.changed.emit()
  }

  /** The parts of the state that don't depend on the viewer's sync. */
  describe(userName: string | undefined): Omit<SystemState, 'session' | 'sync'> {
    const { config, warnings } = this.options
    const info = (userName === undefined ? undefined : this.accountInfo.get(userName)) ?? this.probedInfo
    return {
      id: config.id,
      name: config.name,
      kind: config.kind,
      address: new URL(config.url).host,
      reach: this.reach,
      warnings,
      ...(info === undefined ? {} : { info }),
      ...(this.fault === undefined ? {} : { fault: this.fault.info }),
    }
  }

  private async runProbe(): Promise<void> {
    const late = { message: 'The system did not answer within 10 seconds.', system: this.id }
    try {
      this.probedInfo = await withTimeout(this.clock, probeTimeoutMs, undefined, late, (signal) =>
        this.hypervisor.probe(signal),
      )
      this.heard(undefined)
      this.changed.emit()
    } catch (error) {
      this.heard(toFault(error, this.id))
    }
  }
}
