import type { Dialect } from '../../../../contract/system.ts'
import type { Write } from '../transport/engine.ts'

type Value = string | number | boolean | undefined | Body | readonly (string | Body)[]

/** What a request says. A key with `@`, and `id`, are attributes in XML; undefined keys are left out. */
export interface Body {
  [key: string]: Value
}

/** A body in the dialect's encoding: XML of v3 with `root`, JSON of v4 without one. `pretty` is for people to read. */
export function written(
  dialect: Dialect,
  root: string,
  body: Body,
  pretty = false,
): Required<Pick<Write, 'contentType' | 'body'>> {
  if (dialect !== 'v3') {
    return { contentType: 'application/json', body: JSON.stringify(toJson(body), null, pretty ? 2 : 0) }
  }
  const text = element(root, body, pretty ? '' : undefined)
  return { contentType: 'application/xml', body: text.trim() }
}

/** Numbers and flags as texts, as engines themselves write them; both forms are accepted (fact sheet §1). */
function toJson(value: Value): unknown {
  if (Array.isArray(value)) return value.map(toJson)
  if (typeof value !== 'object') return value === undefined ? undefined : String(value)
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.replace(/^@/, ''), toJson(inner)]),
  )
}

const special: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
// What XML 1.0 cannot hold at all is left out.
const unwritable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu
const escaped = (text: string): string =>
  text.replace(unwritable, '').replace(/[&<>"]/g, (character) => special[character] ?? character)

/** `indent` undefined writes all in one line. */
function element(name: string, value: Value, indent: string | undefined): string {
  const line = indent === undefined ? '' : `\n${indent}`
  if (value === undefined) return ''
  if (Array.isArray(value)) return value.map((item: Value) => element(name, item, indent)).join('')
  if (typeof value !== 'object') return `${line}<${name}>${escaped(String(value))}</${name}>`
  const inside = indent === undefined ? undefined : `${indent}  `
  let attributes = ''
  let content = ''
  for (const [key, inner] of Object.entries(value)) {
    if (inner === undefined) continue
    if (key === 'id' || key.startsWith('@'))
      attributes += ` ${key.replace('@', '')}="${escaped(String(inner))}"`
    else content += element(key, inner, inside)
  }
  return content === ''
    ? `${line}<${name}${attributes}/>`
    : `${line}<${name}${attributes}>${content}${line}</${name}>`
}
