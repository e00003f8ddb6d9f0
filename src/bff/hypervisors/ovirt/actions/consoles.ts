import { z } from 'zod'
import { Fault } from '../../../../contract/fault.ts'
import type { ConsoleOptions, ConsoleTicket, IsoFile } from '../../../../contract/vm.ts'
import { type Engine, orAbsent } from '../transport/engine.ts'
import { at } from '../transport/tree.ts'
import { collections, Reader } from '../watch/collections.ts'
import { number, status, text, toNumber, toText } from '../wire/coerce.ts'
import { diskItem } from '../wire/disk.ts'
import { wireVm } from '../wire/machine.ts'
import { written } from '../wire/write.ts'

export const graphicsConsole = z.object({
  id: z.string().min(1),
  protocol: text,
  address: text,
  port: number,
  tls_port: number,
})

/** Files of viewers hold a password of this life (fact sheet §9). */
const fileSeconds = 120

interface Place {
  address?: string | undefined
  port?: number | undefined
  tlsPort?: number | undefined
}

/** A ticket to the console of a running VM, with a file for the viewer. `correlationId` marks the request. */
export async function openConsole(
  engine: Engine,
  id: string,
  options: ConsoleOptions,
  signal: AbortSignal,
): Promise<ConsoleTicket> {
  const { kind } = options
  if (kind !== 'spice' && kind !== 'vnc') {
    throw new Fault({
      kind: 'unsupported',
      field: 'kind',
      message: 'Consoles of this engine are SPICE and VNC.',
    })
  }
  const reader = new Reader(engine)
  const vm = await reader.one({ path: '/vms', schema: wireVm }, id, signal)
  if (vm === undefined) throw new Fault({ kind: 'not-found', message: 'The VM is gone.' })
  const path = `/vms/${encodeURIComponent(id)}`
  const name = vm.name ?? id
  if (engine.dialect === 'v3') {
    const { display } = vm
    if (display?.type !== kind || display.address === undefined) throw noConsole(kind)
    const place = { address: display.address, port: display.port, tlsPort: display.secure_port }
    return ticketAt(engine, path, name, place, options, signal)
  }
  const list = { path: `${path}/graphicsconsoles`, key: 'graphics_console', schema: graphicsConsole }
  const found = (await reader.list(list, { current: true }, signal)).find((one) => one.protocol === kind)
  if (found?.address === undefined) throw noConsole(kind)
  const { address, port, tls_port: tlsPort } = found
  const consolePath = `${list.path}/${encodeURIComponent(found.id)}`
  if (options.expirySeconds !== undefined || options.value !== undefined) {
    return ticketAt(engine, consolePath, name, { address, port, tlsPort }, options, signal)
  }
  // The engine's own file knows more (certificates, proxies) and brings a password: another ticket would void it.
  const reply = await engine.write(
    { method: 'POST', path: `${consolePath}/remoteviewerconnectionfile`, ...written('v4', 'action', {}) },
    'console',
    signal,
  )
  const content = toText(at(reply, 'remote_viewer_connection_file'))
  if (content === undefined)
    return ticketAt(engine, consolePath, name, { address, port, tlsPort }, options, signal)
  const value = /^password=(.*)$/m.exec(content)?.[1]?.trim()
  return ticketOf(engine, kind, name, { address, port, tlsPort }, value, fileSeconds, content)
}

const noConsole = (kind: string): Fault =>
  new Fault({
    kind: 'invalid-state',
    message: `The VM has no ${kind.toUpperCase()} console now. Is it running?`,
  })

