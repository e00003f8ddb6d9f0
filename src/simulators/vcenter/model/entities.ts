import type { Data } from '../vim/value.ts'
import type { GuestOs } from './guests.ts'

export type PowerState = 'poweredOn' | 'poweredOff' | 'suspended'
export type EntityStatus = 'gray' | 'green' | 'yellow' | 'red'

/** Anything that has a reference; `id` is the reference's value and unique within the vCenter. */
export interface Managed {
  readonly type: string
  readonly id: string
}

interface Named extends Managed {
  /** As people read it; `%`, `/` and `\` are escaped on the wire. */
  name: string
  parent: Entity | undefined
}

export interface Folder extends Named {
  readonly type: 'Folder'
  readonly childType: readonly string[]
  readonly children: Set<Entity>
}

export interface Datacenter extends Named {
  readonly type: 'Datacenter'
  readonly vmFolder: Folder
  readonly hostFolder: Folder
  readonly datastoreFolder: Folder
  readonly networkFolder: Folder
  readonly datastores: Datastore[]
  readonly networks: Network[]
}

/** A cluster, or the hidden compute resource around a stand-alone host. */
export interface Compute extends Named {
  readonly type: 'ClusterComputeResource' | 'ComputeResource'
  readonly datacenter: Datacenter
  readonly hosts: Host[]
  readonly datastores: Datastore[]
  readonly networks: Network[]
  /** Set right after the pool is made; a compute resource is never without one. */
  pool: Pool
  readonly ha: boolean
  readonly drs: boolean
}

export interface Pool extends Named {
  readonly type: 'ResourcePool' | 'VirtualApp'
  readonly owner: Compute
  readonly pools: Pool[]
  readonly vms: Set<Vm>
}

export interface HostModel {
  vendor: string
  model: string
  cpuModel: string
  cpuMhz: number
  sockets: number
  cores: number
  memoryGB: number
}

export interface Host extends Named {
  readonly type: 'HostSystem'
  readonly compute: Compute
  readonly hardware: HostModel
  readonly seed: number
  readonly version: string
  readonly build: string
  connection: 'connected' | 'disconnected' | 'notResponding'
  maintenance: boolean
  bootedAt: number
  readonly vms: Set<Vm>
}

export interface Datastore extends Named {
  readonly type: 'Datastore'
  readonly fsType: 'VMFS' | 'NFS' | 'NFS41' | 'vsan'
  readonly uuid: string
  capacity: number
  free: number
  accessible: boolean
  maintenance: boolean
  readonly hosts: Host[]
  readonly vms: Set<Vm>
}

export interface Network extends Named {
  readonly type: 'Network' | 'DistributedVirtualPortgroup'
  readonly switch: Switch | undefined
  readonly vlan: number
  readonly uplink: boolean
  /** First two numbers of the IPv4 network, e.g. `10.20`. */
  readonly subnet: string
  readonly hosts: Host[]
  readonly vms: Set<Vm>
}

export interface Switch extends Named {
  readonly type: 'VmwareDistributedVirtualSwitch'
  readonly uuid: string
  readonly mtu: number
  readonly portgroups: Network[]
}

export interface Disk {
  /** Device key within the VM, e.g. 2000. */
  readonly key: number
  readonly gigabytes: number
  readonly thin: boolean
  readonly datastore: Datastore
  /** Share of a thin disk that is written, 0…1. */
  readonly written: number
  /** Storage policy of its own. */
  readonly policy?: string
  /** Not thin, and written with zeros at once; unknown for those that were there before the simulation began. */
  readonly eager?: boolean
  /** A linked clone's disk: it holds only what differs from a snapshot of another VM. */
  readonly linked?: true
}

export interface Snapshot extends Managed {
  readonly type: 'VirtualMachineSnapshot'
  readonly vm: Vm
  /** Counts from 1 within the VM. */
  readonly number: number
  name: string
  description: string
  readonly createdAt: number
  readonly power: PowerState
  readonly quiesced: boolean
  /** What a revert brings back; unknown for those that were there before the simulation began. */
  readonly captured?: Pick<Vm, 'cpus' | 'cores' | 'memoryMB' | 'annotation' | 'disks' | 'networks'>
  parent: Snapshot | undefined
  children: Snapshot[]
}

export interface Question {
  readonly id: string
  readonly text: string
  readonly choices: readonly string[]
  /** What the answer leads to; for one that nobody planned, `Cancel` powers the VM off. */
  readonly answered?: (choice: number) => void
}

