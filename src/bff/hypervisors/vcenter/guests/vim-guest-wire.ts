import { Fault } from '../../../../contract/fault.ts'
import type { GuestAuth } from '../../../../contract/guest/command.ts'
import type { GuestFamily, GuestFile, GuestProcess } from '../../../../contract/guest/guest.ts'
import type { GuestProgram, GuestUpload } from '../../guest-port.ts'
import type { Args, Decoded, Ref } from '../transport/values.ts'
import type { VimClient } from '../transport/vim-client.ts'
import { retrieve } from '../wire/property-collector.ts'
import { bool, compact, get, list, num, ref, str, time, typeName } from '../wire/read.ts'
import type { ServiceContent } from '../wire/service-content.ts'
import { filesAPage, type GuestCall, type GuestWire, joined, modeText } from './guest-wire.ts'

interface Managers {
  processes: Ref
  files: Ref
}

/** vim `GuestProcessManager` and `GuestFileManager`, over SOAP and VI JSON. Every version has them. */
export class VimGuestWire implements GuestWire {
  private readonly vim: VimClient
  private readonly content: (signal: AbortSignal) => Promise<ServiceContent>
  private managers: Managers | undefined

  constructor(vim: VimClient, content: (signal: AbortSignal) => Promise<ServiceContent>) {
    this.vim = vim
    this.content = content
  }

  async start(call: GuestCall, program: GuestProgram): Promise<number> {
    const reply = await this.process(call, 'StartProgramInGuest', { spec: programSpec(program, call.family) })
    const pid = num(reply)
    if (pid !== undefined) return pid
    throw new Fault({
      kind: 'protocol',
      system: this.vim.system,
      message: 'vCenter answered without the PID of the program.',
    })
  }

  async processes(call: GuestCall, pids: number[] | undefined): Promise<GuestProcess[]> {
    return list(await this.process(call, 'ListProcessesInGuest', { pids: pids ?? [] })).map(processOf)
  }

  async endProcess(call: GuestCall, pid: number): Promise<void> {
    await this.process(call, 'TerminateProcessInGuest', { pid })
  }

  async environment(call: GuestCall): Promise<{ name: string; value: string }[]> {
    const reply = await this.process(call, 'ReadEnvironmentVariableInGuest', { names: [] })
    return list(reply).flatMap((item) => {
      const text = str(item) ?? ''
      const cut = text.indexOf('=')
      return cut <= 0 ? [] : [{ name: text.slice(0, cut), value: text.slice(cut + 1) }]
    })
  }

  async temporaryFile(
    call: GuestCall,
    { prefix, suffix }: { prefix: string; suffix: string },
  ): Promise<string> {
    return this.text(await this.file(call, 'CreateTemporaryFileInGuest', { prefix, suffix }))
  }

  async files(
    call: GuestCall,
    { path, offset }: { path: string; offset: number },
  ): Promise<{ files: GuestFile[]; remaining: number }> {
    const args = { filePath: path, index: offset, maxResults: filesAPage }
    const reply = await this.file(call, 'ListFilesInGuest', args)
    return {
      files: list(get(reply, 'files')).map((item) => fileOf(item, path)),
      remaining: num(get(reply, 'remaining')) ?? 0,
    }
  }

  async removeFile(call: GuestCall, path: string): Promise<void> {
    await this.file(call, 'DeleteFileInGuest', { filePath: path })
  }

  async downloadUrl(call: GuestCall, path: string): Promise<string> {
    return this.text(
      get(await this.file(call, 'InitiateFileTransferFromGuest', { guestFilePath: path }), 'url'),
    )
  }

  async uploadUrl(
    call: GuestCall,
    { path, sizeBytes, overwrite, permissions }: GuestUpload,
  ): Promise<string> {
    const fileAttributes =
      call.family === 'windows'
        ? { _typeName: 'GuestWindowsFileAttributes' }
        : { _typeName: 'GuestPosixFileAttributes', permissions }
    const args = { guestFilePath: path, fileAttributes, fileSize: sizeBytes, overwrite }
    return this.text(await this.file(call, 'InitiateFileTransferToGuest', args))
  }

  private async process(call: GuestCall, method: string, args: Args): Promise<Decoded> {
    const { processes } = await this.entry(call.signal)
    return this.call(processes, call, method, args)
  }

