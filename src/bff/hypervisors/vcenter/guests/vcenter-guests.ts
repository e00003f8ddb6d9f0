import { Fault } from '../../../../contract/fault.ts'
import type { GuestAuth } from '../../../../contract/guest/command.ts'
import type {
  GuestFamily,
  GuestFile,
  GuestProcess,
  GuestReadiness,
} from '../../../../contract/guest/guest.ts'
import type { GuestProgram, Guests, GuestUpload } from '../../guest-port.ts'
import type { RestClient } from '../transport/rest-client.ts'
import type { VimClient } from '../transport/vim-client.ts'
import { type Props, retrieve } from '../wire/property-collector.ts'
import { refId, str } from '../wire/read.ts'
import type { ServiceContent } from '../wire/service-content.ts'
import { type GivenPaths, guestFault } from './guest-faults.ts'
import type { GuestCall, GuestWire } from './guest-wire.ts'
import { HostFiles } from './host-files.ts'
import { familyOf, readinessOf, readinessPaths } from './readiness.ts'
import { RestGuestWire } from './rest-guest-wire.ts'
import { VimGuestWire } from './vim-guest-wire.ts'

export interface GuestsOptions {
  vim: VimClient
  rest: RestClient | undefined
  content(signal: AbortSignal): Promise<ServiceContent>
  /** Which API carries guest operations; absent: vim, and REST where vim has none. */
  wire?: 'vim' | 'rest'
}

/** Works inside the guests of one vCenter through VMware Tools. */
export class VcenterGuests implements Guests {
  private readonly options: GuestsOptions
  private readonly hosts: HostFiles
  private readonly families = new Map<string, GuestFamily>()
  private chosen: GuestWire | undefined

  constructor(options: GuestsOptions) {
    this.options = options
    this.hosts = new HostFiles(options.vim, options.content)
  }

  async preflight(vms: string[], signal: AbortSignal): Promise<GuestReadiness[]> {
    const found = await this.read(vms, signal)
    const { vim } = this.options
    const wire = await this.wire(signal)
    const protocol =
      wire instanceof RestGuestWire
        ? `REST ${this.options.rest?.dialect ?? ''}`
        : vim.dialect === 'soap'
          ? 'SOAP'
          : `VI JSON ${vim.release}`
    const names = await this.hostNames(found, signal)
    const reached = new Map<string, true | string>()
    await Promise.all(
      [...new Set(names.values())].map(async (name) => {
        reached.set(name, await this.hosts.reach(name, signal))
      }),
    )
    return vms.map((vm) => {
      const props = found.get(vm)
      if (props === undefined) return { vm, ready: 'This VM is not there any more.' }
      const readiness = readinessOf(vm, props)
      if (readiness.ready !== true) return readiness
      const host = names.get(refId(props['runtime.host']) ?? '')
      const transfer = host === undefined ? 'vCenter does not say which host it runs on.' : reached.get(host)
      return {
        ...readiness,
        protocol,
        ...(host === undefined ? {} : { transferHost: host }),
        ...(transfer === undefined ? {} : { transfer }),
      }
    })
  }

  async family(vm: string, signal: AbortSignal): Promise<GuestFamily> {
    const known = this.families.get(vm)
    if (known !== undefined) return known
    const props = (await this.read([vm], signal)).get(vm)
    if (props === undefined) throw gone()
    const family = familyOf(props)
    this.families.set(vm, family)
    return family
  }

  start(vm: string, auth: GuestAuth, program: GuestProgram, signal: AbortSignal): Promise<number> {
    const given = { 'command.workingDirectory': program.workingDirectory, 'command.path': program.path }
    return this.inside(vm, auth, signal, given, (wire, call) => {
      if (program.startMinimized === true && call.family !== 'windows') throw notWindows()
      return wire.start(call, program)
    })
  }

  processes(
    vm: string,
    auth: GuestAuth,
    pids: number[] | undefined,
    signal: AbortSignal,
  ): Promise<GuestProcess[]> {
    return this.inside(vm, auth, signal, {}, (wire, call) => wire.processes(call, pids))
  }

  endProcess(vm: string, auth: GuestAuth, pid: number, signal: AbortSignal): Promise<void> {
    return this.inside(vm, auth, signal, {}, (wire, call) => wire.endProcess(call, pid))
  }

  environment(vm: string, auth: GuestAuth, signal: AbortSignal): Promise<{ name: string; value: string }[]> {
    return this.inside(vm, auth, signal, {}, (wire, call) => wire.environment(call))
  }

