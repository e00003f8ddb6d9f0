import { between, fraction, uuidOf } from '../model/detail.ts'
import { escapeName, ref, type Snapshot, type Vm } from '../model/entities.ts'
import { changeVersion, growthBytes, hotMemoryLimit, hotMemoryStep, writtenBytes } from '../model/hardware.ts'
import { disabledMethods } from '../model/vm-rules.ts'
import type { Data, Value } from '../vim/value.ts'
import { devices } from './devices.ts'
import { guestDisks, guestHostName, guestNics, mainAddress } from './guest.ts'
import { entityFields } from './shared.ts'
import { type Fields, propertyTable, type ReadContext } from './table.ts'

const readable = (vm: Vm) => vm.connection !== 'inaccessible'

function vmPath(vm: Vm): string {
  const datastore = vm.disks[0]?.datastore.name ?? 'datastore'
  const folder = escapeName(vm.name)
  return `[${datastore}] ${folder}/${folder}.vmx`
}

function committed(vm: Vm): number {
  const disks = vm.disks.reduce((sum, disk) => sum + writtenBytes(disk), 0)
  const swap = vm.power === 'poweredOn' ? vm.memoryMB * 1024 ** 2 : 0
  return Math.round(disks + swap)
}

export function uncommitted(vm: Vm): number {
  return Math.round(vm.disks.reduce((sum, disk) => sum + growthBytes(disk), 0))
}

function toolsRunning(vm: Vm): string {
  return vm.guestUp ? 'guestToolsRunning' : 'guestToolsNotRunning'
}

function toolsVersion(vm: Vm): string {
  if (vm.tools === 'none') return 'guestToolsNotInstalled'
  if (vm.tools === 'old') return 'guestToolsSupportedOld'
  return vm.os.family === 'linuxGuest' ? 'guestToolsUnmanaged' : 'guestToolsCurrent'
}

function toolsStatus(vm: Vm): string {
  if (vm.tools === 'none') return 'toolsNotInstalled'
  if (!vm.guestUp) return 'toolsNotRunning'
  return vm.tools === 'old' ? 'toolsOld' : 'toolsOk'
}

const guestSummary: Fields<Vm> = {
  guestId: (vm) => (vm.guestUp ? vm.os.guestId : undefined),
  guestFullName: (vm) => (vm.guestUp ? vm.os.detailedName : undefined),
  toolsStatus,
  toolsVersionStatus: toolsVersion,
  toolsVersionStatus2: toolsVersion,
  toolsRunningStatus: toolsRunning,
  hostName: guestHostName,
  ipAddress: mainAddress,
}

const runtime: Fields<Vm> = {
  host: (vm) => ref(vm.host),
  connectionState: (vm) => vm.connection,
  powerState: (vm) => vm.power,
  faultToleranceState: () => 'notConfigured',
  toolsInstallerMounted: () => false,
  suspendTime: (vm) => vm.suspendedAt,
  bootTime: (vm) => (vm.power === 'poweredOn' ? vm.bootedAt : undefined),
  question,
  maxCpuUsage: (vm) => vm.cpus * vm.host.hardware.cpuMhz,
  maxMemoryUsage: (vm) => vm.memoryMB,
  numMksConnections: () => 0,
  cleanPowerOff: (vm) => (vm.power === 'poweredOff' ? vm.cleanOff : undefined),
  onlineStandby: () => false,
  consolidationNeeded: (vm) => vm.consolidationNeeded,
}

function question(vm: Vm): Value {
  if (vm.question === undefined) return undefined
  const choices = vm.question.choices.map((label, index) => ({
    _typeName: 'ElementDescription',
    label,
    summary: label,
    key: String(index),
  }))
  return {
    _typeName: 'VirtualMachineQuestionInfo',
    id: vm.question.id,
    text: vm.question.text,
    choice: { _typeName: 'ChoiceOption', choiceInfo: choices, defaultIndex: 0 },
  }
}

/** Load moves slowly: a level of its own, and a wave of about half an hour. */
export function loadOf(seed: number, now: number): number {
  const wave = Math.sin((now / 1_800_000 + fraction(seed, 90)) * 2 * Math.PI)
  const noise = fraction(seed, 91 + (Math.floor(now / 20_000) % 1_000)) - 0.5
  return Math.min(0.98, Math.max(0.01, 0.05 + 0.4 * fraction(seed, 92) ** 2 + 0.08 * wave + 0.05 * noise))
}

