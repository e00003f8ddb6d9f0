import { z } from 'zod'
import type { Reader } from '../watch/collections.ts'
import { text } from '../wire/coerce.ts'
import { type ObjectField, objectFields } from './criteria.ts'

const named = z.object({ id: text, name: text })
const paths = {
  vm: '/vms',
  host: '/hosts',
  storage_domain: '/storagedomains',
  template: '/templates',
  data_center: '/datacenters',
} as const satisfies Record<keyof typeof objectFields, string>

/** More of them are not searched for: their entries are picked out of all. */
const most = 8

/** Finds out by which field entries of an object can be searched. */
export class EngineObjects {
  private readonly reader: Reader

  constructor(reader: Reader) {
    this.reader = reader
  }

  /**
   * Fields for `system/id` objects; empty where none is asked for, undefined where one of them has no field, `none` where
   * none stands in this system, or no entry can name one of them.
   */
  async fieldsOf(
    objects: readonly string[] | undefined,
    system: string,
    signal: AbortSignal,
  ): Promise<ObjectField[] | undefined | 'none'> {
    if (objects === undefined || objects.length === 0) return []
    const prefix = `${system}/`
    const ids = objects.flatMap((one) => (one.startsWith(prefix) ? [one.slice(prefix.length)] : []))
    if (ids.length === 0) return 'none'
    if (ids.length > most) return undefined
    const found = await Promise.all(ids.map((id) => this.fieldOf(id, signal)))
    const fields = found.filter((field) => field !== undefined && field !== 'unnamed')
    if (found.every((field) => field === 'unnamed')) return 'none'
    return found.includes(undefined) ? undefined : fields
  }

  private async fieldOf(id: string, signal: AbortSignal): Promise<ObjectField | undefined | 'unnamed'> {
    // Mostly it is a VM; all else is rare and few.
    for (const kind of ['vm', 'host', 'storage_domain', 'template', 'data_center'] as const) {
      const one = await this.reader.one({ path: paths[kind], schema: named }, id, signal)
      if (one === undefined) continue
      const { field, by } = objectFields[kind]
      const value = by === 'id' ? id : one.name
      return value === undefined ? undefined : { field, value }
    }
    // QUIRK(ovirt): entries have no reference to a network (fact sheet §8).
    const network = await this.reader.one({ path: '/networks', schema: named }, id, signal)
    return network === undefined ? undefined : 'unnamed'
  }
}
