import { GuestError } from './guest-error.ts'
import { linuxPrograms } from './programs.ts'
import { nowhere, type Output, type Program, type Running, type Sink, type Surroundings } from './running.ts'
import { type Command, type Pipeline, parseSh, ShellSyntaxError, type Word } from './sh-parse.ts'

const decoder = new TextDecoder()
const longestNesting = 20

/** Ends the shell that runs. */
class Exit extends Error {
  readonly code: number

  constructor(code: number) {
    super(`exit ${code}`)
    this.code = code
  }
}

interface Streams {
  stdin: string
  out: Sink
  err: Sink
}

/** `sh` and `bash` of a Linux guest, as far as scripts of an admin go. */
export class Sh {
  private readonly around: Surroundings
  private readonly output: Output
  private readonly env: Map<string, string>
  private cwd: string
  private status = 0
  private readonly name: string
  private readonly parameters: readonly string[]
  private readonly nesting: number

  constructor(
    around: Surroundings,
    output: Output,
    options: {
      env: Map<string, string>
      cwd: string
      name?: string
      parameters?: readonly string[]
      nesting?: number
    },
  ) {
    this.around = around
    this.output = output
    this.env = options.env
    this.cwd = options.cwd
    this.name = options.name ?? 'sh'
    this.parameters = options.parameters ?? []
    this.nesting = options.nesting ?? 0
  }

  /** Runs a script to its end; returns the exit code. */
  run(script: string, streams: Streams = { stdin: '', out: nowhere, err: nowhere }): number {
    if (this.nesting > longestNesting) return this.complain(streams, 'too many nested shells', 126)
    let pipelines: Pipeline[]
    try {
      pipelines = parseSh(script)
    } catch (error) {
      if (!(error instanceof ShellSyntaxError)) throw error
      return this.complain(streams, error.message, 2)
    }
    try {
      for (const { after, negated, commands } of pipelines) {
        if (after === '&&' && this.status !== 0) continue
        if (after === '||' && this.status === 0) continue
        const code = this.pipe(commands, streams)
        this.status = negated ? Number(code === 0) : code
      }
    } catch (error) {
      if (!(error instanceof Exit)) throw error
      this.status = error.code
    }
    return this.status
  }

  private pipe(commands: readonly Command[], streams: Streams): number {
    let stdin = streams.stdin
    let code = 0
    for (const [index, command] of commands.entries()) {
      const last = index === commands.length - 1
      const pipe: Sink & { kind: 'pipe' } = { kind: 'pipe', text: [] }
      code = this.command(command, { ...streams, stdin, out: last ? streams.out : pipe })
      stdin = pipe.text.join('')
    }
    return code
  }

  private command(command: Command, given: Streams): number {
    const streams = { ...given }
    const words = command.words.flatMap((word) => this.fields(word))
    const own = new Map(this.env)
    for (const { name, value } of command.assignments) {
      const text = this.fields(value).join(' ')
      own.set(name, text)
      if (words.length === 0) this.env.set(name, text)
    }
    try {
      for (const { from, append, to } of command.redirections) {
        if ('same' in to) {
          const sink = to.same === 1 ? streams.out : streams.err
          if (from === 2) streams.err = sink
          else streams.out = sink
          continue
        }
        const path = this.absolute(this.fields(to.path).join(' '))
        if (from === 0) {
          streams.stdin = decoder.decode(this.around.files.read(path))
          continue
        }
        if (!append || this.around.files.find(path) === undefined)
          this.around.files.write(path, new Uint8Array(0), this.around.user)
        const sink: Sink = { kind: 'file', path }
        if (from !== 2) streams.out = sink
        if (from !== 1) streams.err = sink
      }
    } catch (error) {
      if (!(error instanceof GuestError)) throw error
      return this.complain(streams, `${error.path ?? ''}: ${error.message}`, 1)
    }
    const [name, ...args] = words
    return name === undefined ? 0 : this.invoke(name, args, own, streams)
  }

  private invoke(name: string, args: readonly string[], env: Map<string, string>, streams: Streams): number {
    const running: Running = {
      around: this.around,
      args,
      env,
      cwd: this.cwd,
      stdin: streams.stdin,
      out: (text) => this.put(streams.out, text),
      err: (text) => this.put(streams.err, text),
      wait: (ms) => {
        this.output.at += ms
      },
    }
    const builtin = this.builtin(name, args, running)
    if (builtin !== undefined) return builtin
    const program = this.programNamed(name)
    if (program === undefined) {
      const missing = name.includes('/') ? 'No such file or directory' : 'command not found'
      return this.complain(streams, `${name}: ${missing}`, 127)
    }
    return program === 'shell' ? this.shell(name, args, env, streams) : program(running)
  }

