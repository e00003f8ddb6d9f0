import type { Disk, Host, Nic, Vm } from '../estate/model.ts'

export interface Statistic {
  name: string
  description: string
  kind: 'gauge' | 'counter'
  type: 'integer' | 'decimal'
  unit: 'bytes' | 'bytes_per_second' | 'bits_per_second' | 'percent' | 'seconds' | 'none'
  datum: number
}

/** The engine samples every 15 s: within that time nothing moves. */
const sample = 15_000

/** A number 0 ≤ x < 1 that belongs to a seed and a step. */
function scatter(seed: number, step: number): number {
  let x = Math.imul(seed ^ step, 0x9e3779b1) >>> 0
  x = Math.imul(x ^ (x >>> 15), 0x85ebca6b) >>> 0
  return ((x ^ (x >>> 13)) >>> 0) / 4294967296
}

/** Wanders slowly between 0 and 1 as time passes; `salt` tells the quantities of one thing apart. */
function drift(seed: number, salt: number, now: number): number {
  const position = Math.floor(now / sample) / 8
  const step = Math.floor(position)
  const a = scatter(seed + salt * 7919, step)
  const b = scatter(seed + salt * 7919, step + 1)
  return a + (b - a) * (position - step)
}

const gauge = (
  name: string,
  description: string,
  unit: Statistic['unit'],
  datum: number,
  type: Statistic['type'] = 'integer',
): Statistic => ({
  name,
  description,
  kind: 'gauge',
  type,
  unit,
  datum: type === 'integer' ? Math.round(datum) : Math.round(datum * 1000) / 1000,
})

const counter = (name: string, description: string, unit: Statistic['unit'], datum: number): Statistic => ({
  ...gauge(name, description, unit, datum),
  kind: 'counter',
})

const runs = (vm: Vm) => vm.status === 'up' || vm.status === 'migrating' || vm.status === 'reboot_in_progress'

/** Share of its memory that the VM's guest uses. */
function memoryShare(vm: Vm, now: number): number {
  return runs(vm) ? 0.15 + 0.5 * scatter(vm.seed, 1) + 0.2 * drift(vm.seed, 2, now) : 0
}

/** Percent of the VM's own processors. A few of them are always busy. */
export function vmCpu(vm: Vm, now: number): number {
  if (!runs(vm)) return 0
  const base = scatter(vm.seed, 3) ** 3
  return Math.min(100, 100 * (0.01 + 0.75 * base + 0.15 * drift(vm.seed, 4, now)))
}

const percentOfNetwork = (vm: Vm, now: number) => (runs(vm) ? 8 * drift(vm.seed, 5, now) ** 3 : 0)

export function vmStatistics(vm: Vm, now: number): Statistic[] {
  const used = vm.guestKnown || runs(vm) ? vm.memory * memoryShare(vm, now) : 0
  const cpu = vmCpu(vm, now)
  const since = vm.startedAt === undefined || vm.host === undefined ? 0 : (now - vm.startedAt) / 1000
  return [
    gauge('memory.installed', 'Total memory configured', 'bytes', vm.memory),
    gauge('memory.used', 'Memory used (agent)', 'bytes', used),
    gauge('cpu.current.guest', 'CPU used by guest', 'percent', cpu * 0.9, 'decimal'),
    gauge('cpu.current.hypervisor', 'CPU overhead', 'percent', cpu * 0.1, 'decimal'),
    gauge('cpu.current.total', 'Total CPU used', 'percent', cpu, 'decimal'),
    gauge('network.current.total', 'Total network used', 'percent', percentOfNetwork(vm, now), 'decimal'),
    gauge('migration.progress', 'Migration Progress', 'percent', migrationProgress(vm, now)),
    gauge('memory.free', 'Memory free (agent)', 'bytes', runs(vm) ? vm.memory - used : 0),
    gauge('memory.buffered', 'Memory buffered (agent)', 'bytes', used * 0.02),
    gauge('memory.cached', 'Memory cached (agent)', 'bytes', used * 0.2),
    counter('elapsed.time', 'Elapsed VM run time', 'seconds', since),
  ]
}

