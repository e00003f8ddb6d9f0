import type { SimulatedPeerState } from '../../world/simulator.ts'
import type { Vm } from '../model/entities.ts'
import { fingerprintOf } from '../properties/host.ts'
import type { World } from '../world.ts'
import type { GuestAccount } from './accounts.ts'
import { GuestError } from './guest-error.ts'
import type { GuestMachine } from './guest-machine.ts'

const goodForMs = 10 * 60_000

interface Ticket {
  vm: Vm
  machine: GuestMachine
  account: GuestAccount
  path: string
  expiresAt: number
  upload: { size: number; mode: number | undefined } | undefined
  byItself: boolean
  used: boolean
}

/** Addresses of files in guests: they name the host that the VM runs on, are good once and for ten minutes. */
export class FileTransfers {
  private readonly world: () => World
  private readonly tickets = new Map<string, Ticket>()
  private readonly closed = new Map<string, 'name' | 'port' | 'certificate'>()
  private carriers: 'hosts' | 'itself' = 'hosts'
  private count = 0

  constructor(world: () => World) {
    this.world = world
  }

  download(
    vm: Vm,
    machine: GuestMachine,
    account: GuestAccount,
    path: string,
  ): { url: string; size: number } {
    const size = machine.files.read(path).length
    const entry = machine.files.need(path)
    if (!account.admin && entry.owner !== account.name && (entry.mode & 0o4) === 0)
      throw new GuestError('CannotAccessFile', `Unable to access file ${path}`, path)
    return { url: this.ticket({ vm, machine, account, path, upload: undefined }), size }
  }

  upload(
    vm: Vm,
    machine: GuestMachine,
    account: GuestAccount,
    file: { path: string; size: number; overwrite: boolean; mode: number | undefined },
  ): string {
    const { path, size, overwrite, mode } = file
    if (machine.files.find(path) !== undefined && !overwrite)
      throw new GuestError('FileAlreadyExists', `File ${path} already exists`, path)
    const parent = machine.files.find(machine.files.paths.parent(machine.files.paths.clean(path)))
    if (parent === undefined) throw new GuestError('FileNotFound', `${path} was not found`, path)
    return this.ticket({ vm, machine, account, path, upload: { size, mode } })
  }

  /** Shuts the way to a host, or opens it. */
  close(host: string, how: 'name' | 'port' | 'certificate' | 'open'): void {
    if (how === 'open') this.closed.delete(host)
    else this.closed.set(host, how)
  }

  /** Who carries files from now on: the host of the VM, or the server that was called, as an ESXi that is called directly. */
  carryBy(carriers: 'hosts' | 'itself'): void {
    this.carriers = carriers
  }

  /** How a host looks to who connects to it. */
  peer(name: string): SimulatedPeerState {
    const host = this.world().estate.hosts.find((one) => one.name === name)
    const how = this.closed.get(name)
    if (host === undefined || how === 'name') return { state: 'unknown-name' }
    if (how === 'port' || host.connection === 'notResponding') return { state: 'refuses' }
    const sha1 = fingerprintOf(host)
    return { state: 'up', sha1: how === 'certificate' ? sha1.replace(/^../, '00') : sha1 }
  }

  /** What the host answers to a transfer; 404 for anything that it did not give out. */
  async serve(request: Request): Promise<Response> {
    const url = new URL(request.url)
    const ticket = this.tickets.get(url.searchParams.get('token') ?? '')
    const { estate } = this.world()
    const plain = (status: number, text: string) => new Response(text, { status })
    if (ticket === undefined || ticket.used) return plain(404, 'Not found')
    if (!ticket.byItself && url.hostname !== ticket.vm.host.name) return plain(404, 'Not found')
    if (estate.now > ticket.expiresAt || ticket.vm.power !== 'poweredOn') return plain(404, 'Not found')
    if ((request.method === 'PUT') !== (ticket.upload !== undefined)) return plain(405, 'Method not allowed')
    ticket.used = true
    const { machine, account, path, upload } = ticket
    if (upload === undefined) {
      const bytes = machine.files.find(path)?.bytes
      if (bytes === undefined) return plain(500, 'The file could not be read')
      return new Response(bytes.slice(), {
        headers: { 'content-type': 'application/octet-stream', 'content-length': String(bytes.length) },
      })
    }
    const body = new Uint8Array(await request.arrayBuffer())
    if (body.length !== upload.size) return plain(500, 'The size differs from what was announced')
    machine.files.write(path, body, account.name, upload.mode)
    return plain(200, '')
  }

  private ticket(about: Omit<Ticket, 'expiresAt' | 'byItself' | 'used'>): string {
    const { estate } = this.world()
    this.count += 1
    const token = `52${this.count.toString(16).padStart(6, '0')}-${(this.count * 2_654_435_761).toString(16)}`
    const byItself = this.carriers === 'itself'
    this.tickets.set(token, { ...about, expiresAt: estate.now + goodForMs, byItself, used: false })
    return `https://${byItself ? '*' : `${about.vm.host.name}:443`}/guestFile?id=${this.count}&token=${token}`
  }
}
