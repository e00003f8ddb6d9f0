import { Fault } from '../../../../contract/fault.ts'
import type { ReadOptions } from '../transport/address.ts'
import { type Engine, type Fetched, listTimeoutMs } from '../transport/engine.ts'
import { at, isRecord } from '../transport/tree.ts'
import { inParallel } from '../transport/wait.ts'
import { itemsOf, type Shape } from '../wire/coerce.ts'
import { type WireHost, wireHost } from '../wire/host.ts'
import {
  type WireCluster,
  type WireDatacenter,
  type WireNetwork,
  type WireStorageDomain,
  wireCluster,
  wireDatacenter,
  wireNetwork,
  wireSchedulingPolicy,
  wireStorageDomain,
  wireTag,
} from '../wire/infrastructure.ts'
import { type ListedMachine, listedFields, listedMachine } from '../wire/listed-machine.ts'
import { wireVnicProfile } from '../wire/nic.ts'

export interface Collection<T> {
  path: string
  /** Singular name of an item, the key below which a list holds its items. */
  key: string
  schema: Shape<T>
  /** Elements of an item that the schema reads; all where absent. */
  fields?: ReadonlySet<string>
  /** Large and searchable: read page by page. */
  paged?: true
  /** `id=a or id=b` is a search that the engine knows. */
  byId?: true
}

interface Wires {
  datacenter: WireDatacenter
  cluster: WireCluster
  host: WireHost
  datastore: WireStorageDomain
  network: WireNetwork
  template: ListedMachine
  vm: ListedMachine
}

export type Kind = keyof Wires
export type WireOf<K extends Kind> = Wires[K]

const machines = { schema: listedMachine, fields: listedFields, paged: true } as const

/** The collections that become rows. */
export const collections: { [K in Kind]: Collection<Wires[K]> } = {
  datacenter: { path: '/datacenters', key: 'data_center', schema: wireDatacenter },
  cluster: { path: '/clusters', key: 'cluster', schema: wireCluster },
  host: { path: '/hosts', key: 'host', schema: wireHost, paged: true, byId: true },
  datastore: { path: '/storagedomains', key: 'storage_domain', schema: wireStorageDomain },
  network: { path: '/networks', key: 'network', schema: wireNetwork },
  template: { path: '/templates', key: 'template', ...machines },
  vm: { path: '/vms', key: 'vm', ...machines, byId: true },
}

export const vnicProfiles = { path: '/vnicprofiles', key: 'vnic_profile', schema: wireVnicProfile }
export const schedulingPolicies = {
  path: '/schedulingpolicies',
  key: 'scheduling_policy',
  schema: wireSchedulingPolicy,
}
export const tagList = { path: '/tags', key: 'tag', schema: wireTag }

type ListOf<T> = Pick<Collection<T>, 'path' | 'key' | 'schema' | 'fields'>

const pageSize = 200
const batchSize = 50
/** Releases up to 3.3 return 100 items unless told otherwise. */
const plenty = 100_000
const width = 4

/** Reads collections. Keeps what it learned about the engine's abilities. */
export class Reader {
  readonly engine: Engine
  private idSearchWorks = true

  constructor(engine: Engine) {
    this.engine = engine
  }

  /** One GET of a list. Throws `protocol` when the reply is no such list, so that it never counts as empty. */
  async list<T>(collection: ListOf<T>, options: ReadOptions, signal: AbortSignal): Promise<T[]> {
    return itemsIn(collection, await this.ask(collection.path, options, signal))
  }

  private ask(path: string, options: ReadOptions, signal: AbortSignal): Promise<Fetched> {
    return this.engine.fetch(path, options, signal, listTimeoutMs)
  }

  /** The whole collection, not searched. */
  whole<T>(collection: Collection<T>, signal: AbortSignal, options: ReadOptions = {}): Promise<T[]> {
    const max = this.engine.dialect === 'v3' ? { max: plenty } : {}
    return this.list(collection, { ...options, ...max }, signal)
  }

