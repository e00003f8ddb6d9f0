import { runSearch, type SearchTable } from '../search/run.ts'
import type { RequestBody } from '../wire/body.ts'
import type { Document, WireObject } from '../wire/value.ts'
import type { View } from './view.ts'

export interface Outcome {
  status: number
  document: Document
}

/** A node of the API's tree. */
export interface Resource {
  get(): Document
  child?(segment: string): Resource | undefined
  /** What POST does here, if anything. */
  post?(body: RequestBody): Outcome
}

export interface CollectionOptions<T> {
  /** Element of the whole and of one item, `vms` and `vm`. */
  root: string
  item: string
  items(): readonly T[]
  id(item: T): string
  /** Faster than a walk through `items`. */
  find?(id: string): T | undefined
  render(item: T): WireObject
  /** Absent where the engine cannot search. */
  search?: SearchTable<T>
  /** Where a search looks, and which of its finds a filtered user sees; `items` otherwise. */
  searched?: { among(): readonly T[]; sees(item: T): boolean }
  /** What an item holds, by path segment. */
  children?(item: T): Record<string, () => Resource>
  /** Names of the actions that `post` knows. */
  actions?: readonly string[]
  post?(item: T, action: string, body: RequestBody): Outcome | undefined
}

/** A list with its items. `max` and `search` count for the list only. */
export function collection<T>(view: View, options: CollectionOptions<T>): Resource {
  const { root, item: name } = options
  return {
    get() {
      if (view.query.sizeOnly) return { root, body: { size: options.items().length } }
      return { root, body: { [name]: listed(view, options).map(options.render) } }
    },
    child(id) {
      const item = options.find?.(id) ?? options.items().find((candidate) => options.id(candidate) === id)
      return item === undefined ? undefined : entity(view, options, item)
    },
  }
}

/**
 * QUIRK(ovirt, rhev): for filtered users the engine pages through everybody's objects and then drops those of others,
 * so that pages come short; only `sortby name asc` with `max` pages through their own, and then without any other
 * criterion (fact sheet §4.1).
 */
function listed<T>(view: View, options: CollectionOptions<T>): readonly T[] {
  const { max, search, caseSensitive } = view.query
  const limits = { max, caseSensitive, now: view.engine.now }
  const table = options.search
  if (search === undefined || search === '' || table === undefined) {
    const all = options.items()
    return max === undefined ? all : all.slice(0, max)
  }
  const { searched } = options
  if (!view.filtered || searched === undefined) return runSearch(options.items(), search, table, limits)
  const own = /sortby name asc(?: page \d+)?/.exec(search)
  if (own !== null && max !== undefined && view.engine.version !== '3.4') {
    return runSearch(options.items(), own[0], table, limits)
  }
  return runSearch(searched.among(), search, table, limits).filter((item) => searched.sees(item))
}

function entity<T>(view: View, options: CollectionOptions<T>, item: T): Resource {
  return {
    get: () => ({ root: options.item, body: options.render(item) }),
    child(segment) {
      const children = options.children?.(item) ?? {}
      if (Object.hasOwn(children, segment)) return children[segment]?.()
      const { post } = options
      if (post === undefined || options.actions?.includes(segment) !== true) return undefined
      return action(view, (body) => post(item, segment, body))
    },
  }
}

/** The address of an action: nothing to read, only to be done. Below it are its tasks. */
function action(view: View, run: (body: RequestBody) => Outcome | undefined): Resource {
  return {
    get() {
      throw new NoSuchResource()
    },
    child: (ids) => ({ get: () => task(view, ids) }),
    post(body) {
      const done = run(body)
      if (done === undefined) throw new NoSuchResource()
      return done
    },
  }
}

/** QUIRK(ovirt, rhev): task ids that are unknown, any more or at all, report success (fact sheet §5.3). */
function task(view: View, ids: string): Document {
  const job = view.engine.jobs.all.get(ids)
  const status = job?.status === 'started' ? 'in_progress' : job?.status === 'failed' ? 'failed' : 'complete'
  return {
    root: 'action',
    body: { id: ids, status: view.engine.version === '3.4' ? { state: status } : status },
  }
}

/** Answered by 404 with an empty body. */
export class NoSuchResource extends Error {}

/** Walks from the root to a resource. */
export function resolve(root: Resource, segments: readonly string[]): Resource {
  let at: Resource | undefined = root
  for (const segment of segments) {
    at = at?.child?.(segment)
    if (at === undefined) throw new NoSuchResource()
  }
  return at
}
