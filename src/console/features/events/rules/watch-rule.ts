import { z } from 'zod'
import { eventFilterSchema } from '../../../../contract/events/filter.ts'

/** "Tell me when": what is watched for, and how it is told. Kept by the browser, so nothing in it is secret. */
export const watchRuleSchema = z.object({
  id: z.string().min(1).max(100),
  name: z.string().trim().min(1).max(120),
  /** Without a range of time: a rule is about what comes. */
  filter: eventFilterSchema.transform(({ from: _, until: __, ...rest }) => rest),
  on: z.boolean(),
  /** By a toast in the page. */
  toast: z.boolean(),
  /** By a notification of the browser. */
  notify: z.boolean(),
  /** Epoch ms. */
  createdAt: z.number(),
  /** By system: only entries after this time (epoch ms by the system's clock) are told, as it was turned on then. */
  after: z.record(z.string(), z.number()),
  /** What ids in the filter stood for when it was made: `system/id` of objects and types → name. */
  names: z.record(z.string(), z.string()),
})
export type WatchRule = z.infer<typeof watchRuleSchema>

/** So many rules a browser keeps. */
export const mostRules = 50

const version = 1

/** Rules as they are kept. */
export function rulesText(rules: readonly WatchRule[]): string {
  return JSON.stringify({ version, rules })
}

/** Rules out of storage; what is not understood is left out. */
export function readRules(text: string | null): WatchRule[] {
  if (text === null) return []
  try {
    const kept = z
      .object({ version: z.literal(version), rules: z.array(z.unknown()) })
      .parse(JSON.parse(text))
    return kept.rules.flatMap((one) => watchRuleSchema.safeParse(one).data ?? []).slice(0, mostRules)
  } catch {
    return []
  }
}
