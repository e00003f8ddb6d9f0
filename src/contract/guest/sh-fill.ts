import { escapedSentence, type Filling, type Mark, markAt, marksOf, plainValue } from './marks.ts'
import { shQuoted } from './quote.ts'
import { objection, type Place } from './sh-places.ts'

/** A here-document whose text has yet to come. */
interface Document {
  end: string
  quoted: boolean
  tabs: boolean
}

/** What does not end by itself at the end of a text. */
export type OpenEnd = 'quote' | 'comment' | 'backslash' | 'document' | 'command'

export interface ShText {
  text: string
  /** Names of parameters whose values the text expects in variables `gantry_…`. */
  variables: string[]
  open: OpenEnd | undefined
}

/** Words before which a command still begins. */
const prefixes = new Set(
  'then do else elif if while until ! { time exec nohup nice sudo env command'.split(' '),
)
/**
 * Puts values into a text of `sh` or `bash`. In a `script` they travel in variables that are set before it, so that no
 * value is ever read as shell text, whatever stands around it; `arguments` of a program get them quoted for the very place.
 * Without `filling` nothing is put anywhere: only how the text ends is found out. Places that would take a value for code
 * refuse all that is not plain.
 */
export function shFilled(
  text: string,
  options: { as: 'script' | 'arguments'; program?: string; filling?: Filling },
): ShText {
  const reader = new Reader(text, options.as, options.filling)
  return reader.read(options.program)
}

export const shVariable = (name: string) => `gantry_${name}`

class Reader {
  private readonly source: string
  private readonly as: 'script' | 'arguments'
  private readonly filling: Filling | undefined
  private at = 0
  private out = ''
  private open: OpenEnd | undefined
  private readonly variables = new Set<string>()
  /** Finished words of this command, and of this line; the word that is read. Without quotes. */
  private words: string[] = []
  private lineWords: string[] = []
  private word: string | undefined
  private afterRedirection = false
  private inArray = false
  private inTest = false
  private commandAt = 0
  private depth = 0
  private uncertain = false
  private documents: Document[] = []

  constructor(source: string, as: 'script' | 'arguments', filling: Filling | undefined) {
    this.source = source
    this.as = as
    this.filling = filling
  }

  read(program: string | undefined): ShText {
    if (program !== undefined) this.words = [program]
    this.commands(undefined)
    this.endWord()
    if (this.documents.length > 0) this.open ??= 'document'
    if (program !== undefined && this.words.length === 0) this.open ??= 'command'
    return { text: this.out, variables: [...this.variables], open: this.open }
  }

  private commands(end: ')' | '`' | undefined): void {
    while (this.at < this.source.length) {
      const sign = this.source.charAt(this.at)
      if (sign === end) {
        this.endWord()
        this.copy(1)
        return
      }
      if (this.marked('word')) continue
      if (/\s/.test(sign)) this.blank(sign)
      else if (sign === '#' && this.word === undefined) this.comment()
      else if (/[;&|]/.test(sign)) this.separator(sign)
      else if (sign === '(') this.parenthesis()
      else if (sign === ')') this.endCommand(1)
      else if (sign === '<' || sign === '>') this.redirection()
      else this.piece(sign)
    }
    if (end !== undefined) this.open ??= 'quote'
  }

  private piece(sign: string): void {
    if (sign === '\\') this.escape()
    else if (sign === "'") this.until("'", 'single')
    else if (sign === '"') this.double()
    else if (sign === '$') this.dollar()
    else if (sign === '`') this.nested('`', 1)
    else this.add(sign)
  }

  private blank(sign: string): void {
    this.endWord()
    if (sign === '\n' && !this.inArray) {
      this.endCommand(1)
      this.readDocuments()
      this.lineWords = []
    } else this.copy(1)
  }

  private separator(sign: string): void {
    const before = this.source.charAt(this.at - 1)
    const after = this.source.charAt(this.at + 1)
    const ofRedirection = /[<>]/.test(before) || (sign === '&' && after === '>')
    if (ofRedirection || this.inTest) {
      if (this.inTest) this.endWord()
      this.copy(1)
    } else this.endCommand(1)
  }

  private parenthesis(): void {
    if (this.word === undefined && this.source.startsWith('((', this.at)) {
      this.reckoning(2, '((')
      return
    }
    const array = this.word?.endsWith('=') === true
    this.nested(')', 1, array)
  }

