import { z } from 'zod'
import { asList, at, isRecord } from '../transport/tree.ts'
import { object, text, version } from './coerce.ts'

/** The API's entry point, both dialects. */
export const wireEntry = z.object({
  product_info: object(
    z.object({ name: text, vendor: text, version, full_version: text, instance_id: text }),
  ),
  authenticated_user: object(z.object({ id: text, user_name: text, name: text })),
  summary: object(z.object({})),
})
export type WireEntry = z.output<typeof wireEntry>

/**
 * Which dialect an entry point is written in. In v4 the version says `full_version`, and the entry has
 * `authenticated_user` or `instance_id`; in v3 there are the four numbers alone, whatever the engine's release.
 */
export function dialectOf(entry: unknown): 'v3' | 'v4' {
  const product = at(entry, 'product_info')
  const v4 =
    at(product, 'version', 'full_version') !== undefined ||
    at(product, 'instance_id') !== undefined ||
    at(entry, 'authenticated_user') !== undefined ||
    at(entry, 'special_object_refs') !== undefined ||
    isRecord(at(entry, 'special_objects', 'blank_template'))
  return v4 && asList(at(entry, 'special_objects', 'link')).length === 0 ? 'v4' : 'v3'
}
