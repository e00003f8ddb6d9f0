import { type Host, unescapeName, type Vm } from '../model/entities.ts'
import { guestSystems } from '../model/guests.ts'
import { changeVersion, hotMemoryLimit, hotMemoryStep } from '../model/hardware.ts'
import type { Task } from '../model/tasks.ts'
import { invalidArgument, invalidPowerState, VimFault } from '../vim/faults.ts'
import { flagOf, numberOf, textOf } from '../vim/method.ts'
import { dataList } from '../vim/selection.ts'
import { type Data, isTyped, type Value } from '../vim/value.ts'
import { changedHardware, type Hardware } from './device-changes.ts'
import { nameRefusal } from './names.ts'
import { need } from './placement.ts'
import { type By, changes, startTask } from './start.ts'

/** Most memory of a VM, MB. */
const mostMemory = 25_165_824
const leastMemory = 4

/** What a specification changes, made ready. */
export interface Reconfiguration {
  spec: Data
  hardware: Hardware
  cpus: number
  cores: number
  memoryMB: number
}

/** Throws InvalidArgument for values that no VM could have. `argument` names the specification. */
export function readReconfiguration(
  by: By,
  vm: Vm,
  spec: Data,
  argument: string,
  from: Parameters<typeof changedHardware>[1] = {
    disks: vm.disks,
    networks: vm.networks,
    fixed: vm.rootSnapshots.length > 0,
  },
): Reconfiguration {
  const cpus = numberOf(spec, 'numCPUs') ?? vm.cpus
  const cores = numberOf(spec, 'numCoresPerSocket') ?? (cpus % vm.cores === 0 ? vm.cores : 1)
  const memoryMB = numberOf(spec, 'memoryMB') ?? vm.memoryMB
  if (!Number.isInteger(cpus) || cpus < 1) throw invalidArgument(`${argument}.numCPUs`)
  if (cores < 1 || cpus % cores !== 0) throw invalidArgument(`${argument}.numCoresPerSocket`)
  if (!Number.isInteger(memoryMB) || memoryMB % 4 !== 0) throw invalidArgument(`${argument}.memoryMB`)
  const guestId = textOf(spec, 'guestId')
  if (guestId !== undefined && !guestSystems.some((os) => os.guestId === guestId)) {
    throw invalidArgument(`${argument}.guestId`)
  }
  const hardware = changedHardware(by.world, from, spec, argument)
  for (const network of hardware.assigned) need(by, network, 'Network.Assign')
  return { spec, hardware, cpus, cores, memoryMB }
}

/** Why a host cannot run a VM of this size. */
export function sizeRefusal(host: Host, { cpus, memoryMB }: Reconfiguration): VimFault | undefined {
  const most = host.hardware.cores * 2
  if (cpus > most) {
    return new VimFault(
      'NumVirtualCpusNotSupported',
      `The virtual machine requires ${cpus} CPUs to operate, but the host hardware only provides ${most}.`,
      { maxSupportedVcpusDest: most, numberOfCpus: cpus },
    )
  }
  if (memoryMB < leastMemory || memoryMB > mostMemory) return memoryFault(memoryMB, mostMemory)
  return undefined
}

function memoryFault(memorySizeMB: number, maxMemorySizeMB: number): VimFault {
  return new VimFault(
    'MemorySizeNotSupported',
    `Memory settings of ${memorySizeMB} MB are out of range; the most is ${maxMemorySizeMB} MB.`,
    { memorySizeMB, minMemorySizeMB: leastMemory, maxMemorySizeMB },
  )
}

/** What only a stopped VM takes, and what a running one takes when it was prepared for it. */
function hotRefusal(vm: Vm, wanted: Reconfiguration): VimFault | undefined {
  const { spec, cpus, cores, memoryMB } = wanted
  if (vm.power === 'poweredOff') return undefined
  const mustStop = invalidPowerState(vm.power, 'poweredOff')
  const still = ['guestId', 'version', 'firmware', 'cpuHotAddEnabled', 'memoryHotAddEnabled', 'uuid']
  if (still.some((name) => spec[name] !== undefined)) return mustStop
  const resized = cpus !== vm.cpus || memoryMB !== vm.memoryMB || cores !== vm.cores
  if (vm.power === 'suspended') return resized || wanted.hardware.changed.length > 0 ? mustStop : undefined
  if (cores !== vm.cores && cpus === vm.cpus) return mustStop
  if (cpus !== vm.cpus && (cpus < vm.cpus || !vm.cpuHotAdd)) {
    return new VimFault('CpuHotPlugNotSupported', 'CPU hot plug is not supported for this virtual machine.')
  }
  if (memoryMB === vm.memoryMB) return undefined
  if (memoryMB < vm.memoryMB || !vm.memoryHotAdd || memoryMB % hotMemoryStep !== 0) {
    return new VimFault(
      'MemoryHotPlugNotSupported',
      'Memory hot plug is not supported for this virtual machine.',
    )
  }
  return memoryMB > hotMemoryLimit(vm) ? memoryFault(memoryMB, hotMemoryLimit(vm)) : undefined
}

