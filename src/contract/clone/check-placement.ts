import type { InventoryRow, RowOf } from '../inventory.ts'
import { formatBytes } from '../units.ts'
import { copiesOnDatastore } from './check-space.ts'
import type { CloneInventory } from './clone-inventory.ts'
import { computeOf, type FreeCapacity, freeOf, hostsOf } from './compute.ts'
import type { CloneOptions } from './options.ts'
import type { CloneOrder } from './order.ts'
import { type Place, type PlacementField, placementKinds, placeOf } from './place.ts'
import { clashesOf, computeRefusal, datastoreRefusal, hostRefusal } from './placement-rules.ts'
import { hostReaches } from './reach.ts'

export interface PlacementChoice<F extends PlacementField> {
  row: RowOf<(typeof placementKinds)[F]>
  /** `true`, or why it cannot be chosen as things stand, in a sentence. */
  possible: true | string
  /** What is to be known of one that can be chosen. */
  note?: string
  /** Hosts, clusters and pools: MHz and bytes of memory; datastores: bytes. What the system does not tell is absent. */
  free: FreeCapacity & { bytes?: number }
}

/** For every field of `ClonePlacement` the rows that it can name, those that cannot be chosen included. */
export type PlacementChoices = { [F in PlacementField]: PlacementChoice<F>[] }

/**
 * What can be chosen in each field, given what is chosen in the others. A field that is not chosen rules nothing out: what
 * the source's own values then mean is told by `preflight`. `copy` asks for one copy with its own placement, else for
 * all that have none. In the order of the inventory; hidden top folders and root pools (`root`) are among the rows.
 */
export function choices(
  order: CloneOrder,
  options: CloneOptions,
  inventory: CloneInventory,
  copy?: number,
): PlacementChoices {
  const own = copy === undefined ? undefined : order.copies[copy]?.placement
  const place = placeOf(inventory, { ...order.placement, ...own })
  const take = copiesOnDatastore(order, options, copy)
  const list = <F extends PlacementField>(
    field: F,
    accepts: (row: RowOf<(typeof placementKinds)[F]>) => boolean,
    judge: (row: RowOf<(typeof placementKinds)[F]>) => Omit<PlacementChoice<F>, 'row' | 'possible'> & {
      refusal: string | undefined
    },
  ): PlacementChoice<F>[] => {
    const found: PlacementChoice<F>[] = []
    const rows: readonly InventoryRow[] = inventory.rows(placementKinds[field])
    for (const row of rows) {
      // The kind of the list is the kind of the field.
      const mine = row as RowOf<(typeof placementKinds)[F]>
      if (row.system !== inventory.system || !accepts(mine)) continue
      const { refusal, ...more } = judge(mine)
      found.push({
        row: mine,
        possible: refusal ?? clashWith(inventory, options, place, field, row) ?? true,
        ...more,
      })
    }
    return found
  }
  const networks = neededNetworks(order, options, inventory)
  return {
    folderId: list(
      'folderId',
      ({ holds }) => holds === 'vm',
      () => ({ refusal: undefined, free: {} }),
    ),
    clusterId: list(
      'clusterId',
      () => true,
      ({ id }) => ({ refusal: computeRefusal(inventory, id), free: freeOf(hostsOf(inventory, id)) }),
    ),
    hostId: list(
      'hostId',
      () => true,
      (host) => {
        const lacking = networks.find(({ id }) => !hostReaches(options, host, 'networks', id))
        return {
          refusal: hostRefusal(host),
          free: freeOf([host]),
          ...(lacking === undefined ? {} : { note: `It does not reach network ${lacking.name}.` }),
        }
      },
    ),
    poolId: list(
      'poolId',
      () => true,
      (pool) => ({
        refusal: computeRefusal(inventory, computeOf(pool)),
        free: freeOf(hostsOf(inventory, computeOf(pool))),
      }),
    ),
    datastoreId: list(
      'datastoreId',
      () => true,
      (datastore) => {
        const { freeBytes: bytes } = datastore
        const full =
          bytes !== undefined && bytes < take.takesBytes
            ? `Only ${formatBytes(bytes)} are free; the copies take ${formatBytes(take.takesBytes)}.`
            : undefined
        const tight = bytes !== undefined && bytes < take.atMostBytes
        return {
          refusal: datastoreRefusal(datastore) ?? full,
          free: bytes === undefined ? {} : { bytes },
          ...(tight
            ? { note: `The copies can grow to ${formatBytes(take.atMostBytes)}, more than is free.` }
            : {}),
        }
      },
    ),
  }
}

/** Why a row does not go with what is chosen in the other fields. */
function clashWith(
  inventory: CloneInventory,
  options: CloneOptions,
  place: Place,
  field: PlacementField,
  row: InventoryRow,
): string | undefined {
  // The kind of the list is the kind of the field.
  const tried: Place = { ...place, [placementKinds[field]]: row }
  return clashesOf(inventory, options, tried).find(({ fields }) => fields.includes(field))?.message
}

/** A network that a card of the copies needs. */
export interface NeededNetwork {
  id: string
  name: string
  /** Name of the card. */
  nic: string
  /** Index in `order.nics` when the order asks for it; absent when the source has it. */
  asked?: number
}

/** Networks that the cards of the copies need. */
export function neededNetworks(
  order: Pick<CloneOrder, 'nics'>,
  options: Pick<CloneOptions, 'nics'>,
  inventory: Pick<CloneInventory, 'get'>,
): NeededNetwork[] {
  return options.nics.flatMap(({ id: nicId, name: nic, networkId, networkName }) => {
    const index = order.nics.findIndex(({ id }) => id === nicId)
    const change = order.nics[index]
    const id = change?.networkId ?? networkId
    if (change?.remove === true || id === undefined) return []
    const name = inventory.get(id)?.name ?? networkName ?? id
    return [{ id, name, nic, ...(change?.networkId === undefined ? {} : { asked: index }) }]
  })
}
