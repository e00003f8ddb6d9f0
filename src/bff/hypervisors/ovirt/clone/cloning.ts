import type { CloneOptions } from '../../../../contract/clone/options.ts'
import type { CloneOrder, CloneSource } from '../../../../contract/clone/order.ts'
import { toFault } from '../../../../contract/fault.ts'
import type { Actions } from '../../action-port.ts'
import type {
  AdapterPlan,
  CloneEnd,
  CloneProgress,
  CloneRequest,
  Cloning,
  KnownInventory,
} from '../../clone-port.ts'
import type { Poller } from '../actions/poller.ts'
import type { Workrooms } from '../actions/shared.ts'
import type { Engine } from '../transport/engine.ts'
import { Reader } from '../watch/collections.ts'
import { perSource, readOptions } from './options.ts'
import { makeCopy } from './perform.ts'
import { planCopies } from './plan.ts'
import { type EngineFacts, readFacts, type Scene } from './scene.ts'
import { readSource } from './source.ts'
import type { Turns } from './turns.ts'

/** Makes copies on one engine through one account. */
export class EngineCloning implements Cloning {
  readonly perSource = perSource.atOnce
  private readonly engine: Engine
  private readonly rooms: Workrooms
  private readonly turns: Turns
  private readonly actions: Actions
  private facts: EngineFacts | undefined

  constructor(engine: Engine, rooms: Workrooms, turns: Turns, actions: Actions) {
    this.engine = engine
    this.rooms = rooms
    this.turns = turns
    this.actions = actions
  }

  options(source: CloneSource, signal: AbortSignal): Promise<CloneOptions> {
    return this.named(signal, async () =>
      readOptions(
        this.engine.options.system.id,
        new Reader(this.engine),
        await this.scene(source, signal),
        signal,
      ),
    )
  }

  plan(order: CloneOrder, copy: number, known: KnownInventory, signal: AbortSignal): Promise<AdapterPlan> {
    return this.named(signal, async () => {
      const scene = await this.scene(order.source, signal)
      return planCopies(new Reader(this.engine), order, copy, scene, known, signal)
    })
  }

  /** A copy goes through several requests: they are all sent, whether or not anybody still listens. */
  run(
    { order, intent }: CloneRequest,
    report: (progress: CloneProgress) => void,
    signal: AbortSignal,
  ): Promise<CloneEnd> {
    return this.named(signal, () => {
      const own = new AbortController()
      const work = this.rooms.within(this.engine, ({ poller }) =>
        this.inTurn(poller, order, intent, report, own.signal),
      )
      return unless(signal, work)
    })
  }

  /** The engine locks a VM that is copied itself, and not one whose snapshot or template is. */
  private async inTurn(
    poller: Poller,
    order: CloneOrder,
    intent: string,
    report: (progress: CloneProgress) => void,
    signal: AbortSignal,
  ): Promise<CloneEnd> {
    const { engine, actions } = this
    const work = { engine, poller, actions, order, intent, report, signal }
    const scene = await this.scene(order.source, signal)
    const { kind, snapshot } = scene.source
    if (kind === 'template' || snapshot !== undefined) return makeCopy(work, scene)
    let waited = false
    const waits = (): void => {
      waited = true
      const step = 'Waits until the engine has made the copy before it.'
      report({ state: 'queued', step, cancel: step })
    }
    // What it was while it waited may be over.
    return this.turns.take(order.source.vm, waits, async () =>
      makeCopy(work, waited ? await this.scene(order.source, signal) : scene),
    )
  }

  private async scene(source: CloneSource, signal: AbortSignal): Promise<Scene> {
    const [facts, found] = await Promise.all([
      this.facts ?? readFacts(this.engine, signal),
      readSource(new Reader(this.engine), source, signal),
    ])
    this.facts = facts
    return { ...facts, source: found }
  }

  /** Every fault names its system. */
  private async named<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      signal.throwIfAborted()
      throw toFault(error, this.engine.options.system.id)
    }
  }
}

/** What the work comes to, unless `signal` aborts first; the work goes on then. */
function unless<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
