import type { Paths } from '../wire/property-collector.ts'

/** Read for every entity. */
const entity = ['name', 'parent'] as const
const alarmed = ['overallStatus', 'triggeredAlarmState'] as const

/**
 * What the watch follows. Left out on purpose: what is large or changes every 20 s on each of 45,000 VMs
 * (`summary.quickStats`, devices, whole `guest`); a VM's page reads that on demand.
 */
const machinePaths = [
  ...entity,
  ...alarmed,
  'parentVApp',
  'resourcePool',
  'datastore',
  'network',
  'runtime.powerState',
  'runtime.connectionState',
  'runtime.host',
  'runtime.bootTime',
  'runtime.question',
  'config.template',
  'config.uuid',
  'config.guestFullName',
  'config.version',
  'config.annotation',
  'config.createDate',
  'config.hardware.numCPU',
  'config.hardware.numCoresPerSocket',
  'config.hardware.memoryMB',
  'guest.guestFullName',
  'guest.hostName',
  'guest.ipAddress',
  'guest.toolsRunningStatus',
  'guest.toolsVersionStatus2',
  'summary.storage.committed',
  'summary.storage.uncommitted',
] as const

const hostPaths = [
  ...entity,
  ...alarmed,
  'runtime.connectionState',
  'runtime.powerState',
  'runtime.inMaintenanceMode',
  'runtime.bootTime',
  'summary.config.product.version',
  'summary.config.product.build',
  'summary.hardware.vendor',
  'summary.hardware.model',
  'summary.hardware.cpuModel',
  'summary.hardware.cpuMhz',
  'summary.hardware.numCpuCores',
  'summary.hardware.numCpuThreads',
  'summary.hardware.memorySize',
  'summary.quickStats.overallCpuUsage',
  'summary.quickStats.overallMemoryUsage',
] as const

const computePaths = [...entity, ...alarmed] as const
const networkPaths = [...entity, ...alarmed, 'summary.accessible'] as const
const poolPaths = [...entity, ...alarmed, 'owner'] as const

/** Every type is named with all its paths, also where a base type matches as well: some servers read one only. */
export const watchedPaths: Paths = {
  VirtualMachine: machinePaths,
  HostSystem: hostPaths,
  ComputeResource: computePaths,
  ClusterComputeResource: [
    ...computePaths,
    'configuration.drsConfig.enabled',
    'configuration.dasConfig.enabled',
  ],
  Datastore: [
    ...entity,
    ...alarmed,
    'summary.type',
    'summary.capacity',
    'summary.freeSpace',
    'summary.uncommitted',
    'summary.accessible',
    'summary.maintenanceMode',
    'summary.multipleHostAccess',
    'summary.url',
  ],
  Network: networkPaths,
  DistributedVirtualPortgroup: [...networkPaths, 'tag'],
  Folder: [...entity, 'childType'],
  ResourcePool: poolPaths,
  VirtualApp: [...poolPaths, 'parentFolder'],
  Datacenter: [...entity, ...alarmed],
}

/** Types that the view holds. Subtypes come along (StoragePod, VirtualApp, OpaqueNetwork, …). */
export const viewedTypes = [
  'Folder',
  'Datacenter',
  'ComputeResource',
  'ClusterComputeResource',
  'HostSystem',
  'ResourcePool',
  'VirtualApp',
  'VirtualMachine',
  'Datastore',
  'Network',
  'DistributedVirtualPortgroup',
] as const
