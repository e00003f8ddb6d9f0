import { toFault } from '../../../../contract/fault.ts'
import type { AdapterOptions, InventorySink } from '../../port.ts'
import type { Engine } from '../transport/engine.ts'
import { linked, pause } from '../transport/wait.ts'
import { type Affected, affectedBy } from './affected.ts'
import { Reader } from './collections.ts'
import { Enricher } from './enricher.ts'
import { EventCursor } from './events.ts'
import { readInventory } from './inventory-reader.ts'
import { InventoryModel, kinds } from './model.ts'
import { Publisher } from './publisher.ts'
import { Refresher } from './refresher.ts'
import { Sampler } from './samples.ts'

/** Every tick looks at objects in a short state, every second one at the log. */
const tickMs = 1_250
/** An entry can precede the change it tells of: what it names is read once more after this time. */
const secondLookMs = 4_000
const sampleMs = 30_000
const sweepMs = 7 * 60_000

/**
 * Reads the inventory into `sink` and follows it by the engine's log until `signal` aborts. There is no push
 * channel: the recipe is that of the fact sheet §8. Throws `Fault` when the connection or session is lost.
 */
export async function watchInventory(
  options: AdapterOptions,
  engine: Engine,
  sink: InventorySink,
  signal: AbortSignal,
): Promise<void> {
  try {
    while (!signal.aborted) await followOnce(options, engine, sink, signal)
  } catch (error) {
    if (signal.aborted) return
    throw toFault(error, options.system.id)
  }
}

/** One baseline and what follows; returns when the engine's database was put back and all must be read anew. */
async function followOnce(
  { clock, log, system }: AdapterOptions,
  engine: Engine,
  sink: InventorySink,
  signal: AbortSignal,
): Promise<void> {
  const { controller, release } = linked(signal)
  const scope = controller.signal
  try {
    const reader = new Reader(engine)
    const model = new InventoryModel(system.id)
    const publisher = new Publisher(sink, model)
    const cursor = new EventCursor(reader)
    sink.begin()
    await cursor.start(scope)
    await readInventory(reader, model, publisher, scope)
    publisher.complete()

    const enricher = new Enricher(reader, model, publisher, clock, log)
    const refresher = new Refresher(reader, model, publisher)
    const sampler = new Sampler(reader, model, publisher, refresher)
    const background = (name: string, work: Promise<void>): void => {
      work.catch((error: unknown) => {
        // The log poll meets a lost connection itself; this part alone is missing until the next watch.
        if (!scope.aborted) log.warn({ system: system.id, error: toFault(error).info }, `${name} ended`)
      })
    }
    background('reading of details', enricher.run(scope))
    background(
      'sampling',
      every(sampleMs, true, (inner) => sampler.sample(inner)),
    )
    background(
      'full check',
      every(sweepMs, false, (inner) => sweep(reader, model, publisher, refresher, inner)),
    )

    const secondLook = new Map<string, number>()
    for (let tick = 0; ; tick += 1) {
      await pause(clock, tickMs, scope)
      if (tick % 2 === 0) {
        const batch = await cursor.next(scope)
        if ('restored' in batch) {
          log.warn({ system: system.id }, 'the log is behind what was known: reading everything again')
          return
        }
        const affected = affectedBy(batch.events, model)
        if ('gap' in batch) affected.lists.add('vm').add('host')
        for (const id of affected.ids.vm) secondLook.set(id, clock.now() + secondLookMs)
        enricher.request(affected.parts)
        enricher.expectAddresses(affected.ids.vm)
        if (await tolerant(() => refresher.refresh(affected, scope))) publisher.confirm()
      }
      const due = dueNow(secondLook, clock.now())
      await tolerant(() => refresher.refresh(due, scope))
      await tolerant(() => refresher.followTransients(clock.now(), tick, scope))
    }
  } finally {
    controller.abort(new Error('the watch ended'))
    release()
  }

  /** One object that the engine cannot tell must not end the watch; a lost connection shows at the log. */
  async function tolerant(work: () => Promise<void>): Promise<boolean> {
    try {
      await work()
      return true
    } catch (error) {
      const fault = toFault(error)
      if (scope.aborted || fault.kind === 'auth') throw error
      log.warn({ system: system.id, error: fault.info }, 'a read after an event failed')
      return false
    }
  }

  async function every(
    ms: number,
    atOnce: boolean,
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    for (let first = true; ; first = false) {
      if (!first || !atOnce) await pause(clock, ms, scope)
      try {
        await work(scope)
      } catch (error) {
        const fault = toFault(error)
        if (scope.aborted || fault.kind === 'auth') throw error
        log.warn({ system: system.id, error: fault.info }, 'a background read failed')
      }
    }
  }
}

function dueNow(times: Map<string, number>, now: number): Pick<Affected, 'ids' | 'lists'> {
  const vm = new Set<string>()
  for (const [id, due] of times) {
    if (due > now) continue
    vm.add(id)
    times.delete(id)
  }
  const none = new Set<string>()
  return {
    ids: { datacenter: none, cluster: none, host: none, datastore: none, template: none, vm },
    lists: new Set(),
  }
}

/** Compares everything with what is known; finds what no event told. */
async function sweep(
  reader: Reader,
  model: InventoryModel,
  publisher: Publisher,
  refresher: Refresher,
  signal: AbortSignal,
): Promise<void> {
  const before = kinds.map((kind) => [kind, [...model.of[kind].keys()]] as const)
  const seen = await readInventory(reader, model, publisher, signal)
  for (const [kind, ids] of before) {
    const missing = ids.filter((id) => !seen[kind].has(id))
    await refresher.confirmMissing(kind, missing, signal)
  }
  publisher.publishAll()
}
