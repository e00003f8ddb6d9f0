import { GuestError } from './guest-error.ts'
import { powershell } from './powershell.ts'
import { windowsPrograms } from './programs.ts'
import { nowhere, type Output, type Program, type Running, type Sink, type Surroundings } from './running.ts'

const decoder = new TextDecoder()

interface Streams {
  out: Sink
  err: Sink
}

interface Piece {
  after: '&' | '&&' | '||'
  text: string
}

class Exit extends Error {
  readonly code: number

  constructor(code: number) {
    super(`exit ${code}`)
    this.code = code
  }
}

/** `cmd.exe` of a Windows guest, as far as lines and batch files of an admin go. */
export class Cmd {
  private readonly around: Surroundings
  private readonly output: Output
  private readonly env: Map<string, string>
  private cwd: string
  private status = 0

  constructor(around: Surroundings, output: Output, env: Map<string, string>, cwd: string) {
    this.around = around
    this.output = output
    this.env = env
    this.cwd = cwd
  }

  /** What stands after `cmd.exe`: switches, then `/c` and the line. */
  start(args: string): number {
    const found = /^\s*((?:\/[a-z](?::\w+)?\s+)*?)\/([ck])\s?(.*)$/is.exec(args)
    if (found === null) return 0
    const [, switches = '', , rest = ''] = found
    return this.line(stripped(rest, /\/s/i.test(switches)))
  }

  line(line: string, streams: Streams = { out: nowhere, err: nowhere }): number {
    try {
      for (const { after, text } of piecesOf(line)) {
        if (after === '&&' && this.status !== 0) continue
        if (after === '||' && this.status === 0) continue
        this.status = this.command(this.filled(text), streams)
      }
    } catch (error) {
      if (!(error instanceof Exit)) throw error
      this.status = error.code
    }
    return this.status
  }

  private batch(path: string, streams: Streams): number {
    const text = decoder.decode(this.around.files.read(this.absolute(path)))
    const inner = new Cmd(this.around, this.output, new Map(this.env), this.cwd)
    try {
      for (const line of text.split(/\r?\n/)) {
        const plain = line.trim().replace(/^@/, '')
        if (plain === '' || /^(rem\b|::|echo off)/i.test(plain)) continue
        // In a batch file a doubled percent sign is one.
        for (const piece of piecesOf(plain)) {
          if (piece.after === '&&' && inner.status !== 0) continue
          if (piece.after === '||' && inner.status === 0) continue
          inner.status = inner.command(inner.filled(piece.text).replaceAll('%%', '%'), streams)
        }
      }
    } catch (error) {
      if (!(error instanceof Exit)) throw error
      return error.code
    }
    return inner.status
  }

  private command(text: string, given: Streams): number {
    const streams = { ...given }
    let rest: string
    try {
      rest = this.redirected(text, streams)
    } catch (error) {
      if (!(error instanceof GuestError)) throw error
      this.put(streams.err, 'The system cannot find the path specified.\r\n')
      return 1
    }
    rest = withoutCarets(rest)
    const words = wordsOf(rest)
    const [first = ''] = words
    if (first === '') return 0
    const after = rest.trimStart().slice(rest.trimStart().startsWith('"') ? first.length + 2 : first.length)
    const running: Running = {
      around: this.around,
      args: words.slice(1),
      env: this.env,
      cwd: this.cwd,
      stdin: '',
      out: (written) => this.put(streams.out, written.replaceAll(/\r?\n/g, '\r\n')),
      err: (written) => this.put(streams.err, written.replaceAll(/\r?\n/g, '\r\n')),
      wait: (ms) => {
        this.output.at += ms
      },
    }
    const builtin = this.builtin(first.toLowerCase(), after, running, streams)
    if (builtin !== undefined) return builtin
    return this.program(first, after, running, streams)
  }

