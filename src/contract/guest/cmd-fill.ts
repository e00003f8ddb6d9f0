import {
  codeSentence,
  commandSentence,
  escapedSentence,
  type Filling,
  interpreters,
  isSystemParameter,
  markAt,
  optionSentence,
  plainValue,
  programName,
} from './marks.ts'

/** These read their line a second time. */
const rereading = new Set(['call', 'for', 'start', 'forfiles'])

/**
 * Puts values into a batch file. It has no quoting that holds: outside of quotes only plain values can stand, inside them
 * all but quotes, percent signs and line ends; the rest is refused.
 */
export function cmdFilled(text: string, filling: Filling): string {
  const delayed = /enabledelayedexpansion|\/v:on/i.test(text)
  return text
    .split(/(\r?\n)/)
    .map((line) => (/^\r?\n$/.test(line) ? line : lineFilled(line, delayed, filling)))
    .join('')
}

function lineFilled(line: string, delayed: boolean, filling: Filling): string {
  let out = ''
  let quoted = false
  for (let at = 0; at < line.length; at += 1) {
    const sign = line.charAt(at)
    const mark = markAt(line, at)
    if (mark !== undefined) {
      const { name, length, literal } = mark
      if (literal) out += `{${name}}`
      else {
        const value = filling.valueOf(name)
        const before = line.slice(0, at)
        const why = objection(name, value, { before, after: line.slice(at + length), quoted, delayed })
        if (why === undefined) out += value
        else filling.refuse(name, why)
      }
      at += length - 1
      continue
    }
    if (sign === '^' && !quoted) {
      const next = markAt(line, at + 1)
      if (next !== undefined && !next.literal) filling.refuse(next.name, escapedSentence(next.name, 'caret'))
      out += line.slice(at, at + 2)
      at += 1
      continue
    }
    if (sign === '"') quoted = !quoted
    out += sign
  }
  return out
}

function objection(
  name: string,
  value: string,
  around: { before: string; after: string; quoted: boolean; delayed: boolean },
): string | undefined {
  const { before, after, quoted, delayed } = around
  if (value.includes('\u0000')) return `The value of {${name}} holds a NUL character.`
  if (isSystemParameter(name)) {
    if (/(?:^|[&|(])\s*@?\s*"?$/.test(before)) return commandSentence(name)
    if (/^[-/]/.test(value) && /[\s"=,;]$/.test(before)) return optionSentence(name)
  }
  if (/\d$/.test(value) && !quoted && /^[<>]/.test(after))
    return `The value of {${name}} ends with a digit, which cmd takes for a part of the redirection. Put a blank between them.`
  if (plainValue.test(value)) return undefined
  if (/[\r\n]/.test(value)) return `The value of {${name}} holds a line end, which ends a command of cmd.`
  if (value.includes('%'))
    return `The value of {${name}} holds a percent sign, which cmd takes for a variable.`
  if (value.includes('"')) return `The value of {${name}} holds a quote, which cmd cannot quote.`
  if (delayed && value.includes('!'))
    return `The value of {${name}} holds an exclamation mark, which cmd takes for a variable here.`
  const words = before.split(/[\s&|()"@=,;]+/).map(programName)
  const by = words.find((word) => interpreters.has(word) || rereading.has(word))
  if (by !== undefined) return codeSentence(name, by)
  if (!quoted)
    return `The value of {${name}} holds signs that mean something to cmd. Write "{${name}}" in quotes.`
  if (value.endsWith('\\') && after.startsWith('"'))
    return `The value of {${name}} ends with a backslash, which takes the quote after it for a part of the value.`
  return undefined
}