/** Percent; 0 when it does not migrate. */
const migrationProgress = (vm: Vm, now: number) =>
  vm.migration === undefined
    ? 0
    : Math.min(99, (100 * (now - vm.migration.startedAt)) / Math.max(1, vm.migration.takes))

export function hostStatistics(host: Host, now: number): Statistic[] {
  const alive = host.status === 'up' || host.status === 'preparing_for_maintenance'
  let memory = 0
  let busy = 0
  for (const vm of host.vms) {
    memory += vm.memory * (0.05 + memoryShare(vm, now))
    busy += (vmCpu(vm, now) / 100) * vm.sockets * vm.cores
  }
  const threads = host.sockets * host.coresPerSocket * host.threadsPerCore
  const used = alive ? Math.min(host.memory * 0.98, memory + host.memory * 0.03) : 0
  const user = alive ? Math.min(96, (100 * busy) / threads + 2 * drift(host.seed, 1, now)) : 0
  const system = alive ? 1 + 2 * drift(host.seed, 2, now) : 0
  const swap = 16 * 1024 ** 3
  return [
    gauge('memory.total', 'Total memory', 'bytes', host.memory),
    gauge('memory.used', 'Used memory', 'bytes', used),
    gauge('memory.free', 'Free memory', 'bytes', host.memory - used),
    gauge('memory.shared', 'Shared memory', 'bytes', 0),
    gauge('swap.total', 'Total swap', 'bytes', swap),
    gauge('swap.free', 'Free swap', 'bytes', swap),
    gauge('swap.used', 'Used swap', 'bytes', 0),
    gauge('swap.cached', 'Swap also on disk', 'bytes', 0),
    gauge('ksm.cpu.current', 'KSM CPU usage', 'percent', 0, 'decimal'),
    gauge('cpu.current.user', 'User CPU usage', 'percent', user, 'decimal'),
    gauge('cpu.current.system', 'System CPU usage', 'percent', system, 'decimal'),
    gauge('cpu.current.idle', 'Idle CPU usage', 'percent', alive ? 100 - user - system : 0, 'decimal'),
    gauge('cpu.load.avg.5m', 'CPU 5 minute load average', 'percent', (user + system) * 0.9, 'decimal'),
    counter('boot.time', 'Boot time of the machine', 'none', host.bootTime / 1000),
  ]
}

export function diskStatistics(disk: Disk, now: number): Statistic[] {
  const seed = disk.provisioned % 2_147_483_647
  const owner = disk.owner
  const active = owner?.kind === 'vm' && runs(owner)
  const rate = active ? 4_000_000 * drift(seed ^ owner.seed, 1, now) ** 4 : 0
  return [
    gauge('data.current.read', 'Read data rate', 'bytes_per_second', rate),
    gauge('data.current.write', 'Write data rate', 'bytes_per_second', rate * 0.4),
    gauge('disk.read.latency', 'Read latency', 'seconds', active ? 0.0008 : 0, 'decimal'),
    gauge('disk.write.latency', 'Write latency', 'seconds', active ? 0.0021 : 0, 'decimal'),
    gauge('disk.flush.latency', 'Flush latency', 'seconds', active ? 0.0012 : 0, 'decimal'),
  ]
}

export function nicStatistics(vm: Vm, nic: Nic, now: number): Statistic[] {
  const rate = runs(vm) && nic.plugged ? percentOfNetwork(vm, now) * 1_250_000 : 0
  return [
    gauge('data.current.rx', 'Receive data rate', 'bytes_per_second', rate),
    gauge('data.current.tx', 'Transmit data rate', 'bytes_per_second', rate * 0.6),
    counter('errors.total.rx', 'Total receive errors', 'none', 0),
    counter('errors.total.tx', 'Total transmit errors', 'none', 0),
  ]
}
