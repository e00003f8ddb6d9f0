import { copyTime } from '../engine/copy-base.ts'
import type { NewVm, Place, Placement } from '../engine/vm-copies.ts'
import type { DataCenter, Disk, Settings, Snapshot, StorageDomain, Template, Vm } from '../estate/model.ts'
import { disksOf, imageIdIn } from '../estate/snapshot-disks.ts'
import type { RequestBody } from '../wire/body.ts'
import type { WireObject } from '../wire/value.ts'
import { EngineFault } from './engine-fault.ts'
import { checkNewName } from './names.ts'
import type { Outcome } from './resource.ts'
import type { Shape } from './shape.ts'
import { copySize, noRoom } from './space.ts'
import type { View } from './view.ts'
import { readSettings } from './vm-settings.ts'
import { readIdentity } from './vm-write.ts'
import { flag, incomplete, permitted, referred, referredDomain } from './wants.ts'

const refuse = (why: string) => new EngineFault(409, 'Operation Failed', `[Cannot add VM. ${why}]`)

/** From what a new VM is made: a template, or a VM as one of its snapshots has it. */
interface Source {
  machine: Template | Vm
  disks: Disk[]
  settings: Settings
  /** Name by which the request calls a disk. */
  keys(disk: Disk): string[]
}

/** POST to the list of VMs: from a template, thin or as a full copy, or from a snapshot. */
export function createVm(view: View, shape: Shape, body: RequestBody): Outcome {
  const { engine } = view
  const { estate } = engine
  const name = body.text('name')
  const cluster = referred(body, 'cluster', estate.clusters)
  const template = referred(body, 'template', estate.templates)
  const snapshotId = body.text('snapshots.snapshot.id') ?? body.list('snapshots.snapshot')[0]?.text('id')
  const missing = [
    ...(name ? [] : ['name']),
    ...(cluster === undefined ? ['cluster.id|name'] : []),
    ...(template === undefined && snapshotId === undefined ? ['template.id|name'] : []),
  ]
  if (!name || cluster === undefined || missing.length > 0) {
    // QUIRK(rhev 3.x): the entity is in upper case here.
    throw incomplete(`${shape.old ? 'VM' : 'Vm'} [${missing.join(', ')}] required for add`)
  }
  permitted(view, 'create_vm', [cluster.id, cluster.dataCenter.id], false)
  checkName(view, name)
  const source = snapshotId === undefined ? fromTemplate(view, template) : fromSnapshot(view, snapshotId)
  const whole = (shape.old ? flag(body, 'disks.clone') : view.query.flag('clone')) === true
  const independent = whole || snapshotId !== undefined
  const place = placement(view, body, source, { independent, dataCenter: cluster.dataCenter, old: shape.old })
  const chain = (domain: StorageDomain) => [domain.id, cluster.dataCenter.id]
  for (const disk of source.disks) {
    permitted(view, 'create_disk', chain(place(disk).domain ?? disk.domain), false)
  }
  const { machine, settings } = source
  const given: NewVm = {
    name,
    description: body.text('description') ?? '',
    comment: body.text('comment') ?? '',
    cluster,
    settings: { ...settings, ...readSettings(view, body, settings) },
    independent,
    template: machine.kind === 'template' ? machine : machine.template,
    place,
  }
  const thin = machine.kind === 'template' && !independent
  const operation = engine.operations.begin(machine, 'create', view.caller, {
    description: `Creating VM ${name} from ${machine.kind === 'template' ? 'Template' : 'Snapshot of VM'} ${machine.name}`,
    takes: source.disks.length === 0 ? undefined : copyTime(source.disks, thin),
    storage: source.disks.length === 0 ? undefined : 'Copying disks',
  })
  const made =
    source.disks.length === 0
      ? engine.copies.empty(given, operation)
      : engine.copies.create(given, machine, source.disks, operation)
  const { name: _, description: __, comment: ___, ...identity } = readIdentity(view, made, body)
  Object.assign(made, identity)
  own(view, made)
  const permissions = shape.old ? flag(body, 'permissions.clone') : view.query.flag('clone_permissions')
  if (permissions === true && machine.kind === 'template') {
    engine.permissions.copy({ kind: 'template', id: machine.id }, { kind: 'vm', id: made.id })
  }
  return created(
    view,
    shape.vm(view, made),
    'vm',
    `vms/${made.id}`,
    source.disks.length > 0,
    operation.job?.taskId,
  )
}

/** Who makes a VM manages it from then on. */
export function own(view: View, vm: Vm): void {
  if (view.account.admin) return
  view.engine.permissions.grant(view.account.id, 'UserVmManager', { kind: 'vm', id: vm.id })
  vm.seed -= vm.seed % 3
}

function checkName(view: View, name: string): void {
  try {
    checkNewName(view, name, 'update', false)
  } catch (error) {
    if (error instanceof EngineFault)
      throw refuse((error.detail ?? '').replace(/^\[Cannot edit VM\. |\]$/g, ''))
    throw error
  }
}

