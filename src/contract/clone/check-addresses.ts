import type { InventoryRow } from '../inventory.ts'
import { type Note, notes } from './check-parts.ts'
import type { CloneInventory } from './clone-inventory.ts'
import type { Customization } from './customization.ts'
import { inSubnet, prefixOf } from './ipv4.ts'
import type { CloneOrder } from './order.ts'
import type { CloneFinding } from './plan.ts'

/** A static card, and the paths of its fields. */
interface Card {
  address: string
  netmask?: string | undefined
  gateways: readonly string[]
  at: { address: string; netmask: string; gateway: string }
}

/** Static cards that the customization says for all copies. */
function cardsOf(customization: Customization): (Card | undefined)[] {
  switch (customization.kind) {
    case 'linux':
    case 'windows':
      return customization.adapters.map(({ ipv4, address, netmask, gateways = [] }, index) => {
        const at = `customization.adapters.${index}`
        return ipv4 === 'static' && address !== undefined
          ? {
              address,
              netmask,
              gateways,
              at: { address: `${at}.address`, netmask: `${at}.netmask`, gateway: `${at}.gateways` },
            }
          : undefined
      })
    case 'cloud-init':
      return (customization.options.nics ?? []).map(({ protocol, address, netmask, gateway }, index) => {
        const at = `customization.options.nics.${index}`
        return protocol === 'static' && address !== undefined
          ? {
              address,
              netmask,
              gateways: gateway === undefined ? [] : [gateway],
              at: { address: `${at}.address`, netmask: `${at}.netmask`, gateway: `${at}.gateway` },
            }
          : undefined
      })
    default:
      return []
  }
}

/**
 * Addresses that two machines would have, and masks and gateways that do not fit them. Other networks may use the same
 * addresses, so most of it is a warning.
 */
export function checkAddresses(order: CloneOrder, inventory: CloneInventory): CloneFinding[] {
  const { findings, note } = notes()
  if (order.customization.kind === 'none') return findings
  const cards = cardsOf(order.customization)
  const [shared] = cards
  const used = new Map<string, { who: string; at: string }>()
  const owners = new Map<string, string>()
  const use = (address: string, who: string, at: string) => {
    const other = used.get(address)
    if (other !== undefined) note('warning', at, `${other.who} gets ${address} too.`)
    else used.set(address, { who, at })
  }
  let plain = 0
  for (const [index, copy] of order.copies.entries()) {
    const { address, gateway } = copy
    if (!address) {
      plain += 1
      continue
    }
    const at = `copies.${index}`
    use(address, `Copy ${index + 1}`, `${at}.address`)
    checkCard(
      {
        address,
        netmask: copy.netmask || shared?.netmask,
        gateways: gateway ? [gateway] : [],
        at: { address: `${at}.address`, netmask: `${at}.netmask`, gateway: `${at}.gateway` },
      },
      note,
    )
  }
  for (const [index, card] of cards.entries()) {
    if (card === undefined) continue
    // Only the first card has addresses of its own for each copy.
    const copies = index === 0 ? plain : order.copies.length
    if (copies > 1)
      note(
        'warning',
        card.at.address,
        `${copies} copies get this address.`,
        index === 0 ? 'Enter an address for each copy.' : 'Use DHCP for this card.',
      )
    if (copies > 0) {
      use(card.address, 'The customization', card.at.address)
      checkCard(card, note)
    }
  }
  for (const row of inventory.rows('vm')) {
    if (row.ips === undefined || row.system !== inventory.system) continue
    for (const ip of row.ips) if (used.has(ip) && !owners.has(ip)) owners.set(ip, nameOf(row))
  }
  for (const [address, owner] of owners)
    note('warning', used.get(address)?.at ?? 'copies', `${owner} shows ${address} already.`)
  return findings
}

function nameOf({ name }: InventoryRow): string {
  return `VM ${name}`
}

function checkCard({ address, netmask, gateways, at }: Card, note: Note): void {
  if (!netmask) {
    note('error', at.netmask, 'A fixed address needs a netmask.')
    return
  }
  const prefix = prefixOf(netmask)
  const subnet = inSubnet(address, netmask)
  if (prefix === undefined)
    note('error', at.netmask, 'The ones of a netmask stand together, as in 255.255.254.0.')
  if (prefix === undefined || subnet === undefined) return
  const { first, last, value } = subnet
  // RFC 3021: both addresses of a /31 are hosts.
  if (prefix < 31 && value === first) note('error', at.address, 'This is the address of the subnet itself.')
  if (prefix < 31 && value === last) note('error', at.address, 'This is the broadcast address of the subnet.')
  for (const gateway of gateways) {
    const way = inSubnet(gateway, netmask)
    if (way === undefined) continue
    if (gateway === address) note('error', at.gateway, 'This is the address of the copy itself.')
    else if (way.first !== first)
      note('warning', at.gateway, `${gateway} is not in the subnet of ${address}/${prefix}.`)
  }
}
