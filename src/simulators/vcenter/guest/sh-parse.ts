/** A part of a word; what is not quoted is split at blanks after it was filled in. */
export type Part =
  | { kind: 'text'; text: string; quoted: boolean }
  | { kind: 'variable'; name: string; quoted: boolean }
  | { kind: 'command'; script: string; quoted: boolean }

export type Word = Part[]

export interface Redirection {
  /** 1 output, 2 errors, 0 input; `both` for `&>`. */
  from: 0 | 1 | 2 | 'both'
  append: boolean
  to: { path: Word } | { same: 1 | 2 }
}

export interface Command {
  assignments: { name: string; value: Word }[]
  words: Word[]
  redirections: Redirection[]
}

/** Commands of a pipe, and how it follows the one before. */
export interface Pipeline {
  after: ';' | '&&' | '||'
  negated: boolean
  commands: Command[]
}

/** What a shell cannot read. */
export class ShellSyntaxError extends Error {}

/** What this simulation of a shell leaves out; nobody should take its silence for success. */
const reserved = new Set([
  'if',
  'then',
  'else',
  'fi',
  'for',
  'while',
  'until',
  'do',
  'done',
  'case',
  'esac',
  'function',
  '{',
  '}',
])

/** Reads a script of `sh`: lists, pipes, quotes, variables, substitutions, redirections, comments. */
export function parseSh(source: string): Pipeline[] {
  return new Parser(source.replaceAll('\\\n', '')).list()
}

class Parser {
  private readonly source: string
  private at = 0

  constructor(source: string) {
    this.source = source
  }

  list(): Pipeline[] {
    const pipelines: Pipeline[] = []
    let after: Pipeline['after'] = ';'
    for (;;) {
      this.blanks(after === ';')
      if (this.at >= this.source.length) {
        if (after !== ';') throw new ShellSyntaxError('syntax error: unexpected end of file')
        return pipelines
      }
      if (after === ';' && this.take(';')) continue
      pipelines.push(this.pipeline(after))
      this.blanks(false)
      if (this.take('&&')) after = '&&'
      else if (this.take('||')) after = '||'
      else if (this.take(';') || this.take('\n') || this.take('&')) after = ';'
      else if (this.at < this.source.length) throw this.unexpected()
      else after = ';'
    }
  }

  private pipeline(after: Pipeline['after']): Pipeline {
    const negated = /^![ \t]/.test(this.source.slice(this.at)) && this.take('!')
    const commands: Command[] = []
    for (;;) {
      this.blanks(commands.length > 0)
      commands.push(this.command())
      this.blanks(false)
      if (this.source.startsWith('||', this.at) || !this.take('|')) return { after, negated, commands }
    }
  }

  private command(): Command {
    const command: Command = { assignments: [], words: [], redirections: [] }
    for (;;) {
      this.blanks(false)
      const redirection = this.redirection()
      if (redirection !== undefined) {
        command.redirections.push(redirection)
        continue
      }
      const assignment = /^([A-Za-z_]\w*)=/.exec(this.source.slice(this.at))
      if (assignment?.[1] !== undefined && command.words.length === 0) {
        this.at += assignment[0].length
        command.assignments.push({ name: assignment[1], value: this.word() })
        continue
      }
      const word = this.word()
      if (word.length === 0) break
      command.words.push(word)
    }
    const [first] = command.words
    const [part] = first ?? []
    if (first?.length === 1 && part?.kind === 'text' && !part.quoted && reserved.has(part.text))
      throw new ShellSyntaxError(`the simulated shell does not know '${part.text}'`)
    if (command.words.length + command.assignments.length + command.redirections.length === 0)
      throw this.unexpected()
    return command
  }

  private redirection(): Redirection | undefined {
    const found = /^(?:([012])?(>>|>|<)|(&>))/.exec(this.source.slice(this.at))
    if (found === null) return undefined
    this.at += found[0].length
    const operator = found[2] ?? found[3] ?? '>'
    if (operator === '<' && this.source[this.at] === '<')
      throw new ShellSyntaxError('the simulated shell does not know here-documents')
    const from = operator === '&>' ? 'both' : operator === '<' ? 0 : found[1] === '2' ? 2 : 1
    const same = /^&([12])/.exec(this.source.slice(this.at))
    if (same !== null) {
      this.at += 2
      return { from, append: true, to: { same: same[1] === '1' ? 1 : 2 } }
    }
    this.blanks(false)
    const path = this.word()
    if (path.length === 0) throw this.unexpected()
    return { from, append: operator === '>>', to: { path } }
  }