  private builtin(name: string, after: string, running: Running, streams: Streams): number | undefined {
    switch (name) {
      case 'exit': {
        const code = /(-?\d+)\s*$/.exec(after)?.[1]
        throw new Exit(code === undefined ? this.status : Number(code))
      }
      case 'echo':
        running.out(`${after.replace(/^[ .]/, '')}\n`)
        return 0
      case 'chcp':
        running.out(`Active code page: ${after.trim() === '' ? '850' : after.trim()}\n`)
        return 0
      case 'ver':
        running.out('\nMicrosoft Windows [Version 10.0.20348.2527]\n')
        return 0
      case 'set': {
        const [key, value] = after.trim().split(/=(.*)/s)
        if (key !== undefined && value !== undefined) this.env.set(key.toUpperCase(), value)
        else for (const [one, text] of this.env) running.out(`${one}=${text}\n`)
        return 0
      }
      case 'cd':
        if (after.trim() !== '') this.cwd = this.absolute(unquoted(after.trim().replace(/^\/d\s+/i, '')))
        else running.out(`${this.cwd}\n`)
        return 0
      case 'type':
        return this.onFile(running, (path) => running.out(decoder.decode(this.around.files.read(path))))
      case 'del':
        return this.onFile(running, (path) => this.around.files.remove(path))
      case 'dir':
        return this.onFile(running, (path) => {
          for (const { name: one, size, kind } of this.around.files.list(path))
            running.out(`${kind === 'directory' ? '<DIR>         ' : String(size).padStart(14)} ${one}\n`)
        })
      case 'call':
        return this.command(after.trim(), streams)
      default:
        return undefined
    }
  }

  private program(first: string, after: string, running: Running, streams: Streams): number {
    const base = first.slice(first.lastIndexOf('\\') + 1).toLowerCase()
    const name = base.replace(/\.exe$/, '')
    if (/\.(cmd|bat)$/.test(base)) {
      if (this.around.files.find(this.absolute(first)) !== undefined) return this.batch(first, streams)
    } else if (this.there(first, name)) {
      if (name === 'cmd')
        return new Cmd(this.around, this.output, new Map(this.env), this.cwd).nested(after, streams)
      if (name === 'powershell') return powershell(running)
      const program: Program | undefined = windowsPrograms[name]
      if (program !== undefined) return program(running)
    }
    this.put(
      streams.err,
      `'${first}' is not recognized as an internal or external command,\r\noperable program or batch file.\r\n`,
    )
    return 9009
  }

  private nested(args: string, streams: Streams): number {
    const found = /^\s*((?:\/[a-z]\s+)*?)\/[ck]\s?(.*)$/is.exec(args)
    if (found === null) return 0
    return this.line(stripped(found[2] ?? '', /\/s/i.test(found[1] ?? '')), streams)
  }

  private there(first: string, name: string): boolean {
    const { files } = this.around
    if (!first.includes('\\'))
      return files.find(`C:\\Windows\\System32\\${name}.exe`) !== undefined || name === 'powershell'
    return files.find(first) !== undefined || files.find(`${first}.exe`) !== undefined
  }

  private onFile(running: Running, act: (path: string) => void): number {
    const path = running.args.find((arg) => !arg.startsWith('/')) ?? this.cwd
    try {
      act(this.absolute(path))
      return 0
    } catch (error) {
      if (!(error instanceof GuestError)) throw error
      running.err('The system cannot find the file specified.\n')
      return 1
    }
  }

