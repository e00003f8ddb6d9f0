import type { z } from 'zod'
import { Fault } from '../../../../contract/fault.ts'
import type { ReadOptions } from '../transport/address.ts'
import { type Engine, listTimeoutMs } from '../transport/engine.ts'
import { at, isRecord } from '../transport/tree.ts'
import { inParallel } from '../transport/wait.ts'
import { itemsOf } from '../wire/coerce.ts'
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
import { type WireTemplate, type WireVm, wireTemplate, wireVm } from '../wire/machine.ts'
import { wireVnicProfile } from '../wire/nic.ts'

export interface Collection<T> {
  path: string
  /** Singular name of an item, the key below which a list holds its items. */
  key: string
  schema: z.ZodType<T>
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
  template: WireTemplate
  vm: WireVm
}

export type Kind = keyof Wires
export type WireOf<K extends Kind> = Wires[K]

/** The collections that become rows. */
export const collections: { [K in Kind]: Collection<Wires[K]> } = {
  datacenter: { path: '/datacenters', key: 'data_center', schema: wireDatacenter },
  cluster: { path: '/clusters', key: 'cluster', schema: wireCluster },
  host: { path: '/hosts', key: 'host', schema: wireHost, paged: true, byId: true },
  datastore: { path: '/storagedomains', key: 'storage_domain', schema: wireStorageDomain },
  network: { path: '/networks', key: 'network', schema: wireNetwork },
  template: { path: '/templates', key: 'template', schema: wireTemplate, paged: true },
  vm: { path: '/vms', key: 'vm', schema: wireVm, paged: true, byId: true },
}

export const vnicProfiles = { path: '/vnicprofiles', key: 'vnic_profile', schema: wireVnicProfile }
export const schedulingPolicies = {
  path: '/schedulingpolicies',
  key: 'scheduling_policy',
  schema: wireSchedulingPolicy,
}
export const tagList = { path: '/tags', key: 'tag', schema: wireTag }

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
  async list<T>(
    { path, key, schema }: Pick<Collection<T>, 'path' | 'key' | 'schema'>,
    options: ReadOptions,
    signal: AbortSignal,
  ): Promise<T[]> {
    const tree = await this.engine.get(path, options, signal, listTimeoutMs)
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
    for (let page = 1; ; page += 1) {
      const search = `${criteria} sortby name page ${page}`.trim()
      const items = await this.list(collection, { search, max: pageSize }, signal)
      if (page === 1 && items.length === 0 && criteria === '') {
        yield await this.whole(collection, signal)
        return
      }
      const fresh = items.filter((item) => !known.has(item.id))
      for (const item of fresh) known.add(item.id)
      if (fresh.length > 0) yield fresh
      if (items.length < pageSize || fresh.length === 0) return
    }
  }

  /** One object; undefined when there is none of that id. */
  async one<T>(
    { path, schema }: Pick<Collection<T>, 'path' | 'schema'>,
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
