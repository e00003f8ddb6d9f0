import { Fault } from '../../../../contract/fault.ts'
import type { VmDisk, VmNic, VmSnapshot } from '../../../../contract/vm.ts'
import { readDisks, readNics } from '../map/devices.ts'
import { plainName } from '../map/names.ts'
import { readSnapshots } from '../map/snapshots.ts'
import type { CallOptions } from '../transport/line.ts'
import type { Decoded, Ref } from '../transport/values.ts'
import type { VimClient } from '../transport/vim-client.ts'
import {
  type ObjectContent,
  type Props,
  retrieve,
  type Start,
  type Traversal,
} from '../wire/property-collector.ts'
import { bool, compact, get, list, num, ref, refId, str, typeName } from '../wire/read.ts'
import type { ServiceContent } from '../wire/service-content.ts'

/** Where something runs: a cluster, or the hidden compute resource of a stand-alone host. */
export interface Compute {
  id: string
  name: string
  /** Its root pool. */
  poolId?: string
  /** Absent where it is no cluster. */
  drs?: boolean
  cluster: boolean
}

/** What a clone must know of its source. Sizes are bytes. */
export interface SourceFacts {
  id: string
  snapshotId?: string
  name: string
  template: boolean
  power: string
  connected: boolean
  /** The folder, or where there is none (in a vApp) the data center's folder of VMs. */
  folderId?: string
  poolId?: string
  hostId?: string
  compute?: Compute
  /** Where its configuration is. */
  homeDatastoreId?: string
  cpus: number
  coresPerSocket?: number
  memoryBytes: number
  guest: {
    family?: 'linux' | 'windows' | 'other'
    name?: string
    tools: 'none' | 'old' | 'installed' | 'unknown'
  }
  encrypted: boolean
  tpm: boolean
  question: boolean
  devices: readonly Decoded[]
  disks: VmDisk[]
  nics: VmNic[]
  snapshots: VmSnapshot[]
}

const upwards: Traversal = { name: 'up', type: 'ManagedEntity', path: 'parent', next: [{ name: 'up' }] }

const around: Traversal[] = [
  upwards,
  { name: 'host', type: 'VirtualMachine', path: 'runtime.host', next: [{ name: 'up' }] },
  {
    name: 'vApp',
    type: 'VirtualMachine',
    path: 'parentVApp',
    next: [{ name: 'vAppOwner', type: 'ResourcePool', path: 'owner', next: [{ name: 'up' }] }],
  },
  { name: 'datastores', type: 'VirtualMachine', path: 'datastore' },
  { name: 'networks', type: 'VirtualMachine', path: 'network' },
]

const hardware = [
  'config.hardware.numCPU',
  'config.hardware.numCoresPerSocket',
  'config.hardware.memoryMB',
  'config.hardware.device',
] as const

const paths = {
  VirtualMachine: [
    ...['name', 'parent', 'parentVApp', 'resourcePool'],
    ...['runtime.host', 'runtime.powerState', 'runtime.connectionState', 'runtime.question'],
    ...['config.template', 'config.guestId', 'config.guestFullName', 'config.keyId'],
    ...['config.files.vmPathName', ...hardware],
    ...['guest.guestFamily', 'guest.toolsVersionStatus2', 'guest.net'],
    ...['snapshot.currentSnapshot', 'snapshot.rootSnapshotList'],
  ],
  HostSystem: ['name', 'parent'],
  ComputeResource: ['name', 'parent', 'resourcePool'],
  ClusterComputeResource: ['name', 'parent', 'resourcePool', 'configuration.drsConfig.enabled'],
  Datastore: ['name'],
  Network: ['name'],
  DistributedVirtualPortgroup: ['name'],
  Folder: ['name', 'parent'],
  Datacenter: ['name', 'parent', 'vmFolder'],
}

/** Reads a VM or template, or one of its snapshots. Throws `not-found`. */
export async function readSource(
  vim: VimClient,
  { propertyCollector }: ServiceContent,
  { vm, snapshotId }: { vm: string; snapshotId?: string | undefined },
  options: CallOptions,
): Promise<SourceFacts> {
  const starts: Start[] = [{ obj: { type: 'VirtualMachine', value: vm }, select: around }]
  if (snapshotId !== undefined) starts.push({ obj: { type: 'VirtualMachineSnapshot', value: snapshotId } })
  const wanted = snapshotId === undefined ? paths : { ...paths, VirtualMachineSnapshot: ['vm', ...hardware] }
  const found = await retrieve(vim, propertyCollector, wanted, starts, options)
  const machine = found.find(({ obj }) => obj.value === vm)?.props
  if (machine === undefined) throw gone(vim.system, `There is no VM “${vm}”.`, 'source.vm')
  const snapshot = found.find(({ obj }) => obj.type === 'VirtualMachineSnapshot')?.props
  if (snapshotId !== undefined && refId(snapshot?.vm) !== vm) {
    throw gone(vim.system, 'This VM has no such snapshot.', 'source.snapshotId')
  }
  return sourceOf(found, machine, { vm, snapshotId, snapshot })
}

