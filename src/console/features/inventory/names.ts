import type { InventoryKind, InventoryRow } from '../../../contract/inventory.ts'
import type { SearchLookup } from '../../../contract/search/fields.ts'
import type { SystemState } from '../../../contract/system.ts'
import type { Inventory } from '../../client/inventory.ts'
import type { Counts } from './counts.ts'

/** Kinds that other rows refer to. */
const referred = [
  'host',
  'cluster',
  'datacenter',
  'folder',
  'datastore',
  'network',
  'template',
  'pool',
] as const satisfies readonly InventoryKind[]

/** Names and places of what rows refer to. Stays the same object until one of them changes. */
export interface Names {
  nameOf(system: string, id: string | undefined): string | undefined
  rowOf(system: string, id: string | undefined): InventoryRow | undefined
  systemName(system: string): string
  /** Names of a folder and those above it, joined by `/`; hidden top folders are left out. */
  folderPath(system: string, id: string | undefined): string | undefined
  /** The rows that were looked at last; they say the same as those the names were made of. */
  rows: readonly (readonly InventoryRow[])[]
  readonly systems: readonly SystemState[]
}

function referredIn(inventory: Inventory): (readonly InventoryRow[])[] {
  return referred.map((kind) => inventory.rows(kind))
}

/** The names of now; `last` again when nothing that names say has changed. */
export function namesOf(
  inventory: Inventory,
  systems: readonly SystemState[],
  last: Names | undefined,
): Names {
  // The inventory itself is not kept, by no closure of this function either: it holds all rows of its moment.
  const { row, nameOf } = inventory
  const rows = referredIn(inventory)
  if (
    last &&
    rows.every((list, index) => samePlaces(list, last.rows[index])) &&
    sameSystems(systems, last.systems)
  ) {
    // Only what changes from here on is looked at the next time.
    last.rows = rows
    return last
  }
  const systemNames = new Map(systems.map(({ id, name }) => [id, name]))
  const paths = new Map<string, string | undefined>()
  const rowOf = (system: string, id: string | undefined) => (id === undefined ? undefined : row(system, id))
  return {
    rows,
    systems,
    rowOf,
    nameOf,
    systemName: (system) => systemNames.get(system) ?? system,
    folderPath(system, id) {
      if (id === undefined) return undefined
      const key = `${system}/${id}`
      if (!paths.has(key)) paths.set(key, pathOf(rowOf, system, id))
      return paths.get(key)
    },
  }
}

function pathOf(rowOf: Names['rowOf'], system: string, id: string): string | undefined {
  const path: string[] = []
  const visited = new Set<string>()
  for (let next: string | undefined = id; next !== undefined && !visited.has(next); ) {
    visited.add(next)
    const folder = rowOf(system, next)
    if (folder?.kind !== 'folder') break
    if (!folder.root) path.unshift(folder.name)
    next = folder.folderId
  }
  return path.length === 0 ? undefined : path.join('/')
}

const placeFields = [
  'name',
  'kind',
  'system',
  'id',
  'folderId',
  'datacenterId',
  'clusterId',
  'hostId',
  'parentId',
] as const

function samePlaces(now: readonly InventoryRow[], before: readonly InventoryRow[] | undefined): boolean {
  if (now === before) return true
  if (before === undefined || now.length !== before.length) return false
  return now.every((row, index) => {
    const old = before[index]
    if (row === old) return true
    // Which of these fields a row has depends on its kind; an absent one is undefined on both sides.
    const left = row as Partial<Record<(typeof placeFields)[number], unknown>>
    const right = old as Partial<Record<(typeof placeFields)[number], unknown>> | undefined
    return right !== undefined && placeFields.every((field) => left[field] === right[field])
  })
}

function sameSystems(now: readonly SystemState[], before: readonly SystemState[]): boolean {
  return (
    now.length === before.length &&
    now.every(
      ({ id, name, session }, index) =>
        id === before[index]?.id &&
        name === before[index].name &&
        session.state === before[index].session.state,
    )
  )
}

/** What the search language and the columns look up. */
export function lookupOf(names: Names, counts: Pick<Counts, 'vms' | 'hosts'>, now: number): SearchLookup {
  return {
    nameOf: names.nameOf,
    systemName: names.systemName,
    folderPath: names.folderPath,
    countVms: (system, id) => counts.vms(system, id),
    countHosts: (system, id) => counts.hosts(system, id),
    now,
  }
}
