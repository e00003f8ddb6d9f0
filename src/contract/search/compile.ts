import type { InventoryRow } from '../inventory.ts'
import type { FieldNode, SearchNode, SearchValue } from './ast.ts'
import { type Condition, readField } from './conditions.ts'
import type { FieldSet, ReferenceField, SearchField, SearchLookup, TextField } from './fields.ts'
import { freeTextFields, namesOf, ownTextOf } from './free-text.ts'
import { keptWithRow } from './kept-with-row.ts'
import { naturalKey } from './natural.ts'
import type { Quantity } from './quantities.ts'
import { networkTest, type TextTest, textTest } from './text-match.ts'

export type RowTest<R> = (row: R) => boolean

/**
 * The query as a test of rows, for a query that `check` accepts. Names of other objects are judged once per
 * object and kept in the test, so compile anew when names or the time of `lookup` changed. Throws on a
 * query that `check` refuses.
 */
export function compile<R extends InventoryRow>(
  ast: SearchNode,
  set: FieldSet<R>,
  lookup: SearchLookup,
): RowTest<R> {
  switch (ast.type) {
    case 'all':
      return () => true
    case 'and':
    case 'or': {
      // Conditions on fields cost less than a search in all texts; their order is free.
      const items = ast.items.toSorted((a, b) => Number(a.type === 'text') - Number(b.type === 'text'))
      const tests = items.map((item) => compile(item, set, lookup))
      return ast.type === 'and' ? all(tests) : any(tests)
    }
    case 'not': {
      const test = compile(ast.item, set, lookup)
      return (row) => !test(row)
    }
    case 'text':
      return compileText(ast.value, set, lookup)
    case 'field':
      return compileField(ast, set, lookup)
  }
}

function all<R>(tests: readonly RowTest<R>[]): RowTest<R> {
  return (row) => {
    for (const test of tests) if (!test(row)) return false
    return true
  }
}

function any<R>(tests: readonly RowTest<R>[]): RowTest<R> {
  const [only] = tests
  if (tests.length === 1 && only) return only
  return (row) => {
    for (const test of tests) if (test(row)) return true
    return false
  }
}

/**
 * Free text: own texts of a row are sought as one, so that most rows cost one look. A pattern has to fit one
 * whole text.
 */
function compileText<R extends InventoryRow>(
  value: SearchValue,
  set: FieldSet<R>,
  lookup: SearchLookup,
): RowTest<R> {
  const matches = textTest(value, false)
  const pattern = !value.quoted && value.text.includes('*')
  const { own, references } = freeTextFields(set)
  const tests = references.map((field) => referenceTest(field, matches, lookup))
  if (pattern) tests.unshift(...own.map((field) => ownTextTest(field, matches)))
  else tests.unshift(joinedTextTest(set, matches))
  return any(tests)
}

function joinedTextTest<R extends InventoryRow>(set: FieldSet<R>, matches: TextTest): RowTest<R> {
  const textOf = ownTextOf(set)
  return (row) => matches(textOf(row))
}

function compileField<R extends InventoryRow>(
  node: FieldNode,
  set: FieldSet<R>,
  lookup: SearchLookup,
): RowTest<R> {
  const read = readField(node, set, lookup.now)
  if ('errors' in read) throw new TypeError(read.errors[0]?.message ?? 'Bad field.')
  const tests = read.conditions.map((condition) => conditionTest(read.field, condition, lookup))
  const test = any(tests)
  return read.negated ? (row) => !test(row) : test
}

function conditionTest<R>(field: SearchField<R>, condition: Condition, lookup: SearchLookup): RowTest<R> {
  switch (condition.type) {
    case 'empty':
      return (row) => isEmpty(field, row, lookup)
    case 'present':
      return (row) => !isEmpty(field, row, lookup)
    case 'choice': {
      const wanted = condition.choice.value
      return field.type === 'choice' ? (row) => field.read(row) === wanted : () => false
    }
    case 'text': {
      const { value, whole } = condition
      if (field.type === 'reference') return referenceTest(field, textTest(value, whole), lookup)
      if (field.type === 'number' || field.type === 'choice') return () => false
      const network = field.type === 'address' && !value.quoted ? networkTest(value.text) : undefined
      return ownTextTest(field, network ?? textTest(value, whole))
    }
    case 'quantity': {
      if (field.type === 'version') return versionTest(field, condition.operator, condition.written)
      if (field.type !== 'number') return () => false
      const quantity =
        condition.operator === '='
          ? widened(condition.quantity, field.unit, condition.written)
          : condition.quantity
      const compare = comparison(condition.operator, quantity)
      return numberTest(field, quantity.as, lookup, compare)
    }
    case 'between': {
      if (field.type !== 'number') return () => false
      const atLeast = comparison('>=', condition.low)
      const atMost = comparison('<=', condition.high)
      return numberTest(field, condition.low.as, lookup, (number) => atLeast(number) && atMost(number))
    }
  }
}

