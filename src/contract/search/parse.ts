import type { FieldNode, Operator, SearchError, SearchNode, SearchValue } from './ast.ts'

/** The longest query and the deepest nesting that are accepted, so that no input can hang or overflow. */
const maxLength = 2000
const maxDepth = 40

export type ParseResult = { ast: SearchNode; error?: never } | { ast?: never; error: SearchError }

/**
 * Parses the search language. Grammar, lower binds tighter:
 *
 *     or     = and { "OR" and }
 *     and    = unary { [ "AND" ] unary }
 *     unary  = ( "-" | "NOT" ) unary | "(" or ")" | field operator value { "," value } | value
 *     value  = word | quoted          words end at a blank or parenthesis; \" and \\ escape in quotes
 *
 * Whether a field exists and a value suits it is `check`'s business. Never throws.
 */
export function parse(text: string): ParseResult {
  if (text.length > maxLength) {
    return { error: fail(`A search can have at most ${maxLength} characters.`, maxLength, text.length).error }
  }
  try {
    return { ast: new Parser(text).query() }
  } catch (thrown) {
    if (thrown instanceof Failure) return { error: thrown.error }
    throw thrown
  }
}

class Failure extends Error {
  readonly error: SearchError
  constructor(error: SearchError) {
    super(error.message)
    this.error = error
  }
}

function fail(message: string, start: number, end: number): Failure {
  return new Failure({ message, start, end: Math.max(end, start + 1) })
}

const space = /\s/
const fieldAndOperator = /([a-z][\w.-]*)(?:(:>=|:<=|:>|:<|!=|>=|<=|:|>|<|=)|\s+(!=|>=|<=|>|<|=)\s*)/iy
/** IPv6 and MAC addresses look like fields, but hold at least two colons and hexadecimal digits only. */
const address = /(?=[^\s()]*:[^\s()]*:)[0-9a-f:.*/]+(?=$|[\s()])/iy
const detachedUnit = /\s+([kmgtp]i?b?|%|s|min|m|h|d|w|mo|y)(?=$|[\s()])/iy