function activeMemory(vm: Vm, { world }: ReadContext): number {
  if (vm.power !== 'poweredOn') return 0
  return Math.round(vm.memoryMB * (0.1 + 0.6 * loadOf(vm.seed + 1, world.estate.now)))
}

const quickStats: Fields<Vm> = {
  overallCpuUsage: cpuUsage,
  overallCpuDemand: cpuUsage,
  guestMemoryUsage: activeMemory,
  hostMemoryUsage: (vm) => (vm.power === 'poweredOn' ? Math.round(vm.memoryMB * 0.92) + 60 : 0),
  guestHeartbeatStatus: (vm) => (vm.guestUp ? 'green' : 'gray'),
  privateMemory: (vm) => (vm.power === 'poweredOn' ? Math.round(vm.memoryMB * 0.9) : 0),
  sharedMemory: () => 0,
  swappedMemory: () => 0,
  balloonedMemory: () => 0,
  consumedOverheadMemory: (vm) => (vm.power === 'poweredOn' ? 60 : 0),
  uptimeSeconds: (vm, { world }) =>
    vm.power === 'poweredOn' && vm.bootedAt !== undefined
      ? Math.round((world.estate.now - vm.bootedAt) / 1_000)
      : undefined,
}

function cpuUsage(vm: Vm, { world }: ReadContext): number {
  if (vm.power !== 'poweredOn') return 0
  return Math.round(vm.cpus * vm.host.hardware.cpuMhz * loadOf(vm.seed, world.estate.now))
}

function snapshotTree(snapshot: Snapshot): Data {
  return {
    _typeName: 'VirtualMachineSnapshotTree',
    snapshot: ref(snapshot),
    vm: ref(snapshot.vm),
    name: escapeName(snapshot.name),
    description: snapshot.description,
    id: snapshot.number,
    createTime: snapshot.createdAt,
    state: snapshot.power,
    quiesced: snapshot.quiesced,
    childSnapshotList: snapshot.children.map(snapshotTree),
    replaySupported: false,
  }
}

const files = {
  type: 'VirtualMachineFileInfo',
  fields: {
    vmPathName: vmPath,
    snapshotDirectory: (vm: Vm) => vmPath(vm).replace(/[^/]+$/, ''),
    suspendDirectory: (vm: Vm) => vmPath(vm).replace(/[^/]+$/, ''),
    logDirectory: (vm: Vm) => vmPath(vm).replace(/[^/]+$/, ''),
  },
}

const config: Fields<Vm> = {
  changeVersion,
  modified: (vm) => vm.createdAt + vm.revision * 1_000,
  name: (vm) => escapeName(vm.name),
  guestFullName: (vm) => vm.os.fullName,
  version: (vm) => ['vmx-21', 'vmx-19', 'vmx-17', 'vmx-15', 'vmx-13'][between(vm.seed, 20, 0, 4)],
  uuid: (vm) => uuidOf(vm.seed, 1),
  // QUIRK(vcenter 6.7+): the creation date is absent from VMs that were made by an older vCenter.
  createDate: (vm) => (fraction(vm.seed, 21) < 0.03 ? undefined : vm.createdAt),
  instanceUuid: (vm) => uuidOf(vm.seed, 2),
  template: (vm) => vm.template,
  guestId: (vm) => vm.os.guestId,
  alternateGuestName: () => '',
  annotation: (vm) => vm.annotation,
  files,
  hardware: {
    type: 'VirtualHardware',
    fields: {
      numCPU: (vm) => vm.cpus,
      numCoresPerSocket: (vm) => vm.cores,
      memoryMB: (vm) => vm.memoryMB,
      device: devices,
    },
  },
  memoryHotAddEnabled: (vm) => vm.memoryHotAdd,
  cpuHotAddEnabled: (vm) => vm.cpuHotAdd,
  cpuHotRemoveEnabled: () => false,
  hotPlugMemoryLimit: (vm) => (vm.memoryHotAdd && vm.power === 'poweredOn' ? hotMemoryLimit(vm) : undefined),
  hotPlugMemoryIncrementSize: (vm) =>
    vm.memoryHotAdd && vm.power === 'poweredOn' ? hotMemoryStep : undefined,
  extraConfig: (vm) => [
    { _typeName: 'OptionValue', key: 'nvram', value: { any: 'string', value: `${vm.name}.nvram` } },
    { _typeName: 'OptionValue', key: 'svga.present', value: { any: 'string', value: 'TRUE' } },
    ...[...(vm.extraConfig ?? [])].map(([key, value]) => ({
      _typeName: 'OptionValue',
      key,
      value: { any: 'string', value },
    })),
  ],
  firmware: (vm) => vm.os.firmware,
  keyId: (vm) =>
    vm.encryption === undefined
      ? undefined
      : {
          _typeName: 'CryptoKeyId',
          keyId: vm.encryption.keyId,
          providerId: { _typeName: 'KeyProviderId', id: vm.encryption.providerId },
        },
}

