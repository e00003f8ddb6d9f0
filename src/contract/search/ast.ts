/** A stretch of the query text: `start` inclusive, `end` exclusive, in UTF-16 units as an input element counts. */
export interface Span {
  start: number
  end: number
}

/** What is wrong with a query, and where. The message is a sentence for a person. */
export interface SearchError extends Span {
  message: string
}

/** One value as written. Quoted values are literal: no `*`, no `none`. */
export interface SearchValue extends Span {
  text: string
  quoted: boolean
}

export const operators = [':', '=', '!=', '>', '>=', '<', '<='] as const
export type Operator = (typeof operators)[number]

/** The parsed query. `all` is the empty query, which every row satisfies. */
export type SearchNode =
  | ({ type: 'all' } & Span)
  | ({ type: 'and' | 'or'; items: SearchNode[] } & Span)
  | ({ type: 'not'; item: SearchNode } & Span)
  | ({ type: 'text'; value: SearchValue } & Span)
  | FieldNode

export interface FieldNode extends Span {
  type: 'field'
  /** As written; matched against names and aliases without regard to case. */
  field: string
  fieldEnd: number
  operator: Operator
  /** At least one; several mean any of them. */
  values: SearchValue[]
}

/** Every field condition and text word of a query, in the order written. */
export function leavesOf(node: SearchNode): (FieldNode | Extract<SearchNode, { type: 'text' }>)[] {
  switch (node.type) {
    case 'all':
      return []
    case 'and':
    case 'or':
      return node.items.flatMap(leavesOf)
    case 'not':
      return leavesOf(node.item)
    case 'text':
    case 'field':
      return [node]
  }
}

/** A query as text again; parsing the result gives the same tree. */
export function formatQuery(node: SearchNode): string {
  return format(node, 'or')
}

function format(node: SearchNode, inside: 'or' | 'and' | 'not'): string {
  switch (node.type) {
    case 'all':
      return ''
    case 'or': {
      const text = node.items.map((item) => format(item, 'and')).join(' OR ')
      return inside === 'or' ? text : `(${text})`
    }
    case 'and': {
      const text = node.items.map((item) => format(item, 'not')).join(' ')
      return inside === 'not' ? `(${text})` : text
    }
    case 'not':
      return `-${format(node.item, 'not')}`
    case 'text':
      return formatValue(node.value)
    case 'field':
      return node.field + node.operator + node.values.map(formatValue).join(',')
  }
}

function formatValue({ text, quoted }: Pick<SearchValue, 'text' | 'quoted'>): string {
  return quoted ? `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : text
}

/** A literal value the way it must be written after `field:`, with quotes only where they are needed. */
export function quoteIfNeeded(text: string): string {
  const plain = /^[^\s()",*\\]+$/.test(text) && !/^(none|-.*|[<>=].*)$/i.test(text) && !text.includes('..')
  return formatValue({ text, quoted: !plain })
}