function gone(system: string, message: string, field: string): Fault {
  return new Fault({ kind: 'not-found', system, message, field })
}

function sourceOf(
  found: readonly ObjectContent[],
  machine: Props,
  { vm, snapshotId, snapshot }: { vm: string; snapshotId?: string | undefined; snapshot: Props | undefined },
): SourceFacts {
  const byId = new Map(found.map(({ obj, props }) => [obj.value, { type: obj.type, props }]))
  const nameOf = (id: string) => {
    const name = str(byId.get(id)?.props.name)
    return name === undefined ? undefined : plainName(name)
  }
  // QUIRK(vcenter): a snapshot keeps the hardware as it was; where that cannot be read, the VM's own stands in.
  const from = snapshot?.['config.hardware.device'] === undefined ? machine : snapshot
  const devices = list(from['config.hardware.device'])
  const disks = readDisks(devices, nameOf)
  const hostId = refId(machine['runtime.host'])
  const home = /^\[(.+?)\]/.exec(str(machine['config.files.vmPathName']) ?? '')?.[1]
  const onHome = [...byId].find(([, { type, props }]) => type === 'Datastore' && str(props.name) === home)
  return compact({
    id: vm,
    snapshotId,
    name: plainName(str(machine.name) ?? vm),
    template: bool(machine['config.template']) ?? false,
    power: str(machine['runtime.powerState']) ?? 'unknown',
    connected: (str(machine['runtime.connectionState']) ?? 'connected') === 'connected',
    folderId: folderOf(machine, byId),
    poolId: refId(machine.resourcePool),
    hostId,
    compute: computeAbove(byId, hostId),
    homeDatastoreId: onHome?.[0] ?? disks[0]?.datastoreId,
    cpus: num(from['config.hardware.numCPU']) ?? 1,
    coresPerSocket: num(from['config.hardware.numCoresPerSocket']),
    memoryBytes: (num(from['config.hardware.memoryMB']) ?? 0) * 1024 ** 2,
    guest: guestOf(machine),
    encrypted: get(machine['config.keyId'], 'keyId') !== undefined,
    tpm: devices.some((device) => typeName(device) === 'VirtualTPM'),
    question: machine['runtime.question'] !== undefined,
    devices,
    disks,
    nics: readNics(devices, snapshot === undefined ? list(machine['guest.net']) : [], nameOf),
    snapshots: readSnapshots(
      machine['snapshot.rootSnapshotList'],
      refId(machine['snapshot.currentSnapshot']),
    ),
  })
}

type ById = ReadonlyMap<string, { type: string; props: Props }>

function folderOf(machine: Props, byId: ById): string | undefined {
  const parent = ref(machine.parent)
  if (parent?.type === 'Folder') return parent.value
  // In a vApp there is no folder: the data center's own takes the copies.
  for (const { type, props } of byId.values()) if (type === 'Datacenter') return refId(props.vmFolder)
  return undefined
}

function computeAbove(byId: ById, hostId: string | undefined): Compute | undefined {
  const id = refId(byId.get(hostId ?? '')?.props.parent)
  return id === undefined ? undefined : computeOf(id, byId)
}

function computeOf(id: string, byId: ById): Compute | undefined {
  const found = byId.get(id)
  if (found === undefined) return undefined
  const cluster = found.type === 'ClusterComputeResource'
  return compact({
    id,
    name: plainName(str(found.props.name) ?? id),
    poolId: refId(found.props.resourcePool),
    drs: cluster ? (bool(found.props['configuration.drsConfig.enabled']) ?? false) : undefined,
    cluster,
  })
}