function refusalOf(vm: Vm, wanted: Reconfiguration): VimFault | undefined {
  const version = textOf(wanted.spec, 'changeVersion')
  if (version !== undefined && version !== '' && version !== changeVersion(vm)) {
    return new VimFault(
      'ConcurrentAccess',
      'The operation failed because the configuration was changed by somebody else.',
    )
  }
  const name = textOf(wanted.spec, 'name')
  const folder = vm.parent?.type === 'Folder' ? vm.parent : undefined
  const badName =
    name === undefined || folder === undefined ? undefined : nameRefusal(unescapeName(name), folder, vm)
  return badName ?? sizeRefusal(vm.host, wanted) ?? hotRefusal(vm, wanted)
}

const privilegeOf: Record<string, string> = {
  name: 'Rename',
  annotation: 'Annotation',
  numCPUs: 'CPUCount',
  numCoresPerSocket: 'CPUCount',
  memoryMB: 'Memory',
  guestId: 'Settings',
  cpuHotAddEnabled: 'Settings',
  memoryHotAddEnabled: 'Settings',
  version: 'Settings',
  firmware: 'Settings',
  extraConfig: 'AdvancedConfig',
}

function privilegesFor({ spec, hardware }: Reconfiguration): string[] {
  const given = Object.keys(privilegeOf).filter((name) => {
    const value = spec[name]
    return value !== undefined && !(Array.isArray(value) && value.length === 0)
  })
  const own = given.map((name) => `VirtualMachine.Config.${privilegeOf[name]}`)
  return [...new Set([...own, ...hardware.privileges])]
}

/** The value of an option as its text. */
function optionText(value: Value): string {
  return String(isTyped(value) ? value.value : value)
}

function describe(vm: Vm, { cpus, cores, memoryMB, spec, hardware }: Reconfiguration): string {
  const lines = [...hardware.changed]
  if (cpus !== vm.cpus) lines.push(`config.hardware.numCPU: ${vm.cpus} -> ${cpus}`)
  if (cores !== vm.cores) lines.push(`config.hardware.numCoresPerSocket: ${vm.cores} -> ${cores}`)
  if (memoryMB !== vm.memoryMB) lines.push(`config.hardware.memoryMB: ${vm.memoryMB} -> ${memoryMB}`)
  const annotation = textOf(spec, 'annotation')
  if (annotation !== undefined && annotation !== vm.annotation) lines.push('config.annotation')
  return lines.map((line) => `${line}; `).join('\n')
}

/** Changes the VM, without a word about it in the events and without a new name. */
export function applyReconfiguration({ world }: By, vm: Vm, wanted: Reconfiguration): void {
  const { spec, hardware, cpus, cores, memoryMB } = wanted
  if (hardware.disks !== vm.disks) world.places.setDisks(vm, hardware.disks)
  if (hardware.networks !== vm.networks) world.places.setNetworks(vm, hardware.networks)
  Object.assign(vm, { cpus, cores, memoryMB })
  if (vm.power === 'poweredOff') vm.bootMemoryMB = memoryMB
  vm.annotation = textOf(spec, 'annotation') ?? vm.annotation
  vm.cpuHotAdd = flagOf(spec, 'cpuHotAddEnabled') ?? vm.cpuHotAdd
  vm.memoryHotAdd = flagOf(spec, 'memoryHotAddEnabled') ?? vm.memoryHotAdd
  const guestId = textOf(spec, 'guestId')
  vm.os = guestSystems.find((os) => os.guestId === guestId) ?? vm.os
  const options = dataList(spec, 'extraConfig')
  if (options.length > 0) {
    const extra = new Map(vm.extraConfig)
    for (const option of options) {
      const text = optionText(option.value)
      // An empty value takes the key away.
      if (text === '') extra.delete(textOf(option, 'key') ?? '')
      else extra.set(textOf(option, 'key') ?? '', text)
    }
    vm.extraConfig = extra
  }
  vm.revision += 1
  const { estate } = world
  estate.changed(vm, 'config', 'summary.config', 'runtime.maxCpuUsage', 'runtime.maxMemoryUsage')
  estate.changed(vm, 'summary.runtime', 'summary.quickStats')
}

export function reconfigure(by: By, vm: Vm, spec: Data): Task {
  const wanted = readReconfiguration(by, vm, spec, 'spec')
  const name = textOf(spec, 'name')
  return startTask(by, vm, 'reconfigure', {
    privileges: privilegesFor(wanted),
    refuse: refusalOf(vm, wanted),
    finish: (actor) => {
      const late = refusalOf(vm, wanted)
      if (late !== undefined) throw late
      const configChanges = changes(describe(vm, wanted))
      applyReconfiguration(by, vm, wanted)
      if (name !== undefined && unescapeName(name) !== vm.name) {
        by.world.actions.rename(vm, unescapeName(name), actor)
      }
      const fields = { configSpec: withoutDevices(spec), configChanges }
      by.world.events.emit('VmReconfiguredEvent', { vm }, { ...actor, fields })
      return undefined
    },
  })
}

/** The event keeps the plain values only. */
function withoutDevices(spec: Data): Data {
  return { ...spec, deviceChange: [], extraConfig: [], vmProfile: [] }
}
