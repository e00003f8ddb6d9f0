import { z } from 'zod'
import { collection, number, text } from './coerce.ts'

/** One measured value; `id` is the same in every object, so the name is the key (fact sheet §7). */
export const statistic = z.object({
  name: text,
  unit: text,
  values: collection('value', z.object({ datum: number })),
})
export type WireStatistic = z.output<typeof statistic>

/** Statistics by name, first value of each. */
export function valuesOf(statistics: readonly WireStatistic[]): Map<string, number> {
  const values = new Map<string, number>()
  for (const { name, values: list } of statistics) {
    const datum = list?.[0]?.datum
    if (name !== undefined && datum !== undefined) values.set(name, datum)
  }
  return values
}
