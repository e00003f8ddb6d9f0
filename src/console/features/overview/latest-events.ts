import { type EventSeverity, eventKey, type LogEvent, newestFirst } from '../../../contract/events/event.ts'

/** What matters of a log without being asked. */
export const troubling: EventSeverity[] = ['warning', 'error', 'alert']

/** The newest entries since `since` (epoch ms) that matter, each once, out of several lists. */
export function latestOf(lists: readonly (readonly LogEvent[])[], since: number, most: number): LogEvent[] {
  const found = new Map<string, LogEvent>()
  for (const events of lists)
    for (const event of events)
      if (event.at >= since && troubling.includes(event.severity)) found.set(eventKey(event), event)
  return [...found.values()].toSorted(newestFirst).slice(0, most)
}
