import { Fault } from '../../../../contract/fault.ts'
import type { GuestAuth } from '../../../../contract/guest/command.ts'
import type { GuestFile, GuestProcess } from '../../../../contract/guest/guest.ts'
import type { GuestProgram, GuestUpload } from '../../guest-port.ts'
import type { RestClient } from '../transport/rest-client.ts'
import type { Decoded } from '../transport/values.ts'
import { bool, compact, get, list, num, str, time } from '../wire/read.ts'
import { filesAPage, type GuestCall, type GuestWire, joined, modeText } from './guest-wire.ts'

/**
 * `vcenter/vm/{vm}/guest`: in `/api` from 7.0U2, in `/rest` as it was published before. The list of processes tells no exit
 * codes, so that each PID is asked for.
 */
export class RestGuestWire implements GuestWire {
  private readonly rest: RestClient

  constructor(rest: RestClient) {
    this.rest = rest
  }

  async start(call: GuestCall, program: GuestProgram): Promise<number> {
    const { path, arguments: text, workingDirectory, environment, startMinimized } = program
    const spec = {
      path,
      arguments: text,
      ...(workingDirectory === undefined ? {} : { working_directory: workingDirectory }),
      ...(environment === undefined ? {} : { environment_variables: this.map(environment) }),
      ...(startMinimized === undefined ? {} : { start_minimized: startMinimized }),
    }
    const pid = num(await this.post(call, 'processes?action=create', { spec }))
    if (pid !== undefined) return pid
    throw new Fault({ kind: 'protocol', message: 'vCenter answered without the PID of the program.' })
  }

  async processes(call: GuestCall, pids: number[] | undefined): Promise<GuestProcess[]> {
    if (pids === undefined) {
      const all = list(await this.post(call, 'processes?action=list'))
      return all.map((item) => processOf(num(get(item, 'pid')) ?? 0, item))
    }
    const found = await Promise.all(
      pids.map(async (pid) => {
        try {
          return [processOf(pid, await this.post(call, `processes/${pid}?action=get`))]
        } catch (error) {
          if (error instanceof Fault && error.kind === 'not-found') return []
          throw error
        }
      }),
    )
    return found.flat()
  }

  async endProcess(call: GuestCall, pid: number): Promise<void> {
    await this.post(call, `processes/${pid}?action=delete`)
  }

  async environment(call: GuestCall): Promise<{ name: string; value: string }[]> {
    const reply = await this.post(call, 'environment?action=list')
    if (Array.isArray(reply))
      return reply.map((item) => ({
        name: str(get(item, 'key')) ?? '',
        value: str(get(item, 'value')) ?? '',
      }))
    if (typeof reply !== 'object' || reply === null) return []
    return Object.entries(reply).map(([name, value]) => ({ name, value: str(value) ?? '' }))
  }

  async temporaryFile(call: GuestCall, name: { prefix: string; suffix: string }): Promise<string> {
    return text(await this.post(call, 'filesystem/files?action=createTemporary', name))
  }

  async files(
    call: GuestCall,
    { path, offset }: { path: string; offset: number },
  ): Promise<{ files: GuestFile[]; remaining: number }> {
    const iteration = { size: filesAPage, index: offset }
    const reply = await this.post(call, 'filesystem/files?action=list', { path, iteration })
    const files = list(get(reply, 'files')).map((item) => fileOf(item, path))
    const total = num(get(reply, 'total')) ?? offset + files.length
    return { files, remaining: Math.max(0, total - offset - files.length) }
  }

  async removeFile(call: GuestCall, path: string): Promise<void> {
    await this.post(call, `filesystem/files/${encodeURIComponent(path)}?action=delete`)
  }

  async downloadUrl(call: GuestCall, path: string): Promise<string> {
    return text(await this.post(call, 'filesystem?action=create', { spec: { path } }))
  }

  async uploadUrl(
    call: GuestCall,
    { path, sizeBytes, overwrite, permissions }: GuestUpload,
  ): Promise<string> {
    const attributes = {
      size: sizeBytes,
      overwrite,
      ...(permissions === undefined ? {} : { posix: { permissions: permissions.toString(8) } }),
    }
    return text(await this.post(call, 'filesystem?action=create', { spec: { path, attributes } }))
  }

  private async post({ vm, auth, signal }: GuestCall, path: string, body: object = {}): Promise<Decoded> {
    const address = `${this.rest.dialect}/vcenter/vm/${encodeURIComponent(vm)}/guest/${path}`
    try {
      return await this.rest.call('POST', address, { credentials: credentialsOf(auth), ...body }, { signal })
    } catch (error) {
      if (!(error instanceof Fault) || error.kind !== 'auth') throw error
      // QUIRK(vcenter): a refusal of the guest's account is UNAUTHENTICATED too. Only when the session itself is
      // refused as well has it ended.
      await this.rest.touch({ signal })
      throw new Fault({ ...error.info, kind: 'forbidden', code: 'INVALID_GUEST_LOGIN' }, { cause: error })
    }
  }

  private map(entries: readonly { name: string; value: string }[]): object {
    if (this.rest.dialect === '/rest') return entries.map(({ name, value }) => ({ key: name, value }))
    return Object.fromEntries(entries.map(({ name, value }) => [name, value]))
  }
}

function credentialsOf(auth: GuestAuth): object {
  if (auth.type === 'saml') {
    return {
      type: 'SAML_BEARER_TOKEN',
      interactive_session: false,
      saml_token: auth.token,
      ...(auth.userName === undefined ? {} : { user_name: auth.userName }),
    }
  }
  return {
    type: 'USERNAME_PASSWORD',
    interactive_session: auth.interactive,
    user_name: auth.userName,
    password: auth.password,
  }
}

function text(reply: Decoded): string {
  const found = str(reply)
  if (found !== undefined) return found
  throw new Fault({ kind: 'protocol', message: 'vCenter answered without the path that was asked for.' })
}

function processOf(pid: number, item: Decoded): GuestProcess {
  const endedAt = time(get(item, 'finished'))
  return compact({
    pid,
    name: str(get(item, 'name')) ?? '',
    owner: str(get(item, 'owner')) ?? '',
    commandLine: str(get(item, 'command')) ?? '',
    startedAt: time(get(item, 'started')),
    endedAt,
    exitCode: num(get(item, 'exit_code')),
  })
}

const kinds: Record<string, GuestFile['kind']> = { DIRECTORY: 'directory', SYMBOLIC_LINK: 'link' }

function fileOf(item: Decoded, directory: string): GuestFile {
  const attributes = get(item, 'attributes')
  const posix = get(attributes, 'posix')
  const windows = get(attributes, 'windows')
  const mode = str(get(posix, 'permissions'))
  const name = str(get(item, 'filename')) ?? ''
  return compact({
    path: joined(directory, name),
    name,
    kind: kinds[str(get(item, 'type')) ?? ''] ?? 'file',
    sizeBytes: num(get(item, 'size')) ?? 0,
    modifiedAt: time(get(attributes, 'last_modified')),
    permissions: mode === undefined ? undefined : modeText(Number.parseInt(mode, 8)),
    owner: str(get(posix, 'owner_id')),
    linkTarget: str(get(posix, 'symlink_target')),
    hidden: bool(get(windows, 'hidden')),
    readOnly: bool(get(windows, 'read_only')),
  })
}
