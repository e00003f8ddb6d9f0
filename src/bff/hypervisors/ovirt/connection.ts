import type { ObjectDetailKind } from '../../../contract/api.ts'
import { Fault, toFault } from '../../../contract/fault.ts'
import type { SystemInfo } from '../../../contract/system.ts'
import type { ObjectDetail, VmDetail } from '../../../contract/vm.ts'
import type { AdapterOptions, Connection, InventorySink } from '../port.ts'
import { EngineActions } from './actions/actions.ts'
import type { Workrooms } from './actions/shared.ts'
import { EngineCloning } from './clone/cloning.ts'
import type { Turns } from './clone/turns.ts'
import { readObjectDetail } from './detail/object-detail.ts'
import { readVmDetail } from './detail/vm-detail.ts'
import { EngineEvents } from './events/source.ts'
import type { Marks } from './map/marks.ts'
import { toSystemInfo } from './map/system-info.ts'
import { type Access, Engine } from './transport/engine.ts'
import { watchInventory } from './watch/watch.ts'
import { wireEntry } from './wire/entry.ts'

/** One engine seen through one account. */
export class EngineConnection implements Connection {
  readonly actions: EngineActions
  readonly cloning: EngineCloning
  readonly events: EngineEvents
  private readonly options: AdapterOptions
  private readonly engine: Engine
  private readonly marks: Marks

  constructor(options: AdapterOptions, access: Access, rooms: Workrooms, turns: Turns) {
    this.options = options
    this.engine = new Engine(options, access)
    this.marks = rooms.marks
    this.actions = new EngineActions(this.engine, rooms)
    this.cloning = new EngineCloning(this.engine, rooms, turns, this.actions)
    this.events = new EngineEvents(options, this.engine)
  }

  info(signal: AbortSignal): Promise<SystemInfo> {
    return this.named(signal, async () => {
      const entry = wireEntry.safeParse(await this.engine.get('', {}, signal))
      if (!entry.success || entry.data.product_info === undefined) {
        throw new Fault({
          kind: 'protocol',
          message: 'The entry point of the API does not say what product it is.',
        })
      }
      return toSystemInfo(entry.data, this.engine.access)
    })
  }

  keepAlive(signal: AbortSignal): Promise<void> {
    return this.named(signal, async () => {
      await this.engine.get('', {}, signal)
    })
  }

  watch(sink: InventorySink, signal: AbortSignal): Promise<void> {
    return watchInventory(this.options, this.engine, sink, this.marks, signal)
  }

  vm(id: string, signal: AbortSignal): Promise<VmDetail> {
    return this.named(signal, () => readVmDetail(this.options, this.engine, id, this.marks, signal))
  }

  object(kind: ObjectDetailKind, id: string, signal: AbortSignal): Promise<ObjectDetail> {
    return this.named(signal, () => readObjectDetail(this.engine, kind, id, signal))
  }

  /** Every fault names its system. */
  private async named<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      signal.throwIfAborted()
      throw toFault(error, this.options.system.id)
    }
  }
}