function fromTemplate(view: View, template: Template | undefined): Source {
  const machine = template ?? view.engine.estate.templates[0]
  if (machine === undefined) throw incomplete('Vm [template.id|name] required for add')
  if (machine.status === 'locked') throw refuse('The Template is locked. Please try again later.')
  const { memory, sockets, cores, os, disks } = machine
  const settings: Settings = { memory, sockets, cores, os, display: 'spice', stateless: false }
  return { machine, disks: [...disks], settings, keys: (disk) => [disk.id] }
}

function fromSnapshot(view: View, id: string): Source {
  for (const vm of view.engine.estate.vms.values()) {
    const snapshot = vm.snapshots.find((one) => one.id === id)
    if (snapshot !== undefined) return ofSnapshot(vm, snapshot)
  }
  throw new EngineFault(404, 'Operation Failed', `Entity not found: ${id}`)
}

function ofSnapshot(vm: Vm, snapshot: Snapshot): Source {
  if (snapshot.status === 'locked') throw refuse('The Snapshot is locked. Please try again later.')
  const { memory, sockets, cores, os, display } = snapshot.kept ?? vm
  return {
    machine: vm,
    disks: disksOf(vm, snapshot),
    settings: { memory, sockets, cores, os, display, stateless: false },
    keys: (disk) => [imageIdIn(snapshot, disk), disk.id],
  }
}

/** Where each disk goes: as told for it, for the whole VM, or where its source lies. */
function placement(
  view: View,
  body: RequestBody,
  source: Source,
  given: { independent: boolean; dataCenter: DataCenter; old: boolean },
): Place {
  const whole = given.old ? undefined : referredDomain(view, body, 'storage_domain')
  const listed = given.old
    ? body.list('disks.disk')
    : body.list('disk_attachments.disk_attachment').flatMap((one) => one.part('disk') ?? [])
  const wanted = new Map<string, Placement>()
  for (const disk of listed) {
    const first = disk.list('storage_domains.storage_domain')[0]
    const format = disk.text('format')?.toLowerCase()
    if (format !== undefined && format !== 'cow' && format !== 'raw') {
      throw new EngineFault(400, 'Invalid value', `${format} is not a member of DiskFormat`)
    }
    const place: Placement = {
      domain: first === undefined ? undefined : referred(first, '', view.engine.estate.domains),
      format,
      sparse: flag(disk, 'sparse'),
    }
    for (const key of [disk.text('image_id'), disk.text('id')]) if (key !== undefined) wanted.set(key, place)
  }
  const place: Place = (disk) => {
    const told = source.keys(disk).flatMap((key) => wanted.get(key) ?? [])[0]
    return { ...told, domain: told?.domain ?? whole }
  }
  for (const disk of source.disks) checkPlace(disk, place(disk), given)
  if (!given.independent) return place
  const why = noRoom(
    source.disks.map((disk) => {
      const { domain = disk.domain, sparse = disk.sparse } = place(disk)
      return { domain, bytes: copySize(disk, sparse) }
    }),
    given.dataCenter,
  )
  if (why !== undefined) throw refuse(why)
  return place
}

function checkPlace(
  disk: Disk,
  place: Placement,
  { independent, dataCenter }: { independent: boolean; dataCenter: DataCenter },
): void {
  const domain = place.domain ?? disk.domain
  if (domain.dataCenter !== dataCenter || domain.type !== 'data' || domain.status !== 'active') {
    throw refuse(`Storage Domain ${domain.name} cannot be accessed or takes no disks of this Cluster.`)
  }
  if (!independent && domain !== disk.domain) {
    throw refuse(`The Template's disk ${disk.name} does not exist on Storage Domain ${domain.name}.`)
  }
  const format = place.format ?? (independent ? disk.format : 'cow')
  const sparse = place.sparse ?? (independent ? disk.sparse : true)
  const block = domain.storage === 'iscsi' || domain.storage === 'fcp'
  if ((format === 'cow' && !sparse) || (format === 'raw' && sparse && block)) {
    throw refuse(
      `Disk configuration (${format.toUpperCase()} ${sparse ? 'Sparse' : 'Preallocated'}) is incompatible with the storage domain type.`,
    )
  }
}

/** 201 for what is there and done, 202 with a link to follow for what is still being copied. */
export function created(
  view: View,
  body: WireObject,
  root: string,
  path: string,
  copies: boolean,
  taskId: string | undefined,
): Outcome {
  if (!copies) return { status: 201, document: { root, body } }
  const follow = { href: view.href(`${path}/creation_status/${taskId}`), rel: 'creation_status' }
  const link = [...(Array.isArray(body.link) ? body.link : []), follow]
  return { status: 202, document: { root, body: { ...body, creation_status: view.state('pending'), link } } }
}
