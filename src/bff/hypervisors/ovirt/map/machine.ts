import type { TemplateRow, Tools, VmRow } from '../../../../contract/inventory.ts'
import type { ListedMachine } from '../wire/listed-machine.ts'
import type { Trait } from '../wire/traits.ts'
import { capacityOf, type DiskUse, storageDomainOf, usedOf } from './disk.ts'
import { agentSpoke, guestHostName, guestIps, guestOs } from './guest.ts'
import { osName } from './os-names.ts'
import { blankId, compact, type RowContext } from './row-context.ts'
import { isRunning, spoken, vmPower } from './states.ts'

/** What only requests for this one machine tell; absent until they were made. */
export interface MachineParts {
  provisionedBytes?: number | undefined
  usedBytes?: number | undefined
  datastoreIds?: readonly string[] | undefined
  networkIds?: readonly string[] | undefined
  /** As the guest reports them, of all kinds. */
  addresses?: readonly string[] | undefined
  tags?: readonly string[] | undefined
}

/** What a row says of a machine's disks. */
export function diskParts(
  disks: readonly DiskUse[],
): Pick<MachineParts, 'provisionedBytes' | 'usedBytes' | 'datastoreIds'> {
  let provisionedBytes = 0
  let usedBytes = 0
  const datastoreIds = new Set<string>()
  for (const { disk } of disks) {
    provisionedBytes += capacityOf(disk)
    usedBytes += usedOf(disk) ?? 0
    const domain = storageDomainOf(disk)
    if (domain !== undefined) datastoreIds.add(domain)
  }
  return { provisionedBytes, usedBytes, datastoreIds: [...datastoreIds] }
}

/**
 * State word of a VM. QUIRK(ovirt 3.x, 4.x): a VM whose image is illegal has no status element at all
 * (fact sheet, "VM states").
 */
export function vmStatus(vm: ListedMachine): string {
  return vm.status.word ?? 'image_illegal'
}

export function toVmRow(vm: ListedMachine, parts: MachineParts, context: RowContext): VmRow {
  const status = vmStatus(vm)
  const ips = isRunning(status) ? guestIps(vm, parts.addresses) : []
  const issues = vmIssues(vm, status)
  return compact({
    kind: 'vm',
    ...shared(vm, parts, context),
    health: healthOf(status, issues),
    issues: issues.length === 0 ? undefined : issues,
    status,
    power: vmPower(status),
    tools: toolsOf(vm, status, ips),
    hostId: context.seen('host', vm.host?.id),
    templateId: templateOf(vm, context),
    os: guestOs(vm) ?? configuredOs(vm),
    guestHostName: guestHostName(vm),
    ips: ips.length === 0 ? undefined : ips,
    // An old start_time or stop_time may stand beside any state: only the state decides (fact sheet §4.3).
    bootedAt: isRunning(status) ? vm.start_time : undefined,
    uuid: vm.id,
    traits: traitsOf(vm, context.marks?.of(vm.id, status)),
  })
}

function traitsOf(vm: ListedMachine, marks: readonly Trait[] = []): Trait[] | undefined {
  // Rows are not changed after they were given (port.ts).
  if (marks.length === 0) return vm.traits as Trait[] | undefined
  const all = [...(vm.traits ?? []), ...marks]
  const key = all.join()
  const known = markedLists.get(key)
  if (known === undefined) markedLists.set(key, all)
  return known ?? all
}

/** Equal lists are one and the same, since thousands of VMs can have them. */
const markedLists = new Map<string, Trait[]>()

export function toTemplateRow(
  template: ListedMachine,
  parts: MachineParts,
  context: RowContext,
): TemplateRow {
  const status = template.status.word ?? 'unknown'
  return compact({
    kind: 'template',
    ...shared(template, parts, context),
    health: status === 'illegal' ? 'error' : status === 'unknown' ? 'unknown' : 'ok',
    issues: status === 'illegal' ? ['An image of this template is illegal.'] : undefined,
    status,
    os: configuredOs(template),
  })
}

function shared(machine: ListedMachine, parts: MachineParts, context: RowContext) {
  const topology = machine.cpu?.topology
  const cores = topology?.cores ?? 1
  const threads = topology?.threads ?? 1
  const clusterId = context.seen('cluster', machine.cluster?.id)
  return {
    system: context.system,
    id: machine.id,
    name: machine.name ?? machine.id,
    clusterId,
    datacenterId: context.datacenterOf(clusterId),
    cpus: (topology?.sockets ?? 1) * cores * threads,
    coresPerSocket: cores,
    memoryBytes: machine.memory ?? 0,
    provisionedBytes: parts.provisionedBytes,
    usedBytes: parts.usedBytes,
    notes: notesOf(machine),
    createdAt: machine.creation_time,
    datastoreIds: some(parts.datastoreIds),
    networkIds: some(parts.networkIds),
    tags: some(parts.tags),
    hardwareVersion: machine.custom_compatibility_version,
  }
}

/** The list unless it is empty. Rows share it with the parts it came from, as neither is ever changed. */
function some(list: readonly string[] | undefined): string[] | undefined {
  // Rows are not changed after they were given (port.ts), so that the contract's arrays are as good as readonly.
  return list === undefined || list.length === 0 ? undefined : (list as string[])
}

function notesOf(machine: ListedMachine): string | undefined {
  const lines = [machine.description, machine.comment].filter((line) => line !== undefined)
  return lines.length === 0 ? undefined : lines.join('\n')
}

function configuredOs(machine: ListedMachine): string | undefined {
  return machine.os?.type === undefined ? undefined : osName(machine.os.type)
}

/** The template the VM came from: `original_template` survives a full copy, where the engine says it. */
function templateOf(vm: ListedMachine, context: RowContext): string | undefined {
  for (const id of [vm.original_template?.id, vm.template?.id]) {
    if (id !== undefined && id !== blankId) return context.seen('template', id)
  }
  return undefined
}

function toolsOf(vm: ListedMachine, status: string, ips: readonly string[]): Tools {
  if (!isRunning(status)) return 'unknown'
  if (agentSpoke(vm, ips)) return status === 'up' ? 'running' : 'unknown'
  // The engine does not tell an agent that is missing from one that is silent.
  return status === 'up' ? 'not-running' : 'unknown'
}

const pauseReasons: Record<string, string> = {
  eio: 'Paused: storage I/O error',
  enospc: 'Paused: no space left on the storage',
  eperm: 'Paused: no permission on the storage',
  eother: 'Paused: storage error',
}

function vmIssues(vm: ListedMachine, status: string): string[] {
  const issues: string[] = []
  const detail = vm.status_detail ?? vm.status.detail
  if (status === 'not_responding') issues.push('The VM does not respond.')
  if (status === 'unknown') issues.push('The state of the VM is unknown: its host does not answer.')
  if (status === 'image_illegal' || vm.has_illegal_images === true)
    issues.push('An image of the VM is illegal.')
  if (detail !== undefined && detail !== 'none') {
    const reason = pauseReasons[detail.toLowerCase()]
    if (reason !== undefined) issues.push(reason)
    else if (status === 'paused') issues.push(`Paused: ${spoken(detail)}`)
  }
  return issues
}

function healthOf(status: string, issues: readonly string[]): VmRow['health'] {
  if (status === 'unknown') return 'warning'
  return issues.length > 0 ? 'error' : 'ok'
}
