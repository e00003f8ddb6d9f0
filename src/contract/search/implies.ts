import type { InventoryRow } from '../inventory.ts'
import type { FieldNode, SearchNode, SearchValue } from './ast.ts'
import { type FieldSet, findField } from './fields.ts'

/**
 * Whether every row that `a` finds is found by `b`, as far as the two queries show it: `true` is certain under
 * the same lookup, `false` says nothing. With it, a search that goes on need not look at what it has ruled out.
 */
export function implies<R extends InventoryRow>(a: SearchNode, b: SearchNode, set: FieldSet<R>): boolean {
  if (b.type === 'all') return true
  if (b.type === 'and') return b.items.every((item) => implies(a, item, set))
  if (a.type === 'or') return a.items.every((item) => implies(item, b, set))
  if (a.type === 'and' && a.items.some((item) => implies(item, b, set))) return true
  if (b.type === 'or') return b.items.some((item) => implies(a, item, set))
  if (a.type === 'not' && b.type === 'not') return implies(b.item, a.item, set)
  if (a.type === 'text' && b.type === 'text') return contains(a.value, b.value)
  if (a.type === 'field' && b.type === 'field') return fieldImplies(a, b, set)
  return false
}

function fieldImplies<R extends InventoryRow>(a: FieldNode, b: FieldNode, set: FieldSet<R>): boolean {
  const field = findField(set, a.field)
  if (field === undefined || field !== findField(set, b.field) || a.operator !== b.operator) return false
  if (sameValues(a.values, b.values)) return true
  // Only plain texts are sought anywhere in the text; what else the colon does depends on the value.
  if (a.operator !== ':' || (field.type !== 'text' && field.type !== 'reference')) return false
  return a.values.every((value) => b.values.some((wider) => contains(value, wider)))
}

function sameValues(a: readonly SearchValue[], b: readonly SearchValue[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ text, quoted }, index) => text === b[index]?.text && quoted === b[index].quoted)
  )
}

/** A text that contains `long` contains `short`, unless one of them is more than a text. */
function contains(long: SearchValue, short: SearchValue): boolean {
  return isPlain(long) && isPlain(short) && long.text.toLowerCase().includes(short.text.toLowerCase())
}

function isPlain({ text, quoted }: SearchValue): boolean {
  return quoted || (!text.includes('*') && !/^(none|[<>=].*)$/i.test(text))
}
