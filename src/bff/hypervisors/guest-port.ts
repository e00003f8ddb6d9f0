import type { GuestAuth } from '../../contract/guest/command.ts'
import type { GuestFamily, GuestFile, GuestProcess, GuestReadiness } from '../../contract/guest/guest.ts'

/** A program as the guest's tools start it: quoted for the guest, redirections in its arguments. */
export interface GuestProgram {
  path: string
  arguments: string
  workingDirectory?: string
  /** The complete set; absent: what the guest gives by default. */
  environment?: { name: string; value: string }[]
  /** Windows only. */
  startMinimized?: boolean
}

export interface GuestUpload {
  path: string
  sizeBytes: number
  overwrite: boolean
  /** Mode bits of POSIX guests, e.g. 0o755. */
  permissions?: number | undefined
}

/**
 * The part of a connection that works inside guests, through the hypervisor's own tools. Every method throws `Fault`.
 * A refusal of the guest's account has kind `forbidden`, `code` as the system names it and `field` `auth.userName` or
 * `auth.password`: never kind `auth`, which would mean that the session with the system ended.
 * Credentials are used for the call and kept nowhere.
 */
export interface Guests {
  /** Which of these VMs can run something now; asks nothing of the guests themselves and needs no credentials. */
  preflight(vms: string[], signal: AbortSignal): Promise<GuestReadiness[]>
  /** Starts a program; resolves with its PID. Fields of faults: `command.path`, `command.workingDirectory`, `command.startMinimized`, `auth.…`. */
  start(vm: string, auth: GuestAuth, program: GuestProgram, signal: AbortSignal): Promise<number>
  /** All processes, or those of `pids` that the guest still knows: exit codes vanish 5 minutes after the end. */
  processes(
    vm: string,
    auth: GuestAuth,
    pids: number[] | undefined,
    signal: AbortSignal,
  ): Promise<GuestProcess[]>
  endProcess(vm: string, auth: GuestAuth, pid: number, signal: AbortSignal): Promise<void>
  environment(vm: string, auth: GuestAuth, signal: AbortSignal): Promise<{ name: string; value: string }[]>
  /** Makes an empty file with a name of its own in the guest's temporary directory; resolves with its path. */
  temporaryFile(
    vm: string,
    auth: GuestAuth,
    name: { prefix: string; suffix: string },
    signal: AbortSignal,
  ): Promise<string>
  files(
    vm: string,
    auth: GuestAuth,
    page: { path: string; offset: number },
    signal: AbortSignal,
  ): Promise<{ files: GuestFile[]; remaining: number }>
  removeFile(vm: string, auth: GuestAuth, path: string, signal: AbortSignal): Promise<void>
  /** The file as it is now. The body must be read or cancelled. */
  download(
    vm: string,
    auth: GuestAuth,
    path: string,
    signal: AbortSignal,
  ): Promise<{ sizeBytes: number; body: ReadableStream<Uint8Array> }>
  upload(
    vm: string,
    auth: GuestAuth,
    file: GuestUpload,
    body: ReadableStream<Uint8Array>,
    signal: AbortSignal,
  ): Promise<void>
  /** Which quoting a guest needs. */
  family(vm: string, signal: AbortSignal): Promise<GuestFamily>
}
