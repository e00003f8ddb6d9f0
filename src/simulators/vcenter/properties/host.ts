import { uuidOf } from '../model/detail.ts'
import { type Compute, escapeName, type Host, ref, takesVms } from '../model/entities.ts'
import type { Data } from '../vim/value.ts'
import { entityFields } from './shared.ts'
import type { Fields, ReadContext } from './table.ts'
import { propertyTable } from './table.ts'
import { loadOf } from './vm.ts'

const runtime: Fields<Host> = {
  connectionState: (host) => host.connection,
  powerState: (host) => (host.connection === 'connected' ? 'poweredOn' : 'unknown'),
  standbyMode: () => 'none',
  inMaintenanceMode: (host) => host.maintenance,
  inQuarantineMode: () => false,
  bootTime: (host) => host.bootedAt,
}

const hardware: Fields<Host> = {
  vendor: (host) => host.hardware.vendor,
  model: (host) => host.hardware.model,
  uuid: (host) => uuidOf(host.seed, 1),
  memorySize: (host) => host.hardware.memoryGB * 1024 ** 3 - 655_360,
  cpuModel: (host) => host.hardware.cpuModel,
  cpuMhz: (host) => host.hardware.cpuMhz,
  numCpuPkgs: (host) => host.hardware.sockets,
  numCpuCores: (host) => host.hardware.cores,
  numCpuThreads: (host) => host.hardware.cores * 2,
  numNics: () => 4,
  numHBAs: () => 3,
}

/** MHz that the host's VMs and the hypervisor itself use now. */
function cpuUsage(host: Host, { world }: ReadContext): number {
  const { now } = world.estate
  let mhz = host.hardware.cpuMhz * host.hardware.cores * 0.01
  for (const vm of host.vms) {
    if (vm.power === 'poweredOn') mhz += vm.cpus * host.hardware.cpuMhz * loadOf(vm.seed, now) * 0.5
  }
  return Math.round(Math.min(mhz, host.hardware.cpuMhz * host.hardware.cores * 0.97))
}

/** MiB */
function memoryUsage(host: Host): number {
  let used = 12 * 1024
  for (const vm of host.vms) if (vm.power === 'poweredOn') used += vm.memoryMB * 0.92 + 60
  return Math.round(Math.min(used, host.hardware.memoryGB * 1024 * 0.97))
}

function product(host: Host): Data {
  return {
    _typeName: 'AboutInfo',
    name: 'VMware ESXi',
    fullName: `VMware ESXi ${host.version} build-${host.build}`,
    vendor: 'VMware, Inc.',
    version: host.version,
    patchLevel: '0',
    build: host.build,
    localeVersion: 'INTL',
    localeBuild: '000',
    osType: 'vmnix-x86',
    productLineId: 'embeddedEsx',
    apiType: 'HostAgent',
    apiVersion: `${host.version}.0`,
    licenseProductName: 'VMware ESX Server',
    licenseProductVersion: `${host.version.split('.')[0]}.0`,
  }
}

/** SHA-1 of the certificate that the host shows. */
export function fingerprintOf(host: Host): string {
  return `${uuidOf(host.seed, 5)}${uuidOf(host.seed, 6)}`
    .replaceAll('-', '')
    .slice(0, 40)
    .toUpperCase()
    .replace(/..(?=.)/g, '$&:')
}

