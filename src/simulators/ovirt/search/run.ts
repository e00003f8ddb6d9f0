import { type Criterion, type Operator, type ParsedSearch, parseSearch } from './parse.ts'

type TextValue = string | undefined | readonly string[]

/** What can be asked of one kind of object, by field name. */
export type SearchField<T> =
  | { kind: 'text'; of: (item: T) => TextValue }
  | { kind: 'number'; of: (item: T) => number | undefined }
  | { kind: 'date'; of: (item: T) => number | undefined }
  | { kind: 'rank'; order: readonly string[]; of: (item: T) => string }

export type SearchTable<T> = Record<string, SearchField<T>>

export const text = <T>(of: (item: T) => TextValue): SearchField<T> => ({ kind: 'text', of })
export const number = <T>(of: (item: T) => number | undefined): SearchField<T> => ({ kind: 'number', of })
export const date = <T>(of: (item: T) => number | undefined): SearchField<T> => ({ kind: 'date', of })

export interface SearchOptions {
  caseSensitive: boolean
  max: number | undefined
  now: number
}

/** Rows of a page when no `max` says otherwise. */
export const defaultPage = 100

/**
 * Runs an engine search. QUIRK(all versions): a malformed search, an unknown field and an unknown value answer an
 * empty collection, never an error (fact sheet §4.1).
 */
export function runSearch<T>(
  items: readonly T[],
  query: string,
  table: SearchTable<T>,
  options: SearchOptions,
): T[] {
  const prepared = prepareSearch(query, table, options)
  if (prepared === undefined) return []
  const { parsed, matches } = prepared
  let found = parsed.anyOf.length === 0 ? [...items] : items.filter(matches)
  if (parsed.sortBy !== undefined) {
    const field = table[parsed.sortBy.field]
    if (field === undefined) return []
    found = sorted(found, field, parsed.sortBy.descending)
  }
  if (parsed.page !== undefined) {
    const size = options.max ?? defaultPage
    return found.slice((parsed.page - 1) * size, parsed.page * size)
  }
  return options.max === undefined ? found : found.slice(0, options.max)
}

/** What is asked, and whether an item fits; undefined when nothing can be found. */
export function prepareSearch<T>(
  query: string,
  table: SearchTable<T>,
  options: SearchOptions,
): { parsed: ParsedSearch; matches(item: T): boolean } | undefined {
  const parsed = parseSearch(query)
  if (parsed === undefined) return undefined
  const groups: ((item: T) => boolean)[][] = []
  for (const group of parsed.anyOf) {
    const tests = group.map((criterion) => testOf(criterion, table, options))
    if (tests.some((test) => test === undefined)) return undefined
    groups.push(tests.filter((test) => test !== undefined))
  }
  const matches = (item: T) =>
    groups.length === 0 || groups.some((tests) => tests.every((test) => test(item)))
  return { parsed, matches }
}

function sorted<T>(items: T[], field: SearchField<T>, descending: boolean): T[] {
  const keyed = items.map((item) => {
    const value = field.of(item)
    const key =
      field.kind === 'rank'
        ? field.order.indexOf(String(value))
        : typeof value === 'object'
          ? value[0]
          : value
    return { item, key: typeof key === 'string' ? key.toLowerCase() : (key ?? -1) }
  })
  const sign = descending ? -1 : 1
  keyed.sort((a, b) => (a.key < b.key ? -sign : a.key > b.key ? sign : 0))
  return keyed.map(({ item }) => item)
}

function testOf<T>(
  criterion: Criterion,
  table: SearchTable<T>,
  options: SearchOptions,
): ((item: T) => boolean) | undefined {
  const { field: name, operator, value } = criterion
  if (name === undefined) {
    const matches = textTest(value.includes('*') ? value : `*${value}*`, options.caseSensitive)
    const fields = Object.values(table).filter((field) => field.kind === 'text')
    return (item) => fields.some((field) => listOf(field.of(item)).some(matches))
  }
  const field = table[name]
  if (field === undefined) return undefined
  if (field.kind === 'text') {
    if (operator !== '=' && operator !== '!=') return undefined
    const matches = textTest(value, options.caseSensitive)
    return (item) => listOf(field.of(item)).some(matches) === (operator === '=')
  }
  if (field.kind === 'rank') {
    const wanted = field.order.indexOf(value.toLowerCase())
    return wanted < 0 ? undefined : (item) => compare(field.order.indexOf(field.of(item)), operator, wanted)
  }
  const wanted = field.kind === 'number' ? Number(value) : dateOf(value, options.now)
  if (wanted === undefined || Number.isNaN(wanted)) return undefined
  return (item) => {
    const actual = field.of(item)
    return actual !== undefined && compare(actual, operator, wanted)
  }
}

const listOf = (value: TextValue): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value

/** `*` stands for anything; all else, `_` too, for itself. */
function textTest(pattern: string, caseSensitive: boolean): (text: string) => boolean {
  if (!pattern.includes('*')) {
    if (caseSensitive) return (text) => text === pattern
    const lower = pattern.toLowerCase()
    return (text) => text.toLowerCase() === lower
  }
  const source = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  const expression = new RegExp(`^${source.join('.*')}$`, caseSensitive ? 's' : 'is')
  return (text) => expression.test(text)
}

function compare(actual: number, operator: Operator, wanted: number): boolean {
  if (operator === '=') return actual === wanted
  if (operator === '!=') return actual !== wanted
  if (operator === '<') return actual < wanted
  if (operator === '>') return actual > wanted
  return operator === '<=' ? actual <= wanted : actual >= wanted
}

/** `today`, `yesterday`, an ISO date with or without a time, or month/day/year. Days start in UTC. */
function dateOf(value: string, now: number): number | undefined {
  const day = 86_400_000
  const word = value.toLowerCase()
  if (word === 'today') return now - (now % day)
  if (word === 'yesterday') return now - (now % day) - day
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(.*)$/.exec(value)
  const iso =
    american === null
      ? value
      : `${american[3]}-${american[1]?.padStart(2, '0')}-${american[2]?.padStart(2, '0')}${american[4]}`
  if (!/^\d{4}-\d{2}-\d{2}/.test(iso)) return undefined
  const zoned = /(Z|[+-]\d{2}:\d{2})$/.test(iso) || iso.length === 10 ? iso : `${iso}Z`
  const time = Date.parse(zoned.replace(' ', 'T'))
  return Number.isNaN(time) ? undefined : time
}
