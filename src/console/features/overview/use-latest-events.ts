import { useEffect, useState } from 'react'
import type { LogEvent } from '../../../contract/events/event.ts'
import type { FaultInfo } from '../../../contract/fault.ts'
import { api, faultOf } from '../../client/api.ts'
import { troubling } from './latest-events.ts'

/** What one system told of its last day, or why it did not. Neither: it is being read. */
interface Answer {
  events?: readonly LogEvent[]
  fault?: FaultInfo
}

const day = 86_400_000
/** Pages that are read at most where the system cannot pick out severities itself. */
const mostPages = 5
const retryPause = 15_000

/**
 * The newest entries that matter of the last day, `few` at least where there are so many, by system. Read once; what comes
 * later is told by the live tail. Systems that fail are asked again.
 */
export function useLatestEvents(systems: readonly string[], few: number): ReadonlyMap<string, Answer> {
  const [answers, setAnswers] = useState<ReadonlyMap<string, Answer>>(new Map())
  const ids = systems.join('\n')
  useEffect(() => {
    const abort = new AbortController()
    const timers = new Set<ReturnType<typeof setTimeout>>()
    const read = async (system: string) => {
      const answer = await newestOf(system, few, abort.signal).catch((error: unknown) => ({
        fault: faultOf(error),
      }))
      if (abort.signal.aborted) return
      setAnswers((now) => new Map(now).set(system, answer))
      if ('fault' in answer) timers.add(setTimeout(() => void read(system), retryPause))
    }
    const wanted = ids === '' ? [] : ids.split('\n')
    // Of those that were left nothing is kept.
    setAnswers((now) => new Map([...now].filter(([system]) => wanted.includes(system))))
    for (const system of wanted) void read(system)
    return () => {
      abort.abort()
      for (const timer of timers) clearTimeout(timer)
    }
  }, [ids, few])
  return answers
}

async function newestOf(system: string, few: number, signal: AbortSignal): Promise<Answer> {
  const asked = { system, filter: { severities: troubling, from: Date.now() - day }, limit: few }
  const events: LogEvent[] = []
  let cursor: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const reply = await api.events.page(cursor === undefined ? asked : { ...asked, cursor }, { signal })
    events.push(...reply.events)
    cursor = reply.cursor
    if (cursor === undefined || events.length >= few) break
  }
  return { events }
}
