import { applyChanges, changesBetween, type RowChanges } from './row-changes.ts'
import { byName, orderOf, type Row, type SortBy, sortByName, sortNamed } from './sort-rows.ts'

/** What the table is to show. */
export interface Question<R, Origin = unknown> {
  by: SortBy<R>
  /** Absent: every row. */
  test: ((row: R) => boolean) | undefined
  /** What the test was made from. */
  origin: Origin
  /** Names the question; the answer bears it. */
  name: string
}

export interface Answer<R> {
  /** In order; the same array as long as nothing in it changed. */
  rows: readonly R[]
  /** How many rows there are without the test. */
  total: number
  /** Of the question that `rows` answer. */
  name: string
  /** Whether a newer question is being worked on. */
  busy: boolean
  /** Rows that are selected, and how many of them are in `rows`. */
  selected: { total: number; shown: number }
}

/** Rows of which alone some pass a test, in their order. */
export interface Candidates<R> {
  rows: readonly R[]
  /** What is left to test of them; absent: nothing. */
  test: ((row: R) => boolean) | undefined
}

/** What the view needs from outside. */
export interface Outside<R, Origin> {
  /** Whether no row passes the later test that did not pass the earlier one. */
  narrows(earlier: Origin, later: Origin): boolean
  /** Faster than to test each row, where the test allows it. */
  candidates?(rows: readonly R[], origin: Origin): Candidates<R> | undefined
  /** Milliseconds. */
  now(): number
  /** Runs something soon, after the browser has had a turn. */
  later(run: () => void): void
}

/** How long the page may be held up at a stretch, ms: an answer within one needs no frame in between. */
const stretch = 24
/** From how many rows on it pays to ask for candidates among all. */
const fewRows = 2000
/** How many answers are kept for the way back, letter by letter. */
const keptAnswers = 16
/** Rows between two looks at the clock. */
const atOnce = 1024

type Has<R> = ((row: R) => boolean) | undefined

/**
 * The rows of a table: sorted, filtered, counted. A change of rows costs as much as what changed; a new test
 * runs in short stretches, and what was shown before stays until it is through.
 */
export class TableView<R extends Row, Origin = unknown> {
  readonly #outside: Outside<R, Origin>
  #all: readonly R[] = []
  /** All rows by name: any other order starts from it. */
  #named: readonly R[] = []
  #sorted: readonly R[] = []
  #question: Question<R, Origin> | undefined
  /** The test that `#answer.rows` passed. */
  #applied: Has<R>
  #answer: Answer<R> = { rows: [], total: 0, name: '', busy: false, selected: { total: 0, shown: 0 } }
  /** Answers to earlier tests of the rows as they stand in `#sorted`, the latest last. */
  #kept: { origin: Origin; rows: readonly R[] }[] = []
  #job = 0
  #isSelected: Has<R>
  readonly #listeners = new Set<() => void>()

