import { Alert, Button } from '@mantine/core'
import { type ReactNode, useCallback, useMemo } from 'react'
import type { LogEvent } from '../../../contract/events/event.ts'
import { type EventLogView, useEventLog } from '../../client/event-log.ts'
import { useSystems } from '../../client/systems.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { lineIcon } from '../../ui/icons.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import classes from './events-page.module.css'
import { ExportButton } from './export/export-button.tsx'
import { useFacets } from './facets/use-facets.ts'
import { emptyFilter, FilterBar, isNarrowed } from './filter/filter-bar.tsx'
import { type EventsUrl, quoted } from './filter/url-state.ts'
import { useEventsUrl } from './filter/use-events-url.ts'
import { usePageFilter } from './filter/use-page-filter.ts'
import { EventHistogram } from './histogram/histogram.tsx'
import { EventList } from './list/event-list.tsx'
import { NothingFits } from './list/nothing-fits.tsx'
import { narrowingsOf } from './list/row-choices.ts'
import { useTypeNames } from './list/type-names.ts'
import { newerThan, useOpenEvent } from './list/use-open-event.ts'
import { useShownRows } from './list/use-shown-rows.ts'
import { aroundEvent, fixedInTime, useCopyLink } from './live/copy-link.ts'
import { EventPanel } from './panel/event-panel.tsx'
import { Coverage } from './read-back/coverage.tsx'
import { WatchRulesButton } from './rules/rules-button.tsx'

const LinkIcon = lineIcon(
  <path d="M6.8 9.2a2.8 2.8 0 0 0 4 0l2.4-2.4a2.8 2.8 0 0 0-4-4L8 4M9.2 6.8a2.8 2.8 0 0 0-4 0L2.8 9.2a2.8 2.8 0 0 0 4 4L8 12" />,
)
const nothing = {}

/** The page of events for who is signed in to some systems. */
export function SignedInEvents({ systems }: { systems: readonly string[] }): ReactNode {
  const state = useEventsUrl()
  const { url, text, change } = state
  const { filter, problems: found, asked } = usePageFilter(url, systems)
  const log = useEventLog(filter ?? nothing, asked)
  const rows = useShownRows(log, filter, text)
  const facets = useFacets(filter ?? nothing, asked)
  const names = useTypeNames(asked)
  const all = useSystems()
  const copyLink = useCopyLink()
  const { event: open, here, show, close, step } = useOpenEvent(state, rows)
  const shownLog = useMemo(() => ({ ...log, rows }), [log, rows])

  const strange = facets.typesKnown
    ? url.types.filter((type) => !facets.types.some((each) => each.type === type))
    : []
  const problems =
    strange.length === 0 ? found : { ...found, types: `No system knows the type ${quoted(strange)}.` }

  const question = useMemo(() => JSON.stringify([filter, asked]), [filter, asked])
  const narrow = useCallback((part: Partial<EventsUrl>) => change(part), [change])
  const choicesOf = (event: LogEvent) => [
    ...narrowingsOf(
      event,
      {
        system: all.find(({ id }) => id === event.system)?.name ?? event.system,
        type: names.of(event.system, event.type),
      },
      narrow,
    ),
    {
      label: 'Copy link to this entry',
      apart: true,
      run: () => copyLink(aroundEvent(url, event, newerThan(rows, event))),
    },
  ]
  const key = url.event
  const reveal = useMemo(() => (key === undefined ? undefined : { key, at: url.at }), [key, url.at])
  const lost = key !== undefined && open === undefined && !log.reading && isPast(log, url.at)

  return (
    <div className={classes.page}>
      <PageHeader title="Events">
        {filter === undefined ? null : (
          <>
            <WatchRulesButton filter={filter} />
            <Button
              size="xs"
              variant="default"
              leftSection={<LinkIcon size={14} />}
              onClick={() =>
                copyLink(
                  open === undefined
                    ? fixedInTime(url, Date.now())
                    : aroundEvent(url, open, newerThan(rows, open)),
                )
              }
            >
              Copy link
            </Button>
            <ExportButton filter={filter} systems={asked} utc={url.utc} />
          </>
        )}
      </PageHeader>
      <FilterBar state={state} problems={problems} facets={facets} />
      {filter === undefined ? (
        <EmptyState
          title="Nothing can be shown for this time range"
          text="Correct the field above, or choose another time range."
        >
          <Button variant="default" onClick={() => change({ range: { preset: '24h' } })}>
            Look at the last 24 hours
          </Button>
        </EmptyState>
      ) : (
        <>
          <EventHistogram
            filter={filter}
            systems={asked}
            utc={url.utc}
            onRange={(range) => change({ range, event: undefined, at: undefined })}
          />
          {lost ? (
            <Alert color="yellow" variant="light" title="The entry of this address is not among these">
              Its system does not hold it any more, or the filter leaves it out.
            </Alert>
          ) : null}
          <div className={classes.columns}>
            <div className={classes.main}>
              <EventList
                log={shownLog}
                names={names}
                question={question}
                live={filter.until === undefined || filter.until > Date.now()}
                utc={url.utc}
                opened={key}
                reveal={here ? undefined : reveal}
                onOpen={show}
                onEscape={open === undefined ? undefined : close}
                choicesOf={choicesOf}
                empty={
                  <NothingFits
                    range={url.range}
                    narrowed={isNarrowed(url)}
                    missing={log.coverage.some(({ gaps }) => gaps.length > 0)}
                    onRange={(range) => change({ range })}
                    onClear={() => change(emptyFilter)}
                  />
                }
              >
                <Coverage
                  coverage={log.coverage}
                  filter={filter}
                  utc={url.utc}
                  reading={log.reading}
                  onRetry={log.retry}
                />
              </EventList>
            </div>
            {open === undefined ? null : (
              <EventPanel event={open} utc={url.utc} onClose={close} onShow={show} onStep={step} />
            )}
          </div>
        </>
      )}
    </div>
  )
}

/** Whether all is read down to a moment: what is not there now will not come. */
function isPast({ rows, complete }: EventLogView, at: number | undefined): boolean {
  if (complete) return true
  const last = rows.findLast(({ kind }) => kind === 'event')
  return at !== undefined && last?.kind === 'event' && last.event.at < at - 60_000
}
