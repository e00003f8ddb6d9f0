import { Anchor, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'
import type { LogEvent } from '../../../../contract/events/event.ts'
import { eventsHref } from '../../../client/links.ts'
import { worstOf } from './ledger.ts'
import { notificationPermission } from './permission.ts'
import type { Told } from './watcher.ts'

/** What stands outside of the router needs to follow links. */
export interface Way {
  /** What stands before a path of the console in an address. */
  base: string
  go: (to: string) => void
  systemName: (id: string) => string
  /** Somebody went to see what a rule told. */
  seen: (rule: string) => void
}

/** What open toasts tell: more of the same rule is added to them. */
const open = new Map<string, { count: number }>()

const colors = { info: 'gantry', warning: 'yellow', error: 'red', alert: 'red' } as const
/** Good news go by themselves after so long, ms; bad news wait until somebody has read them. */
const stays = 12_000

/** Tells of entries that fitted a rule, in the ways that it wants. */
export function tell(told: Told, way: Way): void {
  const { rule, events } = told
  const newest = events.at(-1)
  if (newest === undefined) return
  if (rule.toast) toast(told, newest, way)
  if (rule.notify) notify(told, newest, way)
}

function toast({ rule, events }: Told, newest: LogEvent, way: Way): void {
  const id = `watch-${rule.id}`
  const before = open.get(id)
  const count = (before?.count ?? 0) + events.length
  open.set(id, { count })
  const worst = worstOf(events.map(({ severity }) => severity))
  const data = {
    id,
    color: colors[worst],
    title: titleOf(rule.name, count),
    autoClose: (worst === 'error' || worst === 'alert' || document.hidden ? false : stays) as number | false,
    onClose: () => open.delete(id),
    message: (
      <>
        <Text size="sm" lineClamp={4} style={{ overflowWrap: 'anywhere' }}>
          {way.systemName(newest.system)}: {newest.message}
        </Text>
        <EventLink
          to={hrefOf({ rule, events: count === 1 ? events : [] }, newest)}
          text={count === 1 ? 'Show event' : 'Show events'}
          way={way}
          onGo={() => {
            way.seen(rule.id)
            notifications.hide(id)
          }}
        />
      </>
    ),
  }
  if (before === undefined) notifications.show(data)
  else notifications.update(data)
}

function notify({ rule, events }: Told, newest: LogEvent, way: Way): void {
  if (notificationPermission() !== 'granted') return
  try {
    const note = new Notification(titleOf(rule.name, events.length), {
      body: `${way.systemName(newest.system)}: ${newest.message}`.slice(0, 300),
      // A further burst takes the place of the one before.
      tag: `gantry-watch-${rule.id}`,
    })
    note.onclick = () => {
      window.focus()
      way.seen(rule.id)
      way.go(hrefOf({ rule, events }, newest))
      note.close()
    }
  } catch {
    // Some browsers show them only out of a service worker: the badge tells it all the same.
  }
}

/** `Host lost`, or how many fitted it. */
export function titleOf(name: string, count: number): string {
  return count === 1 ? name : `${count.toLocaleString('en')} events fit “${name}”`
}

/** One entry in its surroundings, or what fits the rule lately. */
function hrefOf({ rule, events }: Told, newest: LogEvent): string {
  return events.length === 1 ? eventsHref({ event: newest }) : eventsHref({ ...rule.filter, range: '1h' })
}

function EventLink(props: { to: string; text: string; way: Way; onGo: () => void }): ReactNode {
  const { to, text, way, onGo } = props
  return (
    <Anchor
      size="sm"
      href={`${way.base}${to}`}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        onGo()
        way.go(to)
      }}
    >
      {text}
    </Anchor>
  )
}
