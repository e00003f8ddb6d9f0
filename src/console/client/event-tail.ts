import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { EventGap, LogEvent } from '../../contract/events/event.ts'
import type { FaultInfo } from '../../contract/fault.ts'
import type { LiveMessage } from '../../contract/live.ts'

/** What the live stream told of one system's log. */
export interface EventTail {
  epoch: string
  version: number
  /** The newest at most 2,000, in the order in which they were told. */
  events: readonly LogEvent[]
  /** Stretches of which the server may have missed entries. */
  gaps: readonly EventGap[]
  /** Why the log cannot be followed now, and when that is tried again (epoch ms). */
  fault?: FaultInfo
  retryAt?: number
}

/**
 * Hears of entries that this page had not, in the order in which they were told. `full`: they are the newest ones that
 * the server holds, so some may be old; `missedSince` (epoch ms by the system's clock) says that between that time and
 * these some may be missing.
 */
export type EventListener = (
  system: string,
  events: readonly LogEvent[],
  full: boolean,
  missedSince: number | undefined,
) => void

/** Entries of one system that are kept. */
const kept = 2000

const tails = createStore<ReadonlyMap<string, EventTail>>(() => new Map())
const listeners = new Set<EventListener>()

/** The tail of every signed-in system's log, by its id; renders again when one changes. */
export function useRecentEvents(): ReadonlyMap<string, EventTail> {
  return useStore(tails)
}

/** The same outside of React. */
export function recentEvents(): ReadonlyMap<string, EventTail> {
  return tails.getState()
}

/** Calls `listener` after every change, also where nothing new was told; returns the way to stop it. */
export function onTailChange(listener: () => void): () => void {
  return tails.subscribe(listener)
}

/** Calls `listener` with new entries; returns the way to stop it. */
export function onEvents(listener: EventListener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Takes a message of the live stream; fed by `live.ts` alone. */
export function applyEvents(message: Extract<LiveMessage, { type: 'events' }>): void {
  const { system, epoch, version, gaps, fault, retryAt } = message
  const before = tails.getState().get(system)
  // A log that was put back numbers anew: the same id at another time is another entry.
  const known = new Map(before?.events.map(({ id, at }) => [id, at]))
  const fresh = message.events.filter(({ id, at }) => known.get(id) !== at && known.set(id, at))
  // What goes on from a stretch that this page never saw is worth no more than a full one.
  const full = message.full || before?.epoch !== epoch || before.events.length === 0
  // None of the newest was known: others may lie between.
  const missed = full && fresh.length > 0 && fresh.length === message.events.length
  const old = (before?.events ?? []).filter(({ id, at }) => known.get(id) === at)
  const events = [...old, ...fresh].slice(-kept)
  const tail: EventTail = { epoch, version, events, gaps }
  if (fault !== undefined) tail.fault = fault
  if (retryAt !== undefined) tail.retryAt = retryAt
  tails.setState(new Map(tails.getState()).set(system, tail), true)
  if (fresh.length === 0) return
  const times = before?.events.map(({ at }) => at) ?? []
  const since = missed && times.length > 0 ? Math.max(...times) : undefined
  for (const listener of listeners) listener(system, fresh, full, since)
}

/** What to ask for after a reconnect: `system:epoch:version,…`. */
export function resumeEvents(): string {
  return Array.from(tails.getState(), ([id, { epoch, version }]) => `${id}:${epoch}:${version}`).join(',')
}

/** Forgets the tails of every system that `keep` refuses. */
export function retainEvents(keep: (system: string) => boolean): void {
  const now = tails.getState()
  if ([...now.keys()].every(keep)) return
  tails.setState(new Map([...now].filter(([system]) => keep(system))), true)
}
