import type { EventSeverity } from '../../../../contract/events/event.ts'
import { stretchWords } from './axis.ts'
import { type Bar, type Counts, severities, sumOf, totalOf } from './bars.ts'

const plural: Record<EventSeverity, readonly [string, string]> = {
  alert: ['alert', 'alerts'],
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  info: ['info', 'info'],
}

function entriesText(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'entry' : 'entries'}`
}

/** `34 entries: 1 error, 2 warnings, 31 info`. */
export function countsText(counts: Counts): string {
  const parts = severities.flatMap((severity) => {
    const count = counts[severity]
    if (count === 0) return []
    return `${count.toLocaleString('en')} ${plural[severity][count === 1 ? 0 : 1]}`
  })
  const total = entriesText(totalOf(counts))
  return parts.length === 0 ? 'no entries' : `${total}: ${parts.join(', ')}`
}

/** Bars that stand side by side, as one text. */
export function barsText(bars: readonly Bar[], utc: boolean): string {
  const [first, last] = [bars[0], bars.at(-1)]
  if (first === undefined || last === undefined) return ''
  return `${stretchWords(first.at, last.until, utc)}: ${countsText(sumOf(bars))}`
}

/** The same without severities, which the legend tells. */
export function shortText(bars: readonly Bar[], utc: boolean): string {
  const [first, last] = [bars[0], bars.at(-1)]
  if (first === undefined || last === undefined) return ''
  return `${stretchWords(first.at, last.until, utc)}: ${entriesText(totalOf(sumOf(bars)))}`
}
