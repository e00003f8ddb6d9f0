import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { type ReactNode, useId, useMemo } from 'react'
import type { InventoryKind, InventoryRow } from '../../../../contract/inventory.ts'
import { findObjects } from '../../../client/name-index.ts'
import { useSystems } from '../../../client/systems.ts'
import { useNameIndex } from '../../../client/use-name-index.ts'
import { SearchIcon } from '../../../ui/icons.tsx'
import { severityWords } from '../../../ui/severity-text.tsx'
import type { Facets } from '../facets/use-facets.ts'
import classes from './filter.module.css'
import { FilterPills } from './filter-pills.tsx'
import { type Choice, MultiChoice, offerOf } from './multi-choice.tsx'
import { RangeField } from './range-field.tsx'
import type { EventsUrl, FieldProblems } from './url-state.ts'
import type { EventsUrlState } from './use-events-url.ts'

const objectKinds: readonly InventoryKind[] = [
  'vm',
  'template',
  'host',
  'cluster',
  'datastore',
  'network',
  'datacenter',
  'folder',
  'pool',
]

const kindWords: Record<InventoryKind, string> = {
  vm: 'VM',
  template: 'template',
  host: 'host',
  cluster: 'cluster',
  datastore: 'datastore',
  network: 'network',
  datacenter: 'data center',
  folder: 'folder',
  pool: 'resource pool',
}

const severities = offerOf(Object.entries(severityWords).map(([value, label]) => ({ value, label })))

/** What of a filter can be taken away by one press; the range stays. */
export const emptyFilter = {
  text: '',
  systems: [],
  severities: [],
  types: [],
  users: [],
  objects: [],
  chains: [],
} satisfies Partial<EventsUrl>

/** All that narrows the log. It stands in the address; what is typed counts a moment later. */
export function FilterBar(props: {
  state: EventsUrlState
  problems: FieldProblems
  facets: Facets
}): ReactNode {
  const { state, problems, facets } = props
  const { url, text, setText, commitText, change } = state
  const zone = useId()
  const systems = useSystems()
  const systemOffer = useMemo(
    () =>
      offerOf(
        systems.map(({ id, name, session }) => ({
          value: id,
          label: name,
          detail: session.state === 'signed-in' ? undefined : 'not signed in',
        })),
      ),
    [systems],
  )
  const typeOffer = useMemo(() => {
    const choices = facets.types.map(({ type, name, otherNames, count }): Choice => {
      const detail = [type === name ? undefined : type, ...(otherNames ?? [])].filter(Boolean).join(', ')
      return { value: type, label: name, detail: detail === '' ? undefined : detail, count }
    })
    return offerOf(choices)
  }, [facets.types])
  const userOffer = useMemo(
    () => offerOf(facets.users.map(({ name, count }) => ({ value: name, label: name, count }))),
    [facets.users],
  )
  const objectOffer = useObjectOffer()
  const asTyped = (query: string): Choice => ({ value: query, label: `“${query}”`, detail: 'as typed' })

  return (
    <section className={classes.region} aria-label="Filter">
      <div className={classes.fields}>
        <TextInput
          className={`${classes.search}`}
          size="xs"
          label="Search events"
          placeholder="Words of message, type, user or names"
          leftSection={<SearchIcon size={14} />}
          maxLength={500}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          onBlur={commitText}
          onKeyDown={({ key }) => {
            if (key === 'Enter') commitText()
          }}
        />
        <RangeField
          range={url.range}
          utc={url.utc}
          problems={problems}
          onChange={(range) => change({ range, event: undefined, at: undefined })}
        />
        <MultiChoice
          label="System"
          values={url.systems}
          offer={systemOffer}
          error={problems.systems}
          onChange={(values) => change({ systems: values })}
        />
        <MultiChoice
          label="Severity"
          values={url.severities}
          offer={severities}
          error={problems.severities}
          width={220}
          onChange={(values) => change({ severities: values })}
        />
        <MultiChoice
          label="Type"
          values={url.types}
          offer={typeOffer}
          free={asTyped}
          loading={!facets.typesKnown || !facets.complete}
          error={problems.types}
          width={460}
          onChange={(values) => change({ types: values })}
        />
        <MultiChoice
          label="User"
          values={url.users}
          offer={userOffer}
          free={asTyped}
          loading={!facets.complete}
          error={problems.users}
          onChange={(values) => change({ users: values })}
        />
        <MultiChoice
          label="Object"
          values={url.objects}
          offer={objectOffer}
          error={problems.objects}
          width={420}
          onChange={(values) => change({ objects: values })}
        />
        <div className={classes.zone}>
          <span className={classes.zoneLabel} id={zone}>
            Time zone
          </span>
          <SegmentedControl
            size="xs"
            aria-labelledby={zone}
            transitionDuration={0}
            data={[
              { value: 'local', label: 'Local' },
              { value: 'utc', label: 'UTC' },
            ]}
            value={url.utc ? 'utc' : 'local'}
            onChange={(value) => change({ utc: value === 'utc' }, { replace: true })}
          />
        </div>
      </div>
      <FilterPills url={url} problems={problems} facets={facets} change={change}>
        {text !== '' || isNarrowed(url) ? (
          <Button size="compact-xs" variant="default" onClick={() => change(emptyFilter)}>
            Clear filter
          </Button>
        ) : null}
      </FilterPills>
    </section>
  )
}

export function isNarrowed(url: EventsUrl): boolean {
  return (
    url.text !== '' ||
    [url.systems, url.severities, url.types, url.users, url.objects, url.chains].some(
      (list) => list.length > 0,
    )
  )
}

/** Objects by a part of their name; nothing until something is typed: an estate has tens of thousands. */
function useObjectOffer(): (query: string) => { choices: readonly Choice[]; total: number } {
  const names = useNameIndex(objectKinds)
  const systems = useSystems()
  return useMemo(() => {
    const systemName = (id: string) => systems.find((system) => system.id === id)?.name ?? id
    const choiceOf = ({ system, id, name, kind }: InventoryRow): Choice => ({
      value: `${system}/${id}`,
      label: name,
      detail: `${kindWords[kind]} on ${systemName(system)}`,
    })
    return (query) => {
      if (names === undefined) return { choices: [], total: 0 }
      if (query.trim() === '')
        return { choices: names.rows.slice(0, 20).map(choiceOf), total: names.rows.length }
      const { rows, total } = findObjects(names, query, 50)
      return { choices: rows.map(choiceOf), total }
    }
  }, [names, systems])
}
