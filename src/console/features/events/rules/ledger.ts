import { z } from 'zod'
import {
  type EventSeverity,
  eventKey,
  eventSeveritySchema,
  type LogEvent,
} from '../../../../contract/events/event.ts'

/** Entries that fitted a rule, as this browser keeps them: where to find them, never what they say. */
const matchSchema = z.object({
  system: z.string(),
  id: z.string(),
  at: z.number(),
  severity: eventSeveritySchema,
  type: z.string(),
})
export type Match = z.infer<typeof matchSchema>

const recordSchema = z.object({
  /** Told since somebody looked last. */
  unseen: z.number(),
  /** Ever. */
  total: z.number(),
  /** The newest first. */
  latest: z.array(matchSchema),
})
export type MatchRecord = z.infer<typeof recordSchema>

const markSchema = z.object({
  /** Time of the newest entry that a page of this browser heard of, by the system's clock. */
  newest: z.number(),
  /** What is not newer than this (the same clock) was there before anybody listened. */
  floor: z.number(),
  /** When one last listened, by the browser's clock. */
  heardAt: z.number(),
})
export type Mark = z.infer<typeof markSchema>

/** Where a page stands in a system's log. */
export type Place = Pick<Mark, 'newest' | 'floor'>

const ledgerSchema = z.object({
  version: z.literal(1),
  /** `rule system/id` of what was told, the oldest first. */
  told: z.array(z.string()),
  records: z.record(z.string(), recordSchema),
  marks: z.record(z.string(), markSchema),
})
type Kept = z.infer<typeof ledgerSchema>

export const ledgerKey = 'gantry.watch-matches'
const mostTold = 1500
const mostLatest = 20

/** One entry for one rule. */
export interface Candidate {
  rule: string
  event: LogEvent
}

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>

/**
 * What all pages of this browser have told: each entry is told once per rule, by the page that notes it first. Without a
 * storage it lasts as long as the page.
 */
export class Ledger {
  private readonly storage: Storage | undefined
  private memory: Kept = emptyLedger()

  constructor(storage: Storage | undefined) {
    this.storage = storage
  }

  mark(system: string): Mark | undefined {
    return this.read().marks[system]
  }

  records(): Record<string, MatchRecord> {
    return this.read().records
  }

  /** Notes how far each system's log was heard. */
  hear(places: ReadonlyMap<string, Place>, now: number): void {
    const kept = this.read()
    this.write({ ...kept, marks: withMarks(kept.marks, places, now) })
  }

  /** Notes what is to be told, and gives those that no page has told before. */
  claim(candidates: readonly Candidate[], places: ReadonlyMap<string, Place>, now: number): Candidate[] {
    const kept = this.read()
    const told = new Set(kept.told)
    const records = { ...kept.records }
    const claimed = candidates.filter(({ rule, event }) => {
      const key = `${rule} ${eventKey(event)}`
      if (told.has(key)) return false
      told.add(key)
      const { unseen, total, latest } = records[rule] ?? { unseen: 0, total: 0, latest: [] }
      records[rule] = { unseen: unseen + 1, total: total + 1, latest: withMatch(latest, event) }
      return true
    })
    if (claimed.length > 0)
      this.write({
        ...kept,
        told: [...told].slice(-mostTold),
        records,
        marks: withMarks(kept.marks, places, now),
      })
    return claimed
  }

  /** Somebody looked at the matches of one rule, or of all. */
  see(rule?: string): void {
    const kept = this.read()
    const seen = Object.entries(kept.records).map(([id, record]) => [
      id,
      rule === undefined || rule === id ? { ...record, unseen: 0 } : record,
    ])
    this.write({ ...kept, records: Object.fromEntries(seen) })
  }

  /** Forgets what rules told that are no more. */
  retain(rules: ReadonlySet<string>): void {
    const kept = this.read()
    const records = Object.entries(kept.records).filter(([id]) => rules.has(id))
    if (records.length === Object.keys(kept.records).length) return
    this.write({ ...kept, records: Object.fromEntries(records) })
  }

  private read(): Kept {
    try {
      const text = this.storage?.getItem(ledgerKey) ?? undefined
      if (text === undefined) return this.storage === undefined ? this.memory : emptyLedger()
      return ledgerSchema.safeParse(JSON.parse(text)).data ?? emptyLedger()
    } catch {
      return this.memory
    }
  }

  private write(kept: Kept): void {
    this.memory = kept
    try {
      this.storage?.setItem(ledgerKey, JSON.stringify(kept))
    } catch {
      // No room, or forbidden: what was told may be told again after a reload.
    }
  }
}

function emptyLedger(): Kept {
  return { version: 1, told: [], records: {}, marks: {} }
}

function withMatch(latest: readonly Match[], event: LogEvent): Match[] {
  const { system, id, at, severity, type } = event
  return [{ system, id, at, severity, type }, ...latest].toSorted((a, b) => b.at - a.at).slice(0, mostLatest)
}

function withMarks(marks: Kept['marks'], places: ReadonlyMap<string, Place>, heardAt: number): Kept['marks'] {
  const next = { ...marks }
  for (const [system, { newest, floor }] of places)
    next[system] = { newest: Math.max(newest, next[system]?.newest ?? newest), floor, heardAt }
  return next
}

/** The worst of several severities. */
export function worstOf(severities: readonly EventSeverity[]): EventSeverity {
  const order: readonly EventSeverity[] = ['alert', 'error', 'warning', 'info']
  return order.find((severity) => severities.includes(severity)) ?? 'info'
}
