import type { GuestCommand } from '../../../../contract/guest/command.ts'
import type { GuestFamily } from '../../../../contract/guest/guest.ts'
import type { SavedParameter } from '../../../../contract/guest/library.ts'
import { filledCommand } from '../../../../contract/guest/parameters.ts'
import { scriptFileOf, type WrappedProgram, wrapped } from '../../../../contract/guest/wrap.ts'
import type { VmRow } from '../../../../contract/inventory.ts'

/** A command for one guest, or why there is none. */
export type Filled = { command: GuestCommand; refusal?: never } | { command?: never; refusal: string }

/** The values that Gantry gives for a VM; those that it does not know are absent. */
export function valuesOf(
  row: VmRow | undefined,
  name: string,
  parameters: readonly SavedParameter[],
): Record<string, string> {
  const values: Record<string, string> = { name: row?.name ?? name }
  const [ip] = row?.ips ?? []
  if (ip !== undefined) values.ip = ip
  if (row?.os !== undefined) values.os = row.os
  for (const { name: own, value } of parameters) if (value !== undefined) values[own] = value
  return values
}

/** Puts the values of one VM into a command; refuses what its family cannot run. */
export function fillFor(
  command: GuestCommand,
  values: Readonly<Record<string, string>>,
  family: GuestFamily | undefined,
): Filled {
  const refusal = misfit(command, family)
  if (refusal !== undefined) return { refusal }
  const filled = filledCommand(command, values, family ?? 'other')
  if (!('command' in filled)) return { refusal: filled.problems.map(({ message }) => message).join(' ') }
  return filled
}

/** A shell that this family does not have. */
function misfit(command: GuestCommand, family: GuestFamily | undefined): string | undefined {
  if (family === undefined || family === 'other') return undefined
  if (command.kind === 'script') {
    const windows = command.shell === 'powershell' || command.shell === 'cmd'
    if (windows && family === 'linux') return 'This shell is one of Windows, and the guest is a Linux.'
    if (!windows && family === 'windows') return 'This shell is one of Linux, and the guest is a Windows.'
  }
  if (command.startMinimized === true && family === 'linux')
    return 'Programs start minimized in Windows only.'
  return undefined
}

/** What a guest will be told to start, and the file that carries the script where the arguments cannot. */
export function sentOf(
  command: GuestCommand,
  family: GuestFamily,
  capture: boolean,
): { program: WrappedProgram; file?: { path: string; text: string }; refusal?: never } | { refusal: string } {
  try {
    const script = scriptFileOf(command)
    const place = family === 'windows' ? 'C:\\Windows\\Temp\\' : '/tmp/'
    const path = script === undefined ? undefined : `${place}gantry-…${script.suffix}`
    const files = capture ? { stdout: `${place}gantry-….out`, stderr: `${place}gantry-….err` } : undefined
    return {
      program: wrapped(command, family, files, path),
      ...(script === undefined || path === undefined ? {} : { file: { path, text: script.text } }),
    }
  } catch (error) {
    if (error instanceof RangeError) return { refusal: error.message }
    throw error
  }
}