/** A snapshot has the configuration that the VM had then. */
function asCaptured<T extends Snapshot>(fields: Fields<Vm>): Fields<T> {
  const then = (snapshot: Snapshot): Vm => ({ ...snapshot.vm, ...snapshot.captured })
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      typeof field === 'function'
        ? (snapshot: T, context: ReadContext) => field(then(snapshot), context)
        : { type: field.type, fields: asCaptured<T>(field.fields) },
    ]),
  )
}

const storage: Fields<Vm> = {
  committed,
  uncommitted,
  unshared: committed,
  timestamp: (_, { world }) => world.estate.now,
}

export const vmTable = propertyTable<Vm>('VirtualMachine', {
  ...entityFields<Vm>(),
  disabledMethod: disabledMethods,
  config: { type: 'VirtualMachineConfigInfo', when: readable, fields: config },
  datastore: (vm) => [...new Set(vm.disks.map((disk) => disk.datastore))].map(ref),
  network: (vm) => vm.networks.map(ref),
  snapshot: (vm) =>
    vm.rootSnapshots.length === 0
      ? undefined
      : {
          _typeName: 'VirtualMachineSnapshotInfo',
          currentSnapshot: vm.currentSnapshot === undefined ? undefined : ref(vm.currentSnapshot),
          rootSnapshotList: vm.rootSnapshots.map(snapshotTree),
        },
  rootSnapshot: (vm) => vm.rootSnapshots.map(ref),
  resourcePool: (vm) => (vm.pool === undefined ? undefined : ref(vm.pool)),
  summary: {
    type: 'VirtualMachineSummary',
    fields: {
      vm: ref,
      runtime: { type: 'VirtualMachineRuntimeInfo', fields: runtime },
      guest: { type: 'VirtualMachineGuestSummary', fields: guestSummary },
      config: {
        type: 'VirtualMachineConfigSummary',
        fields: {
          name: (vm) => escapeName(vm.name),
          template: (vm) => vm.template,
          vmPathName: vmPath,
          memorySizeMB: (vm) => vm.memoryMB,
          numCpu: (vm) => vm.cpus,
          numEthernetCards: (vm) => vm.networks.length,
          numVirtualDisks: (vm) => vm.disks.length,
          uuid: (vm) => uuidOf(vm.seed, 1),
          instanceUuid: (vm) => uuidOf(vm.seed, 2),
          guestId: (vm) => vm.os.guestId,
          guestFullName: (vm) => vm.os.fullName,
          annotation: (vm) => vm.annotation,
        },
      },
      storage: { type: 'VirtualMachineStorageSummary', when: readable, fields: storage },
      quickStats: { type: 'VirtualMachineQuickStats', fields: quickStats },
      overallStatus: (vm, { world }) => world.estate.statusOf(vm),
    },
  },
  runtime: { type: 'VirtualMachineRuntimeInfo', fields: runtime },
  guest: {
    type: 'GuestInfo',
    when: readable,
    fields: {
      ...guestSummary,
      toolsVersion: (vm) => (vm.tools === 'none' ? '0' : vm.tools === 'old' ? '11333' : '12389'),
      toolsInstallType: (vm) =>
        vm.guestUp
          ? vm.os.family === 'windowsGuest'
            ? 'guestToolsTypeMSI'
            : 'guestToolsTypeOpenVMTools'
          : undefined,
      guestFamily: (vm) => (vm.guestUp ? vm.os.family : undefined),
      net: guestNics,
      disk: guestDisks,
      guestState: (vm) => (vm.guestUp ? 'running' : 'notRunning'),
      guestOperationsReady: (vm) => vm.guestUp,
      interactiveGuestOperationsReady: () => false,
    },
  },
  guestHeartbeatStatus: (vm) => (vm.guestUp ? 'green' : 'gray'),
})

export const snapshotTable = propertyTable<Snapshot>('VirtualMachineSnapshot', {
  config: { type: 'VirtualMachineConfigInfo', fields: asCaptured<Snapshot>(config) },
  vm: (snapshot) => ref(snapshot.vm),
  childSnapshot: (snapshot) => snapshot.children.map(ref),
})
