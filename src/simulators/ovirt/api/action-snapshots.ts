import { cannot, type VmAction } from '../engine/vm-rules.ts'
import type { Snapshot, Vm } from '../estate/model.ts'
import { disksOf, imageIdIn } from '../estate/snapshot-disks.ts'
import type { RequestBody } from '../wire/body.ts'
import { EngineFault, operationFailed } from './engine-fault.ts'
import type { Outcome } from './resource.ts'
import type { Shape } from './shape.ts'
import type { View } from './view.ts'
import { allow, complete, flag, incomplete, pending, task, type Wanted } from './wants.ts'

const begin = (view: View, vm: Vm, action: VmAction, description: string, takes = 4_000) =>
  view.engine.operations.begin(vm, action, view.caller, { description, takes, storage: 'Working on images' })

/** The snapshot that the body names. */
function named(wanted: Wanted): Snapshot {
  const { vm, body, name } = wanted
  const id = body.text('snapshot.id')
  if (id === undefined) throw incomplete(`Action [snapshot.id] required for ${name}`)
  const found = vm.snapshots.find((one) => one.id === id && one.type === 'regular')
  if (found === undefined) throw new EngineFault(404, 'Operation Failed', `Entity not found: ${id}`)
  return found
}

export function preview(wanted: Wanted): Outcome {
  const { view, vm, body, old } = wanted
  const snapshot = named(wanted)
  const memory = flag(body, 'restore_memory') ?? false
  if (!old) {
    for (const disk of body.list('disks.disk')) {
      const known = disksOf(vm, snapshot).some(
        (one) =>
          one.id === disk.text('id') &&
          [imageIdIn(snapshot, one), one.imageId, undefined].includes(disk.text('image_id')),
      )
      if (!known) throw new EngineFault(404, 'Operation Failed', `Entity not found: ${disk.text('id')}`)
    }
  }
  allow(view, vm, 'preview snapshot')
  const operation = begin(
    view,
    vm,
    'preview snapshot',
    `Previewing Snapshot ${snapshot.description} of VM ${vm.name}`,
  )
  view.engine.snapshots.preview(vm, snapshot, memory, operation)
  return pending(wanted, operation)
}

export function commit(wanted: Wanted): Outcome {
  const { view, vm } = wanted
  allow(view, vm, 'commit snapshot')
  const operation = begin(view, vm, 'commit snapshot', `Committing Snapshot-Preview of VM ${vm.name}`)
  view.engine.snapshots.commit(vm, operation)
  return pending(wanted, operation)
}

export function undo(wanted: Wanted): Outcome {
  const { view, vm } = wanted
  allow(view, vm, 'undo snapshot')
  const operation = begin(view, vm, 'undo snapshot', `Undoing Snapshot-Preview of VM ${vm.name}`)
  view.engine.snapshots.undo(vm, operation)
  return pending(wanted, operation)
}

/** POST to a snapshot's `restore`: back to it in one step. */
export function restore(view: View, vm: Vm, snapshot: Snapshot | undefined, body: RequestBody): Outcome {
  const memory = flag(body, 'restore_memory') ?? false
  allow(view, vm, 'restore snapshot')
  if (snapshot?.type !== 'regular') {
    throw operationFailed(cannot('restore snapshot', 'The Active VM Snapshot cannot be used for this.'))
  }
  const operation = begin(view, vm, 'restore snapshot', `Restoring VM ${vm.name} from Snapshot`, 6_000)
  view.engine.snapshots.restore(vm, snapshot, memory, operation)
  return task(view, view.href(`vms/${vm.id}/snapshots/${snapshot.id}`), 'restore', operation)
}

/** POST to the list: a new snapshot, locked until it is made. */
export function createSnapshot(view: View, shape: Shape, vm: Vm, body: RequestBody): Outcome {
  const description = body.text('description')
  if (description === undefined) throw incomplete('Snapshot [description] required for add')
  // QUIRK(all versions): a running VM's memory is kept unless told otherwise.
  const wanted = flag(body, 'persist_memorystate') ?? true
  const listed = body.list(shape.old ? 'disks.disk' : 'disk_attachments.disk_attachment')
  const ids = listed.flatMap((one) => one.text(shape.old ? 'id' : 'disk.id') ?? one.text('id') ?? [])
  for (const id of ids) {
    if (vm.disks.every((disk) => disk.id !== id)) {
      throw new EngineFault(404, 'Operation Failed', `Entity not found: ${id}`)
    }
  }
  allow(view, vm, 'create snapshot', false)
  const memory = wanted && vm.host !== undefined
  const takes = view.engine.snapshots.duration(vm, memory)
  const told = `Creating VM Snapshot ${description} for VM ${vm.name}`
  const operation = begin(view, vm, 'create snapshot', told, takes)
  const diskIds = ids.length === 0 ? undefined : new Set(ids)
  const made = view.engine.snapshots.create(vm, { description, memory, diskIds }, operation)
  const body4 = shape.snapshot(view, vm, made.id, made)
  const follow = {
    href: view.href(`vms/${vm.id}/snapshots/${made.id}/creation_status/${operation.job?.taskId}`),
    rel: 'creation_status',
  }
  return {
    status: 202,
    document: {
      root: 'snapshot',
      body: {
        ...body4,
        creation_status: view.state('pending'),
        link: [...(Array.isArray(body4.link) ? body4.link : []), follow],
      },
    },
  }
}

export function removeSnapshot(view: View, vm: Vm, snapshot: Snapshot | undefined): Outcome {
  allow(view, vm, 'remove snapshot', false)
  if (snapshot?.type !== 'regular') {
    const why = cannot('remove snapshot', 'The Active VM Snapshot cannot be removed.')
    throw new EngineFault(409, 'Operation Failed', why)
  }
  const takes = view.engine.snapshots.duration(vm, false)
  const told = `Removing Snapshot ${snapshot.description} of VM ${vm.name}`
  const operation = begin(view, vm, 'remove snapshot', told, takes)
  view.engine.snapshots.remove(vm, snapshot, operation)
  return complete(view, operation)
}