  constructor(outside: Outside<R, Origin>) {
    this.#outside = outside
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly answer = (): Answer<R> => this.#answer

  /** All rows in the order of the last question. */
  get sorted(): readonly R[] {
    return this.#sorted
  }

  /** The rows of now. */
  setRows(rows: readonly R[]): void {
    if (rows === this.#all) return
    const changes = changesBetween(this.#all, rows)
    this.#all = rows
    const by = this.#question?.by ?? byName
    const named = this.#updated(this.#named, changes, byName) ?? sortByName(rows)
    const before = this.#named === this.#sorted ? undefined : this.#sorted
    this.#named = named
    const order = before && this.#updated(before, changes, by)
    this.#sorted = order ?? sortNamed(named, by)
    this.#kept = []
    const test = this.#applied
    const added = test ? changes.added.filter(test) : changes.added
    const fits = !test || before === undefined || order !== undefined
    const shown = !test
      ? this.#sorted
      : (fits &&
          applyChanges(
            this.#answer.rows,
            { removed: changes.removed, added },
            orderOf(by),
            (row) => !test(row),
          )) ||
        this.#sorted.filter(test)
    const selected = this.#selectedAfter(changes, added)
    this.#publish({ ...this.#answer, rows: shown, total: rows.length, selected })
    // A test that is under way has seen older rows.
    if (this.#answer.busy) this.#start()
  }

  /** Asks for another order or another test. */
  ask(question: Question<R, Origin>): void {
    const before = this.#question
    this.#question = question
    const { by, test, name } = question
    if (by !== before?.by) {
      this.#sorted = sortNamed(this.#named, by)
      this.#kept = []
      const rows = this.#applied ? inOrderOf(this.#sorted, this.#answer.rows) : this.#sorted
      this.#publish({ ...this.#answer, rows, name: test === this.#applied ? name : this.#answer.name })
    }
    if (test !== before?.test || this.#answer.busy) {
      const done = before !== undefined && before.test === this.#applied
      this.#start(done && this.#outside.narrows(before.origin, question.origin))
    } else if (name !== this.#answer.name) this.#publish({ ...this.#answer, name })
  }

  /** Which rows are selected; `undefined`: none. */
  select(isSelected: Has<R>): void {
    if (isSelected === this.#isSelected) return
    this.#isSelected = isSelected
    this.#publish({ ...this.#answer, selected: this.#counted(this.#answer.rows) })
  }

  /** Begins to test rows: all of them, or those that are shown. */
  #start(shown = false): void {
    this.#job += 1
    const job = this.#job
    const question = this.#question
    const test = question?.test
    if (!test) {
      this.#finish(this.#sorted)
      return
    }
    let rows = shown ? this.#answer.rows : this.#sorted
    for (const { origin, rows: earlier } of this.#kept) {
      if (earlier.length > rows.length || !this.#outside.narrows(origin, question.origin)) continue
      if (this.#outside.narrows(question.origin, origin)) {
        this.#finish(earlier)
        return
      }
      rows = earlier
    }
    const found =
      rows.length < fewRows ? undefined : this.#outside.candidates?.(this.#sorted, question.origin)
    // What is left to test of candidates costs less than the whole test.
    const better = found && found.rows.length < rows.length * 4 ? found : undefined
    if (better && !better.test) {
      this.#finish(better.rows)
      return
    }
    if (better) rows = better.rows
    const passes = better?.test ?? test
    const passed: R[] = []
    let next = 0
    const run = () => {
      if (job !== this.#job) return
      const end = this.#outside.now() + stretch
      while (next < rows.length) {
        const to = Math.min(rows.length, next + atOnce)
        for (; next < to; next += 1) {
          const row = rows[next] as R // Within the list.
          if (passes(row)) passed.push(row)
        }
        if (next < rows.length && this.#outside.now() >= end) {
          if (!this.#answer.busy) this.#publish({ ...this.#answer, busy: true })
          this.#outside.later(run)
          return
        }
      }
      this.#finish(passed)
    }
    run()
  }

  #finish(passed: readonly R[]): void {
    this.#applied = this.#question?.test
    const name = this.#question?.name ?? ''
    const old = this.#answer.rows
    const same = old.length === passed.length && old.every((row, index) => row === passed[index])
    const rows = same ? old : passed
    if (this.#question?.test) {
      this.#kept.push({ origin: this.#question.origin, rows })
      if (this.#kept.length > keptAnswers) this.#kept.shift()
    }
    this.#publish({ ...this.#answer, rows, name, busy: false, selected: this.#counted(rows) })
  }

  /** A sorted list after changes; `undefined` when it is better sorted anew. */
  #updated(sorted: readonly R[], changes: RowChanges<R>, by: SortBy<R>): readonly R[] | undefined {
    if (changes.added.length > sorted.length / 8) return undefined
    return applyChanges(sorted, changes, orderOf(by), () => false)
  }

  #counted(shown: readonly R[]): Answer<R>['selected'] {
    const has = this.#isSelected
    if (!has) return { total: 0, shown: 0 }
    const count = (rows: readonly R[]) => rows.reduce((sum, row) => (has(row) ? sum + 1 : sum), 0)
    const total = count(this.#all)
    return { total, shown: shown === this.#sorted ? total : count(shown) }
  }

  #selectedAfter({ removed, added }: RowChanges<R>, addedShown: readonly R[]): Answer<R>['selected'] {
    const has = this.#isSelected
    if (!has) return this.#answer.selected
    const count = (rows: readonly R[]) => rows.reduce((sum, row) => (has(row) ? sum + 1 : sum), 0)
    const test = this.#applied
    const gone = removed.filter(has)
    const { total, shown } = this.#answer.selected
    const goneShown = test ? gone.filter(test).length : gone.length
    return { total: total - gone.length + count(added), shown: shown - goneShown + count(addedShown) }
  }

  #publish(answer: Answer<R>): void {
    this.#answer = answer
    for (const listener of this.#listeners) listener()
  }
}

/** Some rows in the order that all of them have. */
function inOrderOf<R>(all: readonly R[], some: readonly R[]): R[] {
  const wanted = new Set(some)
  return all.filter((row) => wanted.has(row))
}
