import type { GuestOs, Settings, Vm } from '../estate/model.ts'
import type { RequestBody } from '../wire/body.ts'
import { EngineFault } from './engine-fault.ts'
import type { View } from './view.ts'
import { flag } from './wants.ts'

const limits = {
  '3.4': { sockets: 16, cpus: 160, memory: 2 * 1024 ** 4 },
  '4.5': { sockets: 16, cpus: 710, memory: 6 * 1024 ** 4 },
}

/** A whole number of the body, at least 1. */
export function positive(body: RequestBody, path: string): number | undefined {
  const text = body.text(path)
  if (text === undefined || text === '') return undefined
  if (!/^\d+$/.test(text) || Number(text) < 1) {
    throw new EngineFault(400, 'Invalid value', `${path}: ${text} is not a positive number`)
  }
  return Number(text)
}

/** The settings that the body of a VM or template gives; `before` fills what limits need. */
export function readSettings(
  view: View,
  body: RequestBody,
  before: Pick<Settings, 'sockets' | 'cores' | 'os'>,
): Partial<Settings> {
  const { engine } = view
  const told: Partial<Settings> = {}
  const memory = positive(body, 'memory')
  const sockets = positive(body, 'cpu.topology.sockets')
  const cores = positive(body, 'cpu.topology.cores')
  const most = limits[engine.version]
  const refuse = (why: string) => new EngineFault(409, 'Operation Failed', `[Cannot edit VM. ${why}]`)
  if (memory !== undefined) {
    if (memory > most.memory) throw refuse('Memory size exceeds the supported limit.')
    told.memory = memory
  }
  if ((sockets ?? 1) > most.sockets) throw refuse('The total number of sockets exceeds the supported limit.')
  if ((sockets ?? before.sockets) * (cores ?? before.cores) > most.cpus) {
    throw refuse('The total number of virtual CPUs exceeds the supported limit.')
  }
  if (sockets !== undefined) told.sockets = sockets
  if (cores !== undefined) told.cores = cores
  const display = body.text('display.type')?.toLowerCase()
  if (display !== undefined && display !== 'spice' && display !== 'vnc') {
    throw new EngineFault(400, 'Invalid value', `${display} is not a member of DisplayType`)
  }
  if (display !== undefined) told.display = display
  const stateless = flag(body, 'stateless')
  if (stateless !== undefined) told.stateless = stateless
  const type = body.text('os.type')
  if (type !== undefined && type !== before.os.type) told.os = guestOs(view, type, before.os)
  return told
}

const guestOs = (view: View, type: string, before: GuestOs): GuestOs =>
  view.engine.look.guests.find((os) => os.type === type) ?? { ...before, type }

const mib256 = 256 * 1024 ** 2

/**
 * Which of the changes a running VM takes at once: more sockets in both dialects, more memory in steps of 256 MiB up
 * to four times in 4.x. The rest waits for its next start (fact sheet §4.3).
 */
export function hotPart(vm: Vm, change: Partial<Settings>, old: boolean): Partial<Settings> {
  const hot: Partial<Settings> = {}
  if (vm.status !== 'up') return hot
  const { sockets, memory, cores } = change
  if (sockets !== undefined && sockets > vm.sockets && (cores === undefined || cores === vm.cores)) {
    hot.sockets = sockets
  }
  if (memory !== undefined && !old) {
    const more = memory - vm.memory
    if (more > 0 && more % mib256 === 0 && memory <= vm.memory * 4) hot.memory = memory
  }
  return hot
}

/** What of the settings differs from what the VM has. */
export function different(vm: Vm, wanted: Partial<Settings>): Partial<Settings> | undefined {
  const left: Partial<Settings> = { ...wanted }
  if (left.memory === vm.memory) delete left.memory
  if (left.sockets === vm.sockets) delete left.sockets
  if (left.cores === vm.cores) delete left.cores
  if (left.display === vm.display) delete left.display
  if (left.stateless === vm.stateless) delete left.stateless
  if (left.os?.type === vm.os.type) delete left.os
  return Object.keys(left).length === 0 ? undefined : left
}
