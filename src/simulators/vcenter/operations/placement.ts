import {
  type Compute,
  type Datastore,
  type Disk,
  datacenterOf,
  type Entity,
  escapeName,
  type Host,
  type Network,
  type Pool,
  ref,
  takesVms,
  type Vm,
} from '../model/entities.ts'
import { writtenBytes } from '../model/hardware.ts'
import { hostNotConnected, invalidArgument, localizedFault, notFound, VimFault } from '../vim/faults.ts'
import { isA } from '../vim/schema.ts'
import type { Ref } from '../vim/value.ts'
import type { World } from '../world.ts'
import type { By } from './start.ts'

/** The entity of a reference that an argument holds. Throws ManagedObjectNotFound, InvalidArgument for another kind. */
export function entityAt<T extends Entity['type']>(
  world: World,
  target: Ref,
  type: T,
  argument: string,
): Extract<Entity, { type: T }> {
  const found = world.estate.objects.get(target.value)
  if (found === undefined || found.type !== target.type) throw notFound(target)
  if (!isA(found.type, type)) throw invalidArgument(argument)
  // What the estate holds under a type's reference is an object of that type.
  return found as Extract<Entity, { type: T }>
}

/** Throws NoPermission unless the caller has all of them on the entity. */
export function need({ world, user }: By, entity: Entity, ...privileges: string[]): void {
  const lack = world.authority.lack(user, entity, privileges)
  if (lack !== undefined) throw lack
}

/** Why a host takes no VM now. */
export function hostRefusal(host: Host): VimFault | undefined {
  if (host.connection !== 'connected') return hostNotConnected()
  if (!host.maintenance) return undefined
  return new VimFault('InvalidHostState', 'The operation is not allowed in the current state of the host.', {
    host: ref(host),
  })
}

function leastLoaded(compute: Compute): Host | undefined {
  let best: Host | undefined
  for (const host of compute.hosts) {
    if (takesVms(host) && (best === undefined || host.vms.size < best.vms.size)) best = host
  }
  return best
}

/**
 * Where a VM goes that is now on `from`: DRS chooses what is left open. `names` are the arguments that an
 * InvalidArgument blames. Throws it at once; what the host refuses is returned, for the task to fail with.
 */
export function choosePlace(
  from: { host: Host; pool: Pool | undefined },
  wanted: { host: Host | undefined; pool: Pool | undefined },
  names: { host: string; pool: string },
): { host: Host; pool: Pool | undefined; refuse: VimFault | undefined } {
  const compute = wanted.pool?.owner ?? wanted.host?.compute ?? from.host.compute
  if (wanted.host !== undefined && wanted.host.compute !== compute) throw invalidArgument(names.host)
  if (wanted.pool === undefined && compute !== from.host.compute && from.pool !== undefined) {
    throw invalidArgument(names.pool)
  }
  const pool = wanted.pool ?? from.pool
  if (wanted.host !== undefined) return { host: wanted.host, pool, refuse: hostRefusal(wanted.host) }
  if (compute === from.host.compute && takesVms(from.host))
    return { host: from.host, pool, refuse: undefined }
  if (!compute.drs && compute.hosts.length > 1) throw invalidArgument(names.host)
  const host = leastLoaded(compute)
  if (host !== undefined) return { host, pool, refuse: undefined }
  const refuse = new VimFault('NoActiveHostInCluster', 'There is no active host in the cluster.', {
    computeResource: ref(compute),
  })
  return { host: from.host, pool, refuse }
}

function datastoreFault(type: string, datastore: Datastore, message: string): VimFault {
  return new VimFault(type, message, { datastore: ref(datastore), name: escapeName(datastore.name) })
}

/** Why the disks cannot be there: `moved` are those that come to a datastore anew. */
export function storageRefusal(
  host: Host,
  disks: readonly Disk[],
  moved: ReadonlySet<Disk>,
): VimFault | undefined {
  const wanted = new Map<Datastore, number>()
  for (const [index, disk] of disks.entries()) {
    const { datastore } = disk
    const { name } = datastore
    if (!datastore.accessible) {
      return datastoreFault('InaccessibleDatastore', datastore, `Unable to access datastore '${name}'.`)
    }
    const mounted = datastore.hosts.includes(host)
    if (moved.has(disk)) {
      if (!mounted || datastore.maintenance) {
        return datastoreFault('InvalidDatastore', datastore, `Invalid datastore '${name}' for the host.`)
      }
      wanted.set(datastore, (wanted.get(datastore) ?? 0) + writtenBytes(disk))
    } else if (!mounted) {
      const device = `Hard disk ${index + 1}`
      return new VimFault(
        'CannotAccessVmDisk',
        `The virtual disk '${device}' is located on datastore '${name}', which is not accessible from the target host.`,
        {
          device,
          backing: `[${name}]`,
          connected: true,
          fault: localizedFault(
            datastoreFault('InaccessibleDatastore', datastore, `Unable to access datastore '${name}'.`),
          ),
        },
      )
    }
  }
  for (const [datastore, bytes] of wanted) {
    if (bytes <= datastore.free) continue
    return new VimFault('NoDiskSpace', `Insufficient disk space on datastore '${datastore.name}'.`, {
      file: `[${datastore.name}]`,
      datastore: escapeName(datastore.name),
    })
  }
  return undefined
}

/** A running VM keeps its connections: every network must exist where it goes. */
export function networkRefusal(vm: Vm, host: Host, networks: readonly Network[]): VimFault | undefined {
  if (vm.power !== 'poweredOn') return undefined
  const index = networks.findIndex((network) => !host.compute.networks.includes(network))
  const lost = networks[index]
  if (lost === undefined) return undefined
  const device = `Network adapter ${index + 1}`
  return new VimFault(
    'CannotAccessNetwork',
    `The network interface '${device}' uses network '${lost.name}', which is not accessible from the target host.`,
    { device, backing: lost.name, connected: true, network: ref(lost) },
  )
}

/** In another data center a VM needs a folder of that data center. */
export function inSameDatacenter(entity: Entity, host: Host): boolean {
  return datacenterOf(entity) === host.compute.datacenter
}
