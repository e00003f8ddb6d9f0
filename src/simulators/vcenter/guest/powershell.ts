import { GuestError } from './guest-error.ts'
import { windowsPrograms } from './programs.ts'
import type { Running } from './running.ts'

const decoder = new TextDecoder()

class Exit extends Error {
  readonly code: number

  constructor(code: number) {
    super(`exit ${code}`)
    this.code = code
  }
}

/** `powershell.exe` with `-EncodedCommand`, `-Command` or `-File`: statements with quotes, variables and a few commands. */
export function powershell(running: Running): number {
  const { args, around } = running
  const after = (name: string) => {
    const at = args.findIndex((arg) => arg.toLowerCase() === name)
    return at < 0 ? undefined : args[at + 1]
  }
  const encoded = after('-encodedcommand')
  const file = after('-file')
  let script = args.slice(args.findIndex((arg) => arg.toLowerCase() === '-command') + 1).join(' ')
  if (encoded !== undefined) script = utf16(encoded)
  else if (file !== undefined) {
    const bytes = around.files.find(around.files.paths.clean(file))?.bytes
    if (bytes === undefined) {
      running.err(`The argument '${file}' to the -File parameter does not exist.\n`)
      return -196608
    }
    script = decoder.decode(bytes)
  }
  const session = new Session(running)
  try {
    for (const statement of statementsOf(script)) session.run(statement)
    return session.failed ? 1 : 0
  } catch (error) {
    if (error instanceof Exit) return error.code
    throw error
  }
}

function utf16(base64: string): string {
  const bytes = atob(base64)
  let text = ''
  for (let at = 0; at + 1 < bytes.length; at += 2)
    text += String.fromCharCode(bytes.charCodeAt(at) | (bytes.charCodeAt(at + 1) << 8))
  return text
}

class Session {
  failed = false
  private readonly running: Running
  private readonly variables = new Map<string, string>()

  constructor(running: Running) {
    this.running = running
  }

