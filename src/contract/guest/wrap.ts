import type { GuestCommand } from './command.ts'
import type { GuestFamily } from './guest.ts'
import { cmdQuoted, encodedCommand, shQuoted } from './quote.ts'

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

/** Linux passes no longer single argument to a program (`MAX_ARG_STRLEN`, 128 KiB). */
const longestShArgument = 120_000
/** `cmd.exe` takes no longer line. */
const longestCmdLine = 8_000

const cmdExe = 'C:\\Windows\\System32\\cmd.exe'
const powershellExe = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe'

/** The script as a file, where it cannot travel in the arguments. */
export function scriptFileOf(command: GuestCommand): ScriptFile | undefined {
  if (command.kind !== 'script') return undefined
  const { shell, text } = command
  switch (shell) {
    case 'cmd':
      // QUIRK(cmd.exe): `/c` takes one line only, and `%` cannot be escaped there.
      return { suffix: '.cmd', text: text.replaceAll(/\r?\n/g, '\r\n') }
    case 'powershell':
      return encodedCommand(text).length > longestCmdLine - 500
        ? { suffix: '.ps1', text: `\uFEFF${text}` }
        : undefined
    default:
      return shQuoted(text).length > longestShArgument ? { suffix: '.sh', text } : undefined
  }
}

/**
 * The program that runs a command in a guest of this family, its outputs redirected to `files`, its script in `scriptPath`
 * where `scriptFileOf` asked for that. Sources: the REST and vim documents of guest processes: Linux guests start programs
 * through a shell, so redirections work in the arguments; Windows guests do not, so `cmd.exe` has to.
 */
export function wrapped(
  command: GuestCommand,
  family: GuestFamily,
  files: OutputFiles | undefined,
  scriptPath: string | undefined,
): WrappedProgram {
  const program = inner(command, scriptPath)
  if (files === undefined) return program
  if (family !== 'windows') {
    const { stdout, stderr } = files
    return {
      path: program.path,
      arguments: `${program.arguments} > ${shQuoted(stdout)} 2> ${shQuoted(stderr)}`.trimStart(),
    }
  }
  const { stdout, stderr } = files
  const line = `${cmdQuoted(program.path)} ${program.arguments} > ${cmdQuoted(stdout)} 2> ${cmdQuoted(stderr)}`
  // QUIRK(cmd.exe): with /s the first and the last quote of the line are taken away, and nothing else.
  return { path: cmdExe, arguments: `/d /s /c "${line}"` }
}

function inner(command: GuestCommand, scriptPath: string | undefined): WrappedProgram {
  if (command.kind === 'program') return { path: command.path, arguments: command.arguments }
  const { shell, text } = command
  switch (shell) {
    case 'cmd':
      return { path: cmdExe, arguments: `/d /c ${cmdQuoted(scriptPath ?? '')}` }
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
        arguments: scriptPath === undefined ? `-c ${shQuoted(text)}` : shQuoted(scriptPath),
      }
  }
}
