import type { ReactNode } from 'react'
import { currentInventory } from '../../../client/inventory.ts'
import { useSystems } from '../../../client/systems.ts'
import { CloseIcon } from '../../../ui/icons.tsx'
import { severityWords } from '../../../ui/severity-text.tsx'
import type { Facets } from '../facets/use-facets.ts'
import classes from './filter.module.css'
import type { EventsUrl, FieldProblems } from './url-state.ts'
import type { EventsUrlState } from './use-events-url.ts'

type ListField = 'systems' | 'severities' | 'types' | 'users' | 'objects' | 'chains'

interface Pill {
  field: ListField
  value: string
  label: string
  text: string
  bad: boolean
}

/** Each chosen value, with a button that takes it away. */
export function FilterPills(props: {
  url: EventsUrl
  problems: FieldProblems
  facets: Facets
  change: EventsUrlState['change']
  children: ReactNode
}): ReactNode {
  const { url, problems, facets, change, children } = props
  const systems = useSystems()
  const pills = pillsOf(url, {
    system: (id) => systems.find((system) => system.id === id)?.name,
    type: (type) => facets.types.find((each) => each.type === type)?.name,
    object: (key) => {
      const slash = key.indexOf('/')
      return currentInventory().nameOf(key.slice(0, slash), key.slice(slash + 1))
    },
  })
  if (pills.length === 0 && children === null) return null
  return (
    <ul className={classes.pills} aria-label="Chosen">
      {pills.map(({ field, value, label, text, bad }) => (
        <li
          key={`${field} ${value}`}
          className={classes.pill}
          data-bad={bad || (field === 'types' && problems.types?.includes(`“${value}”`)) || undefined}
        >
          <span className={classes.pillText} title={`${label}: ${text}`}>
            {label}: <strong>{text}</strong>
          </span>
          <button
            type="button"
            className={classes.remove}
            aria-label={`Remove ${label} ${text}`}
            onClick={() => change({ [field]: url[field].filter((each) => each !== value) })}
          >
            <CloseIcon size={12} />
          </button>
        </li>
      ))}
      {children === null ? null : <li>{children}</li>}
    </ul>
  )
}

/** The values of a filter in words; what has no name stands as it is. */
export function pillsOf(
  url: Pick<EventsUrl, ListField>,
  names: {
    system(id: string): string | undefined
    type(type: string): string | undefined
    object(key: string): string | undefined
  },
): Pill[] {
  const afterSlash = (key: string) => key.slice(key.indexOf('/') + 1)
  const ofSystem = (key: string) => {
    const system = key.slice(0, Math.max(0, key.indexOf('/')))
    return names.system(system) ?? system
  }
  const severityWord = (word: string): string | undefined =>
    Object.entries(severityWords).find(([severity]) => severity === word)?.[1]
  return [
    ...url.systems.map(
      (value): Pill => ({
        field: 'systems',
        value,
        label: 'System',
        text: names.system(value) ?? value,
        bad: names.system(value) === undefined,
      }),
    ),
    ...url.severities.map(
      (value): Pill => ({
        field: 'severities',
        value,
        label: 'Severity',
        text: severityWord(value) ?? value,
        bad: severityWord(value) === undefined,
      }),
    ),
    ...url.types.map(
      (value): Pill => ({
        field: 'types',
        value,
        label: 'Type',
        text: names.type(value) ?? value,
        bad: false,
      }),
    ),
    ...url.users.map((value): Pill => ({ field: 'users', value, label: 'User', text: value, bad: false })),
    ...url.objects.map(
      (value): Pill => ({
        field: 'objects',
        value,
        label: 'Object',
        text: names.object(value) ?? `${afterSlash(value)} on ${ofSystem(value)}`,
        bad: !value.includes('/'),
      }),
    ),
    ...url.chains.map(
      (value): Pill => ({
        field: 'chains',
        value,
        label: 'Operation',
        text: `${afterSlash(value)} on ${ofSystem(value)}`,
        bad: !value.includes('/'),
      }),
    ),
  ]
}
