import { Fault } from '../contract/fault.ts'
import { EventDesk } from './events/event-desk.ts'
import { Transfers } from './guest/transfers.ts'
import type { BffOptions } from './host.ts'
import type { Hypervisor } from './hypervisors/port.ts'
import { WatcherPool } from './live/watcher-pool.ts'
import { SessionBook } from './sessions/session-book.ts'
import { SignInGate } from './sessions/sign-in-gate.ts'
import { System } from './systems/system.ts'

/** What lives as long as the process: the systems, their watchers, what is known of sessions. */
export class Core {
  readonly options: BffOptions
  readonly systems: readonly System[]
  readonly book: SessionBook
  readonly pool: WatcherPool
  readonly signIns: SignInGate
  readonly transfers: Transfers
  readonly events: EventDesk
  private readonly byId: ReadonlyMap<string, System>

  constructor(
    options: BffOptions,
    hypervisors: (system: BffOptions['systems'][number]) => Hypervisor,
    random: () => number,
  ) {
    const { clock, log } = options
    this.options = options
    this.systems = options.systems.map((system) => new System(system, hypervisors(system), clock))
    this.byId = new Map(this.systems.map((system) => [system.id, system]))
    this.book = new SessionBook(clock, log, (system) => this.system(system).hypervisor)
    this.book.ended.add(({ key }) => this.events.sources.forget(key))
    this.signIns = new SignInGate()
    this.transfers = new Transfers(clock)
    this.events = new EventDesk(clock, random)
    this.pool = new WatcherPool(
      this.book,
      clock,
      (id, userName) => {
        const system = this.system(id)
        return {
          hypervisor: system.hypervisor,
          clock,
          log,
          onReach: (fault) => system.heard(fault),
          onInfo: (info) => system.learned(userName, info),
        }
      },
      random,
    )
    for (const system of this.systems) {
      system.changed.add(() => {
        if (system.reachable) this.pool.retryNow(system.id)
      })
    }
  }

  /** Throws `not-found`. */
  system(id: string): System {
    const system = this.byId.get(id)
    if (system !== undefined) return system
    throw new Fault({
      kind: 'not-found',
      message: `There is no system named ${id}.`,
      advice: 'Check the address; the configured systems are on the Systems page.',
    })
  }

  async close(): Promise<void> {
    this.book.close()
    this.events.close()
    await this.pool.close()
  }
}