  /**
   * The collection in pages. Page limits shift while objects come and go, so items may repeat; ends at a
   * short page or at one that brings nothing new.
   *
   * QUIRK(ovirt): filtered users get no paging they can rely on (fact sheet §4.1), and a search that the
   * engine does not understand is answered with an empty list: both read the whole at once.
   */
  async *pages<T extends { id: string }>(
    collection: Collection<T>,
    signal: AbortSignal,
    criteria = '',
  ): AsyncGenerator<T[]> {
    if (collection.paged !== true || this.engine.access.filter) {
      yield await this.whole(collection, signal)
      return
    }
    const known = new Set<string>()
    const ask = (page: number): Promise<Fetched> => {
      const search = `${criteria} sortby name page ${page}`.trim()
      const reply = this.ask(collection.path, { search, max: pageSize }, signal)
      // Its failure counts when its page is awaited, which the reader may never come to.
      reply.catch(() => {})
      return reply
    }
    let coming = ask(1)
    let fullSize = Number.POSITIVE_INFINITY
    for (let page = 1; ; page += 1) {
      const reply = await coming
      // The engine works on the next page while this one is read. The last page is known by its size, mostly;
      // where it is not, one more request finds nothing.
      const early = reply.size > fullSize / 2
      if (early) coming = ask(page + 1)
      const items = itemsIn(collection, reply)
      if (page === 1 && items.length === 0 && criteria === '') {
        yield await this.whole(collection, signal)
        return
      }
      const fresh = items.filter((item) => !known.has(item.id))
      for (const item of fresh) known.add(item.id)
      const more = items.length >= pageSize && fresh.length > 0
      if (more && !early) coming = ask(page + 1)
      if (fresh.length > 0) yield fresh
      if (!more) return
      fullSize = reply.size
    }
  }

  /** One object; undefined when there is none of that id. */
  async one<T>(
    { path, schema }: Pick<ListOf<T>, 'path' | 'schema'>,
    id: string,
    signal: AbortSignal,
    options: ReadOptions = {},
  ): Promise<T | undefined> {
    try {
      const tree = await this.engine.get(`${path}/${encodeURIComponent(id)}`, options, signal)
      return itemsOf(schema, tree)[0]
    } catch (error) {
      // An id that is no UUID is refused as a bad request instead of being unknown.
      if (error instanceof Fault && ['not-found', 'invalid-input'].includes(error.kind)) return undefined
      throw error
    }
  }

  /** The objects of these ids, and those ids that stand for nothing any more (asked for one by one). */
  async byIds<T extends { id: string }>(
    collection: Collection<T>,
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<{ found: T[]; gone: string[] }> {
    const found = new Map<string, T>()
    const searchable = collection.byId === true && this.idSearchWorks && !this.engine.access.filter
    let searched = 0
    if (searchable && ids.length > 2) {
      for (let start = 0; start < ids.length; start += batchSize) {
        const batch = ids.slice(start, start + batchSize)
        const search = batch.map((id) => `id=${id}`).join(' or ')
        for (const item of await this.list(collection, { search, max: batchSize }, signal)) {
          found.set(item.id, item)
          searched += 1
        }
      }
    }
    const gone: string[] = []
    const missing = ids.filter((id) => !found.has(id))
    await inParallel(missing, width, async (id) => {
      const item = await this.one(collection, id, signal)
      if (item === undefined) gone.push(id)
      else found.set(id, item)
    })
    if (searchable && ids.length > 2 && searched === 0 && found.size > 0) this.idSearchWorks = false
    return { found: [...found.values()], gone }
  }
}

function itemsIn<T>({ path, key, schema, fields }: ListOf<T>, reply: Fetched): T[] {
  const tree = reply.tree(fields)
  if (Array.isArray(tree)) return itemsOf(schema, tree)
  if (isRecord(tree) && tree[key] === undefined) {
    const strange = Object.keys(tree).filter((name) => !['link', 'actions', 'size', 'href'].includes(name))
    if (strange.length > 0) {
      const message = `GET ${path} was answered with ${strange.slice(0, 3).join(', ')} instead of a list of ${key}.`
      throw new Fault({ kind: 'protocol', message })
    }
  }
  return itemsOf(schema, at(tree, key))
}
