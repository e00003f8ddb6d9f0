import { ipv4, netmask } from '../guest-fields.ts'

/** An IPv4 address or mask as a number; `undefined` for anything else. */
export function ipv4Number(text: string): number | undefined {
  if (!ipv4.safeParse(text).success) return undefined
  return text.split('.').reduce((all, part) => all * 256 + Number(part), 0)
}

/** Length of a mask's prefix; `undefined` for what is no mask: its ones must stand together. */
export function prefixOf(mask: string): number | undefined {
  const value = netmask.safeParse(mask).success ? ipv4Number(mask) : undefined
  if (value === undefined) return undefined
  const hosts = 2 ** 32 - value
  const bits = Math.log2(hosts)
  return Number.isInteger(bits) ? 32 - bits : undefined
}

/** `24` → `255.255.255.0`. */
export function maskOf(prefix: number): string {
  const value = 2 ** 32 - 2 ** (32 - prefix)
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.')
}

/** What an address is within its subnet. `undefined` where one of the texts is none. */
export function inSubnet(
  address: string,
  mask: string,
): { first: number; last: number; value: number } | undefined {
  const value = ipv4Number(address)
  const prefix = prefixOf(mask)
  if (value === undefined || prefix === undefined) return undefined
  const size = 2 ** (32 - prefix)
  const first = Math.floor(value / size) * size
  return { first, last: first + size - 1, value }
}
