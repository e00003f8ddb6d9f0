import { type Managed, ref } from '../model/entities.ts'
import type { Observer, Restructuring } from '../model/estate.ts'
import { propertyTable, type ReadContext } from '../properties/table.ts'
import { notAuthenticated, VimFault } from './faults.ts'
import { PropertyFilter, type Taken } from './filter.ts'
import { Selection } from './selection.ts'
import type { Session, SessionObject } from './sessions.ts'
import type { Data } from './value.ts'

/** vpxd puts no more objects than this into one reply, whatever the client asks for. */
const pageSize = 100

/** Changes are gathered for this long (real ms) after a complete reply, so that many of them give few replies. */
const gatherMs = 100

interface Sent {
  /** The version that the client had when it asked. */
  base: string
  taken: Map<PropertyFilter, Taken>
}

interface Waiter {
  wake(): void
  fail(fault: unknown): void
}

/** A property collector: filters, versions, and at most one wait at a time. */
export class PropertyCollector implements SessionObject, Observer {
  readonly type = 'PropertyCollector'
  readonly id: string
  readonly filters = new Set<PropertyFilter>()
  /** Pages of RetrievePropertiesEx still to be fetched, by token. */
  readonly pages = new Map<string, Data[]>()
  private readonly context: ReadContext
  private readonly session: Session
  private complete = 0
  private part = 0
  private current = ''
  private sent: Sent | undefined
  private waiter: Waiter | undefined
  private answeredAt = 0

  constructor(id: string, session: Session, context: ReadContext) {
    this.id = id
    this.session = session
    this.context = context
    context.world.estate.observe(this)
  }

  dispose(): void {
    this.context.world.estate.unobserve(this)
    this.waiter?.fail(notAuthenticated(ref(this)))
    for (const filter of [...this.filters]) filter.dispose()
  }

  changed(object: Managed, prefixes: readonly string[]): void {
    let news = false
    for (const filter of this.filters) news = filter.markChanged(object, prefixes) || news
    if (news) this.waiter?.wake()
  }

  allChanged(type: string, prefix: string): void {
    let news = false
    for (const filter of this.filters) news = filter.markAll(type, prefix) || news
    if (news) this.waiter?.wake()
  }

  restructured(type: string, change: Restructuring): void {
    let news = false
    for (const filter of this.filters) news = filter.restructured(type, change) || news
    if (news) this.waiter?.wake()
  }

  createFilter(spec: Data, partialUpdates: boolean): PropertyFilter {
    const { world } = this.context
    const filter = new PropertyFilter(new Selection(spec, this.context), this.context, {
      id: world.sessions.newObjectId(this.session),
      partialUpdates,
      onDestroy: (gone) => {
        this.filters.delete(gone)
        this.session.objects.delete(gone.id)
      },
    })
    this.filters.add(filter)
    this.session.objects.set(filter.id, filter)
    this.waiter?.wake()
    return filter
  }

  cancel(): void {
    this.waiter?.fail(new VimFault('RequestCanceled', 'The task was canceled by a user.'))
  }

  /**
   * The next updates after `version`; undefined when the time was up first. `maxSeconds` undefined waits as
   * long as it takes. Throws InvalidCollectorVersion.
   */
  async wait(
    version: string,
    options: { maxSeconds: number | undefined; maxObjects: number | undefined; signal: AbortSignal },
  ): Promise<Data | undefined> {
    this.cancel()
    this.accept(version)
    const end = options.maxSeconds === undefined ? undefined : Date.now() + options.maxSeconds * 1_000
    this.session.waits += 1
    try {
      const early = this.answeredAt + gatherMs - Date.now()
      if (early > 0 && options.maxSeconds !== 0) await this.gather(early, options.signal)
      for (;;) {
        const updates = this.next(version, Math.min(pageSize, Math.max(1, options.maxObjects ?? pageSize)))
        if (updates !== undefined) {
          // The rest of a truncated reply follows at once.
          if (updates.truncated !== true) this.answeredAt = Date.now()
          return updates
        }
        const left = end === undefined ? undefined : end - Date.now()
        if (left !== undefined && left <= 0) return undefined
        await this.news(left, options.signal)
      }
    } finally {
      this.session.waits -= 1
      this.session.lastActive = this.context.world.estate.now
    }
  }

  private accept(version: string): void {
    if (version === '') {
      for (const filter of this.filters) filter.forget()
      this.sent = undefined
      return
    }
    if (version === this.current) {
      this.sent = undefined
      return
    }
    // A truncated version may be used once only; a complete one again, when its reply was lost.
    if (this.sent !== undefined && version === this.sent.base && !version.includes('_')) {
      for (const [filter, taken] of this.sent.taken) filter.undo(taken)
      this.sent = undefined
      this.current = version
      return
    }
    throw new VimFault('InvalidCollectorVersion', `The version ${version} is not known to this collector.`)
  }

  private next(base: string, limit: number): Data | undefined {
    const taken = new Map<PropertyFilter, Taken>()
    const filterSet: Data[] = []
    let left = limit
    for (const filter of this.filters) {
      if (left <= 0) break
      const found = filter.take(left)
      if (found === undefined) continue
      filterSet.push(found.update)
      taken.set(filter, found.taken)
      left -= found.count
    }
    if (filterSet.length === 0) return undefined
    const truncated = [...this.filters].some((filter) => filter.hasNews)
    if (truncated) this.part += 1
    else {
      this.complete += 1
      this.part = 0
    }
    this.current = truncated ? `${this.complete}_${this.part}` : String(this.complete)
    this.sent = { base, taken }
    const more = truncated ? { truncated } : {}
    return { _typeName: 'UpdateSet', version: this.current, filterSet, ...more }
  }

  /** Waits for `ms` whatever happens; a cancel ends it. */
  private gather(ms: number, signal: AbortSignal): Promise<void> {
    return this.news(ms, signal, false)
  }

  /** Resolves when there may be news or `ms` are over. Real time: a client waits for it. */
  private news(ms: number | undefined, signal: AbortSignal, wakes = true): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = ms === undefined ? undefined : setTimeout(() => finish(resolve), ms)
      const abort = () => finish(() => reject(signal.reason))
      const finish = (how: () => void) => {
        clearTimeout(timer)
        signal.removeEventListener('abort', abort)
        this.waiter = undefined
        how()
      }
      const wake = wakes ? () => finish(resolve) : () => {}
      this.waiter = { wake, fail: (fault) => finish(() => reject(fault)) }
      if (signal.aborted) abort()
      else signal.addEventListener('abort', abort)
    })
  }
}

export const collectorTable = propertyTable<PropertyCollector>('PropertyCollector', {
  filter: (collector) => [...(collector.filters ?? [])].map(ref),
})