  private builtin(name: string, args: readonly string[], running: Running): number | undefined {
    switch (name) {
      case 'exit':
        throw new Exit(Number(args[0] ?? this.status) & 0xff)
      case ':':
      case 'set':
        return 0
      case 'cd': {
        const path = this.absolute(args[0] ?? this.around.home)
        if (this.around.files.find(path)?.kind !== 'directory') {
          running.err(`${this.name}: cd: ${args[0]}: No such file or directory\n`)
          return 1
        }
        this.cwd = path
        return 0
      }
      case 'pwd':
        running.out(`${this.cwd}\n`)
        return 0
      case 'export':
        for (const arg of args) {
          const [key = '', value] = arg.split(/=(.*)/s)
          if (value !== undefined) this.env.set(key, value)
        }
        return 0
      case 'test':
      case '[':
        return this.test(name === '[' ? args.slice(0, -1) : args) ? 0 : 1
      default:
        return undefined
    }
  }

  private test(args: readonly string[]): boolean {
    const [first = '', second = '', third = ''] = args
    if (first === '-f') return this.around.files.find(this.absolute(second))?.kind === 'file'
    if (first === '-d') return this.around.files.find(this.absolute(second))?.kind === 'directory'
    if (first === '-e') return this.around.files.find(this.absolute(second)) !== undefined
    if (first === '-n') return second !== ''
    if (first === '-z') return second === ''
    if (second === '=') return first === third
    if (second === '!=') return first !== third
    return first !== ''
  }

  private programNamed(name: string): Program | 'shell' | undefined {
    const path = name.includes('/') ? this.absolute(name) : undefined
    const short = path === undefined ? name : path.slice(path.lastIndexOf('/') + 1)
    // A program is there when its file is: what somebody removed cannot be run.
    const there = path === undefined ? `/usr/bin/${short}` : path
    const known = this.around.files.find(there)
    if (known === undefined || known.kind === 'directory') return undefined
    if (short === 'sh' || short === 'bash' || known.mode & 0o100) {
      const program = linuxPrograms[short]
      if (program !== undefined && !path?.startsWith('/tmp')) return program
      return 'shell'
    }
    return undefined
  }

  private shell(name: string, args: readonly string[], env: Map<string, string>, streams: Streams): number {
    const short = name.slice(name.lastIndexOf('/') + 1)
    const isShell = short === 'sh' || short === 'bash'
    const rest = isShell ? [...args] : [name, ...args]
    while (isShell && rest[0]?.startsWith('-') && rest[0] !== '-c') rest.shift()
    if (isShell && rest[0] === '-c') {
      const [, script = '', zero = short, ...parameters] = rest
      return this.nested(zero, parameters, env).run(script, streams)
    }
    const [file, ...parameters] = rest
    if (file === undefined) return this.nested(short, [], env).run(streams.stdin, streams)
    const bytes = this.around.files.find(this.absolute(file))?.bytes
    if (bytes === undefined) return this.complain(streams, `${file}: No such file or directory`, 127)
    return this.nested(file, parameters, env).run(decoder.decode(bytes), streams)
  }

  private nested(name: string, parameters: readonly string[], env: Map<string, string>): Sh {
    const { around, output, cwd, nesting } = this
    return new Sh(around, output, { env: new Map(env), cwd, name, parameters, nesting: nesting + 1 })
  }

  /** A word as the fields that it becomes. */
  private fields(word: Word): string[] {
    const fields: string[] = []
    let current: string | undefined
    for (const part of word) {
      if (part.kind === 'text' || part.quoted) {
        current = (current ?? '') + this.valueOf(part)
        continue
      }
      const [first = '', ...more] = this.valueOf(part).split(/[ \t\n]+/)
      if (first !== '') current = (current ?? '') + first
      for (const next of more) {
        if (current !== undefined) fields.push(current)
        current = next === '' ? undefined : next
      }
    }
    if (current !== undefined) fields.push(current)
    return fields
  }

  private valueOf(part: Word[number]): string {
    if (part.kind === 'text') return part.text
    if (part.kind === 'variable') {
      if (part.name === '?') return String(this.status)
      if (part.name === '#') return String(this.parameters.length)
      if (part.name === '@') return this.parameters.join(' ')
      if (part.name === '0') return this.name
      if (/^[1-9]$/.test(part.name)) return this.parameters[Number(part.name) - 1] ?? ''
      return this.env.get(part.name) ?? ''
    }
    const text: string[] = []
    const out: Sink = { kind: 'pipe', text }
    this.status = this.nested(this.name, this.parameters, this.env).run(part.script, {
      stdin: '',
      out,
      err: nowhere,
    })
    return text.join('').replace(/\n+$/, '')
  }

  private absolute(path: string): string {
    const { paths } = this.around.files
    return paths.clean(paths.isAbsolute(path) ? path : paths.join(this.cwd, path))
  }

  private put(sink: Sink, text: string): void {
    if (sink.kind === 'pipe') sink.text.push(text)
    else this.output.write(sink, text)
  }

  private complain(streams: Streams, message: string, code: number): number {
    this.put(streams.err, `${this.name}: ${message}\n`)
    return code
  }
}