function isEmpty<R>(field: SearchField<R>, row: R, lookup: SearchLookup): boolean {
  const value = field.type === 'reference' ? field.ids(row) : field.read(row, lookup)
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

/** Lower-case texts of rows, by field; an unchanged row is never lowered twice. */
const lowered = new WeakMap<object, (row: object) => readonly string[]>()

function lowerCase(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return []
  return typeof value === 'string' ? [value.toLowerCase()] : value.map((text) => text.toLowerCase())
}

function ownTextTest<R>(field: TextField<R>, matches: TextTest): RowTest<R> {
  let known = lowered.get(field)
  if (!known) {
    // A field is asked for rows of its own kind alone.
    known = keptWithRow((row) => lowerCase(field.read(row as R)))
    lowered.set(field, known)
  }
  const textsOf = known
  return (row) => {
    // Rows are objects; the type parameter of fields is kept free of constraints for the sake of variance.
    for (const text of textsOf(row as object)) if (matches(text)) return true
    return false
  }
}

function referenceTest<R>(field: ReferenceField<R>, matches: TextTest, lookup: SearchLookup): RowTest<R> {
  const systems = new Map<string, Map<string, boolean>>()
  // Rows of one system stand together more often than not.
  let lastSystem: string | undefined
  let judged = new Map<string, boolean>()
  const judge = (system: string, id: string): boolean => {
    if (system !== lastSystem) {
      lastSystem = system
      judged = systems.get(system) ?? new Map<string, boolean>()
      systems.set(system, judged)
    }
    let result = judged.get(id)
    if (result === undefined) {
      result = namesOf(field, system, id, lookup).some((name) => matches(name.toLowerCase()))
      judged.set(id, result)
    }
    return result
  }
  return (row) => {
    const ids = field.ids(row)
    if (ids === undefined) return false
    // Every inventory row names its system.
    const { system } = row as { system: string }
    if (typeof ids === 'string') return judge(system, ids)
    for (const id of ids) if (judge(system, id)) return true
    return false
  }
}

function numberTest<R>(
  field: Extract<SearchField<R>, { type: 'number' }>,
  as: Quantity['as'],
  lookup: SearchLookup,
  compare: (number: number) => boolean,
): RowTest<R> {
  return (row) => {
    const number = field.read(row, lookup)
    if (number === undefined) return false
    if (as === 'age') return compare(lookup.now - number)
    if (as === 'percent' && field.unit !== 'percent') {
      const whole = field.whole?.(row)
      return whole !== undefined && whole > 0 && compare((100 * number) / whole)
    }
    return compare(number)
  }
}

function comparison(operator: '>' | '>=' | '<' | '<=' | '=', { from, to }: Quantity): (n: number) => boolean {
  const point = from === to
  switch (operator) {
    case '>':
      return point ? (n) => n > from : (n) => n >= to
    case '>=':
      return (n) => n >= from
    case '<':
      return (n) => n < from
    case '<=':
      return point ? (n) => n <= from : (n) => n < to
    case '=':
      return point ? (n) => n === from : (n) => n >= from && n < to
  }
}

/** Sizes and percentages equal what they are shown as: with one digit, or as a whole number of per cent. */
function widened(quantity: Quantity, unit: string, written: string): Quantity {
  if (quantity.as === 'percent') return { ...quantity, from: quantity.from - 0.5, to: quantity.to + 0.5 }
  if (unit !== 'bytes') return quantity
  const amount = Number.parseFloat(written)
  const half = amount > 0 ? (quantity.from / amount) * 0.05 : 0.5
  return { ...quantity, from: quantity.from - half, to: quantity.to + half }
}

function versionTest<R>(
  field: TextField<R>,
  operator: '>' | '>=' | '<' | '<=' | '=',
  written: string,
): RowTest<R> {
  const wanted = versionKey(written)
  return (row) => {
    const value = field.read(row)
    if (typeof value !== 'string' || !/\d/.test(value)) return false
    const key = versionKey(value)
    // A version that goes on where the wanted one ends counts as equal: 8.0.3 is 8.0.
    const equal = key === wanted || key.startsWith(`${wanted}.`)
    switch (operator) {
      case '>':
        return !equal && key > wanted
      case '>=':
        return equal || key > wanted
      case '<':
        return !equal && key < wanted
      case '<=':
        return equal || key < wanted
      case '=':
        return equal
    }
  }
}

/** The first run of numbers and dots, in an order that strings keep: `VMware ESXi 8.0.3` → key of `8.0.3`. */
function versionKey(text: string): string {
  return naturalKey(/\d+(?:\.\d+)*/.exec(text)?.[0] ?? '')
}
