import { z } from 'zod'
import { number, ref, text, time } from './coerce.ts'

/** An entry of the engine's log. 3.x and early 4.x have no `index`; there the numeric id is it. */
export const wireEvent = z
  .object({
    id: z.union([z.string(), z.number()]).transform(String),
    index: number,
    code: number,
    severity: text,
    time,
    description: text,
    correlation_id: text,
    user: ref,
    vm: ref,
    host: ref,
    template: ref,
    cluster: ref,
    data_center: ref,
    storage_domain: ref,
  })
  .transform((event) => ({ ...event, index: event.index ?? Number.parseInt(event.id, 10) }))
export type WireEvent = z.output<typeof wireEvent>