/** What the tools or, without them, the configured guest say. */
function guestOf(machine: Props): SourceFacts['guest'] {
  const said = str(machine['guest.guestFamily'])
  const id = str(machine['config.guestId']) ?? ''
  const tools = str(machine['guest.toolsVersionStatus2'])
  return compact({
    family: familyOf(said ?? id),
    name: str(machine['config.guestFullName']),
    tools:
      tools === undefined
        ? ('unknown' as const)
        : /NotInstalled/.test(tools)
          ? ('none' as const)
          : /TooOld|SupportedOld|Blacklisted/.test(tools)
            ? ('old' as const)
            : ('installed' as const),
  })
}

const linux =
  /linux|rhel|centos|ubuntu|debian|sles|suse|fedora|oracle|photon|coreos|asianux|mandr|redhat|rocky|alma|amazon/i

function familyOf(text: string): 'linux' | 'windows' | 'other' | undefined {
  if (text === '') return undefined
  if (/^win/i.test(text)) return 'windows'
  return linux.test(text) ? 'linux' : 'other'
}

/** What a clone must know of where it goes. */
export interface Targets {
  /** By the id of a host or cluster. */
  computes: ReadonlyMap<string, Compute>
  /** Cards are plugged in by more than a reference. */
  networks: ReadonlyMap<
    string,
    { type: string; name: string; key?: string; switchUuid?: string; opaque?: { id: string; type: string } }
  >
  /** Root pools and the compute that they belong to. */
  owners: ReadonlyMap<string, Compute>
  names: ReadonlyMap<string, string>
}

const toOwner: Traversal = { name: 'owner', type: 'ResourcePool', path: 'owner' }
const toCompute: Traversal = { name: 'compute', type: 'HostSystem', path: 'parent' }
const toSwitch: Traversal = {
  name: 'switch',
  type: 'DistributedVirtualPortgroup',
  path: 'config.distributedVirtualSwitch',
}

const targetPaths = {
  HostSystem: ['name', 'parent'],
  ComputeResource: ['name', 'resourcePool'],
  ClusterComputeResource: ['name', 'resourcePool', 'configuration.drsConfig.enabled'],
  ResourcePool: ['name', 'owner'],
  Datastore: ['name'],
  Folder: ['name'],
  Network: ['name'],
  DistributedVirtualPortgroup: ['name', 'config.key', 'config.distributedVirtualSwitch'],
  DistributedVirtualSwitch: ['uuid'],
  VmwareDistributedVirtualSwitch: ['uuid'],
}

/** Reads the objects that an order names; none of them costs no call. Throws `not-found` when one is not there. */
export async function readTargets(
  vim: VimClient,
  { propertyCollector }: ServiceContent,
  named: readonly Ref[],
  options: CallOptions,
): Promise<Targets> {
  const starts = named.map((obj): Start => ({ obj, select: [toOwner, toCompute, toSwitch] }))
  // NSX alone brings opaque networks; who has none need not know the type.
  const opaque = named.some(({ type }) => type === 'OpaqueNetwork')
  const paths = opaque ? { ...targetPaths, OpaqueNetwork: ['name', 'summary'] } : targetPaths
  const found = starts.length === 0 ? [] : await retrieve(vim, propertyCollector, paths, starts, options)
  const byId: ById = new Map(found.map(({ obj, props }) => [obj.value, { type: obj.type, props }]))
  const computes = new Map<string, Compute>()
  const owners = new Map<string, Compute>()
  const networks = new Map<string, NonNullable<ReturnType<Targets['networks']['get']>>>()
  const names = new Map<string, string>()
  for (const [id, { type, props }] of byId) {
    const name = plainName(str(props.name) ?? id)
    names.set(id, name)
    const computeId = type === 'HostSystem' ? refId(props.parent) : refId(props.owner)
    const compute = computeOf(computeId ?? id, byId)
    if (compute !== undefined && /^(HostSystem|ClusterComputeResource)$/.test(type)) computes.set(id, compute)
    if (compute !== undefined && /^(ResourcePool|VirtualApp)$/.test(type)) owners.set(id, compute)
    if (/Network|Portgroup/.test(type)) networks.set(id, networkOf({ type, props, name }, byId))
  }
  return { computes, networks, owners, names }
}

function networkOf({ type, props, name }: { type: string; props: Props; name: string }, byId: ById) {
  const summary = props.summary
  const opaqueId = str(get(summary, 'opaqueNetworkId'))
  return compact({
    type,
    name,
    key: str(props['config.key']),
    switchUuid: str(byId.get(refId(props['config.distributedVirtualSwitch']) ?? '')?.props.uuid),
    opaque:
      opaqueId === undefined
        ? undefined
        : { id: opaqueId, type: str(get(summary, 'opaqueNetworkType')) ?? '' },
  })
}
