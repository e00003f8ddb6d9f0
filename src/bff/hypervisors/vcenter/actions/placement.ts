import type { VmAction } from '../../../../contract/actions/vm-action.ts'
import type { CallOptions } from '../transport/line.ts'
import type { Ref } from '../transport/values.ts'
import type { VimClient } from '../transport/vim-client.ts'
import { type Props, retrieve } from '../wire/property-collector.ts'
import { refId } from '../wire/read.ts'
import type { ServiceContent } from '../wire/service-content.ts'
import type { Destination } from './orders.ts'

const paths = {
  VirtualMachine: ['resourcePool'],
  ResourcePool: ['owner'],
  HostSystem: ['parent'],
  ComputeResource: ['resourcePool'],
}

/**
 * The resource pool that a move must name. A host of another cluster comes with its cluster's own pool, since a VM cannot
 * stay in a pool of the old one; a move without a host names the pool that the VM is in, and vCenter chooses the host there.
 */
export async function destinationOf(
  vim: VimClient,
  content: ServiceContent,
  vm: string,
  action: VmAction,
  options: CallOptions,
): Promise<Destination> {
  if (action.verb !== 'migrate' && action.verb !== 'relocate') return {}
  const { hostId, poolId } = action
  if (poolId !== undefined) return { pool: poolId }
  // Disks alone move within what the VM reaches now.
  if (hostId === undefined && action.verb === 'relocate') return {}
  const machine: Ref = { type: 'VirtualMachine', value: vm }
  const pool = { name: 'pool', type: 'VirtualMachine', path: 'resourcePool' }
  const compute = { name: 'compute', type: 'HostSystem', path: 'parent' }
  const found = await retrieve(
    vim,
    content.propertyCollector,
    paths,
    [
      { obj: machine, select: [pool] },
      ...(hostId === undefined ? [] : [{ obj: { type: 'HostSystem', value: hostId }, select: [compute] }]),
    ],
    options,
  )
  const byId = new Map<string | undefined, Props>(found.map(({ obj, props }) => [obj.value, props]))
  const own = refId(byId.get(vm)?.resourcePool)
  if (hostId === undefined) return own === undefined ? {} : { pool: own }
  // A template is in no pool.
  if (own === undefined) return {}
  const target = refId(byId.get(hostId)?.parent)
  const there = refId(byId.get(target)?.resourcePool)
  const stays = target === undefined || refId(byId.get(own)?.owner) === target
  return stays || there === undefined ? {} : { pool: there }
}
