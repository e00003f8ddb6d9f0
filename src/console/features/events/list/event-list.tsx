import { Loader } from '@mantine/core'
import { type ReactNode, useCallback, useEffect, useRef } from 'react'
import { eventKey, type LogEvent } from '../../../../contract/events/event.ts'
import type { useEventLog } from '../../../client/event-log.ts'
import { useSystems } from '../../../client/systems.ts'
import { momentText } from '../filter/moment-text.ts'
import { LiveBar } from '../live/live-bar.tsx'
import { useFollow } from '../live/use-follow.ts'
import { EventGrid } from './event-grid.tsx'
import classes from './list.module.css'
import type { RowChoice } from './row-menu.tsx'
import type { TypeNames } from './type-names.ts'
import type { ListWindow } from './use-list-window.ts'

export interface EventListProps {
  log: ReturnType<typeof useEventLog>
  /** What the systems that are asked call their kinds of entries. */
  names: TypeNames
  /** Names what is asked for: another question starts at the top. */
  question: string
  /** New entries may come: the range does not end in the past. */
  live: boolean
  /** Times of UTC instead of the reader's zone. */
  utc: boolean
  /** Key of the entry that is open. */
  opened?: string | undefined
  /** An entry to be brought into sight, and when it was (epoch ms): what lies before it is read. */
  reveal?: { key: string; at: number | undefined } | undefined
  onOpen(event: LogEvent): void
  /** Escape in the list. */
  onEscape?: (() => void) | undefined
  /** The menu of a row. */
  choicesOf?: ((event: LogEvent) => readonly RowChoice[]) | undefined
  /** Shown where nothing fits and all is read. */
  empty: ReactNode
  /** Beside what is said of the tail. */
  children?: ReactNode
}

/** A log with all that belongs to it: follows at the top, pauses elsewhere, reads on at its end, shows what is missing. */
export function EventList(props: EventListProps): ReactNode {
  const { log, names, question, utc, opened } = props
  const { rows, readOlder } = log
  const all = useSystems()
  const list = useRef<ListWindow>(undefined)
  const follow = useFollow(log, { question, open: opened !== undefined })
  const systemName = useCallback((id: string) => all.find((system) => system.id === id)?.name ?? id, [all])

  const older = useRef(readOlder)
  useEffect(() => {
    older.current = readOlder
  })
  const onOlder = useCallback(() => older.current(), [])
  useReveal(props, list)
  // Who goes from entry to entry in the panel sees where that leads.
  useEffect(() => {
    if (opened !== undefined) list.current?.reveal(opened, 'near')
  }, [opened])

  const onEscape = () => props.onEscape?.()
  const toTop = () => {
    follow.resume()
    list.current?.toTop()
  }
  const nothing = !rows.some(({ kind }) => kind === 'event')
  // What a system does not give is told by its own row.
  const settled = log.coverage.every(({ complete, gaps }) => complete || gaps.length > 0)
  const oldest = log.coverage.reduce<number | undefined>(
    (newest, { readBackTo, complete }) =>
      complete || readBackTo === undefined ? newest : Math.max(newest ?? readBackTo, readBackTo),
    undefined,
  )
  const foot = log.reading ? (
    <div className={classes.foot}>
      <Loader size="xs" aria-hidden="true" />
      {oldest === undefined ? 'Reading …' : `Reading … back to ${momentText(oldest, utc)} so far`}
    </div>
  ) : log.complete && !nothing ? (
    <div className={classes.foot}>There is nothing older in this range.</div>
  ) : null

  return (
    <>
      <LiveBar
        live={props.live}
        follow={follow}
        waiting={log.waiting}
        tail={log.tail}
        systemName={systemName}
        onFollow={toTop}
      >
        {props.children}
      </LiveBar>
      <EventGrid
        rows={rows}
        question={question}
        systemName={systemName}
        names={names}
        utc={utc}
        opened={opened}
        complete={log.complete}
        reading={log.reading}
        onOpen={props.onOpen}
        onTop={follow.onTop}
        onVisit={follow.onVisit}
        onEscape={onEscape}
        onOlder={onOlder}
        onRetry={log.retry}
        choicesOf={props.choicesOf}
        handle={list}
        foot={settled && !log.reading && nothing ? props.empty : foot}
      />
    </>
  )
}

/** Brings the wanted entry into sight once it is there, and reads on while it may still come. */
function useReveal(
  { log, reveal }: Pick<EventListProps, 'log' | 'reveal'>,
  list: { readonly current: ListWindow | undefined },
): void {
  const done = useRef<string>(undefined)
  useEffect(() => {
    if (reveal === undefined || done.current === reveal.key) return
    const { rows, complete, reading, readOlder } = log
    const row = rows.findIndex((each) => each.kind === 'event' && eventKey(each.event) === reveal.key)
    if (row >= 0) {
      done.current = reveal.key
      list.current?.reveal(reveal.key, 'middle')
      return
    }
    const last = rows.findLast(({ kind }) => kind === 'event')
    const passed = reveal.at !== undefined && last?.kind === 'event' && last.event.at < reveal.at - 60_000
    if (!complete && !reading && !passed) readOlder()
  })
}