  private async file(call: GuestCall, method: string, args: Args): Promise<Decoded> {
    const { files } = await this.entry(call.signal)
    return this.call(files, call, method, args)
  }

  private call(target: Ref, { vm, auth, signal }: GuestCall, method: string, args: Args): Promise<Decoded> {
    const who = { vm: { type: 'VirtualMachine', value: vm }, auth: authArgs(auth) }
    return this.vim.call(target, method, { ...who, ...args }, { signal })
  }

  /** Throws `unsupported` where there is no such manager. */
  private async entry(signal: AbortSignal): Promise<Managers> {
    if (this.managers !== undefined) return this.managers
    const content = await this.content(signal)
    const manager = content.guestOperationsManager
    if (manager === undefined) throw withoutManager(this.vim.system)
    const [found] = await retrieve(
      this.vim,
      content.propertyCollector,
      { GuestOperationsManager: ['processManager', 'fileManager'] },
      [{ obj: manager }],
      { signal },
    )
    const processes = ref(found?.props.processManager)
    const files = ref(found?.props.fileManager)
    if (processes === undefined || files === undefined) throw withoutManager(this.vim.system)
    this.managers = { processes, files }
    return this.managers
  }

  private text(reply: Decoded): string {
    const text = str(reply)
    if (text !== undefined) return text
    throw new Fault({
      kind: 'protocol',
      system: this.vim.system,
      message: 'vCenter answered without the path that was asked for.',
    })
  }
}

function withoutManager(system: string): Fault {
  return new Fault({ kind: 'unsupported', system, message: 'This vCenter has no guest operations.' })
}

function authArgs(auth: GuestAuth): Args {
  if (auth.type === 'saml') {
    return {
      _typeName: 'SAMLTokenAuthentication',
      interactiveSession: false,
      token: auth.token,
      username: auth.userName,
    }
  }
  return {
    _typeName: 'NamePasswordAuthentication',
    interactiveSession: auth.interactive,
    username: auth.userName,
    password: auth.password,
  }
}

function programSpec(program: GuestProgram, family: GuestFamily): Args {
  const { path, arguments: text, workingDirectory, environment, startMinimized } = program
  const minimized = family === 'windows' || startMinimized !== undefined
  return {
    _typeName: minimized ? 'GuestWindowsProgramSpec' : 'GuestProgramSpec',
    programPath: path,
    arguments: text,
    workingDirectory,
    envVariables: environment?.map(({ name, value }) => `${name}=${value}`),
    ...(minimized ? { startMinimized: startMinimized ?? false } : {}),
  }
}

function processOf(item: Decoded): GuestProcess {
  return compact({
    pid: num(get(item, 'pid')) ?? 0,
    name: str(get(item, 'name')) ?? '',
    owner: str(get(item, 'owner')) ?? '',
    commandLine: str(get(item, 'cmdLine')) ?? '',
    startedAt: time(get(item, 'startTime')),
    endedAt: time(get(item, 'endTime')),
    exitCode: num(get(item, 'exitCode')),
  })
}

const kinds: Record<string, GuestFile['kind']> = { directory: 'directory', symlink: 'link' }

function fileOf(item: Decoded, directory: string): GuestFile {
  const attributes = get(item, 'attributes')
  const path = str(get(item, 'path')) ?? ''
  // QUIRK(vcenter): the path of a listed file is its bare name; what is absolute is taken as it is.
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
  const posix = typeName(attributes) === 'GuestPosixFileAttributes'
  const mode = num(get(attributes, 'permissions'))
  return compact({
    path: name === path ? joined(directory, name) : path,
    name,
    kind: kinds[str(get(item, 'type')) ?? ''] ?? 'file',
    sizeBytes: num(get(item, 'size')) ?? 0,
    modifiedAt: time(get(attributes, 'modificationTime')),
    permissions: posix && mode !== undefined ? modeText(mode) : undefined,
    owner: posix ? str(get(attributes, 'ownerId')) : undefined,
    linkTarget: str(get(attributes, 'symlinkTarget')),
    hidden: bool(get(attributes, 'hidden')),
    readOnly: bool(get(attributes, 'readOnly')),
  })
}
