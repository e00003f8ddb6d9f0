import { realClock, silentLog } from '../../src/bff/hypervisors/recording-sink.ts'
import { createVcenter } from '../../src/bff/hypervisors/vcenter/vcenter.ts'
import { InventoryStore } from '../../src/bff/live/inventory-store.ts'
import { toFault } from '../../src/contract/fault.ts'
import type { InventoryRow } from '../../src/contract/inventory.ts'
import { createChannel } from '../../src/server/net/node-send.ts'
import { demoAccount } from '../../src/simulators/world/options.ts'
import { pause, type SimulatorProcess, systemId } from './processes.ts'

/** Tags and alarm names come after the rows; so long without news means that they are all there. */
const quietMs = 4_000

/**
 * Reads everything from the simulated vCenter anew, by SOAP and with a session of its own. A connection that breaks under the
 * load of the measure says nothing about rows: the read begins again, twice at most.
 */
export async function freshRows(simulator: SimulatorProcess): Promise<InventoryRow[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await readOnce(simulator)
    } catch (error) {
      if (attempt === 3 || toFault(error).kind !== 'unavailable') throw error
    }
  }
}

async function readOnce(simulator: SimulatorProcess): Promise<InventoryRow[]> {
  const system = {
    id: systemId,
    name: systemId,
    kind: 'vcenter',
    url: simulator.url,
    dialect: 'soap',
  } as const
  const channel = createChannel(system.url, { by: 'public-roots' })
  const hypervisor = createVcenter({ system, send: channel.send, clock: realClock, log: silentLog })
  const ending = new AbortController()
  const session = await hypervisor.signIn(demoAccount, ending.signal)
  const store = new InventoryStore('fresh')
  const sink = {
    begin: () => store.begin(),
    put: (rows: InventoryRow[]) => store.put(rows),
    remove: (ids: readonly string[]) => store.remove(ids),
    complete: () => store.finish(),
    confirm() {},
  }
  const watching = hypervisor.connect(session).watch(sink, ending.signal)
  const failed = watching.then(() => {
    throw new Error('the fresh read ended by itself')
  })
  failed.catch(() => {})
  const quiet = async () => {
    for (let version = -1; !store.complete || version !== store.version; ) {
      version = store.version
      await pause(quietMs)
    }
  }
  try {
    await Promise.race([quiet(), failed])
    return store.rows()
  } finally {
    ending.abort()
    await watching.catch(() => {})
    await hypervisor.signOut(session, new AbortController().signal).catch(() => {})
    await channel.close()
  }
}
