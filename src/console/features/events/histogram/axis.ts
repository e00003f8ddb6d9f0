import { momentText } from '../filter/moment-text.ts'

/** Words and places on the axis of time. Times are epoch ms. */

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const steps = [
  5000,
  15_000,
  30_000,
  minute,
  5 * minute,
  10 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  3 * hour,
  4 * hour,
  6 * hour,
  12 * hour,
  day,
  2 * day,
  3 * day,
  5 * day,
  7 * day,
  14 * day,
  28 * day,
  91 * day,
  182 * day,
  364 * day,
]

export interface Tick {
  /** Place of the bar that begins there. */
  place: number
  text: string
}

/** Labels so far apart that none touches the next, at round times; `pixels` is the width of a bar. */
export function ticksOf(edges: readonly number[], width: number, pixels: number, utc: boolean): Tick[] {
  const room = 68
  const step = steps.find((each) => each >= width && (each / width) * pixels >= room) ?? 364 * day
  const ticks: Tick[] = []
  const first = edges[0] ?? 0
  for (const [place, at] of edges.slice(0, -1).entries()) {
    const inDay = timeOfDay(at, utc || width > day)
    const wanted =
      step < day
        ? inDay % step === 0
        : inDay === 0 && Math.round((at - first) / day) % Math.round(step / day) < Math.max(1, width / day)
    if (!wanted) continue
    const before = ticks.at(-1)
    if (before !== undefined && (place - before.place) * pixels < room * 0.9) continue
    ticks.push({ place, text: tickText(at, step, inDay === 0, utc) })
  }
  return ticks
}

function timeOfDay(at: number, utc: boolean): number {
  if (utc) return ((at % day) + day) % day
  const date = new Date(at)
  return ((date.getHours() * 60 + date.getMinutes()) * 60 + date.getSeconds()) * 1000
}

function tickText(at: number, step: number, dayBegins: boolean, utc: boolean): string {
  if (step >= 91 * day) return formatOf({ month: 'short', year: 'numeric' }, utc).format(at)
  if (step >= day || dayBegins) return formatOf({ day: 'numeric', month: 'short' }, utc).format(at)
  return formatOf(step < minute ? exactTime : shortTime, utc).format(at)
}

const shortTime = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const exactTime = { ...shortTime, second: '2-digit' } as const

/** Making one takes long; there are few different ones. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(options: Intl.DateTimeFormatOptions, utc: boolean): Intl.DateTimeFormat {
  const key = `${utc} ${JSON.stringify(options)}`
  let format = formats.get(key)
  if (format === undefined) {
    format = new Intl.DateTimeFormat(undefined, utc ? { ...options, timeZone: 'UTC' } : options)
    formats.set(key, format)
  }
  return format
}

/** `[from, until)` in words, without saying the day twice. */
export function stretchWords(from: number, until: number, utc: boolean): string {
  const [begin, end] = [momentText(from, utc), momentText(until, utc)]
  if (timeOfDay(from, utc) === 0 && timeOfDay(until, utc) === 0) {
    const [first, last] = [dayOf(begin), dayOf(momentText(until - 1, utc))]
    return first === last ? first : `${first} to ${last}`
  }
  return dayOf(begin) === dayOf(momentText(until - 1, utc))
    ? `${begin} to ${end.slice(dayOf(end).length + 1)}`
    : `${begin} to ${end}`
}

function dayOf(moment: string): string {
  return moment.split(' ')[0] ?? moment
}