  /** Takes redirections outside of quotes out of a command and opens their files. */
  private redirected(text: string, streams: Streams): string {
    let rest = ''
    let quoted = false
    for (let at = 0; at < text.length; at += 1) {
      const sign = text.charAt(at)
      if (sign === '^' && !quoted) {
        rest += text.slice(at, at + 2)
        at += 1
        continue
      }
      if (sign === '"') quoted = !quoted
      const found = quoted ? null : /^([12])?(>>|>)\s*(?:&([12])|("[^"]*"|[^\s"&|<>]+))/.exec(text.slice(at))
      const fresh = at === 0 || /\s/.test(text.charAt(at - 1)) || sign === '>'
      if (found === null || !fresh) {
        rest += sign
        continue
      }
      at += found[0].length - 1
      const [, from = '1', operator, same, path] = found
      const sink: Sink =
        path === undefined
          ? same === '1'
            ? streams.out
            : streams.err
          : this.opened(unquoted(path), operator === '>>')
      if (from === '2') streams.err = sink
      else streams.out = sink
    }
    return rest
  }

  private opened(path: string, append: boolean): Sink {
    const at = this.absolute(path)
    if (!append || this.around.files.find(at) === undefined)
      this.around.files.write(at, new Uint8Array(0), this.around.user)
    return { kind: 'file', path: at }
  }

  /** Fills in `%NAME%`, quotes or not, as cmd.exe does. */
  private filled(text: string): string {
    return text.replaceAll(
      /%([A-Za-z_]\w*)%/g,
      (whole, name: string) => this.env.get(name.toUpperCase()) ?? whole,
    )
  }

  private absolute(path: string): string {
    const { paths } = this.around.files
    return paths.clean(paths.isAbsolute(path) ? path : paths.join(this.cwd, path))
  }

  private put(sink: Sink, text: string): void {
    if (sink.kind === 'pipe') sink.text.push(text)
    else this.output.write(sink, text)
  }
}

/** Takes carets away outside of quotes; a quote after one is a sign like others. */
function withoutCarets(text: string): string {
  let quoted = false
  let result = ''
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at)
    if (sign === '"') quoted = !quoted
    if (sign === '^' && !quoted) {
      at += 1
      result += text.charAt(at)
    } else result += sign
  }
  return result
}

const unquoted = (text: string) => text.replaceAll('"', '')

/** The line after `/c`: with `/s`, or when it is no lone quoted program, its first and last quote go. */
function stripped(rest: string, simple: boolean): string {
  const line = rest.trim()
  if (!line.startsWith('"')) return line
  const last = line.lastIndexOf('"')
  const lone = !simple && (line.match(/"/g)?.length ?? 0) === 2 && !/[&<>()@^|]/.test(line)
  return lone ? line : line.slice(1, last) + line.slice(last + 1)
}

/** Cuts a line at `&`, `&&` and `||` outside of quotes and carets. */
function piecesOf(line: string): Piece[] {
  const pieces: Piece[] = []
  let after: Piece['after'] = '&'
  let text = ''
  let quoted = false
  for (let at = 0; at < line.length; at += 1) {
    const sign = line.charAt(at)
    if (sign === '"') quoted = !quoted
    const two = line.slice(at, at + 2)
    if (sign === '^' && !quoted) {
      text += two
      at += 1
    } else if (!quoted && (two === '&&' || two === '||')) {
      pieces.push({ after, text })
      after = two
      text = ''
      at += 1
    } else if (!quoted && sign === '&' && !/[<>]\s*$/.test(text)) {
      pieces.push({ after, text })
      after = '&'
      text = ''
    } else text += sign
  }
  pieces.push({ after, text })
  return pieces
}

/** Words as `CommandLineToArgvW` cuts them: quotes hold together, a backslash before a quote makes it a sign. */
export function wordsOf(line: string): string[] {
  const words: string[] = []
  let word: string | undefined
  let quoted = false
  for (let at = 0; at < line.length; at += 1) {
    const slashes = /^\\+(?=")/.exec(line.slice(at))?.[0].length ?? 0
    if (slashes > 0) {
      word = (word ?? '') + '\\'.repeat(Math.floor(slashes / 2))
      at += slashes - 1
      if (slashes % 2 === 1) {
        word += '"'
        at += 1
      }
      continue
    }
    const sign = line.charAt(at)
    if (sign === '"') {
      quoted = !quoted
      word ??= ''
    } else if (/\s/.test(sign) && !quoted) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + sign
  }
  if (word !== undefined) words.push(word)
  return words
}
