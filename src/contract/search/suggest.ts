import type { InventoryRow } from '../inventory.ts'
import { quoteIfNeeded } from './ast.ts'
import { type FieldSet, findField, type NumberUnit, type SearchField } from './fields.ts'

/** One way to go on. Replacing `start`…`end` of the text by `insert` accepts it. */
export interface Suggestion {
  kind: 'field' | 'operator' | 'value' | 'keyword'
  label: string
  detail: string
  insert: string
  start: number
  end: number
}

const limit = 12

/**
 * Ways to complete the word at the cursor: field names, the operators of a field, known values.
 * `valuesOf` gives the values of a text or reference field, the most useful first.
 */
export function suggest<R extends InventoryRow>(
  text: string,
  cursor: number,
  set: FieldSet<R>,
  valuesOf: (field: SearchField<R>) => readonly string[],
): Suggestion[] {
  const word = wordAt(text, cursor)
  const typed = text.slice(word.start, cursor)
  const split = /^([a-z][\w.-]*)(:>=|:<=|:>|:<|!=|>=|<=|:|>|<|=)/i.exec(typed)
  const field = findField(set, split?.[1] ?? typed)
  if (split) {
    if (!field) return []
    const from = lastValueStart(typed, split[0].length)
    const suggestions = values(
      field,
      split[2] ?? ':',
      typed.slice(from),
      { start: word.start + from, end: word.end },
      valuesOf,
    )
    // What is complete needs no completion, even where longer values go on from it.
    const complete = literal(typed.slice(from))
    return suggestions.some(({ label }) => label.toLowerCase() === complete) ? [] : suggestions
  }
  if (typed.startsWith('"')) return []
  const suggestions = field ? operatorsOf(field, word) : []
  suggestions.push(...fieldNames(set, typed, word, field))
  for (const [keyword, detail] of keywords) {
    if (typed !== '' && keyword !== typed && keyword.startsWith(typed)) {
      suggestions.push({ kind: 'keyword', label: keyword, detail, insert: `${keyword} `, ...word })
    }
  }
  return typed === '' ? suggestions : suggestions.slice(0, limit)
}

const keywords = [
  ['OR', 'either side is enough'],
  ['NOT', 'excludes what follows, like a minus'],
] as const

interface Place {
  start: number
  end: number
}

/** The word around the cursor, without a minus or parentheses before it. */
function wordAt(text: string, cursor: number): Place {
  let start = 0
  let quoted = false
  for (let at = 0; at < cursor; at += 1) {
    const character = text[at] ?? ''
    if (character === '"') quoted = !quoted
    else if (!quoted && /[\s()]/.test(character)) start = at + 1
  }
  while (text[start] === '-' && start < cursor) start += 1
  let end = cursor
  if (quoted) {
    const close = text.indexOf('"', cursor)
    end = close < 0 ? text.length : close + 1
  } else {
    while (end < text.length && !/[\s()]/.test(text[end] ?? '')) end += 1
  }
  return { start, end }
}

function lastValueStart(typed: string, from: number): number {
  let start = from
  let quoted = false
  for (let at = from; at < typed.length; at += 1) {
    if (typed[at] === '"') quoted = !quoted
    else if (typed[at] === ',' && !quoted) start = at + 1
  }
  return start
}

function fieldNames<R extends InventoryRow>(
  set: FieldSet<R>,
  typed: string,
  place: Place,
  exact: SearchField<R> | undefined,
): Suggestion[] {
  const wanted = typed.toLowerCase()
  const rank = (field: SearchField<R>): number => {
    if (field.name.startsWith(wanted)) return 0
    if (field.aliases?.some((alias) => alias.startsWith(wanted))) return 1
    return wanted.length > 2 && field.noun.toLowerCase().includes(wanted) ? 2 : 3
  }
  return set.fields
    .map((field) => ({ field, order: rank(field) }))
    .filter(({ field, order }) => order < 3 && field !== exact)
    .sort((a, b) => a.order - b.order)
    .map(({ field }) => {
      const operator = field.type === 'number' ? '>' : ':'
      return {
        kind: 'field',
        label: field.name + operator,
        detail: field.help,
        insert: field.name + operator,
        ...place,
      }
    })
}

function operatorsOf<R>(field: SearchField<R>, place: Place): Suggestion[] {
  const comparisons = [
    ['>', 'more than'],
    ['>=', 'at least'],
    ['<', 'less than'],
    ['<=', 'at most'],
  ] as const
  const texts = [
    [':', 'contains, or fits a pattern with *'],
    ['=', 'is exactly'],
  ] as const
  const equal = [[':', 'is']] as const
  const choices =
    field.type === 'number'
      ? [...comparisons, ...equal]
      : field.type === 'choice'
        ? equal
        : field.type === 'version'
          ? [...texts, ...comparisons]
          : texts
  return choices.map(([operator, detail]) => ({
    kind: 'operator',
    label: field.name + operator,
    detail: `${field.noun} ${detail}`,
    insert: field.name + operator,
    ...place,
  }))
}

const examples: Record<NumberUnit, readonly string[]> = {
  count: ['1', '2', '4', '8', '16'],
  bytes: ['1GiB', '4GiB', '8GiB', '16GiB', '64GiB', '100GiB', '1TiB'],
  percent: ['50%', '80%', '90%', '95%'],
  duration: ['1h', '12h', '1d', '7d', '30d', '1y'],
  date: ['today', 'yesterday', '7d', '30d', '1y'],
}

function literal(typed: string): string {
  return typed.replaceAll('"', '').toLowerCase()
}

function values<R>(
  field: SearchField<R>,
  operator: string,
  typed: string,
  place: Place,
  valuesOf: (field: SearchField<R>) => readonly string[],
): Suggestion[] {
  const wanted = literal(typed)
  const take = (value: string, detail: string, insert = quoteIfNeeded(value)): Suggestion => ({
    kind: 'value',
    label: value,
    detail,
    insert: `${insert} `,
    ...place,
  })
  const fits = (value: string) => value.toLowerCase().includes(wanted)
  const equals = operator === ':' || operator === '=' || operator === '!='
  const none = equals && 'none'.startsWith(wanted) ? [take('none', `${field.noun} is empty`, 'none')] : []
  if (field.type === 'number') {
    const percent = field.whole === undefined ? [] : examples.percent
    const known = [...examples[field.unit], ...percent].filter((value) =>
      value.toLowerCase().startsWith(wanted),
    )
    return [...known.map((value) => take(value, 'for example', value)), ...none]
  }
  if (field.type === 'choice') {
    const known = field.choices.filter(({ value, noun }) => fits(value) || fits(noun))
    return known.map(({ value, noun }) => take(value, noun === value ? field.noun : noun, value))
  }
  if (!equals) return []
  const starting: Suggestion[] = []
  const containing: Suggestion[] = []
  for (const value of valuesOf(field)) {
    if (starting.length >= limit) break
    const lower = value.toLowerCase()
    if (lower.startsWith(wanted)) starting.push(take(value, field.noun))
    else if (containing.length < limit && lower.includes(wanted)) containing.push(take(value, field.noun))
  }
  return [...[...starting, ...containing].slice(0, limit), ...none]
}
