/**
 * What can be told about an object from its seed alone, so that nobody has to store it: the same seed gives
 * the same text every time.
 */

/** 0 ≤ x < 1 from a seed and a purpose. */
export function fraction(seed: number, salt: number): number {
  let t = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(salt + 1, 0xc2b2ae35)
  t = Math.imul(t ^ (t >>> 16), 0x7feb352d)
  t = Math.imul(t ^ (t >>> 15), 0x846ca68b)
  return ((t ^ (t >>> 16)) >>> 0) / 4294967296
}

function hex(seed: number, salt: number, digits: number): string {
  return Math.floor(fraction(seed, salt) * 16 ** digits)
    .toString(16)
    .padStart(digits, '0')
}

export function uuidOf(seed: number, salt: number): string {
  const at = salt * 8
  const tail = hex(seed, at + 4, 6) + hex(seed, at + 5, 6)
  return `${hex(seed, at, 8)}-${hex(seed, at + 1, 4)}-4${hex(seed, at + 2, 3)}-a${hex(seed, at + 3, 3)}-${tail}`
}

/** In the range that vCenter hands out; no two VMs of an estate share one, for their seeds differ below. */
export function macOf(seed: number, card: number): string {
  const text = (((seed & 0xffff) << 2) | (card & 3)).toString(16).padStart(6, '0')
  return `00:50:56:8${text.slice(1, 2)}:${text.slice(2, 4)}:${text.slice(4, 6)}`
}

/** The address of a VM in a network like `10.20`: differs for VMs whose seeds differ in the lower 16 bits. */
export function ipv4Of(seed: number, subnet: string): string {
  const index = seed & 0xffff
  return `${subnet}.${Math.floor(index / 250) % 256}.${(index % 250) + 4}`
}

export function ipv6Of(seed: number, subnet: string): string {
  const site = subnet.split('.')[1] ?? '0'
  return `2001:db8:${Number(site).toString(16)}::${((seed & 0xffff) + 0x10).toString(16)}`
}

/** Whole number, both ends included. */
export function between(seed: number, salt: number, min: number, max: number): number {
  return min + Math.floor(fraction(seed, salt) * (max - min + 1))
}
