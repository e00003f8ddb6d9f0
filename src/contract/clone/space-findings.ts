import { formatBytes } from '../units.ts'
import { disksOfCopy, homeTake } from './check-space.ts'
import { type CloneInventory, rowOf } from './clone-inventory.ts'
import { followsVsphere } from './family.ts'
import type { CloneOptions } from './options.ts'
import type { CloneOrder } from './order.ts'
import { sourceRow } from './place.ts'
import { type CloneFinding, type CloneSpace, stepOfField } from './plan.ts'

const gib = 1024 ** 3

interface Total extends CloneSpace {
  /** The field that sends the first bytes there. */
  field: string
}

/**
 * What all copies take on each datastore, in the order in which the copies come to them. Where nothing says a datastore, a disk
 * stays where the source has it, and the home goes to the first disk.
 */
export function spaceOf(order: CloneOrder, options: CloneOptions, inventory: CloneInventory): CloneSpace[] {
  return totalsOf(order, options, inventory).map(({ field: _, ...space }) => space)
}

function totalsOf(order: CloneOrder, options: CloneOptions, inventory: CloneInventory): Total[] {
  const totals = new Map<string, Total>()
  const disks = disksOfCopy(order, options)
  const home = homeTake(order, options)
  const sourceHome = options.disks[0]?.datastoreId ?? sourceRow(inventory, order)?.datastoreIds?.[0]
  const add = (id: string | undefined, takesBytes: number, atMostBytes: number, field: string) => {
    if (id === undefined) return
    const row = rowOf(inventory, 'datastore', id)
    const total = totals.get(id) ?? {
      datastoreId: id,
      name: row?.name ?? options.disks.find(({ datastoreId }) => datastoreId === id)?.datastoreName ?? id,
      ...(row?.freeBytes === undefined ? {} : { freeBytes: row.freeBytes }),
      takesBytes: 0,
      atMostBytes: 0,
      field,
    }
    total.takesBytes += takesBytes
    total.atMostBytes += atMostBytes
    totals.set(id, total)
  }
  for (const [index, { placement }] of order.copies.entries()) {
    const own = placement?.datastoreId
    const chosen = own ?? order.placement.datastoreId
    const field = own === undefined ? 'placement.datastoreId' : `copies.${index}.placement.datastoreId`
    if (home > 0) add(chosen ?? sourceHome, home, home, field)
    for (const { diskId, datastoreId, takesBytes, atMostBytes } of disks) {
      const disk = options.disks.find(({ id }) => id === diskId)
      const change = order.disks.findIndex(({ id }) => id === diskId)
      const to = datastoreId ?? chosen ?? disk?.datastoreId
      add(to, takesBytes, atMostBytes, datastoreId === undefined ? field : `disks.${change}.datastoreId`)
    }
  }
  return [...totals.values()]
}

/**
 * Datastores that the copies fill, or nearly. Sources: vCenter's alarm `Datastore usage on disk` (85 % by default); the
 * engine's `critical_space_action_blocker` (5 GiB) and `warning_low_space_indicator` (10 %) by default.
 */
export function checkSpace(
  order: CloneOrder,
  options: CloneOptions,
  inventory: CloneInventory,
): CloneFinding[] {
  const vsphere = followsVsphere(options)
  return totalsOf(order, options, inventory).flatMap((total): CloneFinding[] => {
    const { datastoreId, name, freeBytes, takesBytes, atMostBytes, field } = total
    const find = (level: CloneFinding['level'], message: string): CloneFinding[] => [
      { level, step: stepOfField(field), field, message },
    ]
    if (takesBytes + atMostBytes === 0) return []
    if (freeBytes === undefined) return find('info', `How much is free on ${name} is not known.`)
    if (takesBytes > freeBytes)
      return find(
        'error',
        `${name} has ${formatBytes(freeBytes)} free; the copies take ${formatBytes(takesBytes)}.`,
      )
    const capacity = rowOf(inventory, 'datastore', datastoreId)?.capacityBytes
    const left = freeBytes - takesBytes
    if (!vsphere && left < 5 * gib)
      return find('warning', `${formatBytes(left)} stay free on ${name}; the engine may refuse below 5 GiB.`)
    const used = capacity === undefined || capacity === 0 ? undefined : 1 - left / capacity
    if (used !== undefined && used > (vsphere ? 0.85 : 0.9))
      return find('warning', `${name} is ${Math.round(used * 100)} % full after that.`)
    if (atMostBytes > freeBytes)
      return find(
        'warning',
        `The copies can grow to ${formatBytes(atMostBytes)} on ${name}; ${formatBytes(freeBytes)} are free.`,
      )
    return []
  })
}