  temporaryFile(
    vm: string,
    auth: GuestAuth,
    name: { prefix: string; suffix: string },
    signal: AbortSignal,
  ): Promise<string> {
    return this.inside(vm, auth, signal, {}, (wire, call) => wire.temporaryFile(call, name))
  }

  files(
    vm: string,
    auth: GuestAuth,
    page: { path: string; offset: number },
    signal: AbortSignal,
  ): Promise<{ files: GuestFile[]; remaining: number }> {
    return this.inside(vm, auth, signal, { path: page.path }, (wire, call) => wire.files(call, page))
  }

  removeFile(vm: string, auth: GuestAuth, path: string, signal: AbortSignal): Promise<void> {
    return this.inside(vm, auth, signal, { path }, (wire, call) => wire.removeFile(call, path))
  }

  download(
    vm: string,
    auth: GuestAuth,
    path: string,
    signal: AbortSignal,
  ): Promise<{ sizeBytes: number; body: ReadableStream<Uint8Array> }> {
    return this.inside(vm, auth, signal, { path }, async (wire, call) => {
      const response = await this.hosts.send(await wire.downloadUrl(call, path), {}, signal)
      const body = response.body ?? new Blob([]).stream()
      return { sizeBytes: Number(response.headers.get('content-length') ?? 0), body }
    })
  }

  upload(
    vm: string,
    auth: GuestAuth,
    file: GuestUpload,
    body: ReadableStream<Uint8Array>,
    signal: AbortSignal,
  ): Promise<void> {
    return this.inside(vm, auth, signal, { path: file.path }, async (wire, call) => {
      const url = await wire.uploadUrl(call, file)
      // A host wants the size that was announced as the length of the request.
      const streamed = {
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream', 'content-length': String(file.sizeBytes) },
        body,
        duplex: 'half',
      }
      const response = await this.hosts.send(url, streamed, signal)
      await response.body?.cancel()
    })
  }

  private async inside<T>(
    vm: string,
    auth: GuestAuth,
    signal: AbortSignal,
    given: GivenPaths,
    work: (wire: GuestWire, call: GuestCall) => Promise<T>,
  ): Promise<T> {
    const family = await this.family(vm, signal)
    const wire = await this.wire(signal)
    try {
      return await work(wire, { vm, auth, family, signal })
    } catch (error) {
      throw guestFault(error, given)
    }
  }

  private async wire(signal: AbortSignal): Promise<GuestWire> {
    if (this.chosen !== undefined) return this.chosen
    const { vim, rest, content, wire } = this.options
    const withVim = (await content(signal)).guestOperationsManager !== undefined
    const byRest = wire === 'rest' || (wire === undefined && !withVim)
    this.chosen = byRest && rest !== undefined ? new RestGuestWire(rest) : new VimGuestWire(vim, content)
    return this.chosen
  }

  private async read(vms: readonly string[], signal: AbortSignal): Promise<Map<string, Props>> {
    const { propertyCollector } = await this.options.content(signal)
    const read = async (some: readonly string[]) =>
      retrieve(
        this.options.vim,
        propertyCollector,
        { VirtualMachine: readinessPaths },
        some.map((value) => ({ obj: { type: 'VirtualMachine', value } })),
        { signal },
      )
    try {
      return byId(await read(vms))
    } catch (error) {
      // One that is gone fails them all.
      if (!(error instanceof Fault) || error.kind !== 'not-found') throw error
      const each = await Promise.all(vms.map((vm) => read([vm]).catch(() => [])))
      return byId(each.flat())
    }
  }

  private async hostNames(
    found: ReadonlyMap<string, Props>,
    signal: AbortSignal,
  ): Promise<Map<string, string>> {
    const ids = new Set([...found.values()].flatMap((props) => refId(props['runtime.host']) ?? []))
    if (ids.size === 0) return new Map()
    const { propertyCollector } = await this.options.content(signal)
    const hosts = await retrieve(
      this.options.vim,
      propertyCollector,
      { HostSystem: ['name'] },
      [...ids].map((value) => ({ obj: { type: 'HostSystem', value } })),
      { signal },
    )
    return new Map(
      hosts.flatMap(({ obj, props }) =>
        str(props.name) === undefined ? [] : [[obj.value, str(props.name) ?? '']],
      ),
    )
  }
}

function byId(contents: readonly { obj: { value: string }; props: Props }[]): Map<string, Props> {
  return new Map(contents.map(({ obj, props }) => [obj.value, props]))
}

function gone(): Fault {
  return new Fault({ kind: 'not-found', message: 'This VM is not there any more.' })
}

function notWindows(): Fault {
  return new Fault({
    kind: 'invalid-input',
    field: 'command.startMinimized',
    message: 'A program can be started minimized in Windows guests only.',
  })
}
