import type { GuestCommand } from './command.ts'
import type { GuestFamily } from './guest.ts'
import { cmdEscaped, cmdQuoted, encodedCommand, shQuoted } from './quote.ts'
import { type OpenEnd, shFilled } from './sh-fill.ts'

/** What the guest's tools are told to start. */
export interface WrappedProgram {
  path: string
  arguments: string
}

/** Files in the guest that take what the program writes. */
export interface OutputFiles {
  stdout: string
  stderr: string
}

/** A file that must be put into the guest before the command can be started. */
export interface ScriptFile {
  suffix: string
  text: string
}

/** A command that cannot be handed to a guest as it was typed. */
export class CommandRefused extends RangeError {
  /** Of the command. */
  readonly field: 'path' | 'arguments' | 'text' | 'shell'

  constructor(field: CommandRefused['field'], message: string) {
    super(message)
    this.name = 'CommandRefused'
    this.field = field
  }
}

/** Linux passes no longer single argument to a program (`MAX_ARG_STRLEN`, 128 KiB). */
const longestShArgument = 120_000
/** `cmd.exe` takes no longer line. */
const longestCmdLine = 8_000

const cmdExe = 'C:\\Windows\\System32\\cmd.exe'
const powershellExe = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe'

/** The script as a file, where it cannot travel in the arguments. Throws `CommandRefused`. */
export function scriptFileOf(command: GuestCommand): ScriptFile | undefined {
  if (command.kind !== 'script') return undefined
  const { shell, text } = command
  if (text.includes('\u0000')) throw new CommandRefused('text', 'A script holds no NUL characters.')
  switch (shell) {
    case 'cmd': {
      const lines = text.replaceAll(/\r?\n/g, '\r\n')
      // QUIRK(cmd.exe): `/c` takes one line only, and `%` cannot be escaped there. A file is read in the code page of the
      // system unless it says otherwise.
      return { suffix: '.cmd', text: /^[\0-\x7f]*$/.test(lines) ? lines : `@chcp 65001 > nul\r\n${lines}` }
    }
    case 'powershell':
      return encodedCommand(text).length > longestCmdLine - 500
        ? { suffix: '.ps1', text: `\uFEFF${text}` }
        : undefined
    default: {
      const script = shScript(text)
      return bytesOf(shQuoted(script)) > longestShArgument ? { suffix: '.sh', text: script } : undefined
    }
  }
}

/**
 * The program that runs a command in a guest of this family, its outputs redirected to `files`, its script in `scriptPath`
 * where `scriptFileOf` asked for that. Sources: the REST and vim documents of guest processes: Linux guests start programs
 * through a shell, so redirections work in the arguments; Windows guests do not, so `cmd.exe` has to. Throws
 * `CommandRefused`.
 */
export function wrapped(
  command: GuestCommand,
  family: GuestFamily,
  files: OutputFiles | undefined,
  scriptPath: string | undefined,
): WrappedProgram {
  const field = command.kind === 'script' ? 'text' : 'arguments'
  const program = refusing(field, () => inner(command, family, scriptPath))
  if (program.arguments.includes('\u0000') || program.path.includes('\u0000'))
    throw new CommandRefused(field, 'A NUL character cannot be handed to a program.')
  if (files === undefined) return program
  const { stdout, stderr } = files
  if (family !== 'windows') {
    const { open } = shFilled(program.arguments, { as: 'arguments', program: program.path })
    if (open !== undefined) throw new CommandRefused(field, openSentences[open])
    return {
      path: program.path,
      arguments: `${program.arguments} > ${shQuoted(stdout)} 2> ${shQuoted(stderr)}`.trimStart(),
    }
  }
  const path = refusing('path', () => cmdQuoted(program.path))
  const line = refusing(
    field,
    () => `${path} ${cmdEscaped(program.arguments)} > ${cmdQuoted(stdout)} 2> ${cmdQuoted(stderr)}`,
  )
  if (line.length > longestCmdLine)
    throw new CommandRefused(
      field,
      `With its outputs captured the line is ${line.length} characters long; cmd.exe takes ${longestCmdLine}.`,
    )
  // QUIRK(cmd.exe): with /s the first and the last quote of the line are taken away, and nothing else. What the registry
  // says of delayed variables does not count with /v:off.
  return { path: cmdExe, arguments: `/d /v:off /s /c "${line}"` }
}

/** The outputs are redirected after the arguments, which must let that be read. */
const openSentences: Record<OpenEnd, string> = {
  quote: 'A quote or a parenthesis in the arguments is not closed.',
  comment: 'The arguments end with a comment, after which nothing can be captured. Quote the # sign.',
  backslash: 'The arguments end with a backslash. Write two for one.',
  document: 'A here-document is not closed. Run it as a script.',
  command:
    'The arguments end with a sign that ends a command, so that nothing would be captured. Run it as a script.',
}

function inner(command: GuestCommand, family: GuestFamily, scriptPath: string | undefined): WrappedProgram {
  if (command.kind === 'program') return { path: command.path, arguments: command.arguments }
  const { shell, text } = command
  const ofWindows = shell === 'cmd' || shell === 'powershell'
  if (ofWindows !== (family === 'windows'))
    throw new CommandRefused(
      'shell',
      ofWindows
        ? 'This is no Windows guest: choose sh or bash.'
        : 'This is a Windows guest: choose PowerShell or cmd.',
    )
  switch (shell) {
    case 'cmd':
      return { path: cmdExe, arguments: `/d /q /s /c "${cmdQuoted(scriptPath ?? '')}"` }
    case 'powershell':
      return {
        path: powershellExe,
        arguments:
          scriptPath === undefined
            ? `-NoLogo -NoProfile -NonInteractive -EncodedCommand ${encodedCommand(text)}`
            : `-NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -File ${cmdQuoted(scriptPath)}`,
      }
    default:
      return {
        path: shell === 'bash' ? '/bin/bash' : '/bin/sh',
        arguments: scriptPath === undefined ? `-c ${shQuoted(shScript(text))}` : shQuoted(scriptPath),
      }
  }
}

/** With line ends of Unix. A script that begins with a dash would be taken for an option of the shell. */
function shScript(text: string): string {
  const script = text.replaceAll('\r\n', '\n')
  return /^[-+]/.test(script) ? ` ${script}` : script
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}

function refusing<T>(field: CommandRefused['field'], make: () => T): T {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof RangeError) || error instanceof CommandRefused) throw error
    throw new CommandRefused(field, error.message)
  }
}
