import { Fault } from '../../contract/fault.ts'
import type { InventoryRow, VmRow } from '../../contract/inventory.ts'
import type { Credentials, SystemInfo } from '../../contract/system.ts'
import type { ObjectDetail, VmDetail } from '../../contract/vm.ts'
import type { Cloning } from '../hypervisors/clone-port.ts'
import type { EventSource } from '../hypervisors/event-port.ts'
import type { Connection, Hypervisor, InventorySink, UpstreamSession } from '../hypervisors/port.ts'

export function vmRow(id: string, more: Partial<VmRow> = {}): VmRow {
  return {
    kind: 'vm',
    system: 'one',
    id,
    name: `vm ${id}`,
    health: 'ok',
    status: 'poweredOn',
    power: 'on',
    tools: 'running',
    cpus: 2,
    memoryBytes: 2 ** 30,
    ...more,
  }
}

const info: SystemInfo = {
  product: 'Fake',
  version: '1.0',
  dialect: 'soap',
  apis: ['fake'],
  capabilities: {},
}

interface Watch {
  token: string
  sink: InventorySink
  fail(error: unknown): void
}

/** A hypervisor of a test's own making: it does what the test tells it, at once. */
export class FakeHypervisor implements Hypervisor {
  rows: InventoryRow[] = []
  password = 'right'
  /** Thrown by everything that talks to the system. */
  down: Fault | undefined
  /** Probes never end. */
  hangs = false
  /** Watches don't finish their first read by themselves. */
  slowRead = false
  readonly watches: Watch[] = []
  watchCount = 0
  keepAlives = 0
  readonly signedOut: string[] = []
  readonly live = new Set<string>()
  /** What its connections make copies with. */
  cloning: Cloning | undefined
  /** Their log. */
  events: EventSource | undefined
  private readonly id: string
  private tokens = 0

  constructor(id = 'one') {
    this.id = id
  }

  async probe(signal: AbortSignal): Promise<SystemInfo> {
    if (this.hangs) await new Promise((_, reject) => signal.addEventListener('abort', reject))
    this.answer()
    return { ...info, version: '' }
  }

  async signIn({ userName, password }: Credentials): Promise<UpstreamSession> {
    this.answer()
    if (password !== this.password) {
      throw new Fault({ kind: 'auth', message: 'Wrong, says the fake.', field: 'password' })
    }
    this.tokens += 1
    const token = `${userName}-${this.tokens}`
    this.live.add(token)
    return { userName, tokens: { t: token } }
  }

  async signOut(session: UpstreamSession): Promise<void> {
    this.answer()
    const token = session.tokens.t ?? ''
    this.signedOut.push(token)
    this.live.delete(token)
  }

  /** The session ends upstream, and its watches with it. */
  expire(token: string): void {
    this.live.delete(token)
    for (const watch of [...this.watches]) if (watch.token === token) watch.fail(this.ended())
  }

  /** Tells every watch of rows that changed or vanished. */
  change(put: InventoryRow[], remove: string[] = []): void {
    for (const { sink } of this.watches) {
      if (put.length > 0) sink.put(put)
      if (remove.length > 0) sink.remove(remove)
      sink.confirm()
    }
  }

  connect(session: UpstreamSession): Connection {
    const token = session.tokens.t ?? ''
    const check = () => {
      this.answer()
      if (!this.live.has(token)) throw this.ended()
    }
    return {
      info: async () => {
        check()
        return info
      },
      keepAlive: async () => {
        this.keepAlives += 1
        check()
      },
      watch: async (sink, signal) => {
        check()
        this.watchCount += 1
        await new Promise<void>((resolve, reject) => {
          const watch: Watch = { token, sink, fail: reject }
          this.watches.push(watch)
          const end = () => {
            this.watches.splice(this.watches.indexOf(watch), 1)
            resolve()
          }
          watch.fail = (error) => {
            this.watches.splice(this.watches.indexOf(watch), 1)
            reject(error)
          }
          signal.addEventListener('abort', end, { once: true })
          sink.begin()
          sink.put(this.rows)
          if (!this.slowRead) sink.complete()
        })
      },
      vm: async (id) => {
        check()
        const vm = this.rows.find((row) => row.id === id)
        if (vm?.kind !== 'vm') throw new Fault({ kind: 'not-found', message: `No VM ${id}.` })
        return detail(vm)
      },
      ...(this.cloning === undefined ? {} : { cloning: this.cloning }),
      ...(this.events === undefined ? {} : { events: this.events }),
      object: async (): Promise<ObjectDetail> => {
        check()
        return { reference: 'ref', facts: [], missing: [] }
      },
    }
  }

  private answer(): void {
    if (this.down !== undefined) throw this.down
  }

  private ended(): Fault {
    return new Fault({ kind: 'auth', message: 'The session is not authenticated.', system: this.id })
  }
}

function detail(vm: VmRow): VmDetail {
  return { vm, disks: [], nics: [], snapshots: [], facts: [], missing: [], reference: vm.id }
}
