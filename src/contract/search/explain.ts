import type { InventoryRow } from '../inventory.ts'
import { formatBytes, formatDuration } from '../units.ts'
import type { FieldNode, SearchNode, SearchValue } from './ast.ts'
import { type Condition, readField } from './conditions.ts'
import type { FieldSet, SearchField } from './fields.ts'
import type { Quantity } from './quantities.ts'

/** The query as one English sentence, for a query that `check` accepts: what it finds, in what order of thought. */
export function explain<R extends InventoryRow>(ast: SearchNode, set: FieldSet<R>, now: number): string {
  const sentence =
    ast.type === 'all' ? `all ${set.noun}` : `${set.noun} where ${phrase(ast, set, now, false)}`
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`
}

function phrase<R extends InventoryRow>(
  node: SearchNode,
  set: FieldSet<R>,
  now: number,
  negated: boolean,
): string {
  switch (node.type) {
    case 'all':
      return 'anything is so'
    case 'and':
    case 'or': {
      const parts = node.items.map((item) => {
        const part = phrase(item, set, now, false)
        return item.type === 'or' || item.type === 'and' ? `(${part})` : part
      })
      const all = parts.join(node.type === 'and' ? ' and ' : ' or ')
      return negated ? `not (${all})` : all
    }
    case 'not':
      return phrase(node.item, set, now, !negated)
    case 'text': {
      const verb = isPattern(node.value)
        ? negated
          ? 'no text fits'
          : 'any text fits'
        : negated
          ? 'no text contains'
          : 'any text contains'
      return `${verb} “${node.value.text}”`
    }
    case 'field':
      return fieldPhrase(node, set, now, negated)
  }
}

function fieldPhrase<R extends InventoryRow>(
  node: FieldNode,
  set: FieldSet<R>,
  now: number,
  negated: boolean,
): string {
  const read = readField(node, set, now)
  if ('errors' in read) return read.errors[0]?.message ?? ''
  const not = negated !== read.negated
  const verbs = new Map<string, string[]>()
  for (const condition of read.conditions) {
    const [verb, object] =
      condition.type === 'empty' || condition.type === 'present'
        ? presence(condition.type, not)
        : clause(condition, read.field, not)
    verbs.set(verb, [...(verbs.get(verb) ?? []), object])
  }
  const clauses = [...verbs].map(([verb, objects]) =>
    `${verb} ${joinWords(objects, not ? 'nor' : 'or')}`.trim(),
  )
  return `${read.field.noun} ${clauses.join(not ? ' and ' : ' or ')}`
}

function presence(type: 'empty' | 'present', not: boolean): [string, string] {
  return [(type === 'empty') !== not ? 'is empty' : 'has a value', '']
}

function clause<R>(
  condition: Exclude<Condition, { type: 'empty' | 'present' }>,
  field: SearchField<R>,
  not: boolean,
): [string, string] {
  const is = not ? 'is not' : 'is'
  switch (condition.type) {
    case 'choice':
      return [is, condition.choice.noun]
    case 'text': {
      const { value, whole } = condition
      if (isPattern(value)) return [not ? 'does not fit' : 'fits', `“${value.text}”`]
      return [whole ? is : not ? 'does not contain' : 'contains', `“${value.text}”`]
    }
    case 'between':
      return [
        `${is} between`,
        `${amount(condition.low, field, condition.written[0])} and ${amount(condition.high, field, condition.written[1])}`,
      ]
    case 'quantity': {
      const { quantity, operator, written } = condition
      if (quantity.as === 'age')
        return [`${is} ${ageWords[operator]}`, `${amount(quantity, field, written)} ago`]
      const words = field.type === 'number' && field.unit === 'date' ? dateWords : sizeWords
      return [`${is} ${words[operator]}`.trim(), amount(quantity, field, written)]
    }
  }
}

const sizeWords = { '>': 'more than', '>=': 'at least', '<': 'less than', '<=': 'at most', '=': '' }
const dateWords = { '>': 'after', '>=': 'from', '<': 'before', '<=': 'up to', '=': 'in' }
const ageWords = { '>': 'more than', '>=': 'at least', '<': 'less than', '<=': 'at most', '=': '' }

function amount<R>(quantity: Quantity, field: SearchField<R>, written: string): string {
  if (field.type !== 'number') return written
  if (quantity.as === 'percent') return `${quantity.from} %`
  if (quantity.as === 'age' || field.unit === 'duration') return formatDuration(quantity.from)
  return field.unit === 'bytes' ? formatBytes(quantity.from) : written
}

function isPattern(value: Pick<SearchValue, 'text' | 'quoted'>): boolean {
  return !value.quoted && value.text.includes('*')
}

function joinWords(words: readonly string[], last: string): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}
