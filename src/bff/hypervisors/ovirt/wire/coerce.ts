import { z } from 'zod'
import { asList, at, isRecord, textKey } from '../transport/tree.ts'

/**
 * Coercing pieces of the wire schemas. The same field comes as string, number or boolean depending on
 * dialect, release and format (fact sheet §1), so every piece takes them all; what cannot be read counts
 * as absent and never fails the object around it. Empty strings count as absent.
 */
const field = () => z.unknown().optional()

export function toText(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return value === '' ? undefined : value
  return isRecord(value) ? toText(value[textKey]) : undefined
}

export function toNumber(value: unknown): number | undefined {
  const text = toText(value)
  if (text === undefined) return undefined
  const number = Number(text)
  return Number.isFinite(number) ? number : undefined
}

export function toFlag(value: unknown): boolean | undefined {
  const text = toText(value)?.toLowerCase()
  return text === 'true' ? true : text === 'false' ? false : undefined
}

/** Epoch ms from a number, a numeric string or ISO text with offset. */
export function toTime(value: unknown): number | undefined {
  const text = toText(value)
  if (text === undefined) return undefined
  const time = /^-?\d+$/.test(text) ? Number(text) : Date.parse(text)
  return Number.isFinite(time) && time > 0 ? time : undefined
}

export const text = field().transform(toText)
export const number = field().transform(toNumber)
export const flag = field().transform(toFlag)
export const time = field().transform(toTime)

/** A nested object; absent unless it is one. */
export function object<S extends z.ZodType>(schema: S) {
  return field().transform((value): z.output<S> | undefined => {
    if (!isRecord(value)) return undefined
    const parsed = schema.safeParse(value)
    return parsed.success ? parsed.data : undefined
  })
}

/** What can tell whether a value is readable, and what it says then; every zod schema is one. */
export interface Shape<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false }
}

/** All readable items of `value`, which may be one item, a list or absent. */
export function itemsOf<T>(shape: Shape<T>, value: unknown): T[] {
  const items: T[] = []
  for (const item of asList(value)) {
    const parsed = shape.safeParse(item)
    if (parsed.success) items.push(parsed.data)
  }
  return items
}

/** A nested collection, `{nic: [...]}` below its plural key; undefined where the key is absent. */
export function collection<S extends z.ZodType>(key: string, schema: S) {
  return field().transform((value): z.output<S>[] | undefined => {
    if (value === undefined || value === null) return undefined
    // A collection that was not inlined is only `{href: …}`.
    if (isRecord(value) && value[key] === undefined && value.href !== undefined) return undefined
    return itemsOf(schema, Array.isArray(value) ? value : at(value, key))
  })
}

/** A nested collection of plain texts. */
export function texts(key: string) {
  return field().transform((value): string[] =>
    asList(Array.isArray(value) ? value : at(value, key)).flatMap((item) => toText(item) ?? []),
  )
}

/** A state word: text in v4, `{state, detail}` in v3. */
export const status = field().transform((value) => ({
  word: toText(value) ?? toText(at(value, 'state')),
  detail: toText(at(value, 'detail')),
}))

/** `{full_version, major, …}`, as attributes or children, as one text. */
export const version = field().transform((value): string | undefined => {
  const full = toText(at(value, 'full_version'))
  if (full !== undefined) return full
  const known: number[] = []
  for (const key of ['major', 'minor', 'build', 'revision']) {
    const part = toNumber(at(value, key))
    if (part === undefined) break
    known.push(part)
  }
  return known.length === 0 ? toText(value) : known.join('.')
})

/** Reference to another object. A removed object may be named without id. */
export const ref = object(z.object({ id: text, name: text, href: text }))
export type WireRef = z.output<typeof ref>

export const wireIp = z.object({ address: text })
