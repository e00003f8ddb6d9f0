import type { EventEntry } from '../../../../contract/vm.ts'
import type { WireEvent } from '../wire/event.ts'

const severities: Record<string, EventEntry['severity']> = {
  normal: 'info',
  warning: 'warning',
  error: 'error',
  alert: 'error',
}

function toEvent(event: WireEvent): EventEntry {
  const userName = event.user?.name
  return {
    id: event.id,
    at: event.time ?? 0,
    severity: severities[event.severity ?? 'normal'] ?? 'info',
    type: event.code === undefined ? 'unknown' : String(event.code),
    message: event.description ?? '',
    ...(userName === undefined ? {} : { userName }),
  }
}

/** Newest first, at most 50. */
export function toEvents(events: readonly WireEvent[]): EventEntry[] {
  return [...events]
    .sort((a, b) => (b.time ?? 0) - (a.time ?? 0) || b.index - a.index)
    .slice(0, 50)
    .map(toEvent)
}
