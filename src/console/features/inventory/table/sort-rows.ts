import { compareNatural, naturalPrefix, prefixLength } from '../../../../contract/search/natural.ts'

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
  const order = orderOf(byName)
  return sortByText(
    rows,
    ({ name }) => name,
    (a, b) => order(a, b),
  )
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
  const keys = texts.length === 0 ? Float64Array.from(numbers) : ranksOf(texts)
  if (descending) for (let index = 0; index < keys.length; index += 1) keys[index] = -(keys[index] ?? 0)
  return [...placed(rows, keys), ...missing]
}

/** Rows by their keys; equal keys keep their order. */
function placed<R>(rows: readonly R[], keys: Float64Array): R[] {
  const sorted = keys.slice().sort()
  const taken = new Uint32Array(keys.length)
  const result = new Array<R>(rows.length)
  rows.forEach((row, index) => {
    const key = keys[index] ?? 0
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((sorted[middle] ?? 0) < key) low = middle + 1
      else high = middle
    }
    const before = taken[low] ?? 0
    taken[low] = before + 1
    result[low + before] = row
  })
  return result
}

/** A number for each text; they compare as the texts do. */
function ranksOf(texts: readonly string[]): Float64Array {
  const distinct = [...new Set(texts)]
  const sorted = sortByText(distinct, (text) => text, compareNatural)
  const ranks = new Map<string, number>()
  let last: string | undefined
  let rank = 0
  for (const text of sorted) {
    if (last !== undefined && compareNatural(last, text) !== 0) rank += 1
    ranks.set(text, rank)
    last = text
  }
  return Float64Array.from(texts, (text) => ranks.get(text) ?? 0)
}

/** Sorts by the natural order of a text of each; `order` decides, and is asked only where beginnings are alike. */
function sortByText<T>(items: readonly T[], textOf: (item: T) => string, order: (a: T, b: T) => number): T[] {
  const prefixes = new Float64Array(items.length * prefixLength)
  const indexes: number[] = []
  items.forEach((item, index) => {
    naturalPrefix(textOf(item), prefixes, index * prefixLength)
    indexes.push(index)
  })
  indexes.sort((a, b) => {
    for (let slot = 0; slot < prefixLength; slot += 1) {
      const difference = (prefixes[a * prefixLength + slot] ?? 0) - (prefixes[b * prefixLength + slot] ?? 0)
      if (difference !== 0) return difference
    }
    // Both are indexes of `items`.
    return order(items[a] as T, items[b] as T)
  })
  return indexes.map((index) => items[index] as T) // As above.
}
