import type { Document, Wire, WireObject } from '../wire/value.ts'
import { Decimal, Moment } from '../wire/value.ts'
import { EngineFault } from './engine-fault.ts'

/** Reads what an address of the API leads to. */
export type ReadHref = (href: string) => Document

const isObject = (value: Wire): value is WireObject =>
  typeof value === 'object' &&
  !Array.isArray(value) &&
  !(value instanceof Decimal) &&
  !(value instanceof Moment)

/** The object itself, or the items when it is a list. */
function itemsOf(body: WireObject): WireObject[] {
  if (body.id !== undefined) return [body]
  return Object.values(body).flatMap((value) => (Array.isArray(value) ? value.filter(isObject) : []))
}

/** v4 `follow`: puts what the paths lead to in place of the links. Followed lists come whole. */
export function follow(document: Document, paths: readonly string[], read: ReadHref): void {
  for (const path of paths) {
    for (const item of itemsOf(document.body)) step(item, path.trim().split('.'), read, true)
  }
}

/** `detail`: the same for sub-collections named as their links; the links stay. */
export function includeDetails(document: Document, rels: readonly string[], read: ReadHref): void {
  for (const rel of rels) for (const item of itemsOf(document.body)) step(item, [rel], read, false)
}

function step(item: WireObject, path: readonly string[], read: ReadHref, replace: boolean): void {
  const [name = '', ...rest] = path
  const there = item[name]
  if (isObject(there) && typeof there.href === 'string') {
    // A reference alone has nothing but its id and address.
    if (Object.keys(there).length <= 2) item[name] = read(there.href).body
  } else if (there === undefined) {
    const rel = name.replaceAll('_', '')
    const links = Array.isArray(item.link) ? item.link.filter(isObject) : []
    const link = links.find((candidate) => candidate.rel === rel)
    if (typeof link?.href === 'string') {
      item[name] = read(link.href).body
      if (replace) item.link = links.filter((candidate) => candidate !== link)
    } else if (name === 'host' && replace) {
      // QUIRK(ovirt 4.x): following a link that an item lacks can give 500 (fact sheet §4.1).
      throw new EngineFault(500, 'Operation Failed', 'Internal Engine Error')
    }
  }
  const next = item[name]
  if (rest.length > 0 && isObject(next)) for (const each of itemsOf(next)) step(each, rest, read, replace)
}
