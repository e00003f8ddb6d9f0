/**
 * Names of copies by a pattern:
 * - `{001..020}` numbers with leading zeros as written, also downwards; `{a..e}` letters; `{web,db}` the texts in turn.
 *   Several of these multiply, the last one fastest. They say how many names there are.
 * - `{n}` the number of the copy from 1, `{n:3}` with at least three digits. As many names as are asked for.
 * - `{source}` the name of the source, `{date}` the day as `2026-11-21`.
 * - `{{` and `}}` stand for braces.
 * A pattern that would give every copy the same name gets `-{n}` at its end, with equally many digits each.
 */

const mostNames = 100

/** A mistake, and where in the pattern: characters `at` up to `at + length`. */
export interface PatternError {
  at: number
  length: number
  message: string
}

export type PatternNames =
  | {
      names: string[]
      /** What was done that the pattern does not say. */
      note?: string
      /** The pattern itself says how many names there are. */
      fixedCount: boolean
      errors?: never
    }
  | { names?: never; errors: PatternError[] }

export interface PatternContext {
  /** Name of the source. */
  source: string
  /** Copies wanted, 1…100; a pattern with ranges decides itself. */
  count: number
  today: Date
}

type Part =
  | { kind: 'text'; text: string }
  | { kind: 'number'; digits: number }
  | { kind: 'each'; values: readonly string[] }

/** The names of a pattern, in order; or everything that is wrong with it. */
export function expandNames(pattern: string, context: PatternContext): PatternNames {
  const errors: PatternError[] = []
  const parts = partsOf(pattern, context, errors)
  if (pattern.trim() === '') errors.push({ at: 0, length: pattern.length, message: 'Enter a name.' })
  const ranges = parts.filter((part) => part.kind === 'each')
  const many = ranges.reduce((product, { values }) => product * values.length, 1)
  if (errors.length === 0 && many > mostNames)
    errors.push({
      at: 0,
      length: pattern.length,
      message: `The pattern makes ${many} names; at most ${mostNames} copies can be made at a time.`,
    })
  if (errors.length > 0) return { errors: errors.sort((a, b) => a.at - b.at) }
  const fixedCount = ranges.length > 0
  const count = fixedCount ? many : Math.max(1, Math.min(mostNames, Math.trunc(context.count)))
  const alike = !fixedCount && count > 1 && !parts.some(({ kind }) => kind === 'number')
  if (alike) parts.push({ kind: 'text', text: '-' }, { kind: 'number', digits: String(count).length })
  return {
    names: Array.from({ length: count }, (_, index) => nameAt(parts, index, many)),
    fixedCount,
    ...(alike ? { note: 'The pattern has no number, so one is added at its end.' } : {}),
  }
}

function nameAt(parts: readonly Part[], index: number, many: number): string {
  let left = many
  let name = ''
  for (const part of parts) {
    if (part.kind === 'text') name += part.text
    else if (part.kind === 'number') name += String(index + 1).padStart(part.digits, '0')
    else {
      left /= part.values.length
      name += part.values[Math.floor(index / left) % part.values.length] ?? ''
    }
  }
  return name
}

function partsOf(pattern: string, context: PatternContext, errors: PatternError[]): Part[] {
  const parts: Part[] = []
  let text = ''
  let at = 0
  while (at < pattern.length) {
    const char = pattern.charAt(at)
    if ((char === '{' || char === '}') && pattern.charAt(at + 1) === char) {
      text += char
      at += 2
    } else if (char === '}') {
      errors.push({ at, length: 1, message: 'Nothing was opened here. Write }} for a brace in the name.' })
      at += 1
    } else if (char === '{') {
      const end = pattern.indexOf('}', at)
      if (end < 0) {
        const message = 'This brace is never closed. Write {{ for a brace in the name.'
        errors.push({ at, length: pattern.length - at, message })
        break
      }
      const part = readPart(pattern.slice(at + 1, end), context)
      if (typeof part === 'string') errors.push({ at, length: end + 1 - at, message: part })
      else if (part.kind === 'text') text += part.text
      else {
        parts.push({ kind: 'text', text }, part)
        text = ''
      }
      at = end + 1
    } else {
      text += char
      at += 1
    }
  }
  parts.push({ kind: 'text', text })
  return parts
}

/** What stands between braces; a text is what is wrong with it. */
function readPart(inside: string, { source, today }: PatternContext): Part | string {
  const word = inside.trim()
  if (word === 'source') return { kind: 'text', text: source }
  if (word === 'date') return { kind: 'text', text: dayOf(today) }
  const number = /^n(?:\s*:\s*(\d+))?$/.exec(word)
  if (number !== null) {
    const digits = Number(number[1] ?? 1)
    return digits >= 1 && digits <= 9 ? { kind: 'number', digits } : 'A number can have 1 to 9 digits.'
  }
  const range = /^(\d+|[a-z])\s*\.\.\s*(\d+|[a-z])$/i.exec(word)
  if (range !== null) return rangeOf(range[1] ?? '', range[2] ?? '')
  if (word.includes('..'))
    return 'A range goes from number to number or from letter to letter, like {001..020}.'
  if (word.includes(',')) {
    const values = word.split(',').map((value) => value.trim())
    return values.includes('') ? 'A text of this list is empty.' : { kind: 'each', values }
  }
  if (word === '') return 'Write what goes here: {n}, {n:3}, {001..020}, {source} or {date}.'
  return `{${word}} is not known. There are {n}, {n:3}, {001..020}, {a..e}, {web,db}, {source} and {date}.`
}

function rangeOf(from: string, to: string): Part | string {
  const letters = /[a-z]/i.test(from)
  if (letters !== /[a-z]/i.test(to)) return 'A range goes from number to number or from letter to letter.'
  const [first, last] = letters ? [from.charCodeAt(0), to.charCodeAt(0)] : [Number(from), Number(to)]
  if (letters && /[a-z]/.test(from) !== /[a-z]/.test(to)) return 'Both letters must be small or both capital.'
  const length = Math.abs(last - first) + 1
  if (length > mostNames) return `A range can hold at most ${mostNames} names; this one has ${length}.`
  const step = last < first ? -1 : 1
  // `{08..12}` and `{1..020}`: as wide as whoever wrote zeros in front.
  const wide = [from, to].filter((end) => /^0\d/.test(end)).map((end) => end.length)
  const digits = Math.max(1, ...wide)
  return {
    kind: 'each',
    values: Array.from({ length }, (_, index) =>
      letters
        ? String.fromCharCode(first + index * step)
        : String(first + index * step).padStart(digits, '0'),
    ),
  }
}

function dayOf(day: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}
