import type {
  ClusterRow,
  DatastoreRow,
  FolderRow,
  HostRow,
  InventoryRow,
  NetworkRow,
  PoolRow,
} from '../../../../contract/inventory.ts'
import type { Placement } from '../inventory/estate.ts'
import type { Ref } from '../transport/values.ts'
import type { Props } from '../wire/property-collector.ts'
import { bool, compact, get, list, num, str, time } from '../wire/read.ts'
import { readHealth, type Trouble } from './health.ts'
import { machineRow } from './machine-row.ts'
import { plainName } from './names.ts'

const mebibyte = 1024 * 1024

/** A managed object to make a row of. */
export interface RowSource {
  obj: Ref
  props: Props
}

export interface RowContext {
  identity: { system: string; id: string; name: string }
  placement: Placement
  alarmName(alarm: string): string
  /** Names of the tags on it, `category:name`. */
  tags: string[] | undefined
}

/** What rows need beside the object itself. */
export interface RowEnvironment {
  system: string
  alarmName(alarm: string): string
  tagsOf(id: string): string[] | undefined
}

/** The row of a managed object; `undefined` for what no page shows (stand-alone compute resources, uplinks). */
export function rowOf(
  source: RowSource,
  placement: Placement,
  environment: RowEnvironment,
): InventoryRow | undefined {
  const { obj, props } = source
  const name = plainName(str(props.name) ?? obj.value)
  const context: RowContext = {
    identity: { system: environment.system, id: obj.value, name },
    placement,
    alarmName: environment.alarmName,
    tags: environment.tagsOf(obj.value),
  }
  switch (obj.type) {
    case 'VirtualMachine':
      return machineRow(source, context)
    case 'HostSystem':
      return hostRow(source, context)
    case 'ClusterComputeResource':
      return clusterRow(source, context)
    case 'Datastore':
      return datastoreRow(source, context)
    case 'Network':
    case 'DistributedVirtualPortgroup':
    case 'OpaqueNetwork':
      return networkRow(source, context)
    case 'Datacenter': {
      const { folderId } = placement
      return compact({
        kind: 'datacenter' as const,
        ...context.identity,
        ...healthOf(source, context),
        folderId,
      })
    }
    case 'Folder':
    case 'StoragePod':
      return folderRow(source, context)
    case 'ResourcePool':
    case 'VirtualApp':
      return poolRow(source, context)
    default:
      return undefined
  }
}

function healthOf({ obj, props }: RowSource, context: RowContext, troubles?: Trouble[]) {
  return readHealth(obj.value, props, context.alarmName, troubles)
}

function hostRow(source: RowSource, context: RowContext): HostRow {
  const { props } = source
  const connection = str(props['runtime.connectionState']) ?? 'unknown'
  const maintenance = bool(props['runtime.inMaintenanceMode']) === true
  const cores = num(props['summary.hardware.numCpuCores'])
  const mhz = num(props['summary.hardware.cpuMhz'])
  const usedMhz = num(props['summary.quickStats.overallCpuUsage'])
  const usedMebibytes = num(props['summary.quickStats.overallMemoryUsage'])
  const capacityMhz = cores === undefined || mhz === undefined ? 0 : cores * mhz
  const connected = connection === 'connected'
  const standby = str(props['runtime.powerState']) === 'standBy'
  const troubles: Trouble[] =
    connected || connection === 'unknown' ? [] : [{ health: 'error', issue: `The host is ${connection}` }]
  return compact({
    kind: 'host' as const,
    ...context.identity,
    ...healthOf(source, context, troubles),
    state: hostState(connection, maintenance, standby),
    status: connected && maintenance ? 'maintenance' : connected && standby ? 'standBy' : connection,
    // In vSphere a host's name is the address it was added by.
    address: context.identity.name,
    clusterId: context.placement.clusterId,
    datacenterId: context.placement.datacenterId,
    folderId: context.placement.folderId,
    version: str(props['summary.config.product.version']),
    vendor: str(props['summary.hardware.vendor']),
    model: str(props['summary.hardware.model']),
    cpuModel: str(props['summary.hardware.cpuModel']),
    cpuCores: cores,
    cpuThreads: num(props['summary.hardware.numCpuThreads']),
    cpuMhz: mhz,
    cpuUsedPercent:
      usedMhz === undefined || capacityMhz === 0 || !connected
        ? undefined
        : Math.min(100, (usedMhz / capacityMhz) * 100),
    memoryBytes: num(props['summary.hardware.memorySize']),
    memoryUsedBytes: usedMebibytes === undefined || !connected ? undefined : usedMebibytes * mebibyte,
    bootedAt: time(props['runtime.bootTime']),
  })
}

