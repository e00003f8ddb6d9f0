import { choices, type PlacementChoice } from '../../../../contract/clone/check-placement.ts'
import { type CloneInventory, rowOf } from '../../../../contract/clone/clone-inventory.ts'
import { computeOf } from '../../../../contract/clone/compute.ts'
import type { CloneOptions } from '../../../../contract/clone/options.ts'
import type { CloneOrder, ClonePlacement } from '../../../../contract/clone/order.ts'
import { type PlacementField, settledPlace, sourceRow } from '../../../../contract/clone/place.ts'
import type { DatastoreRow, FolderRow, PoolRow } from '../../../../contract/inventory.ts'
import { formatBytes, formatMhz } from '../../../../contract/units.ts'
import type { Choice } from '../../../actions/forms/fields.tsx'

export type FieldChoices = Record<PlacementField, Choice[]>

/**
 * What each field of a placement can name, of all copies or of one. The cluster leads: it is judged without the places that
 * it would replace, so that another one can be chosen at once. What can be chosen stands first.
 */
export function fieldChoices(
  order: CloneOrder,
  options: CloneOptions,
  rows: CloneInventory,
  copy: number | undefined,
): FieldChoices {
  const all = choices(order, options, rows, copy)
  const leading = choices(withoutFollowers(order, copy), options, rows, copy)
  // Two data centers may have a cluster of the same name.
  const many = rows.rows('datacenter').filter(({ system }) => system === rows.system).length > 1
  const center = ({ datacenterId }: Centered) =>
    many && datacenterId !== undefined ? rows.get(datacenterId)?.name : undefined
  const home = homeOf(order, rows, copy)
  const far = ({ datacenterId }: Centered) =>
    home !== undefined && datacenterId !== undefined && datacenterId !== home
  const line = (choice: AnyChoice, name: string, ...more: (string | undefined)[]): Line => ({
    ...choiceOf(choice, name, ...more, center(choice.row)),
    far: far(choice.row),
  })
  return {
    clusterId: sorted(leading.clusterId.map((choice) => line(choice, choice.row.name))),
    hostId: sorted(
      all.hostId.map((choice) => line(choice, choice.row.name, rows.get(choice.row.clusterId ?? '')?.name)),
    ),
    poolId: sorted(all.poolId.map((choice) => line(choice, poolPath(choice.row, rows)))),
    datastoreId: sorted(
      all.datastoreId
        .filter(({ row }) => row.role === undefined || row.role === 'data')
        .map((choice) => line(choice, choice.row.name, typeOf(choice.row))),
    ),
    folderId: sorted(
      all.folderId.map((choice) => ({
        ...choiceOf(choice, folderPath(choice.row, rows)),
        far: far(choice.row),
      })),
      // A tree is read in its own order.
      true,
    ),
  }
}

type Centered = { datacenterId?: string | undefined }

/** A choice that may be far away from where the copies go. */
type Line = Choice & { far: boolean }

/** The data center where the copies go as things stand. */
function homeOf(order: CloneOrder, rows: CloneInventory, copy: number | undefined): string | undefined {
  const own = copy === undefined ? undefined : order.copies[copy]?.placement
  const source = sourceRow(rows, order)
  const place = settledPlace(rows, { ...order.placement, ...own }, source)
  return (place.host ?? place.cluster ?? place.pool)?.datacenterId ?? source?.datacenterId
}

/** Near before far, what can be chosen before the rest (not so in a tree), then by name. */
function sorted(lines: Line[], tree = false): Choice[] {
  const rank = ({ far, refused }: Line) => (tree || refused === undefined ? 0 : 2) + (far ? 1 : 0)
  return lines
    .sort((a, b) => rank(a) - rank(b) || collator.compare(a.name, b.name))
    .map(({ far: _, ...choice }) => choice)
}

/** Fields that follow the cluster, in the placement of all or of one copy. */
function withoutFollowers(order: CloneOrder, copy: number | undefined): CloneOrder {
  const lead = ({ clusterId }: ClonePlacement): ClonePlacement =>
    clusterId === undefined ? {} : { clusterId }
  if (copy === undefined) return { ...order, placement: lead(order.placement) }
  return {
    ...order,
    placement: lead(order.placement),
    copies: order.copies.map((one, index) =>
      index === copy ? { ...one, placement: lead(one.placement ?? {}) } : one,
    ),
  }
}

