import { toFault } from '../../../../contract/fault.ts'
import type { AdapterOptions, InventorySink } from '../../port.ts'
import type { Marks } from '../map/marks.ts'
import type { Engine } from '../transport/engine.ts'
import { Pace } from '../transport/pace.ts'
import { linked, pause } from '../transport/wait.ts'
import { type Affected, affectedBy } from './affected.ts'
import { Reader } from './collections.ts'
import { DueLists, DueMachines } from './due.ts'
import { Enricher } from './enricher.ts'
import { EventCursor, eventList } from './events.ts'
import { readInventory } from './inventory-reader.ts'
import { InventoryModel, kinds } from './model.ts'
import { Publisher } from './publisher.ts'
import { Refresher } from './refresher.ts'
import { markRelease } from './release-now.ts'
import { Sampler } from './samples.ts'

/** Every tick looks at objects in a short state, every second one at the log. */
const tickMs = 1_250
/** Nothing but a full read finds what no event told. */
const sweepMs = 10 * 60_000
/** The same for who may not read the log, and how often the log is asked for again. */
const deafSweepMs = 2 * 60_000
const askAgainMs = 5 * 60_000
/** Upper bound of what one watch asks of an engine once the inventory was read, whatever happens there. */
const bound = { atOnce: 4, perSecond: 20 }

/**
 * Reads the inventory into `sink` and follows it by the engine's log until `signal` aborts. There is no push
 * channel: the recipe is that of the fact sheet §8. Throws `Fault` when the connection or session is lost.
 */
export async function watchInventory(
  options: AdapterOptions,
  engine: Engine,
  sink: InventorySink,
  marks: Marks,
  signal: AbortSignal,
): Promise<void> {
  try {
    while (!signal.aborted) await followOnce(options, engine, sink, marks, signal)
  } catch (error) {
    if (signal.aborted) return
    throw toFault(error, options.system.id)
  }
}

/**
 * One baseline and what follows; returns when all must be read anew: the engine's database was put back, or the log may be read
 * at last.
 */
async function followOnce(
  { clock, log, system }: AdapterOptions,
  engine: Engine,
  sink: InventorySink,
  marks: Marks,
  signal: AbortSignal,
): Promise<void> {
  const { controller, release } = linked(signal)
  const scope = controller.signal
  let unmarked = (): void => {}
  try {
    const reader = new Reader(engine.paced(new Pace(clock, bound)))
    const model = new InventoryModel(system.id, marks)
    const publisher = new Publisher(sink, model)
    const cursor = new EventCursor(reader, eventList)
    sink.begin()
    const deaf = !(await mayListen(cursor, scope))
    if (deaf)
      log.warn({ system: system.id }, 'the account may not read the log: changes are found by full checks')
    await markRelease(engine, marks, scope)
    await readInventory(new Reader(engine), model, publisher, scope)
    publisher.complete()
    const enricher = new Enricher(reader, model, publisher, clock, log)
    unmarked = marks.onChange((vm, parts) => {
      if (parts) enricher.request([vm], [])
      publisher.publish('vm', [vm])
    })
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
      every(
        () => sampler.pauseMs,
        true,
        (inner) => sampler.sample(inner),
      ),
    )
    background(
      'full check',
      every(
        () => (deaf ? deafSweepMs : sweepMs),
        false,
        async (inner) => {
          await sweep(reader, model, publisher, refresher, inner)
          if (deaf) publisher.confirm()
        },
      ),
    )

    const due = new DueMachines()
    const lists = new DueLists()
    for (let tick = 0; ; tick += 1) {
      await pause(clock, tickMs, scope)
      const seen = refresher.transients(clock.now(), tick)
      const ids: Affected['ids'] = { datacenter: new Set(), cluster: new Set(), ...seen }
      if (
        deaf &&
        tick % (askAgainMs / tickMs) === askAgainMs / tickMs - 1 &&
        (await mayListen(cursor, scope))
      )
        return
      const listens = tick % 2 === 0 && !deaf
      if (listens) {
        const batch = await cursor.next(scope)
        if ('restored' in batch) {
          log.warn({ system: system.id }, 'the log is behind what was known: reading everything again')
          return
        }
        const affected = affectedBy(batch.events, model)
        if ('gap' in batch) affected.lists.add('vm').add('host')
        for (const kind of kinds)
          if (kind !== 'vm' && kind !== 'network') addAll(ids[kind], affected.ids[kind])
        due.add(affected.ids.vm, clock.now())
        lists.add(affected.lists)
        enricher.request(affected.parts, affected.tags)
        enricher.expectAddresses(affected.ids.vm)
      }
      ids.vm = due.take([...seen.vm], clock.now())
      const work = { ids, lists: lists.take(clock.now()) }
      const done = await tolerant(async () => due.add(await refresher.refresh(work, scope), clock.now()))
      if (done && listens && due.settled) publisher.confirm()
    }
  } finally {
    unmarked()
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
    ms: () => number,
    atOnce: boolean,
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    for (let first = true; ; first = false) {
      if (!first || !atOnce) await pause(clock, ms(), scope)
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

/** Begins to follow the log; false when this account is refused it, while the rest of the inventory may be there to see. */
async function mayListen(cursor: EventCursor, signal: AbortSignal): Promise<boolean> {
  try {
    await cursor.start(signal)
    return true
  } catch (error) {
    if (toFault(error).kind !== 'forbidden') throw error
    return false
  }
}

function addAll<T>(set: Set<T>, items: Iterable<T>): void {
  for (const item of items) set.add(item)
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
