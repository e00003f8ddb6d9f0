import { implement } from '@orpc/server'
import type { z } from 'zod'
import { contract, type namedVmSchema } from '../../contract/api.ts'
import type { InventoryRow, VmRow } from '../../contract/inventory.ts'
import type { InventoryStore } from '../live/inventory-store.ts'
import { ask } from './ask.ts'
import type { Call } from './call.ts'
import { streamList } from './list-stream.ts'
import { named, readInventory } from './read-inventory.ts'

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
