import { macOf, uuidOf } from '../model/detail.ts'
import { datacenterOf, type Entity, escapeName, type Vm } from '../model/entities.ts'
import { diskFile } from '../properties/devices.ts'
import { vmOf } from './by.ts'
import { capped, filterOf } from './inventory-routes.ts'
import type { RestCall, RestReply, RestRoute } from './rest-endpoint.ts'
import { powerWords } from './vm-power-routes.ts'

function listVms(call: RestCall): RestReply {
  const filter = (name: string, value: (vm: Vm) => string | undefined) => {
    const wanted = filterOf(call, name)
    return (vm: Vm) => wanted === undefined || wanted.has(value(vm) ?? '')
  }
  const filters = [
    filter('vms', (vm) => vm.id),
    filter('names', (vm) => vm.name),
    filter('folders', (vm) => vm.parent?.id),
    filter('datacenters', (vm) => datacenterOf(vm satisfies Entity)?.id),
    filter('hosts', (vm) => vm.host.id),
    filter('clusters', (vm) => vm.host.compute.id),
    filter('resource_pools', (vm) => vm.pool?.id),
    filter('power_states', (vm) => powerWords[vm.power]),
  ]
  const found = [...call.world.estate.vms.values()].filter(
    (vm) => !vm.template && filters.every((fits) => fits(vm)),
  )
  const value = capped(found, 4_000, 'virtual machines').map((vm) => ({
    vm: vm.id,
    name: escapeName(vm.name),
    power_state: powerWords[vm.power],
    cpu_count: vm.cpus,
    memory_size_MiB: vm.memoryMB,
  }))
  return { value }
}

function getVm(call: RestCall): RestReply {
  const vm = vmOf(call)
  const map = (entries: [string, object][]) =>
    call.legacy ? entries.map(([key, value]) => ({ key, value })) : Object.fromEntries(entries)
  const disks = vm.disks.map((disk, index): [string, object] => [
    String(disk.key),
    {
      label: `Hard disk ${index + 1}`,
      type: 'SCSI',
      scsi: { bus: 0, unit: index < 7 ? index : index + 1 },
      backing: { type: 'VMDK_FILE', vmdk_file: `[${disk.datastore.name}] ${diskFile(vm, index)}` },
      capacity: disk.gigabytes * 1024 ** 3,
    },
  ])
  const nics = vm.networks.map((network, index): [string, object] => [
    String(4000 + index),
    {
      label: `Network adapter ${index + 1}`,
      type: 'VMXNET3',
      mac_type: 'ASSIGNED',
      mac_address: macOf(vm.seed, index),
      state: vm.power === 'poweredOn' ? 'CONNECTED' : 'NOT_CONNECTED',
      start_connected: true,
      allow_guest_control: true,
      backing: {
        type: network.type === 'Network' ? 'STANDARD_PORTGROUP' : 'DISTRIBUTED_PORTGROUP',
        network: network.id,
        network_name: escapeName(network.name),
      },
    },
  ])
  const value = {
    name: escapeName(vm.name),
    guest_OS: vm.os.guestId
      .replace(/Guest$/, '')
      .replace(/([a-z])(\d)/, '$1_$2')
      .toUpperCase(),
    power_state: powerWords[vm.power],
    identity: { name: escapeName(vm.name), bios_uuid: uuidOf(vm.seed, 1), instance_uuid: uuidOf(vm.seed, 2) },
    instant_clone_frozen: false,
    hardware: { version: 'VMX_19', upgrade_policy: 'NEVER', upgrade_status: 'NONE' },
    boot: {
      type: vm.os.firmware.toUpperCase(),
      delay: 0,
      retry: false,
      retry_delay: 10_000,
      enter_setup_mode: false,
    },
    boot_devices: [],
    cpu: {
      count: vm.cpus,
      cores_per_socket: vm.cores,
      hot_add_enabled: vm.cpuHotAdd,
      hot_remove_enabled: false,
    },
    memory: { size_MiB: vm.memoryMB, hot_add_enabled: vm.memoryHotAdd },
    disks: map(disks),
    nics: map(nics),
    cdroms: map([]),
    floppies: map([]),
    sata_adapters: map([]),
    scsi_adapters: map([
      ['1000', { label: 'SCSI controller 0', type: 'PVSCSI', scsi: { bus: 0, unit: 7 }, sharing: 'NONE' }],
    ]),
    serial_ports: map([]),
    parallel_ports: map([]),
  }
  return { value }
}

export const vmRoutes: readonly RestRoute[] = [
  { pattern: 'GET vcenter/vm', run: listVms },
  { pattern: 'GET vcenter/vm/{}', run: getVm },
]
