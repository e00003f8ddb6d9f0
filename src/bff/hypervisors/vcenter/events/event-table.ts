import type { EventSeverity, EventType } from '../../../../contract/events/event.ts'
import type { Decoded } from '../transport/values.ts'
import { get, str } from '../wire/read.ts'
import { readExplanation } from './event-explanation.ts'
import { familyOf } from './families.ts'

const extended = new Set(['EventEx', 'ExtendedEvent'])

interface Row extends EventType {
  category: string | undefined
}

/** What a vCenter says of its kinds of events: `EventManager.description.eventInfo`. */
export class EventTable {
  private readonly rows = new Map<string, Row>()

  /**
   * QUIRK(vcenter): all types of `EventEx` and `ExtendedEvent` share one key; their own id stands before the `|` of
   * `fullFormat`. Test: `read-log-event.test.ts`.
   */
  constructor(eventInfo: readonly Decoded[]) {
    for (const info of eventInfo) {
      const key = str(get(info, 'key'))
      if (key === undefined) continue
      const format = str(get(info, 'fullFormat')) ?? ''
      const bar = format.indexOf('|')
      const type = extended.has(key) ? format.slice(0, Math.max(0, bar)) : key
      if (type === '' || this.rows.has(type)) continue
      const category = str(get(info, 'category'))
      const explanation = readExplanation(str(get(info, 'longDescription')))
      this.rows.set(type, {
        type,
        name: str(get(info, 'description')) ?? format.slice(bar + 1),
        severity: severityOf(category),
        family: familyOf(type),
        category,
        ...(explanation === undefined ? {} : { explanation }),
      })
    }
  }

  get types(): EventType[] {
    return [...this.rows.values()].map(({ category, ...type }) => type)
  }

  nameOf(type: string): string | undefined {
    return this.rows.get(type)?.name
  }

  /** How bad an event is, and the word of the system for it. `own` is what an `EventEx` says of itself. */
  severityOf(
    event: { className: string; type: string },
    own: string | undefined,
  ): { severity: EventSeverity; rawSeverity?: string } {
    // Unset means info, by the documentation of the class.
    const word =
      event.className === 'EventEx' ? (own ?? 'info') : (own ?? this.rows.get(event.type)?.category)
    if (word !== undefined) return { severity: severityOf(word), rawSeverity: word }
    // Classes that the table leaves out: most failures are named so.
    return { severity: /Fail|Error/.test(event.type) ? 'error' : 'info' }
  }
}

/** `user` marks what a person did. */
function severityOf(category: string | undefined): EventSeverity {
  return category === 'error' || category === 'warning' ? category : 'info'
}

/** The categories that are shown as one of these severities; vSphere knows no alerts. */
export function categoriesOf(severities: readonly EventSeverity[]): string[] {
  return severities.flatMap((severity) => {
    if (severity === 'info') return ['info', 'user']
    return severity === 'alert' ? [] : [severity]
  })
}
