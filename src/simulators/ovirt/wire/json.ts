import { Decimal, type Document, Moment, type Wire } from './value.ts'

/**
 * QUIRK(ovirt 4.5): integers and booleans are strings, decimals numbers, dates epoch milliseconds; an empty
 * collection is an object without its key (fact sheet, v4 JSON).
 */
function encode(value: Wire): unknown {
  if (value === undefined || typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value instanceof Decimal) return value.value
  if (value instanceof Moment) return value.ms
  if (Array.isArray(value)) return value.map(encode)
  const object: Record<string, unknown> = {}
  for (const key in value) {
    const item = value[key]
    if (item === undefined || (Array.isArray(item) && item.length === 0)) continue
    object[key] = encode(item)
  }
  return object
}

/** The document as the engine writes it in JSON: without the root. */
export function toJson(document: Document): string {
  return JSON.stringify(encode(document.body))
}