export const hostTable = propertyTable<Host>('HostSystem', {
  ...entityFields<Host>(),
  runtime: { type: 'HostRuntimeInfo', fields: runtime },
  summary: {
    type: 'HostListSummary',
    fields: {
      host: ref,
      hardware: { type: 'HostHardwareSummary', fields: hardware },
      runtime: { type: 'HostRuntimeInfo', fields: runtime },
      config: {
        type: 'HostConfigSummary',
        fields: {
          name: (host) => escapeName(host.name),
          port: () => 443,
          sslThumbprint: fingerprintOf,
          product,
          vmotionEnabled: () => true,
          faultToleranceEnabled: () => false,
        },
      },
      quickStats: {
        type: 'HostListSummaryQuickStats',
        when: (host) => host.connection === 'connected',
        fields: {
          overallCpuUsage: cpuUsage,
          overallMemoryUsage: memoryUsage,
          distributedCpuFairness: () => 1000,
          distributedMemoryFairness: () => 1000,
          uptime: (host, { world }) => Math.round((world.estate.now - host.bootedAt) / 1_000),
        },
      },
      overallStatus: (host, { world }) => world.estate.statusOf(host),
      rebootRequired: () => false,
    },
  },
  hardware: {
    type: 'HostHardwareInfo',
    fields: {
      systemInfo: {
        type: 'HostSystemInfo',
        fields: {
          vendor: (host) => host.hardware.vendor,
          model: (host) => host.hardware.model,
          uuid: (host) => uuidOf(host.seed, 1),
          serialNumber: (host) => uuidOf(host.seed, 3).slice(0, 7).toUpperCase(),
        },
      },
      cpuInfo: {
        type: 'HostCpuInfo',
        fields: {
          numCpuPackages: (host) => host.hardware.sockets,
          numCpuCores: (host) => host.hardware.cores,
          numCpuThreads: (host) => host.hardware.cores * 2,
          hz: (host) => host.hardware.cpuMhz * 1_000_000,
        },
      },
      memorySize: (host) => host.hardware.memoryGB * 1024 ** 3 - 655_360,
    },
  },
  vm: (host) => [...host.vms].map(ref),
  datastore: (host) => host.compute.datastores.map(ref),
  network: (host) => host.compute.networks.map(ref),
})

const sum = (
  compute: Compute,
  value: (host: Host) => number,
  of: (host: Host) => boolean = () => true,
): number => compute.hosts.filter(of).reduce((total, host) => total + value(host), 0)

const cpuMhz = (host: Host) => host.hardware.cores * host.hardware.cpuMhz

const summary: Fields<Compute> = {
  totalCpu: (compute) => sum(compute, cpuMhz),
  totalMemory: (compute) => sum(compute, (host) => host.hardware.memoryGB * 1024 ** 3),
  numCpuCores: (compute) => sum(compute, (host) => host.hardware.cores),
  numCpuThreads: (compute) => sum(compute, (host) => host.hardware.cores * 2),
  effectiveCpu: (compute) => Math.round(sum(compute, cpuMhz, takesVms) * 0.95),
  // MiB, though totalMemory beside it is bytes.
  effectiveMemory: (compute) =>
    Math.round(sum(compute, (host) => host.hardware.memoryGB * 1024, takesVms) * 0.96),
  numHosts: (compute) => compute.hosts.length,
  numEffectiveHosts: (compute) => compute.hosts.filter(takesVms).length,
  overallStatus: (compute, { world }) => world.estate.statusOf(compute),
}

const computeFields: Fields<Compute> = {
  ...entityFields<Compute>(),
  resourcePool: (compute) => ref(compute.pool),
  host: (compute) => compute.hosts.map(ref),
  datastore: (compute) => compute.datastores.map(ref),
  network: (compute) => compute.networks.map(ref),
}

const das: Fields<Compute> = {
  enabled: (compute) => compute.ha,
  vmMonitoring: () => 'vmMonitoringDisabled',
  hostMonitoring: () => 'enabled',
  failoverLevel: () => 1,
}

const drs: Fields<Compute> = {
  enabled: (compute) => compute.drs,
  enableVmBehaviorOverrides: () => true,
  defaultVmBehavior: () => 'fullyAutomated',
  vmotionRate: () => 3,
}

const clusterParts: Fields<Compute> = {
  dasConfig: { type: 'ClusterDasConfigInfo', fields: das },
  drsConfig: { type: 'ClusterDrsConfigInfo', fields: drs },
}

export const standAloneTable = propertyTable<Compute>('ComputeResource', {
  ...computeFields,
  summary: { type: 'ComputeResourceSummary', fields: summary },
  configurationEx: { type: 'ComputeResourceConfigInfo', fields: { vmSwapPlacement: () => 'vmDirectory' } },
})

export const clusterTable = propertyTable<Compute>('ClusterComputeResource', {
  ...computeFields,
  summary: {
    type: 'ClusterComputeResourceSummary',
    fields: {
      ...summary,
      currentFailoverLevel: (compute) => Math.max(0, compute.hosts.length - 1),
      numVmotions: () => 0,
      currentEVCModeKey: (compute) =>
        compute.hosts[0]?.hardware.cpuModel.startsWith('AMD') === true ? 'amd-zen3' : 'intel-icelake',
    },
  },
  configuration: { type: 'ClusterConfigInfo', fields: clusterParts },
  configurationEx: {
    type: 'ClusterConfigInfoEx',
    fields: { vmSwapPlacement: () => 'vmDirectory', ...clusterParts },
  },
})
