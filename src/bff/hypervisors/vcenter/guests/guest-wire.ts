import type { GuestAuth } from '../../../../contract/guest/command.ts'
import type { GuestFamily, GuestFile, GuestProcess } from '../../../../contract/guest/guest.ts'
import type { GuestProgram, GuestUpload } from '../../guest-port.ts'

/** Who calls into which guest. */
export interface GuestCall {
  vm: string
  auth: GuestAuth
  family: GuestFamily
  signal: AbortSignal
}

/** Guest operations as one of vCenter's APIs has them. Throws the system's own faults. */
export interface GuestWire {
  start(call: GuestCall, program: GuestProgram): Promise<number>
  processes(call: GuestCall, pids: number[] | undefined): Promise<GuestProcess[]>
  endProcess(call: GuestCall, pid: number): Promise<void>
  environment(call: GuestCall): Promise<{ name: string; value: string }[]>
  temporaryFile(call: GuestCall, name: { prefix: string; suffix: string }): Promise<string>
  files(
    call: GuestCall,
    page: { path: string; offset: number },
  ): Promise<{ files: GuestFile[]; remaining: number }>
  removeFile(call: GuestCall, path: string): Promise<void>
  /** Address of the file on the host of the VM, good once and for ten minutes. */
  downloadUrl(call: GuestCall, path: string): Promise<string>
  uploadUrl(call: GuestCall, file: GuestUpload): Promise<string>
}

/** So many files a page. */
export const filesAPage = 200

/** `directory` and `name` in the way of the guest. */
export function joined(directory: string, name: string): string {
  const separator = /^[a-z]:/i.test(directory) ? '\\' : '/'
  return directory.endsWith(separator) || directory.endsWith('/')
    ? directory + name
    : directory + separator + name
}

/** Mode bits as `ls` shows them, e.g. `rw-r--r--`. */
export function modeText(mode: number): string {
  return [6, 3, 0]
    .map((shift) => {
      const bits = (mode >> shift) & 7
      return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${bits & 1 ? 'x' : '-'}`
    })
    .join('')
}
