/**
 * What a reply holds, whichever way it was written: JSON as it is, XML with attributes and child elements
 * merged into one object. That makes `<topology cores="2"/>` of v3, `<topology><cores>2</cores></topology>`
 * of v4 XML and `{"topology":{"cores":"2"}}` of v4 JSON the same thing.
 */
export type Tree = string | number | boolean | null | Tree[] | { [key: string]: Tree | undefined }

/** Key under which an element's own text stands when it has attributes or children as well. */
export const textKey = '#text'

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value as a list: absent and empty elements are no items, a single one is one item. */
export function asList(value: unknown): unknown[] {
  if (value === undefined || value === null || value === '') return []
  return Array.isArray(value) ? value : [value]
}

/** The value below `keys`, or undefined where the way there ends. */
export function at(value: unknown, ...keys: string[]): unknown {
  let here: unknown = value
  for (const key of keys) {
    if (!isRecord(here)) return undefined
    here = here[key]
  }
  return here
}