async function ticketAt(
  engine: Engine,
  path: string,
  name: string,
  place: Place,
  { kind, value, expirySeconds }: ConsoleOptions,
  signal: AbortSignal,
): Promise<ConsoleTicket> {
  // QUIRK(all versions): `expiry` is in seconds, whatever the guide says (fact sheet §5.1).
  const body = written(engine.dialect, 'action', { ticket: { value, expiry: expirySeconds } })
  const reply = await engine.write({ method: 'POST', path: `${path}/ticket`, ...body }, 'console', signal)
  const given = toText(at(reply, 'ticket', 'value')) ?? value
  if (given === undefined) {
    throw new Fault({ kind: 'protocol', message: 'The engine gave no password for the console.' })
  }
  const seconds = toNumber(at(reply, 'ticket', 'expiry')) ?? expirySeconds
  return ticketOf(engine, kind, name, place, given, seconds, viewerFile(kind, name, place, given))
}

function ticketOf(
  engine: Engine,
  kind: ConsoleTicket['kind'],
  name: string,
  { address, port, tlsPort }: Place,
  value: string | undefined,
  seconds: number | undefined,
  content: string,
): ConsoleTicket {
  return {
    kind,
    ...(value === undefined ? {} : { value }),
    ...(seconds === undefined ? {} : { expiresAt: engine.options.clock.now() + seconds * 1000 }),
    ...(address === undefined ? {} : { address }),
    ...(port === undefined ? {} : { port }),
    ...(tlsPort === undefined ? {} : { tlsPort }),
    file: {
      name: `${name.replaceAll(/[^\w.-]+/g, '_')}.vv`,
      content,
      contentType: 'application/x-virt-viewer',
    },
  }
}

/** A file that virt-viewer opens. Line breaks in values would be further settings. */
function viewerFile(kind: string, name: string, { address, port, tlsPort }: Place, password: string): string {
  const line = (key: string, value: string | number | undefined): string[] =>
    value === undefined ? [] : [`${key}=${String(value).replaceAll(/[\r\n]+/g, ' ')}`]
  return [
    '[virt-viewer]',
    ...line('type', kind),
    ...line('host', address),
    ...line('port', port),
    ...(kind === 'spice' ? line('tls-port', tlsPort) : []),
    ...line('password', password),
    'delete-this-file=1',
    ...line('title', `${name}:%d`),
    '',
  ].join('\n')
}

const attached = z.object({ id: z.string().min(1), name: text, type: text, status })
const file = z.object({ id: z.string().min(1), name: text, type: text })

/** Images that the VM's data center has: files of its ISO domain and, in v4, ISO disks of its data domains. */
export async function isoFiles(engine: Engine, id: string, signal: AbortSignal): Promise<IsoFile[]> {
  const reader = new Reader(engine)
  const vm = await reader.one({ path: '/vms', schema: wireVm }, id, signal)
  const clusterId = vm?.cluster?.id
  if (clusterId === undefined) throw new Fault({ kind: 'not-found', message: 'The VM is gone.' })
  const cluster = await reader.one(collections.cluster, clusterId, signal)
  const home = cluster?.data_center?.id
  if (home === undefined) return []
  const path = `/datacenters/${encodeURIComponent(home)}/storagedomains`
  const domains = await reader.list({ path, key: 'storage_domain', schema: attached }, {}, signal)
  const files: IsoFile[] = []
  for (const domain of domains) {
    if (domain.status.word !== undefined && domain.status.word !== 'active') continue
    const inside = `/storagedomains/${encodeURIComponent(domain.id)}`
    const where = domain.name === undefined ? {} : { datastoreName: domain.name }
    if (domain.type === 'iso') {
      const list = { path: `${inside}/files`, key: 'file', schema: file }
      for (const one of await orAbsent(reader.list(list, {}, signal), [])) {
        if (/\.(vfd|flp)$/i.test(one.id)) continue
        files.push({ id: one.id, name: one.name ?? one.id, ...where })
      }
    } else if (domain.type === 'data' && engine.dialect === 'v4') {
      const list = { path: `${inside}/disks`, key: 'disk', schema: diskItem }
      for (const disk of await orAbsent(reader.list(list, {}, signal), [])) {
        if (disk.content_type !== 'iso') continue
        files.push({ id: disk.id, name: disk.alias ?? disk.name ?? disk.id, ...where })
      }
    }
  }
  return files.sort((a, b) => (a.name < b.name ? -1 : 1))
}
