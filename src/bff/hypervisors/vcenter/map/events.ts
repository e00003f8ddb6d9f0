import type { EventEntry } from '../../../../contract/vm.ts'
import type { Decoded } from '../transport/values.ts'
import { compact, get, num, str, time, typeName } from '../wire/read.ts'

type Severity = EventEntry['severity']

/** Severity by event type id or class. */
export type Severities = ReadonlyMap<string, Severity>

const extended = new Set(['EventEx', 'ExtendedEvent'])

/**
 * Index of `eventInfo`. QUIRK(vcenter): all types of `EventEx` and `ExtendedEvent` share one key; their own id
 * stands before the `|` of `fullFormat`. Test: `details.test.ts`.
 */
export function readSeverities(eventInfo: readonly Decoded[]): Severities {
  const severities = new Map<string, Severity>()
  for (const info of eventInfo) {
    const key = str(get(info, 'key'))
    const category = str(get(info, 'category'))
    if (key === undefined) continue
    const format = str(get(info, 'fullFormat')) ?? ''
    const id = extended.has(key) ? format.slice(0, Math.max(0, format.indexOf('|'))) : key
    if (id !== '') severities.set(id, severityOf(category))
  }
  return severities
}

function severityOf(category: string | undefined): Severity {
  // `user` marks what a person did.
  return category === 'error' || category === 'warning' ? category : 'info'
}

/** Events as the contract has them, newest first. What holds no key or time is left out. */
export function readEvents(events: readonly Decoded[], severities: Severities): EventEntry[] {
  return events
    .flatMap((event) => readEvent(event, severities) ?? [])
    .sort((a, b) => Number(b.id) - Number(a.id) || b.at - a.at)
}

function readEvent(event: Decoded, severities: Severities): EventEntry | undefined {
  const id = str(get(event, 'key'))
  const at = time(get(event, 'createdTime'))
  if (id === undefined || num(id) === undefined || at === undefined) return undefined
  const className = typeName(event) ?? 'Event'
  const type = (extended.has(className) ? str(get(event, 'eventTypeId')) : undefined) ?? className
  const own = className === 'EventEx' ? str(get(event, 'severity')) : undefined
  const severity = own === undefined ? severities.get(type) : severityOf(own)
  return compact({
    id,
    at,
    // Without the table the class's name has to do: most failures are named so.
    severity: severity ?? (/Fail|Error/.test(type) ? ('error' as const) : ('info' as const)),
    type,
    message: str(get(event, 'fullFormattedMessage')) ?? str(get(event, 'message')) ?? type,
    userName: str(get(event, 'userName')),
  })
}
