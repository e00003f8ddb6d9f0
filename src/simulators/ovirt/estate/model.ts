/** What an engine manages. Sizes in bytes, times in epoch ms. States are the engine's own words. */

export interface DataCenter {
  id: string
  name: string
  description: string
  status: string
  /** Compatibility version, `major.minor`. */
  level: string
  storageFormat: string
  clusters: Cluster[]
  domains: StorageDomain[]
  networks: Network[]
}

export interface Cluster {
  id: string
  name: string
  description: string
  dataCenter: DataCenter
  cpuType: string
  overCommitPercent: number
  cpuProfileId: string
  hosts: Host[]
}

type HostStatus = 'up' | 'maintenance' | 'preparing_for_maintenance' | 'non_responsive'

export interface Host {
  id: string
  name: string
  address: string
  comment: string
  cluster: Cluster
  status: HostStatus
  spm: boolean
  cpuName: string
  cpuMhz: number
  sockets: number
  coresPerSocket: number
  threadsPerCore: number
  memory: number
  bootTime: number
  nics: HostNic[]
  /** VMs that this host runs. */
  vms: Set<Vm>
  seed: number
}

export interface HostNic {
  id: string
  name: string
  mac: string
  ip: string | undefined
  network: Network | undefined
  speed: number
}

export interface StorageDomain {
  id: string
  name: string
  description: string
  type: 'data' | 'iso' | 'export' | 'image'
  storage: 'nfs' | 'iscsi' | 'fcp' | 'glance'
  address: string
  path: string
  /** Where it is attached, if it is. */
  dataCenter: DataCenter | undefined
  /** State in its data center, or `unattached`. */
  status: string
  master: boolean
  /** Absent for a domain that has no sizes of its own (an image service). */
  capacity: number | undefined
  used: number
  committed: number
  format: string
  files: string[]
}

export interface Network {
  id: string
  name: string
  description: string
  dataCenter: DataCenter
  vlan: number | undefined
  mtu: number
  forVms: boolean
  profile: { id: string; name: string }
}

type DiskStatus = 'ok' | 'locked' | 'illegal'

export interface Disk {
  id: string
  imageId: string
  name: string
  description: string
  provisioned: number
  actual: number
  format: 'cow' | 'raw'
  sparse: boolean
  bootable: boolean
  interface: string
  domain: StorageDomain
  status: DiskStatus
  content: 'data' | 'ovf_store'
  createdAt: number
  /** VM or template that uses it. */
  owner: Vm | Template | undefined
}

export interface Nic {
  id: string
  name: string
  mac: string
  network: Network
  interface: string
  plugged: boolean
  linked: boolean
  ip: string
}

export interface Snapshot {
  id: string
  description: string
  date: number
  memory: boolean
  /** The snapshot before it, oldest first. */
  parent: Snapshot | undefined
}

export interface GuestOs {
  /** The engine's name of the type, `rhel_9x64`. */
  type: string
  family: 'Linux' | 'Windows'
  distribution: string
  version: string
  kernel: string
  codename: string
  /** Name of the agent's own application in the guest's list. */
  applications: string[]
}

export type VmStatus =
  | 'up'
  | 'down'
  | 'suspended'
  | 'paused'
  | 'image_locked'
  | 'not_responding'
  | 'unknown'
  | 'wait_for_launch'
  | 'powering_up'
  | 'powering_down'
  | 'reboot_in_progress'
  | 'saving_state'
  | 'restoring_state'
  | 'migrating'

/** What VMs and templates have in common. */
export interface Machine {
  id: string
  name: string
  description: string
  comment: string
  cluster: Cluster
  memory: number
  sockets: number
  cores: number
  os: GuestOs
  createdAt: number
  type: 'server' | 'desktop'
  highlyAvailable: boolean
  disks: Disk[]
  nics: Nic[]
}

export interface Template extends Machine {
  kind: 'template'
  blank: boolean
}

export interface Vm extends Machine {
  kind: 'vm'
  status: VmStatus
  /** Why it is paused: `eio`, `enospc`; `none` otherwise. */
  statusDetail: string
  host: Host | undefined
  template: Template
  pool: VmPool | undefined
  tags: Tag[]
  stateless: boolean
  deleteProtected: boolean
  display: 'spice' | 'vnc'
  snapshots: Snapshot[]
  startedAt: number | undefined
  stoppedAt: number | undefined
  /** Has an agent at all. */
  agent: boolean
  /** The agent has reported since the last start. */
  guestKnown: boolean
  seed: number
}

export interface VmPool {
  id: string
  name: string
  description: string
  cluster: Cluster
  template: Template
  size: number
  prestarted: number
  maxUserVms: number
}

export interface Tag {
  id: string
  name: string
  description: string
  parent: Tag | undefined
}

export interface Estate {
  dataCenters: DataCenter[]
  clusters: Cluster[]
  hosts: Map<string, Host>
  domains: StorageDomain[]
  networks: Network[]
  templates: Template[]
  vms: Map<string, Vm>
  disks: Map<string, Disk>
  pools: VmPool[]
  tags: Tag[]
}

export const zeroId = '00000000-0000-0000-0000-000000000000'
