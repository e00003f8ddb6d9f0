import type { Keys } from './row-keys.ts'

/**
 * By how many rows the rows in sight have moved between two states of a table: the middle of their shifts,
 * so that one that changed its own place does not count. `from` and `to` bound what was in sight.
 */
export function shiftOf(before: Keys, after: Keys, from: number, to: number): number {
  const shifts: number[] = []
  for (let index = Math.max(0, from); index < Math.min(to, before.length); index += 1) {
    const key = before.at(index)
    if (key === undefined) continue
    const now = after.at(index) === key ? index : after.indexOf(key)
    if (now >= 0) shifts.push(now - index)
  }
  shifts.sort((a, b) => a - b)
  return shifts[Math.floor(shifts.length / 2)] ?? 0
}
