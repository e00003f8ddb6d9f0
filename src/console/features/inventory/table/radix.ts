/**
 * The indexes of `count` keys in ascending order; equal keys stay as they stand. A key is `width` numbers of 16
 * bits, the first counts most. Its cost does not depend on the keys' order, and no key is compared with another.
 */
export function radixOrder(keys: Uint16Array, width: number, count: number): Uint32Array {
  let order = new Uint32Array(count)
  for (let index = 0; index < count; index += 1) order[index] = index
  let next = new Uint32Array(count)
  const starts = new Uint32Array(65_537)
  for (let digit = width - 1; digit >= 0; digit -= 1) {
    starts.fill(0)
    let same = true
    const first = keys[digit] ?? 0
    for (let index = 0; index < count; index += 1) {
      const key = keys[index * width + digit] ?? 0
      if (key !== first) same = false
      starts[key + 1] = (starts[key + 1] ?? 0) + 1
    }
    if (same) continue
    for (let key = 1; key < starts.length; key += 1) starts[key] = (starts[key] ?? 0) + (starts[key - 1] ?? 0)
    for (let place = 0; place < count; place += 1) {
      const index = order[place] ?? 0
      const key = keys[index * width + digit] ?? 0
      const at = starts[key] ?? 0
      starts[key] = at + 1
      next[at] = index
    }
    ;[order, next] = [next, order]
  }
  return order
}

/** Whether two keys are the same. */
export function sameKeys(keys: Uint16Array, width: number, a: number, b: number): boolean {
  for (let digit = 0; digit < width; digit += 1) {
    if (keys[a * width + digit] !== keys[b * width + digit]) return false
  }
  return true
}

/** Numbers of 16 bits in one number of 64. */
export const numberWidth = 4

/** Numbers (none of them NaN) as keys of `numberWidth`. Browsers run on little-endian machines alone. */
export function numberKeys(numbers: readonly number[]): Uint16Array {
  const floats = new Float64Array(numbers.length)
  // Zero has two forms, which are equal; the sum has one.
  for (let index = 0; index < numbers.length; index += 1) floats[index] = (numbers[index] ?? 0) + 0
  const keys = new Uint16Array(floats.buffer)
  for (let at = 0; at < keys.length; at += numberWidth) {
    const [first, second] = [keys[at] ?? 0, keys[at + 1] ?? 0]
    const [third, last] = [keys[at + 2] ?? 0, keys[at + 3] ?? 0]
    // Below zero, the more bits the less; above zero, the sign must count for more than none.
    const turn = last >= 0x8000 ? 0xffff : 0
    keys[at] = last ^ (turn | 0x8000)
    keys[at + 1] = third ^ turn
    keys[at + 2] = second ^ turn
    keys[at + 3] = first ^ turn
  }
  return keys
}
