import type { CloneInventory } from '../../../../contract/clone/clone-inventory.ts'
import type { CloneOptions } from '../../../../contract/clone/options.ts'
import type { ClonePlacement } from '../../../../contract/clone/order.ts'
import { settledPlace, sourceRow } from '../../../../contract/clone/place.ts'
import { targetOf } from '../../../../contract/clone/reach.ts'
import type { Choice } from '../../../actions/forms/fields.tsx'

/**
 * Networks that a card can be put into, those out of reach of where the copies run last and with the reason. Of the data
 * center of the copies, where that is known.
 */
export function networkChoices(
  inventory: CloneInventory,
  options: CloneOptions,
  vm: string,
  placement: ClonePlacement,
): Choice[] {
  const source = sourceRow(inventory, { source: { vm } })
  const place = settledPlace(inventory, placement, source)
  const target = targetOf(inventory, options, place)
  const datacenter =
    place.host?.datacenterId ??
    place.cluster?.datacenterId ??
    place.pool?.datacenterId ??
    source?.datacenterId
  return inventory
    .rows('network')
    .filter(
      ({ system, datacenterId }) =>
        system === inventory.system &&
        (datacenter === undefined || datacenterId === undefined || datacenterId === datacenter),
    )
    .map(({ id, name, vlan, type, accessible }): Choice => {
      const refused =
        target !== undefined && !target.reaches('networks', id)
          ? `${target.lacks} it.`
          : accessible === false
            ? 'Not accessible now.'
            : undefined
      const detail = [
        vlan === undefined ? undefined : `VLAN ${vlan}`,
        type === 'distributed' ? 'distributed' : undefined,
      ]
        .filter((part) => part !== undefined)
        .join(' · ')
      return {
        id,
        name,
        ...(detail === '' ? {} : { detail }),
        ...(refused === undefined ? {} : { refused }),
      }
    })
    .sort(
      (a, b) =>
        Number(a.refused !== undefined) - Number(b.refused !== undefined) || (a.name < b.name ? -1 : 1),
    )
}
