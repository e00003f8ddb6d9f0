/** Points in time as people write them into a field, in the reader's zone or in UTC. */

const day = /^(\d{4})-(\d{1,2})-(\d{1,2})$/
const dayAndTime = /^(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?$/
const timeOnly = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/
const zoned = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:?\d{2})$/

/**
 * Reads `2026-11-20 14:30`, `2026-11-20 14:30:05`, `2026-11-20` (its beginning), `14:30` (today) or ISO 8601 with a zone.
 * Answers epoch ms, or `undefined` for what is none of these or names no real day.
 */
export function parseMoment(text: string, zone: { utc: boolean; now: number }): number | undefined {
  const written = text.trim()
  if (zoned.test(written)) {
    const at = Date.parse(written)
    return Number.isNaN(at) ? undefined : at
  }
  const whole = dayAndTime.exec(written) ?? day.exec(written)
  if (whole !== null) return instant([...whole.slice(1, 7).map(numberOf), millis(whole[7])], zone.utc)
  const time = timeOnly.exec(written)
  if (time === null) return undefined
  const today = new Date(zone.now)
  const date = zone.utc
    ? [today.getUTCFullYear(), today.getUTCMonth() + 1, today.getUTCDate()]
    : [today.getFullYear(), today.getMonth() + 1, today.getDate()]
  return instant([...date, ...time.slice(1).map(numberOf)], zone.utc)
}

function numberOf(text: string | undefined): number {
  return text === undefined ? 0 : Number(text)
}

/** `25` after the point are 250 ms. */
function millis(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(digits.padEnd(3, '0'))
}

function instant(parts: readonly number[], utc: boolean): number | undefined {
  const [year = 0, month = 0, date = 0, hours = 0, minutes = 0, seconds = 0, ms = 0] = parts
  if (month < 1 || month > 12 || date < 1 || hours > 24 || minutes > 59 || seconds > 59) return undefined
  // The last day of the month.
  if (date > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined
  if (hours === 24 && (minutes > 0 || seconds > 0)) return undefined
  return utc
    ? Date.UTC(year, month - 1, date, hours, minutes, seconds, ms)
    : new Date(year, month - 1, date, hours, minutes, seconds, ms).getTime()
}

/** Epoch ms as `2026-11-20 14:30`, with seconds where they are not zero or `exact` is wanted. */
export function momentText(at: number, utc: boolean, exact = false): string {
  const date = new Date(at)
  const parts = utc
    ? [
        date.getUTCFullYear(),
        date.getUTCMonth() + 1,
        date.getUTCDate(),
        date.getUTCHours(),
        date.getUTCMinutes(),
        date.getUTCSeconds(),
      ]
    : [
        date.getFullYear(),
        date.getMonth() + 1,
        date.getDate(),
        date.getHours(),
        date.getMinutes(),
        date.getSeconds(),
      ]
  const [year, month, dayOfMonth, hours, minutes, seconds] = parts.map((part) =>
    String(part).padStart(2, '0'),
  )
  return `${year}-${month}-${dayOfMonth} ${hours}:${minutes}${seconds === '00' && !exact ? '' : `:${seconds}`}`
}
