import {
  codeSentence,
  type Filling,
  interpreters,
  isSystemParameter,
  markAt,
  optionSentence,
  plainValue,
  programName,
} from './marks.ts'

/** One argument so that `CommandLineToArgvW` and the C runtime give it back as it is. */
export function argumentQuoted(text: string): string {
  const escaped = text.replaceAll(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')
  return `"${escaped}"`
}

/** Puts values into the arguments of a Windows program. An argument with a value that needs it is quoted anew as a whole. */
export function windowsArgumentsFilled(text: string, program: string, filling: Filling): string {
  const code = interpreters.has(programName(program)) ? programName(program) : undefined
  let out = ''
  let at = 0
  while (at < text.length) {
    const blank = /^\s+/.exec(text.slice(at))?.[0] ?? ''
    out += blank
    at += blank.length
    const one = argumentAt(text, at, filling, code)
    out += one.text
    at = one.end
  }
  return out
}

interface Argument {
  text: string
  end: number
}

function argumentAt(text: string, start: number, filling: Filling, code: string | undefined): Argument {
  /** As it stands with its values, and what the program would get. */
  let raw = ''
  let value = ''
  let anew = false
  let quoted = false
  let doubled = false
  const names: string[] = []
  let at = start
  while (at < text.length) {
    const sign = text.charAt(at)
    const slashes = /^\\+/.exec(text.slice(at))?.[0].length ?? 0
    const mark = markAt(text, at)
    if (mark !== undefined) {
      const { name, length, literal } = mark
      const given = literal ? `{${name}}` : filling.valueOf(name)
      if (!literal) {
        names.push(name)
        const why = objection(name, given, value === '', code)
        if (why !== undefined) filling.refuse(name, why)
        const harmless = given !== '' && (quoted ? !/"|\\$/.test(given) : plainValue.test(given))
        anew ||= !harmless
      }
      raw += given
      value += given
      at += length
    } else if (slashes > 0 && text.charAt(at + slashes) === '"') {
      raw += text.slice(at, at + slashes)
      value += '\\'.repeat(Math.floor(slashes / 2))
      at += slashes
      if (slashes % 2 === 1) {
        raw += '"'
        value += '"'
        at += 1
      }
    } else if (sign === '"') {
      doubled ||= quoted && text.charAt(at + 1) === '"'
      quoted = !quoted
      raw += sign
      at += 1
    } else if (/[ \t]/.test(sign) && !quoted) break
    else {
      raw += sign
      value += sign
      at += 1
    }
  }
  if (anew && doubled)
    for (const name of names)
      filling.refuse(name, `Write \\" instead of "" in the argument that holds {${name}}.`)
  return { text: anew ? argumentQuoted(value) : raw, end: at }
}

function objection(
  name: string,
  value: string,
  begins: boolean,
  code: string | undefined,
): string | undefined {
  if (value.includes('\u0000')) return `The value of {${name}} holds a NUL character.`
  if (/[\r\n]/.test(value))
    return `The value of {${name}} holds a line end, which cannot be handed over on a command line.`
  if (begins && isSystemParameter(name) && /^[-/]/.test(value)) return optionSentence(name)
  return code === undefined || plainValue.test(value) ? undefined : codeSentence(name, code)
}