  private redirection(): void {
    if (this.source.startsWith('<<<', this.at)) this.copy(3)
    else if (this.source.startsWith('<<', this.at)) {
      this.document()
      return
    } else {
      // A number right before it belongs to it.
      if (this.word !== undefined && /^\d+$/.test(this.word)) this.word = undefined
      this.endWord()
      this.copy(1)
    }
    this.afterRedirection = true
  }

  private document(): void {
    this.endWord()
    const found = /^<<(-?)[ \t]*((?:'[^'\n]*'|"[^"\n]*"|\\.|[^\s;&|<>()'"\\])+)/.exec(
      this.source.slice(this.at),
    )
    const [whole, tabs, word] = found ?? []
    if (whole === undefined || word === undefined) {
      this.copy(2)
      return
    }
    const quoted = /['"\\]/.test(word)
    this.documents.push({ end: word.replaceAll(/['"\\]/g, ''), quoted, tabs: tabs === '-' })
    this.copy(whole.length)
  }

  private readDocuments(): void {
    for (const { end, quoted, tabs } of this.documents.splice(0)) {
      let closed = false
      while (this.at < this.source.length && !closed) {
        const newline = this.source.indexOf('\n', this.at)
        const stop = newline < 0 ? this.source.length : newline
        const line = this.source.slice(this.at, stop)
        closed = (tabs ? line.replace(/^\t+/, '') : line) === end
        const from = this.out.length
        if (closed) this.copy(line.length)
        else this.documentLine(stop, quoted)
        const made = this.out.slice(from)
        if (!closed && (tabs ? made.replace(/^\t+/, '') : made) === end)
          for (const name of marksOf(line))
            this.refuse(name, `With the value of {${name}} this line would end the here-document.`)
        if (this.source.charAt(this.at) === '\n') this.copy(1)
      }
      if (!closed) this.open ??= 'document'
    }
  }

  private documentLine(stop: number, quoted: boolean): void {
    while (this.at < stop) {
      const sign = this.source.charAt(this.at)
      if (this.marked(quoted ? 'quoted document' : 'document')) continue
      if (quoted) this.copy(1)
      else if (sign === '\\') this.escape()
      else if (sign === '$') this.dollar()
      else if (sign === '`') this.nested('`', 1)
      else this.copy(1)
    }
  }

  private comment(): void {
    this.open = 'comment'
    while (this.at < this.source.length && this.source.charAt(this.at) !== '\n')
      if (!this.marked('comment')) this.copy(1)
    if (this.at < this.source.length) this.open = undefined
  }

  private escape(): void {
    const mark = this.filling === undefined ? undefined : markAt(this.source, this.at + 1)
    if (mark !== undefined && !mark.literal) this.refuse(mark.name, escapedSentence(mark.name, 'backslash'))
    if (this.at + 1 >= this.source.length) this.open ??= 'backslash'
    // A line that goes on is no part of a word.
    if (this.source.charAt(this.at + 1) !== '\n')
      this.word = (this.word ?? '') + this.source.charAt(this.at + 1)
    this.copy(2)
  }

  private until(end: string, place: Place): void {
    this.word ??= ''
    this.copy(1)
    while (this.at < this.source.length) {
      if (this.marked(place)) continue
      const sign = this.source.charAt(this.at)
      if (place === 'ansi' && sign === '\\') this.copy(2)
      else if (sign === end) {
        this.copy(1)
        return
      } else {
        this.word += sign
        this.copy(1)
      }
    }
    this.open ??= 'quote'
  }

  private double(): void {
    this.word ??= ''
    this.copy(1)
    while (this.at < this.source.length) {
      if (this.marked('double')) continue
      const sign = this.source.charAt(this.at)
      if (sign === '"') {
        this.copy(1)
        return
      }
      if (sign === '\\') this.escape()
      else if (sign === '$') this.dollar(true)
      else if (sign === '`') this.nested('`', 1)
      else {
        this.word += sign
        this.copy(1)
      }
    }
    this.open ??= 'quote'
  }

  private dollar(inDouble = false): void {
    const rest = this.source.slice(this.at, this.at + 3)
    if (rest === '$((') this.reckoning(3, '$((')
    else if (rest.startsWith('$(')) this.nested(')', 2)
    else if (rest.startsWith('$[')) this.reckoning(2, '$[')
    else if (rest.startsWith('${')) this.expansion()
    else if (rest.startsWith("$'") && !inDouble) {
      this.add('$')
      this.until("'", 'ansi')
    } else this.add('$')
  }

  private reckoning(length: number, opening: '((' | '$((' | '$['): void {
    this.word ??= ''
    this.copy(length)
    let depth = opening === '$[' ? 1 : 2
    const [more, less] = opening === '$[' ? ['[', ']'] : ['(', ')']
    while (this.at < this.source.length) {
      if (this.marked('arithmetic')) continue
      const sign = this.source.charAt(this.at)
      if (sign === more) depth += 1
      if (sign === less) depth -= 1
      this.copy(1)
      if (depth === 0) return
    }
    this.open ??= 'quote'
  }

  private expansion(): void {
    this.word ??= ''
    this.copy(2)
    while (this.at < this.source.length) {
      if (this.marked('expansion')) continue
      const sign = this.source.charAt(this.at)
      if (sign === '}') {
        this.copy(1)
        return
      }
      if (sign === '\\') this.copy(2)
      else if (sign === '"') this.double()
      else if (sign === '$') this.dollar()
      else if (sign === '`') this.nested('`', 1)
      else this.copy(1)
    }
    this.open ??= 'quote'
  }

  /** What stands in parentheses or backticks, with words of its own. */
  private nested(end: ')' | '`', length: number, array = false): void {
    const { words, lineWords, word, inTest, inArray, afterRedirection, commandAt } = this
    this.copy(length)
    this.words = []
    this.word = undefined
    this.inTest = false
    this.inArray = array
    this.afterRedirection = false
    this.commandAt = this.at
    this.depth += 1
    this.commands(end)
    this.depth -= 1
    Object.assign(this, { words, lineWords, inTest, inArray, afterRedirection, commandAt })
    this.word = word ?? ''
  }

  private add(sign: string): void {
    this.word = (this.word ?? '') + sign
    this.copy(1)
  }

  private copy(length: number): void {
    this.out += this.source.slice(this.at, this.at + length)
    this.at += length
  }

  private endWord(): void {
    const { word } = this
    this.word = undefined
    if (word === undefined) return
    if (this.afterRedirection) {
      this.afterRedirection = false
      return
    }
    if (word === '[[') this.inTest = true
    if (word === ']]') this.inTest = false
    // In parentheses the patterns of a `case` end with one that closes nothing.
    if (word === 'case' && this.depth > 0) this.uncertain = true
    this.lineWords.push(word)
    if (this.words.length > 0 || (!prefixes.has(word) && !/^[A-Za-z_]\w*\+?=/.test(word)))
      this.words.push(word)
  }

  private endCommand(length: number): void {
    this.endWord()
    this.copy(length)
    this.words = []
    this.afterRedirection = false
    this.commandAt = this.at
  }

  /** Puts the value of the mark that stands here; `false` when there is none. */
  private marked(place: Place): boolean {
    if (this.filling === undefined) return false
    const mark = markAt(this.source, this.at)
    if (mark === undefined) return false
    const text = mark.literal ? `{${mark.name}}` : this.written(mark, place)
    this.at += mark.length
    this.out += text
    if (place === 'word' || place === 'single' || place === 'double') this.word = `${this.word ?? ''}{}`
    return true
  }

  private written(mark: Mark, place: Place): string {
    const { name } = mark
    const value = this.filling?.valueOf(name) ?? ''
    const why = objection(name, place, value, {
      as: this.as,
      depth: this.depth,
      uncertain: this.uncertain,
      inTest: this.inTest,
      named: this.afterRedirection || this.inArray,
      words: this.words,
      lineWords: this.lineWords,
      word: this.word ?? '',
      command: this.source.slice(this.commandAt),
      after: this.source.slice(this.at + mark.length),
    })
    if (why !== undefined) {
      this.refuse(name, why)
      return ''
    }
    const plain = plainValue.test(value)
    if (place === 'arithmetic' || place === 'expansion' || place === 'ansi' || place === 'quoted document')
      return value
    if (place === 'single' && plain) return value
    if (this.as === 'arguments') {
      if (place === 'single') return value.replaceAll("'", `'\\''`)
      return place === 'double' ? `"${shQuoted(value)}"` : shQuoted(value)
    }
    this.variables.add(name)
    const variable = `\${${shVariable(name)}}`
    if (place === 'word') return `"${variable}"`
    return place === 'single' ? `'"${variable}"'` : variable
  }

  private refuse(name: string, why: string): void {
    this.filling?.refuse(name, why)
  }
}
