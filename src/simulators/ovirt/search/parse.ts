export type Operator = '=' | '!=' | '<' | '>' | '<=' | '>='

export interface Criterion {
  /** Absent for free text. */
  field: string | undefined
  operator: Operator
  value: string
}

export interface ParsedSearch {
  /** Any of these groups must hold; within a group, all criteria. Empty: everything. */
  anyOf: Criterion[][]
  sortBy: { field: string; descending: boolean } | undefined
  page: number | undefined
}

type Token = { kind: 'word' | 'quoted' | 'operator'; text: string }

function tokenize(query: string): Token[] | undefined {
  const tokens: Token[] = []
  const pattern = /\s+|"([^"]*)"|(!=|<=|>=|=|<|>)|([^\s"=<>!]+)/gy
  while (pattern.lastIndex < query.length) {
    const match = pattern.exec(query)
    if (match === null) return undefined
    if (match[1] !== undefined) tokens.push({ kind: 'quoted', text: match[1] })
    else if (match[2] !== undefined) tokens.push({ kind: 'operator', text: match[2] })
    else if (match[3] !== undefined) tokens.push({ kind: 'word', text: match[3] })
  }
  return tokens
}

/** Reads `criteria [sortby field [asc|desc]] [page N]`; nothing when it is malformed. There are no parentheses. */
export function parseSearch(query: string): ParsedSearch | undefined {
  const tokens = tokenize(query)
  if (tokens === undefined) return undefined
  let at = 0
  const keyword = (word: string) => {
    const token = tokens[at]
    return token?.kind === 'word' && token.text.toLowerCase() === word
  }
  const result: ParsedSearch = { anyOf: [], sortBy: undefined, page: undefined }
  let freeTexts = 0

  const criterion = (): Criterion | undefined => {
    const first = tokens[at]
    if (first === undefined || first.kind === 'operator') return undefined
    at += 1
    const operator = tokens[at]
    if (operator?.kind !== 'operator') {
      freeTexts += 1
      return freeTexts > 1 ? undefined : { field: undefined, operator: '=', value: first.text }
    }
    at += 1
    const value = tokens[at]
    if (first.kind !== 'word' || value === undefined || value.kind === 'operator') return undefined
    at += 1
    // Only operators that the tokenizer made come here.
    return { field: first.text.toLowerCase(), operator: operator.text as Operator, value: value.text }
  }

  if (at < tokens.length && !keyword('sortby') && !keyword('page')) {
    let group: Criterion[] = []
    for (;;) {
      const next = criterion()
      if (next === undefined) return undefined
      group.push(next)
      if (keyword('and')) at += 1
      else {
        result.anyOf.push(group)
        group = []
        if (!keyword('or')) break
        at += 1
      }
    }
  }
  if (keyword('sortby')) {
    const field = tokens[at + 1]
    if (field?.kind !== 'word') return undefined
    at += 2
    const descending = keyword('desc')
    if (descending || keyword('asc')) at += 1
    result.sortBy = { field: field.text.toLowerCase(), descending }
  }
  if (keyword('page')) {
    const page = tokens[at + 1]?.text ?? ''
    if (!/^[1-9]\d*$/.test(page)) return undefined
    result.page = Number(page)
    at += 2
  }
  return at === tokens.length ? result : undefined
}
