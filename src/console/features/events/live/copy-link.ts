import { notifications } from '@mantine/notifications'
import { createPath, useHref } from 'react-router'
import type { LogEvent } from '../../../../contract/events/event.ts'
import { momentText } from '../filter/moment-text.ts'
import { type EventsUrl, rangeMs, urlTime, writeEventsUrl } from '../filter/url-state.ts'

/** Around an entry, where nothing else says how much, ms. */
const around = 900_000

/** The same view at fixed times, as it is now: who opens it tomorrow sees the same. */
export function fixedInTime(url: EventsUrl, now: number): EventsUrl {
  const { range } = url
  const to = new Date(now).toISOString()
  if ('preset' in range) {
    const from = range.preset === 'all' ? '' : new Date(now - rangeMs[range.preset]).toISOString()
    return { ...url, range: { from, to } }
  }
  return range.to === '' ? { ...url, range: { ...range, to } } : url
}

/**
 * The view with an entry open in its surroundings: it ends shortly after it, so that it is among the first that are read.
 * `newer`: when the entry some rows above it was, where there is one.
 */
export function aroundEvent(
  url: EventsUrl,
  { system, id, at }: Pick<LogEvent, 'system' | 'id' | 'at'>,
  newer: number | undefined,
): EventsUrl {
  const from = 'preset' in url.range ? undefined : urlTime(url.range.from)
  const begin = Math.min(from ?? at - 4 * around, at)
  const end = newer === undefined ? at + around : Math.max(at + 1000, Math.min(newer, at + 4 * around))
  return {
    ...url,
    range: { from: new Date(begin).toISOString(), to: new Date(end).toISOString() },
    event: `${system}/${id}`,
    at,
  }
}

/** Copies addresses of this page. */
export function useCopyLink(): (url: EventsUrl) => void {
  const page = useHref('/events')
  return (url) => {
    const path = createPath({ pathname: page, search: writeEventsUrl(url).toString() })
    void copyText(new URL(path, window.location.href).href, url)
  }
}

async function copyText(link: string, { range, utc, event }: EventsUrl): Promise<void> {
  const [from, to] = 'preset' in range ? [] : [urlTime(range.from), urlTime(range.to)]
  const stretch = [from, to].map((at) => (at === undefined ? undefined : momentText(at, utc)))
  const what = event === undefined ? 'these entries' : 'this entry among those around it'
  try {
    await navigator.clipboard.writeText(link)
    notifications.show({
      title: 'Link copied',
      message: `It shows ${what}${stretch[0] === undefined ? '' : `, from ${stretch[0]}`}${stretch[1] === undefined ? '' : ` to ${stretch[1]}`}.`,
    })
  } catch {
    // Browsers keep the clipboard from pages without HTTPS.
    notifications.show({
      color: 'yellow',
      title: 'The browser does not let this page copy',
      message: link,
      autoClose: false,
    })
  }
}