/** What a guest is to make of itself when it boots next, or what it made of itself. */
export interface Customization {
  readonly hostName: string
  /** Fixed IPv4 address per network card; undefined = DHCP. */
  readonly addresses: readonly (string | undefined)[]
  /** Fixed IPv6 addresses per network card. */
  readonly ipv6: readonly (readonly string[])[]
  /** Cards without IPv4. */
  readonly withoutIpv4: readonly boolean[]
  /** The specification as it came, secrets and all. */
  readonly spec: Data
  state: 'pending' | 'done'
}

export interface Vm extends Named {
  readonly type: 'VirtualMachine'
  /** Grows whatever is not worth storing: uuids, addresses, history. */
  readonly seed: number
  /** Place in the seeded history; undefined for a VM made later. */
  readonly slot: number | undefined
  pool: Pool | undefined
  host: Host
  template: boolean
  os: GuestOs
  cpus: number
  cores: number
  memoryMB: number
  /** What it started with: memory can grow to 16 times as much while it runs. */
  bootMemoryMB: number
  disks: readonly Disk[]
  networks: readonly Network[]
  cpuHotAdd: boolean
  memoryHotAdd: boolean
  /** Counts its reconfigurations. */
  revision: number
  /** Settings beyond the usual ones. */
  extraConfig: ReadonlyMap<string, string> | undefined
  /** Disks have files that no snapshot needs any more. */
  consolidationNeeded: boolean
  customization: Customization | undefined
  /** The key that it is encrypted with. */
  encryption?: { readonly keyId: string; readonly providerId: string }
  /** It has a virtual TPM; the number changes when its secrets are made anew. */
  tpm?: { readonly secrets: number }
  /** Storage policy of its home. */
  homePolicy?: string
  readonly createdAt: number
  power: PowerState
  connection: 'connected' | 'disconnected' | 'orphaned' | 'inaccessible'
  bootedAt: number | undefined
  suspendedAt: number | undefined
  /** The guest finished booting: tools answer, addresses are known. */
  guestUp: boolean
  tools: 'current' | 'old' | 'none'
  cleanOff: boolean
  annotation: string
  question: Question | undefined
  rootSnapshots: Snapshot[]
  currentSnapshot: Snapshot | undefined
  /** A question that its next start asks. */
  startQuestion: { text: string; choices: readonly string[] } | undefined
  /** Id of the last question that got an answer. */
  answered: string | undefined
  /** Reference value of the task that keeps it busy. */
  busy: string | undefined
  /** Those of tasks that only read it: several clones at once, say. */
  readers: readonly string[]
}

export type Entity = Folder | Datacenter | Compute | Pool | Host | Vm | Datastore | Network | Switch

export function ref(object: Managed): { type: string; value: string } {
  return { type: object.type, value: object.id }
}

/** An object as the argument of an event. */
export function eventArgument(
  kind: 'Vm' | 'Host' | 'Datacenter' | 'Datastore' | 'Folder',
  entity: Named,
): { _typeName: string; [slot: string]: string | { type: string; value: string } } {
  const slot = kind.charAt(0).toLowerCase() + kind.slice(1)
  return { _typeName: `${kind}EventArgument`, name: escapeName(entity.name), [slot]: ref(entity) }
}

/** Whether VMs can run on it. */
export function takesVms(host: Host): boolean {
  return host.connection === 'connected' && !host.maintenance
}

/** A name as the wire has it. */
export function escapeName(name: string): string {
  return name.replaceAll('%', '%25').replaceAll('/', '%2f').replaceAll('\\', '%5c')
}

export function unescapeName(name: string): string {
  return name.replace(/%(25|2f|5c)/gi, (code) => decodeURIComponent(code))
}

export function datacenterOf(entity: Entity): Datacenter | undefined {
  for (let at: Entity | undefined = entity; at !== undefined; at = at.parent) {
    if (at.type === 'Datacenter') return at
  }
  return undefined
}

/** What the inventory tree holds directly below an entity. */
export function childrenOf(entity: Entity): Iterable<Entity> {
  switch (entity.type) {
    case 'Folder':
      return entity.children
    case 'Datacenter':
      return [entity.vmFolder, entity.hostFolder, entity.datastoreFolder, entity.networkFolder]
    case 'ClusterComputeResource':
    case 'ComputeResource':
      return [...entity.hosts, entity.pool]
    case 'ResourcePool':
    case 'VirtualApp':
      return [...entity.pools, ...entity.vms]
    case 'HostSystem':
      return entity.vms
    default:
      return []
  }
}
