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
  /** What of its storage may be taken by new disks; `left` counts when it is enforced. */
  quota: { mode: 'disabled' | 'audit' | 'enabled'; name: string; left: number }
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
  /** Names of the VMs that were exported to it. */
  exported: Set<string>
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
  status: 'ok' | 'locked' | 'in_preview'
  /** `preview`: what the VM was before it looked at another; `stateless`: what it goes back to when it stops. */
  type: 'regular' | 'preview' | 'stateless'
  /** The VM's settings then; as they are now when absent. */
  kept: Settings | undefined
  /** Ids of the disks that are in it; all when absent. */
  diskIds: ReadonlySet<string> | undefined
}

/** What a snapshot keeps of a VM, and what can wait for its next start. */
export type Settings = Pick<Vm, 'memory' | 'sockets' | 'cores' | 'display' | 'stateless' | 'os'>

/** What one run of a VM has other than its settings say (Run Once). */
export interface Run {
  paused: boolean
  stateless: boolean
  display: Vm['display'] | undefined
  boot: readonly string[]
  cd: string | undefined
  floppy: string | undefined
  kernel: string | undefined
  initrd: string | undefined
  cmdline: string | undefined
  /** Windows joins this domain. */
  domain: { name: string; userName: string | undefined; password: string | undefined } | undefined
  /** Ends at the first reboot too. */
  volatile: boolean
}

/** What cloud-init or sysprep is to do in the guest. */
export interface GuestSetup {
  by: 'cloud-init' | 'ignition' | 'sysprep'
  hostName: string | undefined
  timezone: string | undefined
  users: { name: string; password: string | undefined }[]
  sshKeys: string[]
  nics: {
    name: string
    onBoot: boolean
    protocol: string
    address: string | undefined
    netmask: string | undefined
    gateway: string | undefined
  }[]
  dnsServers: string[]
  dnsSearch: string[]
  customScript: string | undefined
}

/** A migration under way. */
export interface Migration {
  target: Host
  startedAt: number
  /** ms */
  takes: number
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
  | 'unassigned'
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
  status: 'ok' | 'locked' | 'illegal'
  /** Made without what is the machine's own. */
  sealed: boolean
  /** The template that this is a version of; itself for a base version. */
  base: Template | undefined
  versionName: string
  versionNumber: number
}

export interface Vm extends Machine {
  kind: 'vm'
  status: VmStatus
  /** Why it is paused: `eio`, `enospc`; `none` otherwise. */
  statusDetail: string
  host: Host | undefined
  template: Template
  /** Where it came from, though it may stand by itself now. */
  originalTemplate: Template
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
  /** The image in its drive, as it is stored. */
  cd: string | undefined
  /** The image in its drive now that it runs. */
  loaded: string | undefined
  /** Devices to boot from, in order. */
  boot: readonly string[]
  /** Bytes that its host must have for it; all of its memory when absent. */
  guaranteed: number | undefined
  affinity: 'migratable' | 'user_migratable' | 'pinned'
  /** Where it is to run, or may. */
  preferredHosts: readonly Host[]
  /** What this run has of its own, when it was started by Run Once. */
  run: Run | undefined
  /** Waits for the next start. */
  nextRun: Partial<Settings> | undefined
  migration: Migration | undefined
  /** Stored with the VM, used until it has run once. */
  initialization: GuestSetup | undefined
  hasRun: boolean
  /** What its guest is to do once it is up. */
  toSetUp: GuestSetup | undefined
  /** What was done in the guest at its last setup. */
  setup: GuestSetup | undefined
  /** Name that the guest gave itself; made from the VM's name when absent. */
  hostName: string | undefined
  /** Its next start takes up the memory of the snapshot that it looks at. */
  resumesMemory: boolean
  /** The last password of its console, and when it stops to be good. */
  ticket: { value: string; until: number } | undefined
  /** Its file systems take no writes until they are thawed. */
  frozen: boolean
  /** Something works on it of which its state says nothing. */
  busy: boolean
  /** The engine itself runs in it. */
  hostedEngine: boolean
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