  run(statement: string): void {
    const text = statement.trim()
    const assignment = /^\$(env:)?(\w+)\s*=\s*(.*)$/is.exec(text)
    if (assignment !== null) {
      const [, environment, name = '', value = ''] = assignment
      const filled = this.wordsOf(value).join(' ')
      if (environment === undefined) this.variables.set(name.toLowerCase(), filled)
      else this.running.env.set(name.toUpperCase(), filled)
      return
    }
    const [first = '', ...args] = this.wordsOf(text)
    if (first === '' && args.length === 0) return
    // A lone string or variable is what the statement gives.
    if (/^["'$]/.test(text)) this.line([first, ...args].join(' '))
    else this.command(first, args)
  }

  private command(name: string, args: string[]): void {
    const { running } = this
    const { around } = running
    const plain = args.filter((arg) => !/^-[a-z]/i.test(arg))
    switch (name.toLowerCase().replace(/\.exe$/, '')) {
      case 'exit':
        throw new Exit(Number(args[0] ?? 0))
      case 'write-output':
      case 'write-host':
      case 'echo':
        for (const arg of plain) this.line(arg)
        break
      case 'write-error':
        this.error(plain.join(' '))
        break
      case 'start-sleep': {
        const ms = args.some((arg) => /^-m/i.test(arg))
        running.wait(Number(plain[0] ?? 0) * (ms ? 1 : 1000))
        break
      }
      case 'get-content':
      case 'type':
      case 'cat':
        this.onFile(plain[0], (path) => running.out(decoder.decode(around.files.read(path))))
        break
      case 'get-childitem':
      case 'dir':
      case 'ls':
        this.onFile(plain[0] ?? '.', (path) => {
          for (const entry of around.files.list(path))
            this.line(
              `${entry.kind === 'directory' ? 'd-----' : '-a----'} ${String(entry.size).padStart(12)} ${entry.name}`,
            )
        })
        break
      case 'remove-item':
        this.onFile(plain[0], (path) => around.files.remove(path))
        break
      case 'get-process':
        for (const { pid, name: one } of around.processes()) this.line(`${String(pid).padStart(8)} ${one}`)
        break
      case 'get-psdrive':
        this.line('Name           Used (GB)     Free (GB) Provider      Root')
        this.line('C                  21.34         38.11 FileSystem    C:\\')
        break
      default: {
        const program = windowsPrograms[name.toLowerCase().replace(/\.exe$/, '')]
        if (program === undefined) {
          this.error(
            `The term '${name}' is not recognized as the name of a cmdlet, function, script file, or operable program.`,
          )
          return
        }
        this.failed = program({ ...running, args }) !== 0
      }
    }
  }

  private onFile(path: string | undefined, act: (path: string) => void): void {
    const { around, cwd } = this.running
    const { paths } = around.files
    try {
      act(paths.clean(paths.isAbsolute(path ?? '') ? (path ?? '') : paths.join(cwd, path ?? '.')))
    } catch (error) {
      if (!(error instanceof GuestError)) throw error
      this.error(`Cannot find path '${path}' because it does not exist.`)
    }
  }

  private line(text: string): void {
    this.running.out(`${text}\n`)
  }

  private error(text: string): void {
    this.running.err(`${text}\n`)
    this.failed = true
  }

  /** Words with quotes taken away and variables filled in where PowerShell does so. */
  private wordsOf(text: string): string[] {
    const words: string[] = []
    let word: string | undefined
    for (let at = 0; at < text.length; at += 1) {
      const sign = text.charAt(at)
      if (sign === "'") {
        const [whole, inner = ''] = /^'((?:[^']|'')*)'/.exec(text.slice(at)) ?? [text.slice(at)]
        word = (word ?? '') + inner.replaceAll("''", "'")
        at += whole.length - 1
      } else if (sign === '"') {
        const [whole, inner = ''] = /^"((?:[^"`]|`[\s\S]|"")*)"/.exec(text.slice(at)) ?? [text.slice(at)]
        word = (word ?? '') + this.filled(inner.replaceAll('""', '"'))
        at += whole.length - 1
      } else if (/\s/.test(sign)) {
        if (word !== undefined) words.push(word)
        word = undefined
      } else if (sign === '$') {
        const [whole] = /^\$(?:\{(?:env:)?\w+\}|(?:env:)?\w+)/i.exec(text.slice(at)) ?? ['$']
        word = (word ?? '') + this.filled(whole)
        at += whole.length - 1
      } else if (sign === '`') {
        at += 1
        word = (word ?? '') + escaped(text.charAt(at))
      } else word = (word ?? '') + sign
    }
    if (word !== undefined) words.push(word)
    return words
  }

  /** Fills in what a double-quoted text holds. */
  private filled(text: string): string {
    return text.replaceAll(
      /`([\s\S])|\$(?:\{(env:)?(\w+)\}|(env:)?(\w+))/gi,
      (whole, sign: string | undefined, environmentIn, nameIn, environmentOf, nameOf) => {
        if (sign !== undefined) return escaped(sign)
        const name = nameIn ?? nameOf
        const environment = environmentIn ?? environmentOf
        if (name === undefined) return whole
        const key = String(name)
        if (environment !== undefined) return this.running.env.get(key.toUpperCase()) ?? ''
        return this.variables.get(key.toLowerCase()) ?? ''
      },
    )
  }
}

const escaped = (sign: string) => ({ n: '\n', r: '\r', t: '\t', '0': '\0' })[sign] ?? sign

/** Cuts a script at line ends and semicolons outside of quotes; comments go. */
function statementsOf(script: string): string[] {
  const statements: string[] = []
  let text = ''
  for (let at = 0; at < script.length; at += 1) {
    const rest = script.slice(at)
    const quoted = /^(?:'(?:[^']|'')*'|"(?:[^"`]|`[\s\S]|"")*")/.exec(rest)?.[0]
    const comment = /^#[^\n]*/.exec(rest)?.[0]
    const sign = script.charAt(at)
    if (quoted !== undefined) {
      text += quoted
      at += quoted.length - 1
    } else if (comment !== undefined) at += comment.length - 1
    else if (sign === '\n' || sign === ';') {
      statements.push(text)
      text = ''
    } else text += sign === '\r' || sign === '\uFEFF' ? '' : sign
  }
  statements.push(text)
  return statements.filter((one) => one.trim() !== '')
}