class Parser {
  readonly #text: string
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  query(): SearchNode {
    this.#skipSpace()
    if (this.#atEnd()) return { type: 'all', start: 0, end: this.#text.length }
    const node = this.#or()
    if (this.#peek() === ')') {
      throw fail('This parenthesis closes nothing.', this.#at, this.#at + 1)
    }
    return node
  }

  #or(): SearchNode {
    const items = [this.#and()]
    for (let keyword = this.#keyword('OR'); keyword; keyword = this.#keyword('OR')) {
      this.#needOperand('OR', keyword.start, keyword.end)
      items.push(this.#and())
    }
    return joined('or', items)
  }

  #and(): SearchNode {
    const items: SearchNode[] = []
    for (;;) {
      this.#skipSpace()
      if (this.#peek() === ')' && items.length === 0) {
        throw fail('This parenthesis closes nothing.', this.#at, this.#at + 1)
      }
      if (this.#atEnd() || this.#peek() === ')') break
      const word = this.#wordAhead()
      if (word === 'OR' || (word === 'AND' && items.length === 0)) {
        if (items.length > 0) break
        throw fail(
          `${word} needs something before it. To search for the word, write "${word.toLowerCase()}".`,
          this.#at,
          this.#at + word.length,
        )
      }
      const and = this.#keyword('AND')
      if (and) this.#needOperand('AND', and.start, and.end)
      items.push(this.#unary())
    }
    return joined('and', items)
  }

  #unary(): SearchNode {
    const start = this.#at
    const not = this.#keyword('NOT')
    if (not) {
      this.#needOperand('NOT', not.start, not.end)
      return this.#negated(start)
    }
    if (this.#peek() === '-') {
      this.#at += 1
      if (this.#atEnd() || space.test(this.#peek()) || this.#peek() === ')') {
        throw fail('The minus must stand right before what it excludes, as in -power:off.', start, this.#at)
      }
      return this.#negated(start)
    }
    if (this.#peek() === '(') return this.#group()
    return this.#term()
  }

  #negated(start: number): SearchNode {
    return this.#nested(start, () => {
      const item = this.#unary()
      return { type: 'not', item, start, end: item.end }
    })
  }

  #group(): SearchNode {
    const open = this.#at
    return this.#nested(open, () => {
      this.#at += 1
      this.#skipSpace()
      if (this.#peek() === ')') throw fail('There is nothing in these parentheses.', open, this.#at + 1)
      if (this.#atEnd()) throw fail('This parenthesis is never closed.', open, open + 1)
      const node = this.#or()
      if (this.#peek() !== ')') throw fail('This parenthesis is never closed.', open, open + 1)
      this.#at += 1
      return node
    })
  }

  #nested(start: number, read: () => SearchNode): SearchNode {
    this.#depth += 1
    if (this.#depth > maxDepth) throw fail('This is nested too deeply.', start, start + 1)
    const node = read()
    this.#depth -= 1
    return node
  }

  #term(): SearchNode {
    const start = this.#at
    if (this.#match(address)) {
      return { type: 'text', value: this.#valueFrom(start), start, end: this.#at }
    }
    const field = this.#match(fieldAndOperator)
    if (field) return this.#field(start, field)
    const operator = /^[:=<>!]+/.exec(this.#text.slice(this.#at, this.#at + 3))
    if (operator) {
      throw fail(
        `Write a field before ${operator[0]}, as in cpus>=4, or put the text in quotes.`,
        start,
        start + operator[0].length,
      )
    }
    const value = this.#value(false)
    return { type: 'text', value, start, end: value.end }
  }

  #field(start: number, match: RegExpExecArray): FieldNode {
    // The first group of the expression is not optional.
    const name = match[1]!
    const written = match[2] ?? match[3] ?? ':'
    // `created:>2024` means the same as `created>2024`; the expression admits no other operators.
    const operator = (written.length > 1 && written.startsWith(':') ? written.slice(1) : written) as Operator
    const values: SearchValue[] = []
    for (;;) {
      if (this.#atEnd() || space.test(this.#peek()) || this.#peek() === ')' || this.#peek() === ',') {
        const after = values.length > 0 ? 'the comma' : `${name}${written}`
        const from = values.length > 0 ? this.#at - 1 : start
        throw fail(`Write a value after ${after}, or none to find what has no value.`, from, this.#at)
      }
      values.push(this.#value(true))
      if (this.#peek() !== ',') break
      this.#at += 1
    }
    // The loop ran at least once.
    this.#joinUnit(values.at(-1)!)
    return {
      type: 'field',
      field: name,
      fieldEnd: start + name.length,
      operator,
      values,
      start,
      end: this.#at,
    }
  }

  /** `memory > 8 GiB` is one value, although it holds a blank. */
  #joinUnit(value: SearchValue): void {
    if (value.quoted || !/^\d[\d.]*$/.test(value.text)) return
    const unit = this.#match(detachedUnit)
    if (!unit) return
    value.text += unit[1]
    value.end = this.#at
  }

  #value(inList: boolean): SearchValue {
    const value = this.#peek() === '"' ? this.#quoted() : this.#word(inList)
    const next = this.#peek()
    if (next === '(') {
      throw fail(
        'Put quotes around text with parentheses, or a blank before a group.',
        this.#at,
        this.#at + 1,
      )
    }
    if (value.quoted && next !== '' && next !== ')' && !space.test(next) && !(inList && next === ',')) {
      throw fail('Put a blank after the closing quote.', this.#at, this.#at + 1)
    }
    return value
  }

  #word(inList: boolean): SearchValue {
    const start = this.#at
    while (!this.#atEnd()) {
      const next = this.#peek()
      if (space.test(next) || next === '(' || next === ')' || (inList && next === ',')) break
      this.#at += 1
    }
    return this.#valueFrom(start)
  }

  #quoted(): SearchValue {
    const start = this.#at
    this.#at += 1
    let text = ''
    while (this.#peek() !== '"') {
      if (this.#atEnd()) throw fail('This quote is never closed.', start, start + 1)
      const escaped = this.#peek() === '\\' && /["\\]/.test(this.#text[this.#at + 1] ?? '')
      if (escaped) this.#at += 1
      text += this.#peek()
      this.#at += 1
    }
    this.#at += 1
    if (text === '') throw fail('There is nothing between these quotes.', start, this.#at)
    return { text, quoted: true, start, end: this.#at }
  }

  #valueFrom(start: number): SearchValue {
    return { text: this.#text.slice(start, this.#at), quoted: false, start, end: this.#at }
  }

  #needOperand(keyword: string, start: number, end: number): void {
    this.#skipSpace()
    const next = this.#wordAhead()
    if (this.#atEnd() || this.#peek() === ')' || next === 'OR' || next === 'AND') {
      throw fail(`${keyword} needs something after it.`, start, end)
    }
  }

  #keyword(keyword: 'OR' | 'AND' | 'NOT'): { start: number; end: number } | undefined {
    this.#skipSpace()
    if (this.#wordAhead() !== keyword) return undefined
    const start = this.#at
    this.#at += keyword.length
    return { start, end: this.#at }
  }

  #wordAhead(): string | undefined {
    return /^(OR|AND|NOT)(?=$|[\s()])/.exec(this.#text.slice(this.#at, this.#at + 4))?.[0]
  }

  #match(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.#at
    const match = expression.exec(this.#text)
    if (!match) return undefined
    this.#at += match[0].length
    return match
  }

  #peek(): string {
    return this.#text[this.#at] ?? ''
  }

  #atEnd(): boolean {
    return this.#at >= this.#text.length
  }

  #skipSpace(): void {
    while (space.test(this.#peek())) this.#at += 1
  }
}

function joined(type: 'and' | 'or', items: SearchNode[]): SearchNode {
  // Both callers read at least one item or throw.
  const first = items[0]!
  if (items.length === 1) return first
  return { type, items, start: first.start, end: items.at(-1)!.end }
}
