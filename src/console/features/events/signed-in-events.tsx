import { type ReactNode, useMemo } from 'react'
import { eventKey, type LogEvent } from '../../../contract/events/event.ts'
import { useEventLog } from '../../client/event-log.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import classes from './events-page.module.css'
import { filterOf } from './filter/url-state.ts'
import { useEventsUrl } from './filter/use-events-url.ts'
import { EventHistogram } from './histogram/histogram.tsx'
import { EventList } from './list/event-list.tsx'
import { EventPanel } from './panel/event-panel.tsx'
import { WatchRulesButton } from './rules/rules-button.tsx'

export function SignedInEvents({ systems }: { systems: readonly string[] }): ReactNode {
  const { url, change } = useEventsUrl()
  const { filter = {} } = useMemo(() => filterOf(url, Date.now()), [url])
  const log = useEventLog(filter, systems)
  const open = log.rows.find((row) => row.kind === 'event' && eventKey(row.event) === url.event)
  const show = ({ system, id, at }: LogEvent) => change({ event: `${system}/${id}`, at })
  return (
    <div className={classes.page}>
      <PageHeader title="Events">
        <WatchRulesButton filter={filter} />
      </PageHeader>
      <EventHistogram
        filter={filter}
        systems={systems}
        utc={url.utc}
        onRange={(range) => change({ range })}
      />
      <div className={classes.columns}>
        <div className={classes.main}>
          <EventList
            log={log}
            systems={systems}
            question={JSON.stringify(filter)}
            live
            utc={url.utc}
            opened={url.event}
            onOpen={show}
            empty={<EmptyState title="Nothing fits" />}
          />
        </div>
        {open?.kind === 'event' ? (
          <EventPanel
            event={open.event}
            utc={url.utc}
            onClose={() => change({ event: undefined, at: undefined })}
            onShow={show}
          />
        ) : null}
      </div>
    </div>
  )
}
