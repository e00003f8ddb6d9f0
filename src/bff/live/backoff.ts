const firstMs = 1_000
const maxMs = 60_000

/**
 * Delay before retry number `failures` (from 1): doubles from 1 s to 60 s, less up to 20 % at random so
 * that many watchers do not return in step. `random` gives 0 ≤ x < 1.
 */
export function backoffMs(failures: number, random: () => number): number {
  const full = Math.min(maxMs, firstMs * 2 ** Math.min(failures - 1, 16))
  return Math.round(full * (1 - 0.2 * random()))
}
