import { Button, VisuallyHidden } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { FaultInfo } from '../../../../contract/fault.ts'
import type { EventLogView } from '../../../client/event-log.ts'
import { lineIcon, PowerOnIcon } from '../../../ui/icons.tsx'
import { StatusText } from '../../../ui/status-dot.tsx'
import classes from './live.module.css'
import type { Follow } from './use-follow.ts'

const PauseIcon = lineIcon(<path d="M5.5 3.5v9M10.5 3.5v9" strokeWidth={2} />)
const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })
/** Screen readers are told of new entries at most this often, ms. */
const calm = 10_000

type TailState = 'following' | 'connecting' | FaultInfo

interface LiveBarProps {
  live: boolean
  follow: Follow
  waiting: number
  tail: EventLogView['tail']
  systemName(id: string): string
  /** To the top, where new entries come. */
  onFollow(): void
  children?: ReactNode
}

/** Whether new entries are shown as they come, how many wait, and whose cannot come now. */
export function LiveBar(props: LiveBarProps): ReactNode {
  const { live, follow, waiting, tail, systemName, onFollow } = props
  if (!live)
    return (
      <div className={classes.bar}>
        <span className={classes.state}>The range has ended: nothing new can come.</span>
        {props.children}
      </div>
    )
  const inState = (wanted: (state: TailState) => boolean) =>
    [...tail].filter(([, state]) => wanted(state)).map(([system]) => systemName(system))
  const connecting = inState((state) => state === 'connecting')
  // Why stands in the list, at the stretch that is missing.
  const lost = inState((state) => typeof state === 'object')
  const count = waiting.toLocaleString('en')
  return (
    <div className={classes.bar}>
      {follow.paused ? (
        <Button size="compact-sm" leftSection={<PowerOnIcon size={12} />} onClick={onFollow}>
          Follow
        </Button>
      ) : (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<PauseIcon size={12} />}
          onClick={follow.pause}
        >
          Pause
        </Button>
      )}
      {follow.paused && waiting > 0 ? (
        <Button size="compact-sm" variant="light" onClick={onFollow}>
          {count} new
        </Button>
      ) : null}
      <span className={classes.state}>
        {follow.paused
          ? follow.asked
            ? 'Paused'
            : 'Paused while you look at older entries'
          : lost.length + connecting.length === tail.size && tail.size > 0
            ? 'No system is followed now'
            : `Following since ${time.format(follow.since)}`}
      </span>
      {lost.length === 0 ? null : <StatusText tone="warning">Not followed: {lost.join(', ')}</StatusText>}
      {connecting.length === 0 ? null : (
        <StatusText tone="busy">Connecting: {connecting.join(', ')}</StatusText>
      )}
      {props.children}
      <Announcement text={follow.paused && waiting > 0 ? `${count} new entries` : ''} />
    </div>
  )
}

/** Says the newest text, but seldom. */
function Announcement({ text }: { text: string }): ReactNode {
  const [said, setSaid] = useState('')
  const last = useRef(0)
  useEffect(() => {
    if (text === said) return
    const timer = setTimeout(
      () => {
        last.current = Date.now()
        setSaid(text)
      },
      Math.max(0, last.current + calm - Date.now()),
    )
    return () => clearTimeout(timer)
  }, [text, said])
  return <VisuallyHidden role="status">{said}</VisuallyHidden>
}
