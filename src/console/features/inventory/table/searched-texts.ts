import { compile } from '../../../../contract/search/compile.ts'
import { neededTexts, textsOf } from '../../../../contract/search/free-text.ts'
import type { TabRow } from '../tabs.ts'
import type { Candidates } from './table-view.ts'
import { TextIndex } from './text-index.ts'
import type { TestOrigin } from './use-table-view.ts'

/** Texts that nobody has sought in for so long are given up, ms. */
const unsoughtMs = 60_000

interface Sought {
  texts: TextIndex<TabRow>
  origin: TestOrigin
  soughtAt: number
}

/** The texts of a table's rows in which searches look: all of free text, and those of single fields. */
export class SearchedTexts {
  /** By the name of a field; `undefined`: free text. */
  readonly #sought = new Map<string | undefined, Sought>()

  /** The rows that alone can pass a search for texts, in order; `undefined` when it is for none. `now` in ms. */
  candidates(rows: readonly TabRow[], origin: TestOrigin, now: number): Candidates<TabRow> | undefined {
    const { ast, fields, lookup, scope } = origin
    if (scope?.state === 'missing') return undefined
    const found = neededTexts(ast, fields)
    if (found === undefined) return undefined
    let passed: readonly TabRow[] | undefined
    for (const field of new Set(found.needed.map((text) => text.field))) {
      const texts = found.needed.filter((text) => text.field === field).map(({ text }) => text)
      const holding = this.#of(field, origin, now).find(rows, texts)
      const before = passed && new Set(passed)
      passed = before ? holding.filter((row) => before.has(row)) : holding
    }
    const test = found.rest && compile(found.rest, fields, lookup)
    const rest = scope && test ? (row: TabRow) => scope.holds(row) && test(row) : (scope?.holds ?? test)
    return { rows: passed ?? [], test: rest }
  }

  /** Gets ready for a search, as far as `enough` lets it, and gives up what is no longer used. `now` in ms. */
  prepare(rows: readonly TabRow[], origin: TestOrigin, now: number, enough: () => boolean): void {
    if (this.#sought.size === 0) this.#of(undefined, origin, now)
    for (const [field, { soughtAt }] of this.#sought) {
      if (now - soughtAt > unsoughtMs) this.#sought.delete(field)
      else this.#of(field, origin, soughtAt).prepare(rows, enough)
    }
  }

  #of(field: string | undefined, origin: TestOrigin, soughtAt: number): TextIndex<TabRow> {
    const known = this.#sought.get(field)
    const texts =
      known && sameTexts(known.origin, origin)
        ? known.texts
        : new TextIndex(textsOf(origin.fields, origin.lookup, field))
    this.#sought.set(field, { texts, origin, soughtAt })
    return texts
  }
}

/** Whether the texts of a row are the same in both; the time has no part in them. */
function sameTexts(a: TestOrigin, b: TestOrigin): boolean {
  return (
    a.fields === b.fields &&
    a.lookup.nameOf === b.lookup.nameOf &&
    a.lookup.systemName === b.lookup.systemName &&
    a.lookup.folderPath === b.lookup.folderPath
  )
}
