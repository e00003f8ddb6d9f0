import { runSearch, type SearchTable } from '../search/run.ts'
import type { RequestBody } from '../wire/body.ts'
import type { Document, WireObject } from '../wire/value.ts'
import { EngineFault } from './engine-fault.ts'
import type { View } from './view.ts'

export interface Outcome {
  status: number
  /** Absent for an answer without a body. */
  document?: Document | undefined
  /** An answer that is neither XML nor JSON. */
  raw?: { type: string; text: string }
}

/** A node of the API's tree. */
export interface Resource {
  get(): Document
  child?(segment: string): Resource | undefined
  /** What GET answers a client that accepts this type only. */
  getRaw?(type: string): Outcome | undefined
  /** What POST, PUT and DELETE do here, if anything. */
  post?: ((body: RequestBody) => Outcome) | undefined
  put?: ((body: RequestBody) => Outcome) | undefined
  remove?: ((body: RequestBody | undefined) => Outcome) | undefined
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
  /** What a GET of the list gives, where that is found faster than by a search through `items`. */
  listed?(): readonly T[]
  /** Absent where the engine cannot search. */
  search?: SearchTable<T>
  /** Where a search looks, and which of its finds a filtered user sees; `items` otherwise. */
  searched?: { among(): readonly T[]; sees(item: T): boolean }
  /** What an item holds, by path segment. */
  children?(item: T): Record<string, () => Resource>
  /** Names of the actions that `post` knows. */
  actions?: readonly string[]
  post?(item: T, action: string, body: RequestBody): Outcome | undefined
  add?(body: RequestBody): Outcome
  put?(item: T, body: RequestBody): Outcome
  remove?(item: T, body: RequestBody | undefined): Outcome
  getRaw?(item: T, type: string): Outcome | undefined
}

/** A list with its items. `max` and `search` count for the list only. */
export function collection<T>(view: View, options: CollectionOptions<T>): Resource {
  const { root, item: name, add } = options
  return {
    post: add === undefined ? undefined : (body) => add(body),
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
  if (options.listed !== undefined) return options.listed()
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
  const { put, remove, getRaw } = options
  return {
    get: () => ({ root: options.item, body: options.render(item) }),
    getRaw: (type) => getRaw?.(item, type),
    put: put === undefined ? undefined : (body) => put(item, body),
    remove: remove === undefined ? undefined : (body) => remove(item, body),
    child(segment) {
      if (segment === 'creation_status')
        return { get: noList, child: (ids) => ({ get: () => creation(view, ids) }) }
      const children = options.children?.(item) ?? {}
      if (Object.hasOwn(children, segment)) return children[segment]?.()
      const { post } = options
      if (post === undefined || options.actions?.includes(segment) !== true) return undefined
      return action(view, (body) => post(item, segment, body))
    },
  }
}

const noList = (): Document => {
  throw new NoSuchResource()
}

/** The address of an action: nothing to read, only to be done. Below it are its tasks. */
function action(view: View, run: (body: RequestBody) => Outcome | undefined): Resource {
  return {
    get: noList,
    child: (ids) => ({ get: () => ({ root: 'action', body: task(view, ids) }) }),
    post(body) {
      const done = view.query.flag('async') === true ? hidden(view, () => run(body)) : run(body)
      if (done === undefined) throw new NoSuchResource()
      return done
    },
  }
}

/** QUIRK(ovirt, rhev): `async=true` answers before anything is checked, so that faults are never seen (fact sheet §5.3). */
function hidden(view: View, run: () => Outcome | undefined): Outcome | undefined {
  try {
    const done = run()
    return done === undefined || done.status === 202 ? done : { ...done, status: 202 }
  } catch (error) {
    if (!(error instanceof EngineFault)) throw error
    const id = view.engine.random.uuid()
    return {
      status: 202,
      document: { root: 'action', body: { id, async: true, status: view.state('pending') } },
    }
  }
}

/** QUIRK(ovirt, rhev): task ids that are unknown, any more or at all, report success (fact sheet §5.3). */
function task(view: View, ids: string): WireObject {
  const job = view.engine.jobs.byTask(ids)
  const ended = job === undefined || job.status === 'finished' ? 'complete' : 'failed'
  const status = job?.status === 'started' ? 'in_progress' : ended
  return { id: ids, status: view.state(status) }
}

/** How the making of an object goes. */
const creation = (view: View, ids: string): Document => ({ root: 'creation', body: task(view, ids) })

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
