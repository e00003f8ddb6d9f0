import { z } from 'zod'
import { Fault } from '../../../../contract/fault.ts'
import type { Clock } from '../../port.ts'
import type { Reader } from '../watch/collections.ts'
import { text } from '../wire/coerce.ts'
import { type LogEntry, type Reference, referencesOf } from './entry.ts'

const named = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  name: text,
  user_name: text,
})
const fields = new Set(['name', 'user_name'])
const listed = <const P extends string>(path: P, key: string) => ({ path, key, schema: named, fields })

const lists = {
  vm: { ...listed('/vms', 'vm'), byId: true },
  host: listed('/hosts', 'host'),
  storage_domain: listed('/storagedomains', 'storage_domain'),
  template: listed('/templates', 'template'),
  cluster: listed('/clusters', 'cluster'),
  data_center: listed('/datacenters', 'data_center'),
  user: listed('/users', 'user'),
} as const satisfies Record<Reference['collection'], unknown>

/** A list that was read a moment ago is not read again for an id that it did not have. */
const againMs = 5 * 60_000
const most = 20_000

/**
 * Names of what entries give only by id. QUIRK(rhev 3.x): references have no names (fact sheet §8), so they are looked up:
 * VMs in batches, all else by its list.
 */
export class NameBook {
  private readonly reader: Reader
  private readonly clock: Clock
  private readonly names = new Map<string, string | undefined>()
  private readonly readAt = new Map<Reference['collection'], number>()

  constructor(reader: Reader, clock: Clock) {
    this.reader = reader
    this.clock = clock
  }

  nameOf({ collection, ref }: Reference): string | undefined {
    return ref.name ?? this.names.get(`${collection}/${ref.id ?? ''}`)
  }

  /** Learns what is missing. What the account may not read stays without a name. */
  async learn(entries: readonly LogEntry[], signal: AbortSignal): Promise<void> {
    const missing = new Map<Reference['collection'], Set<string>>()
    for (const entry of entries) {
      for (const { collection, ref } of referencesOf(entry)) {
        if (ref.name !== undefined || ref.id === undefined) continue
        if (this.names.has(`${collection}/${ref.id}`)) continue
        const ids = missing.get(collection) ?? new Set()
        missing.set(collection, ids.add(ref.id))
      }
    }
    if (this.names.size > most) this.names.clear()
    for (const [collection, ids] of missing) {
      try {
        await this.look(collection, [...ids], signal)
      } catch (error) {
        if (signal.aborted || !(error instanceof Fault) || !harmless.has(error.kind)) throw error
      }
    }
  }

  private async look(collection: Reference['collection'], ids: string[], signal: AbortSignal): Promise<void> {
    if (collection === 'vm') {
      const { found, gone } = await this.reader.byIds(lists.vm, ids, signal)
      for (const one of found) this.put('vm', one)
      for (const id of gone) this.names.set(`vm/${id}`, undefined)
      return
    }
    const now = this.clock.now()
    if (now - (this.readAt.get(collection) ?? Number.NEGATIVE_INFINITY) < againMs) return
    this.readAt.set(collection, now)
    for (const one of await this.reader.whole(lists[collection], signal)) this.put(collection, one)
  }

  private put(collection: Reference['collection'], one: z.output<typeof named>): void {
    const name = collection === 'user' ? (one.user_name ?? one.name) : one.name
    if (name !== undefined) this.names.set(`${collection}/${one.id}`, name)
  }
}

const harmless = new Set(['forbidden', 'not-found', 'unsupported', 'invalid-input'])
