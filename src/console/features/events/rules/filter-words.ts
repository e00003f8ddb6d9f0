import { eventSeveritySchema } from '../../../../contract/events/event.ts'
import type { EventFilter } from '../../../../contract/events/filter.ts'
import { severityWords } from '../../../ui/severity-text.tsx'

const worstLast = eventSeveritySchema.options

export interface FilterNames {
  system: (id: string) => string
  /** Of a type of entries. */
  type: (type: string) => string
  /** Of an object, `system/id`. */
  object: (key: string) => string
}

/** A filter in words, one line for each part; none: everything fits. */
export function filterWords(filter: EventFilter, names: FilterNames): { label: string; text: string }[] {
  const {
    systems = [],
    severities = [],
    types = [],
    users = [],
    objects = [],
    chains = [],
    text = '',
  } = filter
  const words = text.split(/\s+/).filter((word) => word !== '')
  return [
    { label: 'System', values: systems.map(names.system) },
    {
      label: 'Severity',
      values: worstLast
        .filter((severity) => severities.includes(severity))
        .map((each) => severityWords[each]),
    },
    { label: 'Type', values: types.map(names.type) },
    { label: 'User', values: users },
    { label: 'Object', values: objects.map(names.object) },
    { label: 'Operation', values: chains.map((chain) => chain.slice(chain.indexOf('/') + 1)) },
    { label: 'Text', values: words.length === 0 ? [] : [words.map((word) => `“${word}”`).join(' and ')] },
  ].flatMap(({ label, values }) => (values.length === 0 ? [] : [{ label, text: listText(values) }]))
}

const most = 6

function listText(values: readonly string[]): string {
  if (values.length > most) return `${values.slice(0, most).join(', ')} or ${values.length - most} more`
  const last = values.at(-1) ?? ''
  return values.length < 2 ? last : `${values.slice(0, -1).join(', ')} or ${last}`
}

/** A short name for a rule with this filter. */
export function suggestedName(filter: EventFilter, names: FilterNames): string {
  const parts = filterWords(filter, names).map(({ text }) => text)
  // It is quoted itself where it is told.
  const name = parts.join(' · ').replaceAll(/[“”]/g, '')
  return name === '' ? 'Everything' : name.length > 80 ? `${name.slice(0, 79)}…` : name
}
