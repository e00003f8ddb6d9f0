import { Fault } from '../../../../contract/fault.ts'
import type { InventorySink } from '../../port.ts'
import { namesSessionObject, VimError } from '../transport/faults.ts'
import type { RestClient } from '../transport/rest-client.ts'
import type { Ref } from '../transport/values.ts'
import type { VimClient } from '../transport/vim-client.ts'
import {
  createCollector,
  createContainerView,
  createFilter,
  destroy,
  throughView,
  type UpdateSet,
  waitForUpdates,
} from '../wire/property-collector.ts'
import type { ServiceContent } from '../wire/service-content.ts'
import { followAlarms, followTags } from './background.ts'
import { viewedTypes, watchedPaths } from './paths.ts'
import { WatchedEstate } from './watched-estate.ts'

/** Longest wait of one poll; below the idle time-outs of common proxies. */
const maxWaitSeconds = 20
/** How much longer than the wait a reply may be silent. */
const graceMs = 30_000
/**
 * How long the first reply may be silent. QUIRK(vcsim 0.56): it collects everything before its first page, so the
 * silence grows with the inventory.
 */
const firstReplyMs = 300_000
const destroyTimeoutMs = 5_000
/** Rebuilds in a row without a complete read before giving up. */
const maxRebuilds = 3

export interface WatchOptions {
  vim: VimClient
  content: ServiceContent
  /** Absent where there is no REST session: no tags then. */
  rest: RestClient | undefined
  sink: InventorySink
  signal: AbortSignal
  /** Throws kind `auth` when the session is dead. */
  proveSession(signal: AbortSignal): Promise<void>
  /** Told why tags cannot be read, or `undefined` when they can. */
  onTags(trouble: string | undefined): void
}

/** Follows the inventory with a collector, a view and a filter of its own, as `Connection.watch` promises. */
export async function watchInventory(options: WatchOptions): Promise<void> {
  const { vim, content, rest, sink, signal } = options
  const ending = new AbortController()
  const background = AbortSignal.any([signal, ending.signal])
  const estate = new WatchedEstate(vim, content.propertyCollector, sink)
  let started = false
  let rebuilds = 0
  const onComplete = () => {
    rebuilds = 0
    if (started) return
    started = true
    void followAlarms(vim, content, estate, background)
    if (rest !== undefined) void followTags(rest, estate, background, options.onTags)
  }
  try {
    for (;;) {
      try {
        await oneCollector(vim, content, estate, sink, signal, onComplete)
      } catch (error) {
        if (signal.aborted) return
        if (!isRebuildable(error) || rebuilds >= maxRebuilds) throw error
        rebuilds += 1
        vim.line.log.info({ system: vim.system, error: String(error) }, 'watch lost upstream, rebuilding')
        await options.proveSession(signal)
      }
    }
  } catch (error) {
    if (signal.aborted) return
    throw error
  } finally {
    ending.abort()
  }
}

/** Lost views, filters, collectors and cancelled waits are set up again, provided that the session lives. */
function isRebuildable(error: unknown): boolean {
  if (!(error instanceof VimError)) return false
  if (error.vim.type === 'ManagedObjectNotFound') return namesSessionObject(error.vim)
  return error.vim.type === 'InvalidCollectorVersion' || error.vim.type === 'RequestCanceled'
}

/** Sets up a collector and follows it until something breaks; never returns. */
async function oneCollector(
  vim: VimClient,
  content: ServiceContent,
  estate: WatchedEstate,
  sink: InventorySink,
  signal: AbortSignal,
  onComplete: () => void,
): Promise<never> {
  const made: [method: string, target: Ref][] = []
  let failure: unknown
  try {
    const collector = await createCollector(vim, content.propertyCollector, { signal })
    made.push(['DestroyPropertyCollector', collector])
    const { viewManager, rootFolder } = content
    const view = await createContainerView(vim, viewManager, rootFolder, viewedTypes, { signal })
    made.push(['DestroyView', view])
    const starts = [{ obj: rootFolder }, { obj: view, skip: true, select: [throughView] }]
    await createFilter(vim, collector, watchedPaths, starts, { signal })
    return await follow(vim, collector, estate, sink, signal, onComplete)
  } catch (error) {
    failure = error
    throw error
  } finally {
    // Over a dead connection or session there is nothing left to tidy up. Nobody waits for it: the
    // caller may want to sign out, which tidies up as well.
    const reachable = signal.aborted || failure instanceof VimError
    const dead = failure instanceof Fault && failure.kind === 'auth'
    if (reachable && !dead) {
      const tidying = { signal: new AbortController().signal, timeoutMs: destroyTimeoutMs }
      for (const [method, target] of made) void destroy(vim, method, target, tidying)
    }
  }
}

async function follow(
  vim: VimClient,
  collector: Ref,
  estate: WatchedEstate,
  sink: InventorySink,
  signal: AbortSignal,
  onComplete: () => void,
): Promise<never> {
  const ask = (after: string): Promise<UpdateSet | undefined> => {
    const timeoutMs = after === '' ? firstReplyMs : maxWaitSeconds * 1000 + graceMs
    return waitForUpdates(vim, collector, after, maxWaitSeconds, { signal, timeoutMs, limits: 'silence' })
  }
  let version = ''
  let complete = true
  let retried = false
  /** The next page of an incomplete set, asked for while the one before is taken in. Never a second wait. */
  let ahead: Promise<UpdateSet | undefined> | undefined
  estate.begin()
  for (;;) {
    try {
      const asked = ahead ?? ask(version)
      ahead = undefined
      const set = await asked
      retried = false
      if (set !== undefined) {
        version = set.version
        complete = !set.truncated
        if (!complete) {
          ahead = ask(version)
          // Heard of when it is awaited.
          ahead.catch(() => {})
        }
        await estate.take(set.updates, signal)
      }
      if (!complete) continue
      if (estate.loading) {
        estate.complete()
        onComplete()
      }
      sink.confirm()
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof VimError && error.vim.type === 'InvalidCollectorVersion' && version !== '') {
        // The filter still stands: read all of it again and let the sink find what is gone.
        version = ''
        estate.begin()
        continue
      }
      // A complete version may be asked for again, a truncated one may not.
      const lost = error instanceof Fault && !(error instanceof VimError) && error.kind === 'unavailable'
      if (!lost || !complete || retried || estate.loading) throw error
      retried = true
    }
  }
}
