import { Fault } from '../../../../contract/fault.ts'
import type { EventSink } from '../../event-port.ts'
import { namesSessionObject, VimError } from '../transport/faults.ts'
import type { Decoded, Ref } from '../transport/values.ts'
import {
  createCollector,
  createFilter,
  destroy,
  type ObjectUpdate,
  retrieve,
  waitForUpdates,
} from '../wire/property-collector.ts'
import { list } from '../wire/read.ts'
import type { EventTable } from './event-table.ts'
import { createHistory, dropCollector, type EventManagers } from './history-collector.ts'
import { missedEvents } from './missed-events.ts'
import { readLog } from './read-log-event.ts'
import { TailMemory } from './tail-memory.ts'

/** A page is sent again as a whole with each change, so that it is no larger than what a lively vCenter adds in a second. */
const pageSize = 50
const maxWaitSeconds = 20
const graceMs = 30_000
const tidyMs = 5_000
/** Collectors made anew in a row without an event or a quiet wait in between. */
const maxRenewals = 3

export interface Tail {
  managers: EventManagers
  table: EventTable
  /** Key after which to begin; undefined: with what happens from now on. */
  after: number | undefined
  sink: EventSink
  signal: AbortSignal
}

/**
 * Tells of new events until `signal` aborts or the connection is lost; both throw. A collector that is lost, or a version that
 * the system no longer knows, is made anew; what happened meanwhile is read from the log.
 */
export async function followEvents(tail: Tail): Promise<never> {
  const { signal } = tail
  const { vim } = tail.managers
  const memory = new TailMemory(tail.after)
  for (let renewals = 0; ; ) {
    const lifelines: Lifelines = { history: undefined, collector: undefined }
    try {
      await followOnce(tail, memory, lifelines, () => {
        renewals = 0
      })
    } catch (error) {
      signal.throwIfAborted()
      renewals += 1
      if (!isLost(error) || renewals > maxRenewals) throw error
      vim.line.log.info({ system: vim.system, error: String(error) }, 'events are followed anew')
    } finally {
      drop(tail.managers, lifelines)
    }
  }
}

interface Lifelines {
  history: Ref | undefined
  collector: Ref | undefined
}

function drop({ vim }: EventManagers, { history, collector }: Lifelines): void {
  const tidying = { signal: new AbortController().signal, timeoutMs: tidyMs }
  if (collector !== undefined) void destroy(vim, 'DestroyPropertyCollector', collector, tidying)
  if (history !== undefined) dropCollector(vim, history)
}

async function followOnce(
  tail: Tail,
  memory: TailMemory,
  lifelines: Lifelines,
  onProgress: () => void,
): Promise<never> {
  const { managers, signal } = tail
  const { vim, content } = managers
  const filter = { disableFullMessage: false, maxCount: pageSize }
  const history = await createHistory(managers, filter, { signal })
  lifelines.history = history
  // A collector of its own: a wait on the inventory's may last as long as its changes take to be read.
  const collector = await createCollector(vim, content.propertyCollector, { signal })
  lifelines.collector = collector
  await createFilter(vim, collector, { EventHistoryCollector: ['latestPage'] }, [{ obj: history }], {
    signal,
  })
  for (let version = ''; ; ) {
    const timeoutMs = maxWaitSeconds * 1000 + graceMs
    const set = await waitForUpdates(vim, collector, version, maxWaitSeconds, { signal, timeoutMs })
    if (set === undefined) {
      // Whether a collector that was dropped is told of as `leave` is not documented: asked in quiet times.
      await proveHistory(managers, history, signal)
    } else {
      version = set.version
      for (const update of set.updates) await takeUpdate(tail, memory, history, update)
    }
    onProgress()
  }
}

async function proveHistory(
  { vim, content }: EventManagers,
  history: Ref,
  signal: AbortSignal,
): Promise<void> {
  const paths = { EventHistoryCollector: ['filter'] }
  const found = await retrieve(vim, content.propertyCollector, paths, [{ obj: history }], { signal })
  if (found.length === 0) throw new LostHistory(vim.system)
}

/** The collector of events went, though the session lives. */
class LostHistory extends Fault {
  constructor(system: string) {
    super({ kind: 'not-found', system, message: 'The collector of events is gone.' })
  }
}

function isLost(error: unknown): boolean {
  if (error instanceof LostHistory) return true
  if (!(error instanceof VimError)) return false
  return (
    error.vim.type === 'InvalidCollectorVersion' ||
    (error.vim.type === 'ManagedObjectNotFound' && namesSessionObject(error.vim))
  )
}

async function takeUpdate(tail: Tail, memory: TailMemory, history: Ref, update: ObjectUpdate): Promise<void> {
  const { managers, sink, signal } = tail
  if (update.obj.value !== history.value) return
  if (update.kind === 'leave') throw new LostHistory(managers.vim.system)
  if (!('latestPage' in update.props)) return
  // In no order, and the whole page each time.
  const page = list(update.props.latestPage)
  if (memory.isBacklog) {
    memory.begin(page)
    return
  }
  const { hole } = memory.look(page, pageSize)
  const missed: Decoded[] = []
  if (hole !== undefined) {
    const found = await missedEvents(managers, hole, signal)
    missed.push(...found.events)
    if (!found.complete) sink.lost(hole.since)
  }
  const fresh = memory.take([...missed, ...page])
  if (fresh.length > 0) put(tail, fresh)
}

function put({ managers, table, sink }: Tail, fresh: Decoded[]): void {
  const { vim } = managers
  const events = readLog(fresh, { system: vim.system, table, now: vim.line.clock.now() })
  sink.put(events.sort((a, b) => a.order - b.order))
}
