import type { LogEvent } from '../../../../contract/events/event.ts'
import { eventMatcher } from '../../../../contract/events/filter.ts'
import type { Candidate, Ledger, Place } from './ledger.ts'
import type { WatchRule } from './watch-rule.ts'

/** Entries that fitted a rule within a moment, the oldest first. */
export interface Told {
  rule: WatchRule
  events: readonly LogEvent[]
}

export interface WatcherOptions {
  ledger: Ledger
  rules: () => readonly WatchRule[]
  /** Epoch ms. */
  now: () => number
  /** Whether somebody looks at this page now, could see it beside another window, or cannot. */
  sight: () => 'looked at' | 'seen' | 'hidden'
  /** Runs something later; gives the way to give it up. */
  later: (run: () => void, ms: number) => () => void
  /** Runs something while no other page of this browser does. */
  alone: (run: () => void) => Promise<unknown>
  tell: (told: Told) => void
}

/** So long, in ms, a burst is gathered into one message: a page that is looked at goes before others. */
const gather = { 'looked at': 700, seen: 1300, hidden: 2000 }
/** A page that opens so soon after the last one listened goes on where that one was (ms): a reload, say. */
const recently = 2 * 60_000
/** Entries may be told so much later than others of their time; ms. */
const disorder = 60_000
/** More at once than anybody reads; the rest is counted by the page of events. */
const mostAtOnce = 5000

/** Judges the entries of the live tail by the rules, and tells each once over all pages of this browser. */
export class Watcher {
  private readonly options: WatcherOptions
  private readonly places = new Map<string, Place>()
  private pending: Candidate[] = []
  private giveUp: (() => void) | undefined
  private matchers: { rules: readonly WatchRule[]; list: [WatchRule, (event: LogEvent) => boolean][] } = {
    rules: [],
    list: [],
  }

  constructor(options: WatcherOptions) {
    this.options = options
  }

  /** Takes entries of one system that this page had not. The first ones are history, unless another page listened till now. */
  take(system: string, events: readonly LogEvent[]): void {
    if (events.length === 0) return
    const highest = events.reduce((high, { at }) => Math.max(high, at), Number.NEGATIVE_INFINITY)
    const place = this.places.get(system) ?? this.begin(system, highest)
    const { floor } = place
    this.places.set(system, { floor, newest: Math.max(highest, place.newest) })
    for (const [rule, fits] of this.judges())
      for (const event of events) {
        if (event.at <= Math.max(floor, rule.after[system] ?? Number.NEGATIVE_INFINITY)) continue
        if (fits(event) && this.pending.length < mostAtOnce) this.pending.push({ rule: rule.id, event })
      }
    if (this.pending.length === 0) return
    this.giveUp ??= this.options.later(() => void this.flush(), gather[this.options.sight()])
  }

  /** Notes that this page listens: what another one opens with soon after is no history. */
  beat(): void {
    if (this.places.size > 0) this.options.ledger.hear(this.places, this.options.now())
  }

  /** Forgets a system that was signed out of: what it tells at the next sign-in is history. */
  forget(system: string): void {
    this.places.delete(system)
  }

  stop(): void {
    this.giveUp?.()
    this.giveUp = undefined
    this.beat()
  }

  private begin(system: string, highest: number): Place {
    const mark = this.options.ledger.mark(system)
    const goesOn = mark !== undefined && this.options.now() - mark.heardAt < recently
    if (!goesOn) return { newest: highest, floor: highest }
    return { newest: highest, floor: Math.max(mark.floor, mark.newest - disorder) }
  }

  private judges(): [WatchRule, (event: LogEvent) => boolean][] {
    const rules = this.options.rules()
    if (this.matchers.rules !== rules)
      this.matchers = {
        rules,
        list: rules.filter(({ on }) => on).map((rule) => [rule, eventMatcher(rule.filter)]),
      }
    return this.matchers.list
  }

  private async flush(): Promise<void> {
    this.giveUp = undefined
    const pending = this.pending
    this.pending = []
    let claimed: Candidate[] = []
    await this.options.alone(() => {
      claimed = this.options.ledger.claim(pending, this.places, this.options.now())
    })
    for (const rule of this.options.rules()) {
      const events = claimed.filter((one) => one.rule === rule.id).map(({ event }) => event)
      if (events.length > 0) this.options.tell({ rule, events: events.toSorted((a, b) => a.at - b.at) })
    }
  }
}
