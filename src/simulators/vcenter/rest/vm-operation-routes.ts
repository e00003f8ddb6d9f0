import type { Compute, Datastore, Folder, Host, Pool, Vm } from '../model/entities.ts'
import { type CloneOrder, clone } from '../operations/clone.ts'
import { destroy, unregister } from '../operations/lifecycle.ts'
import { type DiskGoal, type Relocation, relocate } from '../operations/move.ts'
import { byOf, finished, vmOf } from './by.ts'
import {
  badInput,
  type Fields,
  fieldsOf,
  flagIn,
  listIn,
  mapIn,
  needTextIn,
  readFields,
  textIn,
} from './read-body.ts'
import type { RestCall, RestReply, RestRoute } from './rest-endpoint.ts'
import { noSuchObject } from './rest-errors.ts'
import { cisTask } from './task-routes.ts'

const placementFields = ['folder', 'resource_pool', 'host', 'cluster', 'datastore']

interface Placement {
  folder: Folder | undefined
  pool: Pool | undefined
  host: Host | undefined
  datastore: Datastore | undefined
}

function find<T extends { id: string }>(
  list: readonly T[],
  kind: string,
  id: string | undefined,
): T | undefined {
  if (id === undefined) return undefined
  const found = list.find((candidate) => candidate.id === id)
  if (found === undefined) throw noSuchObject(kind, id)
  return found
}

function readPlacement({ world }: RestCall, vm: Vm, spec: Fields): Placement {
  const given = spec.placement
  if (given === undefined || given === null)
    return { folder: undefined, pool: undefined, host: undefined, datastore: undefined }
  const place = fieldsOf(given, 'placement', placementFields)
  const { estate } = world
  const cluster: Compute | undefined = find(estate.computes, 'cluster', textIn(place, 'cluster'))
  const host = find(estate.hosts, 'host', textIn(place, 'host'))
  const pool = find(estate.pools, 'resource_pool', textIn(place, 'resource_pool')) ?? cluster?.pool
  const folder = find(estate.folders, 'folder', textIn(place, 'folder'))
  if (folder !== undefined && !folder.childType.includes('VirtualMachine')) {
    throw badInput(`Folder '${folder.id}' holds no virtual machines.`)
  }
  if (cluster !== undefined && pool?.owner !== cluster) throw badInput('The placement is disjoint.')
  return {
    folder,
    // A host of another cluster alone means the root pool there.
    pool: pool ?? (host?.compute === vm.host.compute ? undefined : host?.compute.pool),
    host,
    datastore: find(estate.datastores, 'datastore', textIn(place, 'datastore')),
  }
}

function policyIn({ world }: RestCall, owner: Fields, name: string): string | undefined {
  const given = owner[name]
  if (given === undefined || given === null) return undefined
  const policy = needTextIn(fieldsOf(given, name, ['policy']), 'policy')
  if (!world.directory.policies.some((known) => known.policy === policy)) {
    throw noSuchObject('storage_policy', policy)
  }
  return policy
}

function diskKey(vm: Vm, id: string): number {
  const key = Number(id)
  if (!vm.disks.some((disk) => disk.key === key)) throw noSuchObject('disk', id)
  return key
}

function readDisks(call: RestCall, vm: Vm, spec: Fields, name: string): Relocation['disks'] {
  const disks = new Map<number, DiskGoal>()
  for (const [id, value] of mapIn(call, spec, name)) {
    const key = diskKey(vm, id)
    const wanted = fieldsOf(value, name, ['datastore', 'storage_policy'])
    const own = vm.disks.find((disk) => disk.key === key)?.datastore
    const datastore = find(call.world.estate.datastores, 'datastore', textIn(wanted, 'datastore')) ?? own
    if (datastore !== undefined) {
      disks.set(key, { datastore, policy: policyIn(call, wanted, 'storage_policy') })
    }
  }
  return disks
}

const cloneFields = [
  'source',
  'name',
  'placement',
  'disks_to_remove',
  'disks_to_update',
  'power_on',
  'guest_customization_spec',
  'vm_home_storage_policy',
  'disk_storage_policy',
  'fallback_to_datastore_default_policy',
]

function customizationIn({ world }: RestCall, spec: Fields): CloneOrder['customization'] {
  const given = spec.guest_customization_spec
  if (given === undefined || given === null) return undefined
  const name = textIn(fieldsOf(given, 'guest_customization_spec', ['name']), 'name')
  if (name === undefined) return undefined
  const found = world.directory.customizationSpecs.find((candidate) => candidate.name === name)
  if (found === undefined) throw noSuchObject('guest.customization_spec', name)
  return found.spec
}

function readClone(call: RestCall): { source: Vm; order: CloneOrder } {
  const spec = readFields(call, cloneFields)
  const source = vmOf(call, needTextIn(spec, 'source'))
  const name = needTextIn(spec, 'name')
  const { folder, pool, host, datastore } = readPlacement(call, source, spec)
  const disks = readDisks(call, source, spec, 'disks_to_update')
  const withoutDisks = new Set(listIn(spec, 'disks_to_remove').map((id) => diskKey(source, id)))
  for (const key of withoutDisks) {
    if (disks.has(key)) throw badInput(`Disk '${key}' is both to be removed and to be updated.`)
  }
  const parent = folder ?? (source.parent?.type === 'Folder' ? source.parent : undefined)
  if (parent === undefined) throw badInput('The virtual machine has no folder.')
  policyIn(call, spec, 'vm_home_storage_policy')
  const order: CloneOrder = {
    folder: parent,
    name,
    location: {
      host,
      pool,
      datastore,
      disks,
      policy: policyIn(call, spec, 'disk_storage_policy'),
      transform: undefined,
      diskMoveType: undefined,
      spec: undefined,
    },
    withoutDisks,
    template: false,
    powerOn: flagIn(spec, 'power_on'),
    config: undefined,
    customization: customizationIn(call, spec),
    snapshot: undefined,
    fallback: flagIn(spec, 'fallback_to_datastore_default_policy'),
    memory: false,
    tpmProvisionPolicy: undefined,
  }
  return { source, order }
}

const asTask = ({ url }: RestCall) => url.searchParams.get('vmw-task') === 'true'

/** Answers when the copy exists, or at once with a task when that was asked for. */
async function runClone(call: RestCall): Promise<RestReply> {
  const { source, order } = readClone(call)
  const task = clone(byOf(call), source, order)
  if (asTask(call)) return cisTask(call, task)
  const { result } = await finished(call, task)
  // The result of a clone is a reference.
  return { value: (result as { value: string }).value }
}

async function runRelocate(call: RestCall): Promise<RestReply> {
  const vm = vmOf(call)
  const spec = readFields(call, ['placement', 'disks'])
  const wanted: Relocation = {
    ...readPlacement(call, vm, spec),
    disks: readDisks(call, vm, spec, 'disks'),
    policy: undefined,
    transform: undefined,
    networks: vm.networks,
  }
  const task = relocate(byOf(call), vm, wanted)
  if (asTask(call)) return cisTask(call, task)
  await finished(call, task)
  return {}
}

export const vmOperationRoutes: readonly RestRoute[] = [
  { pattern: 'POST vcenter/vm?action=clone', run: runClone },
  { pattern: 'POST vcenter/vm/{}?action=relocate', run: runRelocate },
  {
    pattern: 'POST vcenter/vm/{}?action=unregister',
    run(call) {
      unregister(byOf(call), vmOf(call))
      return {}
    },
  },
  {
    pattern: 'DELETE vcenter/vm/{}',
    async run(call) {
      await finished(call, destroy(byOf(call), vmOf(call)))
      return {}
    },
  },
]