  private word(): Word {
    const parts: Word = []
    while (this.at < this.source.length) {
      const sign = this.source.charAt(this.at)
      if (/[\s;&|<>()]/.test(sign)) break
      if (sign === "'") parts.push(this.single())
      else if (sign === '"') parts.push(...this.double())
      else if (sign === '\\') {
        parts.push({ kind: 'text', text: this.source.charAt(this.at + 1), quoted: true })
        this.at += 2
      } else if (sign === '$' || sign === '`') parts.push(this.dollar(false))
      else {
        const plain = /^[^\s;&|<>()'"\\$`]+/.exec(this.source.slice(this.at))?.[0] ?? sign
        this.at += plain.length
        parts.push({ kind: 'text', text: plain, quoted: false })
      }
    }
    return parts
  }

  private single(): Part {
    const end = this.source.indexOf("'", this.at + 1)
    if (end < 0) throw new ShellSyntaxError("unexpected EOF while looking for matching `''")
    const text = this.source.slice(this.at + 1, end)
    this.at = end + 1
    return { kind: 'text', text, quoted: true }
  }

  private double(): Part[] {
    const parts: Part[] = [{ kind: 'text', text: '', quoted: true }]
    this.at += 1
    let text = ''
    const flush = () => {
      if (text !== '') parts.push({ kind: 'text', text, quoted: true })
      text = ''
    }
    for (;;) {
      const sign = this.source[this.at]
      if (sign === undefined) throw new ShellSyntaxError('unexpected EOF while looking for matching `"\'')
      if (sign === '"') break
      if (sign === '\\' && /["\\$`]/.test(this.source.charAt(this.at + 1))) {
        text += this.source.charAt(this.at + 1)
        this.at += 2
      } else if (sign === '$' || sign === '`') {
        flush()
        parts.push(this.dollar(true))
      } else {
        text += sign
        this.at += 1
      }
    }
    this.at += 1
    flush()
    return parts
  }

  private dollar(quoted: boolean): Part {
    const rest = this.source.slice(this.at)
    if (rest.startsWith('$(')) {
      const end = this.closing(this.at + 2)
      const script = this.source.slice(this.at + 2, end)
      this.at = end + 1
      return { kind: 'command', script, quoted }
    }
    if (rest.startsWith('`')) {
      const end = this.source.indexOf('`', this.at + 1)
      if (end < 0) throw new ShellSyntaxError("unexpected EOF while looking for matching ``'")
      const script = this.source.slice(this.at + 1, end)
      this.at = end + 1
      return { kind: 'command', script, quoted }
    }
    const name = /^\$(?:\{(\w+)\}|([A-Za-z_]\w*|[0-9?#@$]))/.exec(rest)
    if (name === null) {
      this.at += 1
      return { kind: 'text', text: '$', quoted: true }
    }
    this.at += name[0].length
    return { kind: 'variable', name: name[1] ?? name[2] ?? '', quoted }
  }

  /** Index of the parenthesis that closes one opened before `from`. */
  private closing(from: number): number {
    let depth = 1
    for (let at = from; at < this.source.length; at += 1) {
      const sign = this.source[at]
      if (sign === "'") {
        const end = this.source.indexOf("'", at + 1)
        at = end < 0 ? this.source.length : end
      } else if (sign === '(') depth += 1
      else if (sign === ')') {
        depth -= 1
        if (depth === 0) return at
      }
    }
    throw new ShellSyntaxError("unexpected EOF while looking for matching `)'")
  }

  /** Skips blanks and comments, line ends too if wanted. */
  private blanks(lines: boolean): void {
    const skipped = (lines ? /^(?:\s|#[^\n]*)+/ : /^[ \t]+(?:#[^\n]*)?/).exec(this.source.slice(this.at))
    if (skipped !== null) this.at += skipped[0].length
  }

  private take(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false
    this.at += text.length
    return true
  }

  private unexpected(): ShellSyntaxError {
    const sign = this.source[this.at]
    return new ShellSyntaxError(
      sign === undefined
        ? 'syntax error: unexpected end of file'
        : `syntax error near unexpected token \`${sign === '\n' ? 'newline' : sign}'`,
    )
  }
}
