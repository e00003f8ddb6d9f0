import type { Marks } from './marks.ts'

/** What the map of one object must know of others. */
export interface RowContext {
  system: string
  /** Data center of a cluster; undefined for an unknown cluster. */
  datacenterOf(cluster: string | undefined): string | undefined
  /** Traits that the machine itself does not tell. */
  marks?: Pick<Marks, 'of'>
  /** The id when such an object can be seen, so that no reference leads nowhere. */
  seen(kind: 'host' | 'cluster' | 'datacenter' | 'template', id: string | undefined): string | undefined
}

/** The template every VM without one claims to come from. */
export const blankId = '00000000-0000-0000-0000-000000000000'

/** Drops keys whose value is undefined, as the contract's rows want it. */
export function compact<T extends object>(row: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  // Safe: exactly the keys that hold undefined are removed, and those are optional in the contract.
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
