import {
  codeSentence,
  commandSentence,
  escapedSentence,
  type Filling,
  interpreters,
  isSystemParameter,
  markAt,
  plainValue,
  programName,
} from './marks.ts'

type Place = 'bare' | 'single' | 'double' | 'single here' | 'comment' | 'raw'

export interface PowershellText {
  text: string
  /** Names of parameters whose values the text expects in variables. */
  variables: string[]
}

export const psVariable = (name: string) => `gantry_${name}`

/** What PowerShell takes for a single quote, and for a double one. */
const single = /['\u2018\u2019\u201A\u201B]/
const double = /["\u201C\u201D\u201E]/

/**
 * Puts values into a PowerShell script: as variables that are set before it, and inside single quotes, where there are
 * no variables, with their quotes doubled.
 */
export function powershellFilled(text: string, filling: Filling): PowershellText {
  return new Reader(text, filling).read()
}

class Reader {
  private readonly source: string
  private readonly filling: Filling
  private at = 0
  private out = ''
  private readonly variables = new Set<string>()

  constructor(source: string, filling: Filling) {
    this.source = source
    this.filling = filling
  }

  read(): PowershellText {
    this.statements(undefined)
    return { text: this.out, variables: [...this.variables] }
  }

  private statements(end: ')' | undefined): void {
    let depth = 0
    while (this.at < this.source.length) {
      if (this.marked('bare')) continue
      const sign = this.source.charAt(this.at)
      const rest = this.source.slice(this.at, this.at + 4)
      const before = this.source.charAt(this.at - 1)
      const fresh = this.at === 0 || /[\s(){};,|&]/.test(before)
      if (sign === ')' && end !== undefined && depth === 0) {
        this.copy(1)
        return
      }
      if (sign === '(') depth += 1
      if (sign === ')') depth -= 1
      if (rest.startsWith('<#')) this.until('#>', 'comment')
      else if (sign === '#' && fresh) this.until('\n', 'comment')
      else if (rest.startsWith('--%') && fresh) this.until('\n', 'raw')
      else if (sign === '`') this.escape()
      else if (sign === '@' && this.hereString()) continue
      else if (single.test(sign)) this.single()
      else if (double.test(sign)) this.double()
      else if (rest.startsWith('${')) this.until('}', undefined)
      else this.copy(1)
    }
  }

  /** `@'` or `@"` at the end of a line, up to the same at the beginning of one. */
  private hereString(): boolean {
    const [opening, quote] = /^@(['"\u2018-\u201E])[ \t]*\r?\n/.exec(this.source.slice(this.at)) ?? []
    if (opening === undefined || quote === undefined) return false
    this.copy(opening.length - 1)
    const plain = single.test(quote)
    while (this.at < this.source.length) {
      const close = (plain ? /^\n['\u2018-\u201B]@/ : /^\n["\u201C-\u201E]@/).test(
        this.source.slice(this.at, this.at + 3),
      )
      if (close) {
        this.copy(3)
        return true
      }
      if (this.marked(plain ? 'single here' : 'double')) continue
      const sign = this.source.charAt(this.at)
      if (!plain && sign === '`') this.escape()
      else if (!plain && sign === '$') this.dollar()
      else this.copy(1)
    }
    return true
  }

  private single(): void {
    this.copy(1)
    while (this.at < this.source.length) {
      if (this.marked('single')) continue
      const sign = this.source.charAt(this.at)
      if (single.test(sign)) {
        if (!single.test(this.source.charAt(this.at + 1))) {
          this.copy(1)
          return
        }
        this.copy(2)
      } else this.copy(1)
    }
  }

  private double(): void {
    this.copy(1)
    while (this.at < this.source.length) {
      if (this.marked('double')) continue
      const sign = this.source.charAt(this.at)
      if (sign === '`') this.escape()
      else if (sign === '$') this.dollar()
      else if (double.test(sign)) {
        if (!double.test(this.source.charAt(this.at + 1))) {
          this.copy(1)
          return
        }
        this.copy(2)
      } else this.copy(1)
    }
  }

  private dollar(): void {
    if (this.source.startsWith('$(', this.at)) {
      this.copy(2)
      this.statements(')')
    } else if (this.source.startsWith('${', this.at)) this.until('}', undefined)
    else this.copy(1)
  }

  private until(end: string, place: Place | undefined): void {
    while (this.at < this.source.length) {
      if (place !== undefined && this.marked(place)) continue
      if (this.source.startsWith(end, this.at)) {
        this.copy(end.length)
        return
      }
      this.copy(1)
    }
  }

  private escape(): void {
    const mark = markAt(this.source, this.at + 1)
    if (mark !== undefined && !mark.literal)
      this.filling.refuse(mark.name, escapedSentence(mark.name, 'backtick'))
    this.copy(2)
  }

  private copy(length: number): void {
    this.out += this.source.slice(this.at, this.at + length)
    this.at += length
  }

  private marked(place: Place): boolean {
    const mark = markAt(this.source, this.at)
    if (mark === undefined) return false
    const { name, length, literal } = mark
    const value = literal ? '' : this.filling.valueOf(name)
    const why = literal ? undefined : this.objection(name, place, value)
    if (literal) this.out += `{${name}}`
    else if (why !== undefined) this.filling.refuse(name, why)
    else this.out += this.written(name, place, value)
    this.at += length
    return true
  }

  private written(name: string, place: Place, value: string): string {
    if (place === 'single') return value.replaceAll(/['\u2018\u2019\u201A\u201B]/g, '$&$&')
    if (place === 'single here' || place === 'raw') return value
    this.variables.add(name)
    return `\${${psVariable(name)}}`
  }

  private objection(name: string, place: Place, value: string): string | undefined {
    if (value.includes('\u0000')) return `The value of {${name}} holds a NUL character.`
    if (place === 'comment') return undefined
    const before = this.source.slice(0, this.at)
    if (isSystemParameter(name) && /(?:^|[\s;{}(|=])[&.]\s*['"]?$/.test(before)) return commandSentence(name)
    if (plainValue.test(value)) return undefined
    if (place === 'raw') return codeSentence(name, '--%')
    if (place === 'single here' && /[\r\n]/.test(value))
      return `The value of {${name}} holds a line end, which could end the here-string.`
    const line = `${before.slice(before.lastIndexOf('\n') + 1)} ${this.source.slice(this.at).split('\n', 1)[0]}`
    const by = line.split(/[\s;|&(){}'"]+/).find((word) => interpreters.has(programName(word)))
    if (by !== undefined) return codeSentence(name, programName(by))
    return /\[scriptblock\]|add-type/i.test(line) ? codeSentence(name, 'PowerShell') : undefined
  }
}
