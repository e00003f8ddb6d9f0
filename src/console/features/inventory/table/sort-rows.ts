import { compareNatural, naturalPrefix, prefixLength } from '../../../../contract/search/natural.ts'
import { numberKeys, numberWidth, radixOrder, sameKeys } from './radix.ts'

export type SortValue = string | number | undefined

/** What a table is sorted by; `undefined` values come last either way. */
export interface SortBy<R> {
  /** Absent: by name. Gives values of one type for all rows. */
  value?(row: R): SortValue
  descending: boolean
}

/** What a table must know of its rows. */
export interface Row {
  system: string
  id: string
  name: string
}

export const byName: SortBy<Row> = { descending: false }

/**
 * The order of a table: texts in natural order, numbers by size, missing values last, equal ones by name, then
 * by system and id, so that the order never depends on what came first.
 */
export function orderOf<R extends Row>({ value, descending }: SortBy<R>): (a: R, b: R) => number {
  const sign = descending ? -1 : 1
  if (!value) return (a, b) => sign * compareNatural(a.name, b.name) || compareIdentity(a, b)
  return (a, b) => {
    const left = known(value(a))
    const right = known(value(b))
    if (left !== right) {
      if (left === undefined) return 1
      if (right === undefined) return -1
      const order = compareValues(left, right)
      if (order !== 0) return sign * order
    }
    return compareNatural(a.name, b.name) || compareIdentity(a, b)
  }
}

function known(value: SortValue): SortValue {
  return Number.isNaN(value) ? undefined : value
}

function compareValues(a: string | number, b: string | number): number {
  if (typeof a === 'string' && typeof b === 'string') return compareNatural(a, b)
  return a < b ? -1 : a > b ? 1 : 0
}

function compareIdentity(a: Row, b: Row): number {
  return compare(a.system, b.system) || compare(a.id, b.id)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** A copy in the order of `by`. Rows that are already in the order of names need `sortNamed` alone. */
export function sortRows<R extends Row>(rows: readonly R[], by: SortBy<R>): readonly R[] {
  return sortNamed(sortByName(rows), by)
}

export function sortByName<R extends Row>(rows: readonly R[]): R[] {
  const names = rows.map(({ name }) => name)
  const order: (a: R, b: R) => number = orderOf(byName)
  // Indexes are those of `rows`.
  return sortTexts(names, (a, b) => order(rows[a] as R, rows[b] as R)).map((index) => rows[index] as R)
}

/** The order of `by` for rows in the order of names: only the values are looked at, equal ones stay as they stand. */
export function sortNamed<R extends Row>(
  named: readonly R[],
  { value, descending }: SortBy<R>,
): readonly R[] {
  if (!value && !descending) return named
  const missing: R[] = []
  const rows: R[] = []
  const texts: string[] = []
  const numbers: number[] = []
  for (const row of named) {
    const key = value ? known(value(row)) : row.name
    if (key === undefined) missing.push(row)
    else {
      rows.push(row)
      if (typeof key === 'string') texts.push(key)
      else numbers.push(key)
    }
  }
  const order = texts.length === 0 ? numbersInOrder(numbers, descending) : textsInOrder(texts, descending)
  const sorted = Array.from(order, (index) => rows[index] as R) // Indexes are those of `rows`.
  return missing.length === 0 ? sorted : sorted.concat(missing)
}

function numbersInOrder(numbers: readonly number[], descending: boolean): Uint32Array {
  const keys = descending ? numbers.map((number) => -number) : numbers
  return radixOrder(numberKeys(keys), numberWidth, keys.length)
}

/** Texts that are looked at to tell whether a column has few different ones. */
const sample = 1000

function textsInOrder(texts: readonly string[], descending: boolean): ArrayLike<number> {
  const step = Math.max(1, Math.floor(texts.length / sample))
  const seen = new Set<string>()
  for (let index = 0; index < texts.length; index += step) seen.add(texts[index] ?? '')
  // Few texts are sorted once each; of many, sorting them all costs less than finding the different ones.
  if (seen.size < sample / 2) return numbersInOrder(ranksOf(texts), descending)
  const order = sortTexts(texts, (a, b) => compareNatural(texts[a] ?? '', texts[b] ?? '') || a - b)
  return descending ? groupsReversed(order, texts) : order
}

/** Indexes of texts from the last to the first; those of equal texts stay as they stand. */
function groupsReversed(order: readonly number[], texts: readonly string[]): number[] {
  const textAt = (place: number) => texts[order[place] ?? 0] ?? ''
  const result: number[] = []
  for (let end = order.length; end > 0; ) {
    let start = end - 1
    while (start > 0 && compareNatural(textAt(start - 1), textAt(start)) === 0) start -= 1
    for (let place = start; place < end; place += 1) result.push(order[place] ?? 0)
    end = start
  }
  return result
}

/** A number for each text; they compare as the texts do. */
function ranksOf(texts: readonly string[]): number[] {
  const places = new Map<string, number>()
  const distinct: string[] = []
  const numbered = texts.map((text) => {
    const place = places.get(text)
    if (place !== undefined) return place
    places.set(text, distinct.length)
    return distinct.push(text) - 1
  })
  const ranks: number[] = []
  let last: string | undefined
  let rank = 0
  for (const index of sortTexts(distinct, (a, b) => compareNatural(distinct[a] ?? '', distinct[b] ?? ''))) {
    const text = distinct[index] ?? ''
    if (last !== undefined && compareNatural(last, text) !== 0) rank += 1
    ranks[index] = rank
    last = text
  }
  return numbered.map((place) => ranks[place] ?? 0)
}

/** The indexes of texts in natural order; `order` compares two, and is asked only where beginnings are alike. */
function sortTexts(texts: readonly string[], order: (a: number, b: number) => number): number[] {
  const keys = new Uint16Array(texts.length * prefixLength)
  texts.forEach((text, index) => {
    naturalPrefix(text, keys, index * prefixLength)
  })
  const indexes = [...radixOrder(keys, prefixLength, texts.length)]
  let start = 0
  for (let end = 1; end <= indexes.length; end += 1) {
    const alike = end < indexes.length && sameKeys(keys, prefixLength, indexes[start] ?? 0, indexes[end] ?? 0)
    if (alike) continue
    if (end - start > 1) {
      const group = indexes.slice(start, end).sort(order)
      for (let at = 0; at < group.length; at += 1) indexes[start + at] = group[at] ?? 0
    }
    start = end
  }
  return indexes
}