/** A choice of whichever field. */
type AnyChoice = { [F in PlacementField]: PlacementChoice<F> }[PlacementField]

function choiceOf(
  { row, possible, note, free }: AnyChoice,
  name: string,
  ...more: (string | undefined)[]
): Choice {
  if (possible !== true) return { id: row.id, name, refused: possible }
  const detail = [...more, freeText(free), note]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ')
  return { id: row.id, name, ...(detail === '' ? {} : { detail }) }
}

function freeText({
  cpuMhz,
  memoryBytes,
  bytes,
}: PlacementChoice<PlacementField>['free']): string | undefined {
  const parts = [
    cpuMhz === undefined ? undefined : `${formatMhz(cpuMhz)} CPU`,
    memoryBytes === undefined ? undefined : `${formatBytes(memoryBytes)} memory`,
    bytes === undefined ? undefined : formatBytes(bytes),
  ].filter((part) => part !== undefined)
  return parts.length === 0 ? undefined : `free: ${parts.join(', ')}`
}

function typeOf({ type, capacityBytes }: DatastoreRow): string | undefined {
  return [type, capacityBytes === undefined ? undefined : formatBytes(capacityBytes)]
    .filter((part) => part !== undefined)
    .join(', ')
}

/** `DC1 / Prod / Web`; the hidden top folder is its data center. */
export function folderPath(folder: FolderRow, rows: CloneInventory): string {
  const names: string[] = []
  let at: FolderRow | undefined = folder
  // A circle of parents, which no system should report, must not hang the page.
  while (at !== undefined && names.length < 32) {
    if (at.root) break
    names.unshift(at.name)
    at = rowOf(rows, 'folder', at.folderId)
  }
  const center = rows.get(folder.datacenterId ?? '')?.name
  return [...(center === undefined ? [] : [center]), ...names].join(' / ') || folder.name
}

/** `East / Prod / Web`; the hidden root pool is its cluster or host. */
function poolPath(pool: PoolRow, rows: CloneInventory): string {
  const names: string[] = []
  let at: PoolRow | undefined = pool
  while (at !== undefined && names.length < 32) {
    names.unshift(at.root ? (rows.get(at.clusterId ?? at.hostId ?? '')?.name ?? at.name) : at.name)
    at = rowOf(rows, 'pool', at.parentId)
  }
  return names.join(' / ')
}

const collator = new Intl.Collator('en', { numeric: true })

/** A placement with another cluster: what cannot go with it is given up, and named. */
export function withCluster(
  placement: ClonePlacement,
  clusterId: string,
  rows: CloneInventory,
): { placement: ClonePlacement; dropped: string[] } {
  const cluster = rowOf(rows, 'cluster', clusterId)
  const { clusterId: _, ...rest } = placement
  if (cluster === undefined) return { placement: rest, dropped: [] }
  const kept: ClonePlacement = { clusterId }
  const dropped: string[] = []
  const take = (field: Exclude<PlacementField, 'clusterId'>, fits: boolean, what: string) => {
    const id = rest[field]
    if (id === undefined || id === '') return
    if (fits) kept[field] = id
    else dropped.push(`${what} ${rows.get(id)?.name ?? id}`)
  }
  const host = rowOf(rows, 'host', rest.hostId)
  const pool = rowOf(rows, 'pool', rest.poolId)
  const near = (id: string | undefined) => {
    const row = id === undefined ? undefined : rows.get(id)
    const center = row !== undefined && 'datacenterId' in row ? row.datacenterId : undefined
    return center === undefined || cluster.datacenterId === undefined || center === cluster.datacenterId
  }
  take('hostId', host?.clusterId === clusterId, 'host')
  take('poolId', pool !== undefined && computeOf(pool) === clusterId, 'resource pool')
  take('folderId', near(rest.folderId), 'folder')
  take('datastoreId', near(rest.datastoreId), 'datastore')
  return { placement: kept, dropped }
}
