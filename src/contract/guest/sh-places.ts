// biome-ignore-all lint/suspicious/noTemplateCurlyInString: shells write their variables so.
import {
  codeSentence,
  commandSentence,
  interpreters,
  isSystemParameter,
  optionSentence,
  plainValue,
  programName,
} from './marks.ts'

/** Where in a script a value would stand. */
export type Place =
  | 'word'
  | 'single'
  | 'double'
  | 'ansi'
  | 'comment'
  | 'document'
  | 'quoted document'
  | 'arithmetic'
  | 'expansion'

/** What stands around a place. Words are without their quotes. */
export interface Around {
  as: 'script' | 'arguments'
  /** So many parentheses and backticks are open. */
  depth: number
  /** Gantry may have misread where parentheses close. */
  uncertain: boolean
  /** Inside `[[ ]]`. */
  inTest: boolean
  /** A name of a file, or of an element: no word of the command. */
  named: boolean
  /** Finished words of this command, and of this line; what there is of the word around the place. */
  words: readonly string[]
  lineWords: readonly string[]
  word: string
  /** From the beginning of the command on. */
  command: string
  after: string
}

/** These take all their words for code, or for numbers to reckon with. */
const codeOnly = new Set(['eval', 'let', 'trap', 'alias', 'unset', 'ssh'])

/** Why a value must not stand there, in a sentence; `undefined` when it may. */
export function objection(name: string, place: Place, value: string, around: Around): string | undefined {
  const { as, depth, uncertain, inTest, named, words, word } = around
  if (value.includes('\u0000')) return `The value of {${name}} holds a NUL character.`
  if (place === 'arithmetic')
    return /^\d{1,18}$/.test(value)
      ? undefined
      : `{${name}} stands where the shell reckons: only a number can.`
  const begins = word === '' && ['word', 'single', 'double'].includes(place)
  if (begins && isSystemParameter(name) && !named) {
    if (words.length === 0 && !inTest) return commandSentence(name)
    if (value.startsWith('-') && !words.includes('--')) return optionSentence(name)
  }
  if (plainValue.test(value) || place === 'comment') return undefined
  if (place === 'ansi' || place === 'expansion' || place === 'quoted document')
    return codeSentence(
      name,
      { ansi: "$'…'", expansion: '${…}', 'quoted document': 'a quoted here-document' }[place],
    )
  if (as === 'arguments' && (depth > 0 || place === 'document'))
    return codeSentence(name, 'a command inside the arguments')
  if (uncertain) return codeSentence(name, 'a "case" in parentheses')
  return readAgain(name, place, around)
}

/** Whether something reads the value a second time, as code. */
function readAgain(name: string, place: Place, around: Around): string | undefined {
  const { inTest, words, lineWords, word, command, after } = around
  const line = after.split('\n', 1)[0] ?? ''
  const into = /\|\s*(?:sudo\s+(?:-\S+\s+)*)?([^\s|;&]+)/.exec(line)?.[1]
  if (into !== undefined && interpreters.has(programName(into))) return codeSentence(name, programName(into))
  if (place === 'document') {
    const by = lineWords.map(programName).find((one) => interpreters.has(one))
    return by === undefined ? undefined : codeSentence(name, by)
  }
  if (/^\w+\[[^\]]*$/.test(word)) return codeSentence(name, 'an index of an array')
  const test = command.split(']]', 1)[0] ?? ''
  if (inTest && /\s-(?:eq|ne|lt|le|gt|ge|v)\s/.test(test))
    return codeSentence(name, 'a comparison of numbers in [[ ]]')
  const by = words.map(programName).find((one) => interpreters.has(one))
  const last = words.at(-1) ?? ''
  const declares = /^(?:declare|typeset|local|export|readonly)$/.test(words[0] ?? '')
  if (last === '-v' || (declares && words.some((one) => /^-\w*i/.test(one))))
    return codeSentence(name, words[0] ?? 'the shell')
  if (by === undefined) return undefined
  const whole = word === '' && /^["']*(?=[\s;&|<>()]|$)/.test(after)
  const code = /^-\w*[ce]\w*$/.test(last) || !whole || codeOnly.has(by)
  return code ? codeSentence(name, by) : undefined
}
