import { type ReactNode, useMemo } from 'react'
import { useEventLog } from '../../client/event-log.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import classes from './events-page.module.css'
import { useFacets } from './facets/use-facets.ts'
import { filterOf } from './filter/url-state.ts'
import { useEventsUrl } from './filter/use-events-url.ts'
import { EventHistogram } from './histogram/histogram.tsx'
import { EventPanel } from './panel/event-panel.tsx'
import { WatchRulesButton } from './rules/rules-button.tsx'

export function SignedInEvents({ systems }: { systems: readonly string[] }): ReactNode {
  const { url, change } = useEventsUrl()
  const { filter = {} } = useMemo(() => filterOf(url, Date.now()), [url])
  const log = useEventLog(filter, systems)
  useFacets(filter, systems)
  const open = log.rows.find(
    (row) => row.kind === 'event' && `${row.event.system}/${row.event.id}` === url.event,
  )
  return (
    <div className={classes.page}>
      <PageHeader title="Events">
        <WatchRulesButton filter={filter} />
      </PageHeader>
      <EventHistogram
        filter={filter}
        systems={systems}
        utc={url.utc}
        onRange={(range) =>
          range &&
          change({
            range: { from: new Date(range.from).toISOString(), to: new Date(range.until).toISOString() },
          })
        }
      />
      <div className={classes.columns}>
        <ul>
          {log.rows
            .slice(0, 50)
            .map((row) =>
              row.kind === 'event' ? (
                <li key={`${row.event.system}/${row.event.id}`}>{row.event.message}</li>
              ) : null,
            )}
        </ul>
        {open?.kind === 'event' ? (
          <EventPanel
            event={open.event}
            utc={url.utc}
            onClose={() => change({ event: undefined, at: undefined })}
            onShow={({ system, id, at }) => change({ event: `${system}/${id}`, at })}
          />
        ) : null}
      </div>
    </div>
  )
}
