import { implement } from '@orpc/server'
import type { z } from 'zod'
import { contract, type namedVmSchema } from '../../contract/api.ts'
import { Fault, toFault } from '../../contract/fault.ts'
import type { InventoryRow, VmRow } from '../../contract/inventory.ts'
import type { Connection } from '../hypervisors/port.ts'
import type { InventoryStore } from '../live/inventory-store.ts'
import { withTimeout } from '../timing.ts'
import type { Call } from './call.ts'
import { streamList } from './list-stream.ts'
import { named, readInventory } from './read-inventory.ts'

const detailTimeoutMs = 30_000

const os = implement(contract).$context<Call>()
// Lists are written as streams, which a schema cannot check.
const listing = implement(contract).$config({ initialOutputValidationIndex: Number.NaN }).$context<Call>()

function namedVm(store: InventoryStore, vm: VmRow): z.infer<typeof namedVmSchema> {
  return {
    ...vm,
    ...named(store, 'hostName', vm.hostId),
    ...named(store, 'clusterName', vm.clusterId),
    ...named(store, 'datacenterName', vm.datacenterId),
    ...named(store, 'folderName', vm.folderId),
    ...named(store, 'templateName', vm.templateId),
  }
}

/** The API writes a stream out as it is, so a stream of the JSON text of `T` stands for a `T`. */
function asOutput<T>(stream: ReadableStream<Uint8Array>): T {
  return stream as T
}

/** Asks one system with the session of this browser; a slow system becomes a `timeout`. */
async function ask<T>(
  call: Call,
  id: string,
  signal: AbortSignal | undefined,
  work: (connection: Connection, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const system = call.core.system(id)
  const session = call.sessions.need(id)
  const late = { message: 'The system did not answer within 30 seconds.', system: id }
  try {
    return await withTimeout(call.core.options.clock, detailTimeoutMs, signal, late, (inner) =>
      work(system.hypervisor.connect(session), inner),
    )
  } catch (error) {
    const fault = toFault(error, id)
    // The session is over for all who use it, not only for this call.
    if (fault.kind === 'auth') call.core.book.markEnded(id, session, 'expired')
    // Anything else than a fault is a bug of Gantry's own and must not look like the system's words.
    throw error instanceof Fault ? fault : error
  }
}

export const vmProcedures = {
  list: listing.vms.list.handler(async ({ context }) => {
    const { stores, systems } = await readInventory(context)
    const parts = stores.map((store) => ({
      items: store.rows().filter((row): row is VmRow => row.kind === 'vm'),
      show: (vm: VmRow) => namedVm(store, vm),
    }))
    return asOutput(streamList(context.core.options.clock, 'vms', parts, systems))
  }),
  get: os.vms.get.handler(({ context, input, signal }) =>
    ask(context, input.system, signal, (connection, inner) => connection.vm(input.vm, inner)),
  ),
}

export const objectProcedures = {
  list: listing.objects.list.handler(async ({ context }) => {
    const { stores, systems } = await readInventory(context)
    const parts = stores.map((store) => ({ items: store.rows(), show: (row: InventoryRow) => row }))
    return asOutput(streamList(context.core.options.clock, 'objects', parts, systems))
  }),
  get: os.objects.get.handler(({ context, input, signal }) =>
    ask(context, input.system, signal, (connection, inner) => connection.object(input.kind, input.id, inner)),
  ),
}
