import type { InventoryRow } from '../inventory.ts'
import type { FieldNode, Operator, SearchError, SearchNode, SearchValue } from './ast.ts'
import { leavesOf } from './ast.ts'
import { closest } from './closest.ts'
import { type Choice, type FieldSet, findChoice, findField, type SearchField } from './fields.ts'
import { type Quantity, readQuantity } from './quantities.ts'

/** What one value of a field asks for, once read by the field's type. */
export type Condition =
  | { type: 'empty' }
  | { type: 'present' }
  | { type: 'text'; value: SearchValue; whole: boolean }
  | { type: 'choice'; choice: Choice }
  | { type: 'quantity'; operator: '>' | '>=' | '<' | '<=' | '='; quantity: Quantity; written: string }
  | { type: 'between'; low: Quantity; high: Quantity; written: [string, string] }

export interface ReadField<R> {
  field: SearchField<R>
  /** Any of them has to hold, or none of them under `negated`. */
  conditions: Condition[]
  negated: boolean
}

/** Everything in a parsed query that does not suit the fields; empty when it can be compiled. */
export function check<R extends InventoryRow>(ast: SearchNode, set: FieldSet<R>, now: number): SearchError[] {
  return leavesOf(ast).flatMap((leaf) => {
    if (leaf.type === 'text') return []
    const read = readField(leaf, set, now)
    return 'errors' in read ? read.errors : []
  })
}

/** A field condition of a query against the fields there are. */
export function readField<R extends InventoryRow>(
  node: FieldNode,
  set: FieldSet<R>,
  now: number,
): ReadField<R> | { errors: SearchError[] } {
  const field = findField(set, node.field)
  if (!field) return { errors: [unknownField(node, set)] }
  const operator = node.operator === '!=' ? '=' : node.operator
  const errors: SearchError[] = []
  const conditions: Condition[] = []
  if (node.values.length > 1 && operator !== ':' && operator !== '=') {
    const second = node.values[1] ?? node
    errors.push({
      message: `${operator} compares with one value only.`,
      start: second.start,
      end: second.end,
    })
  }
  for (const value of node.values) {
    const condition = readValue(node, field, operator, value, now)
    if ('message' in condition) errors.push(condition)
    else conditions.push(condition)
  }
  return errors.length > 0 ? { errors } : { field, conditions, negated: node.operator === '!=' }
}

function readValue<R>(
  node: FieldNode,
  field: SearchField<R>,
  operator: Exclude<Operator, '!='>,
  value: SearchValue,
  now: number,
): Condition | SearchError {
  const equals = operator === ':' || operator === '='
  const bare = value.quoted ? '' : value.text.toLowerCase()
  if (field.type === 'choice' && equals) {
    const choice = findChoice(field, value.text)
    if (choice) return { type: 'choice', choice }
  }
  if (equals && bare === 'none') return { type: 'empty' }
  if (equals && bare === '*') return { type: 'present' }
  if (field.type === 'number') return readNumber(field, operator, value, now)
  if (field.type === 'choice') {
    if (!equals) return badOperator(node, field, operator)
    const words = field.choices.map((choice) => choice.value)
    const near = closest(value.text, words)
    const message = near
      ? `${field.name} is never “${value.text}”. Did you mean ${near}?`
      : `${field.name} is never “${value.text}”. It can be ${words.join(', ')} or none.`
    return { message, start: value.start, end: value.end }
  }
  if (equals) return { type: 'text', value, whole: operator === '=' }
  if (field.type !== 'version') return badOperator(node, field, operator)
  return /\d/.test(value.text)
    ? { type: 'quantity', operator, quantity: { from: 0, to: 0, as: 'value' }, written: value.text }
    : { message: 'Write a version, such as 7.0.3.', start: value.start, end: value.end }
}

function readNumber<R>(
  field: Extract<SearchField<R>, { type: 'number' }>,
  operator: Exclude<Operator, '!='>,
  value: SearchValue,
  now: number,
): Condition | SearchError {
  const read = (text: string, offset: number): Quantity | SearchError => {
    const quantity = readQuantity(text, field.unit, field.whole !== undefined, now)
    if (!('problem' in quantity)) return quantity
    const start = value.start + (value.quoted ? 1 : 0) + offset
    return { message: quantity.problem, start: start + quantity.start, end: start + quantity.end }
  }
  const equals = operator === ':' || operator === '='
  const dots = value.text.indexOf('..')
  if (equals && dots > 0) {
    const ends: [string, string] = [value.text.slice(0, dots), value.text.slice(dots + 2)]
    const low = read(ends[0], 0)
    if ('message' in low) return low
    if (ends[1] === '') {
      return { message: 'Write where the range ends, as in 2..8.', start: value.end - 2, end: value.end }
    }
    const high = read(ends[1], dots + 2)
    if ('message' in high) return high
    if (low.as !== high.as) {
      return {
        message: 'Both ends of a range need the same kind of unit.',
        start: value.start,
        end: value.end,
      }
    }
    if (low.from > high.from) {
      return { message: 'This range ends before it begins.', start: value.start, end: value.end }
    }
    return { type: 'between', low, high, written: ends }
  }
  const quantity = read(value.text, 0)
  if ('message' in quantity) return quantity
  return { type: 'quantity', operator: equals ? '=' : operator, quantity, written: value.text }
}

function badOperator<R>(node: FieldNode, field: SearchField<R>, operator: string): SearchError {
  const values = node.values[0]?.start ?? node.end
  return {
    message: `${field.name} is not a number: write ${field.name}: instead of ${field.name}${operator}`,
    start: node.fieldEnd,
    end: values,
  }
}

function unknownField<R extends InventoryRow>(node: FieldNode, set: FieldSet<R>): SearchError {
  const names = set.fields.flatMap((field) => [field.name, ...(field.aliases ?? [])])
  const near = closest(node.field, names)
  const hint = near
    ? `Did you mean ${near}?`
    : `There are ${set.fields.map((field) => field.name).join(', ')}. To search for the text itself, put it in quotes.`
  const message = `${set.noun} have no field “${node.field}”. ${hint}`
  return {
    message: message.charAt(0).toUpperCase() + message.slice(1),
    start: node.start,
    end: node.fieldEnd,
  }
}
