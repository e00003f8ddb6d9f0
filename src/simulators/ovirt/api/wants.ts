import type { Operation } from '../engine/operation.ts'
import { refusal, storageRefusal, type VmAction } from '../engine/vm-rules.ts'
import type { Host, StorageDomain, Vm } from '../estate/model.ts'
import type { RequestBody } from '../wire/body.ts'
import type { WireObject } from '../wire/value.ts'
import { EngineFault, operationFailed } from './engine-fault.ts'
import type { Outcome } from './resource.ts'
import type { View } from './view.ts'

/** One request for an action on a VM. */
export interface Wanted {
  view: View
  vm: Vm
  /** Last part of the address, `previewsnapshot`. */
  name: string
  body: RequestBody
  old: boolean
}

/** What a role without administration rights lets its users do with their own VMs. */
const usersMay: readonly VmAction[] = [
  'start',
  'run once',
  'stop',
  'shutdown',
  'reboot',
  'reset',
  'suspend',
  'ticket',
  'logon',
  'change cd',
]

const forbidden = '[User is not authorized to perform this action.]'

/** Lets only administrators do it. `inAction`: told as a failed action. */
export function adminOnly(view: View, inAction: boolean): void {
  if (!view.account.admin) throw new EngineFault(403, 'Operation Failed', forbidden, inAction)
}

/** Lets administrators do it, and whoever has a role with this permit on one of these objects. */
export function permitted(view: View, permit: string, chain: readonly string[], inAction: boolean): void {
  if (!view.engine.permissions.may(view.account.id, permit, chain)) adminOnly(view, inAction)
}

/** Permits for what owners of a VM do with it. */
const ofOwners: Partial<Record<VmAction, string>> = {
  'create snapshot': 'manipulate_vm_snapshots',
  'remove snapshot': 'manipulate_vm_snapshots',
  clone: 'create_vm',
  'make template': 'create_template',
  update: 'edit_vm_properties',
}

/** Throws what the engine refuses: for want of permission, for the VM's state, for what its snapshots do. */
export function allow(view: View, vm: Vm, action: VmAction, inAction = true): void {
  const permit = ofOwners[action]
  if (permit !== undefined)
    permitted(view, permit, [vm.id, vm.cluster.id, vm.cluster.dataCenter.id], inAction)
  else if (!usersMay.includes(action)) adminOnly(view, inAction)
  const refused = refusal(action, vm, view.engine.version === '3.4') ?? storageRefusal(action, vm)
  if (refused !== undefined) throw new EngineFault(409, 'Operation Failed', refused, inAction)
}

/** A parameter that must be there, e.g. `Action [storageDomain.id|name] required for export`. */
export const incomplete = (detail: string): EngineFault =>
  new EngineFault(400, 'Incomplete parameters', detail)

/** A yes or no of the body; nothing when it is not told. Anything else than a Boolean is refused. */
export function flag(body: RequestBody, path: string): boolean | undefined {
  const text = body.text(path)?.trim().toLowerCase()
  if (text === undefined || text === '') return undefined
  if (text === 'true' || text === '1') return true
  if (text === 'false' || text === '0') return false
  throw new EngineFault(400, 'Invalid value', `${path}: ${text} is not a Boolean`)
}

/** What is referred to by id or by name; 404 when there is no such thing, nothing when none is named. */
export function referred<T extends { id: string; name: string }>(
  body: RequestBody | undefined,
  path: string,
  all: Iterable<T>,
): T | undefined {
  const before = path === '' ? '' : `${path}.`
  const id = body?.text(`${before}id`)
  const name = body?.text(`${before}name`)
  if (id === undefined && name === undefined) return undefined
  for (const one of all) if (id === undefined ? one.name === name : one.id === id) return one
  throw new EngineFault(404, 'Operation Failed', `Entity not found: ${id ?? name}`)
}

export const referredHost = (view: View, body: RequestBody, path: string): Host | undefined =>
  referred(body, path, view.engine.estate.hosts.values())

export const referredDomain = (view: View, body: RequestBody, path: string): StorageDomain | undefined =>
  referred(body, path, view.engine.estate.domains)

/** The scheduler finds no host, or not this one. */
export function noHost(verb: string, host?: Host, why?: string): EngineFault {
  const more = host === undefined ? '' : `, The host ${host.name} ${why}.`
  return operationFailed(
    `[Cannot ${verb} VM. There is no host that satisfies current scheduling constraints. See below for details:${more}]`,
  )
}

const jobOf = (view: View, operation: Operation): WireObject | undefined => view.ref('jobs', operation.job)

/** Done as far as the request goes. QUIRK(all versions): `complete` means accepted, not over (fact sheet §5.3). */
export function complete(view: View, operation: Operation | undefined, more: WireObject = {}): Outcome {
  const job = operation === undefined ? undefined : jobOf(view, operation)
  return {
    status: 200,
    document: { root: 'action', body: { job, status: view.state('complete'), ...more } },
  }
}

/** Storage works on it: a task to follow below the action's address. */
export function pending(wanted: Wanted, operation: Operation, more: WireObject = {}): Outcome {
  const { view, vm, name } = wanted
  const parent = view.href(`vms/${vm.id}`)
  return task(view, parent, name, operation, more)
}

/** The same for an action of something else than a VM. */
export function task(
  view: View,
  parent: string,
  name: string,
  operation: Operation,
  more: WireObject = {},
): Outcome {
  const href = `${parent}/${name}`
  const id = operation.job?.taskId
  const body: WireObject = {
    href: `${href}/${id}`,
    id,
    link: [
      { href: parent, rel: 'parent' },
      { href, rel: 'replay' },
    ],
    async: true,
    job: jobOf(view, operation),
    status: view.state('pending'),
    ...more,
  }
  return { status: 202, document: { root: 'action', body } }
}
