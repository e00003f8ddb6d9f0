import type { Draft } from '../draft.ts'

/** What stands at a dotted path of a draft, e.g. `options.cloudInit.nics.0.address`. */
export function valueAt(draft: Draft, path: string): unknown {
  let value: unknown = draft
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined
    // Any object may be read by any key; what is not there is undefined.
    value = (value as Record<string, unknown>)[key]
  }
  return value
}

export function textAt(draft: Draft, path: string): string {
  const value = valueAt(draft, path)
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

export function flagAt(draft: Draft, path: string): boolean {
  return valueAt(draft, path) === true
}

export function listAt(draft: Draft, path: string): readonly unknown[] {
  const value = valueAt(draft, path)
  return Array.isArray(value) ? value : []
}

/** A draft with another value at this path; objects on the way are made, lists stay lists. */
export function withValue(draft: Draft, path: string, value: unknown): Draft {
  // A draft is an object, and so is its copy.
  return put(draft, path.split('.'), value) as Draft
}

function put(node: unknown, [key, ...rest]: string[], value: unknown): unknown {
  if (key === undefined) return value
  if (Array.isArray(node)) {
    return node.map((item, index) => (String(index) === key ? put(item, rest, value) : item))
  }
  const object = typeof node === 'object' && node !== null ? (node as Record<string, unknown>) : {}
  return { ...object, [key]: put(object[key], rest, value) }
}

/** The same without what was left empty: no empty texts, no `undefined`, and no objects that hold only such. */
export function withoutEmpty(value: unknown): unknown {
  if (value === '') return undefined
  if (Array.isArray(value)) return value.map(withoutEmpty).filter((item) => item !== undefined)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value)
    .map(([key, item]) => [key, withoutEmpty(item)] as const)
    .filter(([, item]) => item !== undefined && !(Array.isArray(item) && item.length === 0))
  return kept.length === 0 ? undefined : Object.fromEntries(kept)
}

/** Words of a text that are separated by commas or white space. */
export function wordsOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter((word) => word !== '')
}

/** What is wrong at a path, or somewhere below it. */
export function errorAt(errors: ReadonlyMap<string, string>, path: string): string | undefined {
  const own = errors.get(path)
  if (own !== undefined) return own
  for (const [field, message] of errors) if (field.startsWith(`${path}.`)) return message
  return undefined
}