function hostState(connection: string, maintenance: boolean, standby: boolean): HostRow['state'] {
  if (connection === 'unknown') return 'unknown'
  if (connection !== 'connected' || standby) return 'down'
  return maintenance ? 'maintenance' : 'up'
}

function clusterRow(source: RowSource, context: RowContext): ClusterRow {
  return compact({
    kind: 'cluster' as const,
    ...context.identity,
    ...healthOf(source, context),
    datacenterId: context.placement.datacenterId,
    folderId: context.placement.folderId,
    ha: bool(source.props['configuration.dasConfig.enabled']),
    drs: bool(source.props['configuration.drsConfig.enabled']),
  })
}

function datastoreRow(source: RowSource, context: RowContext): DatastoreRow {
  const { props } = source
  const accessible = bool(props['summary.accessible'])
  const mode = str(props['summary.maintenanceMode']) ?? 'normal'
  const troubles: Trouble[] =
    accessible === false ? [{ health: 'error', issue: 'The datastore is not accessible' }] : []
  return compact({
    kind: 'datastore' as const,
    ...context.identity,
    ...healthOf(source, context, troubles),
    state: datastoreState(accessible, mode),
    status: accessible === false ? 'inaccessible' : mode === 'normal' ? 'accessible' : mode,
    datacenterId: context.placement.datacenterId,
    folderId: context.placement.folderId,
    type: str(props['summary.type']),
    capacityBytes: num(props['summary.capacity']),
    freeBytes: num(props['summary.freeSpace']),
    uncommittedBytes: num(props['summary.uncommitted']),
    shared: bool(props['summary.multipleHostAccess']),
    url: str(props['summary.url']),
  })
}

function datastoreState(accessible: boolean | undefined, mode: string): DatastoreRow['state'] {
  if (accessible === false) return 'down'
  if (mode === 'inMaintenance') return 'maintenance'
  if (mode === 'enteringMaintenance') return 'transition'
  return accessible === undefined ? 'unknown' : 'up'
}

/** QUIRK(vcenter): the uplinks of a distributed switch are a port group too, known by a system tag only. */
export function isUplink(props: Props): boolean {
  return list(props.tag).some((tag) => str(get(tag, 'key')) === 'SYSTEM/DVS.UPLINKPG')
}

const networkTypes: Record<string, NetworkRow['type']> = {
  DistributedVirtualPortgroup: 'distributed',
  OpaqueNetwork: 'opaque',
}

function networkRow(source: RowSource, context: RowContext): NetworkRow | undefined {
  if (isUplink(source.props)) return undefined
  return compact({
    kind: 'network' as const,
    ...context.identity,
    ...healthOf(source, context),
    datacenterId: context.placement.datacenterId,
    folderId: context.placement.folderId,
    type: networkTypes[source.obj.type] ?? 'standard',
    accessible: bool(source.props['summary.accessible']),
  })
}

const holders: [string, FolderRow['holds']][] = [
  ['VirtualMachine', 'vm'],
  ['ComputeResource', 'host'],
  ['Datastore', 'datastore'],
  ['Network', 'network'],
  ['Datacenter', 'datacenter'],
]

function folderRow(source: RowSource, context: RowContext): FolderRow {
  const types = list(source.props.childType).map(str)
  const found = holders.find(([type]) => types.includes(type))
  return compact({
    kind: 'folder' as const,
    ...context.identity,
    ...healthOf(source, context),
    folderId: context.placement.folderId,
    datacenterId: context.placement.datacenterId,
    // A StoragePod (datastore cluster) is a folder of datastores.
    holds: source.obj.type === 'StoragePod' ? 'datastore' : (found?.[1] ?? 'datacenter'),
    root: context.placement.root ?? false,
  })
}

function poolRow(source: RowSource, context: RowContext): PoolRow {
  return compact({
    kind: 'pool' as const,
    ...context.identity,
    ...healthOf(source, context),
    parentId: context.placement.parentId,
    clusterId: context.placement.clusterId,
    hostId: context.placement.hostId,
    datacenterId: context.placement.datacenterId,
    root: context.placement.root ?? false,
  })
}
