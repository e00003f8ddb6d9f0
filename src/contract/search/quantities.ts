import type { NumberUnit } from './fields.ts'

/**
 * What a written quantity stands for: all numbers from `from` up to but not including `to`, or the one
 * number where both are the same. `as` says which scale: the field's own, per cent of a whole, or the age
 * of a date in milliseconds.
 */
export interface Quantity {
  from: number
  to: number
  as: 'value' | 'percent' | 'age'
}

/** What is wrong, with the offsets of the offending part within the value. */
export interface BadQuantity {
  problem: string
  start: number
  end: number
}

const kibi = 1024
const minute = 60_000
const day = 86_400_000
const byteUnits: Record<string, number> = {
  b: 1,
  k: kibi,
  m: kibi ** 2,
  g: kibi ** 3,
  t: kibi ** 4,
  p: kibi ** 5,
}
const timeUnits: Record<string, number> = {
  s: 1000,
  min: minute,
  m: minute,
  h: 60 * minute,
  d: day,
  w: 7 * day,
  mo: 30 * day,
  y: 365 * day,
}

/**
 * Reads a value of a number field. Sizes need a unit; `GB` and `GiB` are the same here, because the
 * hypervisors' own consoles say GB and mean GiB. Dates are local; a duration in a date field is an age.
 */
export function readQuantity(
  text: string,
  unit: NumberUnit,
  takesPercent: boolean,
  now: number,
): Quantity | BadQuantity {
  if (unit === 'date') return readDate(text, now) ?? readDuration(text, 'age')
  if (unit === 'duration') return readDuration(text, 'value')
  const match = /^(\d+(?:\.\d+)?|\.\d+)/.exec(text)
  if (!match) return bad(`${exampleOf[unit]} is how a number is written here.`, 0, text.length)
  const amount = Number(match[0])
  const rest = text.slice(match[0].length)
  const at = match[0].length
  if (unit === 'count') {
    if (rest !== '') return bad('This takes a plain number without a unit.', at, text.length)
    return { from: amount, to: amount, as: 'value' }
  }
  if (rest === '%' && (unit === 'percent' || takesPercent)) return { from: amount, to: amount, as: 'percent' }
  if (unit === 'percent') {
    if (rest !== '') return bad('This takes a percentage, such as 80%.', at, text.length)
    return { from: amount, to: amount, as: 'percent' }
  }
  const factor = byteUnits[/^([kmgtp])?(i?b)?$/i.test(rest) ? (rest[0] ?? '').toLowerCase() : '?']
  if (rest === '' && amount === 0) return { from: 0, to: 0, as: 'value' }
  if (rest === '') return bad(`A size needs a unit: ${text}GiB?`, 0, text.length)
  if (factor === undefined || /^ib$/i.test(rest)) {
    const percent = takesPercent ? ', or %' : ''
    return bad(`“${rest}” is no unit of size. Use MiB, GiB or TiB${percent}.`, at, text.length)
  }
  return { from: amount * factor, to: amount * factor, as: 'value' }
}

const exampleOf: Record<NumberUnit, string> = {
  count: '4',
  bytes: '8GiB',
  percent: '80%',
  duration: '7d',
  date: '2024-01-31',
}

function readDuration(text: string, as: 'value' | 'age'): Quantity | BadQuantity {
  const part = /(\d+(?:\.\d+)?)([a-z]*)/iy
  let total = 0
  let smallest = Number.POSITIVE_INFINITY
  while (part.lastIndex < text.length) {
    const start = part.lastIndex
    const match = part.exec(text)
    if (!match) {
      const hint = as === 'age' ? 'a date like 2024-01-31, or an age like 30d' : 'a time like 7d or 12h'
      return bad(`Write ${hint}.`, start, text.length)
    }
    const [, amount = '', unit = ''] = match
    const factor = timeUnits[unit.toLowerCase()]
    if (unit === '') {
      const date = as === 'age' ? `, or a date: ${text}-01-31` : ''
      return bad(
        `A time needs a unit: ${amount}d?${as === 'age' && text.length === 4 ? date : ''}`,
        start,
        text.length,
      )
    }
    if (factor === undefined) {
      const from = start + amount.length
      return bad(`“${unit}” is no unit of time. Use min, h, d, w, mo or y.`, from, from + unit.length)
    }
    total += Number(amount) * factor
    smallest = Math.min(smallest, factor)
  }
  return { from: total, to: total + smallest, as }
}

/** Undefined when the text does not look like a date at all. */
function readDate(text: string, now: number): Quantity | BadQuantity | undefined {
  const today = new Date(now)
  const startOf = (offset: number) =>
    new Date(today.getFullYear(), today.getMonth(), today.getDate() + offset).getTime()
  if (/^today$/i.test(text)) return { from: startOf(0), to: startOf(1), as: 'value' }
  if (/^yesterday$/i.test(text)) return { from: startOf(-1), to: startOf(0), as: 'value' }
  const match = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:T(\d{1,2}):(\d{2}))?)?)?$/i.exec(text)
  if (!match) return undefined
  const [year = 0, month, dayOfMonth, hour, minutes] = match
    .slice(1)
    .map((part) => (part === undefined ? undefined : Number(part)))
  if (year < 1970) return bad('Write a year from 1970 on.', 0, 4)
  if (month === undefined) return period(new Date(year, 0), new Date(year + 1, 0))
  const monthAt = 5
  if (month < 1 || month > 12)
    return bad(`There is no month ${month}.`, monthAt, text.split('-', 2).join('-').length)
  if (dayOfMonth === undefined) return period(new Date(year, month - 1), new Date(year, month))
  const dayAt = text.indexOf('-', monthAt) + 1
  if (dayOfMonth < 1 || dayOfMonth > new Date(year, month, 0).getDate()) {
    return bad(`This month has no day ${dayOfMonth}.`, dayAt, dayAt + String(match[3]).length)
  }
  if (hour === undefined || minutes === undefined) {
    return period(new Date(year, month - 1, dayOfMonth), new Date(year, month - 1, dayOfMonth + 1))
  }
  if (hour > 23 || minutes > 59)
    return bad('There is no such time of day.', text.search(/t/i) + 1, text.length)
  const start = new Date(year, month - 1, dayOfMonth, hour, minutes)
  return { from: start.getTime(), to: start.getTime() + minute, as: 'value' }
}

function period(from: Date, to: Date): Quantity {
  return { from: from.getTime(), to: to.getTime(), as: 'value' }
}

function bad(problem: string, start: number, end: number): BadQuantity {
  return { problem, start, end }
}
