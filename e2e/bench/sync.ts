import type {
  AdapterOptions,
  Hypervisor,
  InventorySink,
  Send,
  SystemConfig,
} from '../../src/bff/hypervisors/port.ts'
import { realClock, silentLog } from '../../src/bff/hypervisors/recording-sink.ts'
import { InventoryStore } from '../../src/bff/live/inventory-store.ts'
import type { Credentials } from '../../src/contract/system.ts'
import { createChannel } from '../../src/server/net/node-send.ts'
import { tidy } from './measure.ts'

export interface Synced {
  /** From the start of the watch to the end of the full read, with every row in a store. */
  ms: number
  vms: number
  /** Processor time that this process spent on it; the rest was waiting for the other side. */
  cpuMs: number
  /** What `beside` took, where it was given. */
  baselineMs?: number
}

/** Does the same work bare; gets the requests of the sync, with the session still open. */
export type Beside = (requests: Request[], send: Send) => Promise<number>

/** One full read by an adapter, over real sockets, into the store that the server uses. */
export async function syncOnce(
  create: (options: AdapterOptions) => Hypervisor,
  system: SystemConfig,
  credentials: Credentials,
  beside?: Beside,
): Promise<Synced> {
  const channel = createChannel(system.url, { by: 'public-roots' })
  const requests: Request[] = []
  const send: Send = (request) => {
    if (beside !== undefined) requests.push(request.clone())
    return channel.send(request)
  }
  const hypervisor = create({ system, send, clock: realClock, log: silentLog })
  const ending = new AbortController()
  const session = await hypervisor.signIn(credentials, ending.signal)
  const store = new InventoryStore('bench')
  requests.length = 0
  tidy()
  const cpuBefore = process.cpuUsage()
  const startedAt = performance.now()
  let watching: Promise<void> | undefined
  try {
    const synced = await new Promise<Synced>((resolve, reject) => {
      const sink: InventorySink = {
        begin: () => store.begin(),
        put: (rows) => store.put(rows),
        remove: (ids) => store.remove(ids),
        complete() {
          store.finish()
          const ms = performance.now() - startedAt
          const { user, system: kernel } = process.cpuUsage(cpuBefore)
          const vms = store.rows().filter((row) => row.kind === 'vm').length
          ending.abort()
          resolve({ ms, vms, cpuMs: (user + kernel) / 1000 })
        },
        confirm() {},
      }
      watching = hypervisor.connect(session).watch(sink, ending.signal)
      watching.catch(reject)
    })
    const asked = requests.slice()
    if (beside === undefined) return synced
    return { ...synced, baselineMs: await beside(asked, channel.send) }
  } finally {
    ending.abort()
    await watching?.catch(() => {})
    await hypervisor.signOut(session, new AbortController().signal).catch(() => {})
    await channel.close()
  }
}
