import { applySettings } from '../engine/settings.ts'
import { cannot } from '../engine/vm-rules.ts'
import type { Vm } from '../estate/model.ts'
import type { RequestBody } from '../wire/body.ts'
import { EngineFault } from './engine-fault.ts'
import { readSetup } from './initialization.ts'
import { checkNewName } from './names.ts'
import type { Outcome } from './resource.ts'
import type { Shape } from './shape.ts'
import type { View } from './view.ts'
import { different, hotPart, positive, readSettings } from './vm-settings.ts'
import { adminOnly, allow, complete, flag, referred, referredHost } from './wants.ts'

const refuse = (why: string) => new EngineFault(409, 'Operation Failed', cannot('update', why))

/** The VM as its next start will have it, when the request asks for that. */
export const asAsked = (view: View, vm: Vm): Vm =>
  view.query.nextRun && vm.nextRun !== undefined ? { ...vm, ...vm.nextRun } : vm

/** PUT: only what is given changes; what a running VM cannot take waits for its next start. */
export function updateVm(view: View, shape: Shape, vm: Vm, body: RequestBody): Outcome {
  const { engine } = view
  const given = body.text('id')
  if (given !== undefined && given !== vm.id) {
    throw new EngineFault(409, 'Broken immutability constraint', 'Attempt to set immutable field: id')
  }
  const change = readSettings(view, body, { ...vm, ...vm.nextRun })
  const identity = readIdentity(view, vm, body)
  allow(view, vm, 'update', false)
  const { name } = identity
  if (name !== undefined && name !== vm.name) checkNewName(view, name, 'update', false)
  const { guaranteed } = identity
  if (guaranteed !== undefined && guaranteed > (change.memory ?? vm.memory)) {
    throw refuse('The guaranteed memory cannot exceed the memory size.')
  }
  const cluster = referred(body, 'cluster', engine.estate.clusters)
  if (cluster !== undefined && cluster !== vm.cluster) {
    if (vm.status !== 'down') throw refuse('The Cluster cannot be changed while the VM is running.')
    if (cluster.dataCenter !== vm.cluster.dataCenter) throw refuse('The Cluster is in another Data Center.')
    vm.cluster = cluster
  }
  Object.assign(vm, identity)
  if (vm.guaranteed !== undefined) vm.guaranteed = Math.min(vm.guaranteed, change.memory ?? vm.memory)
  const subject = { vm, host: vm.host, ...view.caller }
  if (vm.status === 'down' && !view.query.nextRun) applySettings(vm, change)
  else {
    const hot = view.query.nextRun ? {} : hotPart(vm, change, shape.old)
    const before = { sockets: vm.sockets, memory: vm.memory }
    applySettings(vm, hot)
    vm.nextRun = different(vm, { ...vm.nextRun, ...change })
    if (hot.sockets !== undefined) {
      const cpus = vm.sockets * vm.cores
      engine.say(
        2033,
        `Hotplug CPU: changed the number of CPUs on VM ${vm.name} from ${before.sockets * vm.cores} to ${cpus}`,
        subject,
      )
    }
    if (hot.memory !== undefined) {
      const [from, to] = [before.memory, vm.memory].map((size) => size / 1024 ** 2)
      engine.say(
        2039,
        `Hotset memory: changed the amount of memory on VM ${vm.name} from ${from} to ${to}`,
        subject,
      )
    }
  }
  engine.say(35, `VM ${vm.name} configuration was updated by ${view.account.userName}.`, subject)
  return { status: 200, document: { root: 'vm', body: shape.vm(view, asAsked(view, vm)) } }
}

type Identity = Partial<
  Pick<
    Vm,
    | 'name'
    | 'description'
    | 'comment'
    | 'highlyAvailable'
    | 'deleteProtected'
    | 'affinity'
    | 'preferredHosts'
    | 'guaranteed'
    | 'boot'
    | 'initialization'
  >
>

/** What changes at once in every state. */
export function readIdentity(view: View, vm: Vm, body: RequestBody): Identity {
  const told: Identity = {}
  const name = body.text('name')
  if (name !== undefined) told.name = name
  const description = body.text('description')
  if (description !== undefined) told.description = description
  const comment = body.text('comment')
  if (comment !== undefined) told.comment = comment
  const available = flag(body, 'high_availability.enabled')
  if (available !== undefined) told.highlyAvailable = available
  const isProtected = flag(body, 'delete_protected')
  if (isProtected !== undefined) told.deleteProtected = isProtected
  const guaranteed = positive(body, 'memory_policy.guaranteed')
  if (guaranteed !== undefined) told.guaranteed = guaranteed
  const affinity = body.text('placement_policy.affinity')
  if (affinity !== undefined) {
    if (affinity !== 'migratable' && affinity !== 'user_migratable' && affinity !== 'pinned') {
      throw new EngineFault(400, 'Invalid value', `${affinity} is not a member of VmAffinity`)
    }
    told.affinity = affinity
  }
  const pins = [
    referredHost(view, body, 'placement_policy.host'),
    ...body.list('placement_policy.hosts.host').map((host) => referredHost(view, host, '')),
  ].filter((host) => host !== undefined)
  // An empty list or element takes them away.
  if (body.has('placement_policy.hosts') || body.has('placement_policy.host')) told.preferredHosts = pins
  const boot = [
    ...body.list('os.boot').flatMap((device) => device.text('dev') ?? []),
    ...body.list('os.boot.devices.device').flatMap((device) => device.text() ?? []),
  ]
  if (boot.length > 0) told.boot = boot
  const setup = body.part('initialization')
  if (setup !== undefined) {
    told.initialization = readSetup(setup, vm.os.family === 'Windows' ? 'sysprep' : 'cloud-init')
  }
  return told
}

/** DELETE: v4 takes its options from the query, 3.x from an action in the body. */
export function removeVm(view: View, vm: Vm, body: RequestBody | undefined): Outcome {
  const { engine } = view
  const old = engine.version === '3.4'
  const asked = (name: string, path: string) =>
    (old ? body !== undefined && flag(body, path) === true : view.query.flag(name)) === true
  const force = asked('force', 'force')
  const keepDisks = asked('detach_only', 'vm.disks.detach_only')
  const fault = (why: string) => new EngineFault(409, 'Operation Failed', cannot('remove', why))
  if (force && vm.status === 'image_locked') adminOnly(view, false)
  else allow(view, vm, 'remove', false)
  if (vm.deleteProtected) {
    throw fault('Delete protection is enabled. In order to delete, disable Delete protection first.')
  }
  if (vm.pool !== undefined) throw fault('VM is attached to a VM-Pool.')
  if (keepDisks && vm.snapshots.length > 0) {
    throw fault('The disks cannot be kept while the VM has Snapshots. Remove the Snapshots first.')
  }
  const operation = engine.operations.begin(vm, 'remove', view.caller, {
    description: `Removing VM ${vm.name}`,
    takes: 3_000,
    storage: keepDisks ? undefined : 'Removing disks',
  })
  engine.copies.remove(vm, keepDisks, operation)
  return complete(view, operation)
}
