import { moveRefusal } from '../engine/disk-rules.ts'
import type { Disk } from '../estate/model.ts'
import type { RequestBody } from '../wire/body.ts'
import { operationFailed } from './engine-fault.ts'
import type { Outcome } from './resource.ts'
import type { View } from './view.ts'
import { adminOnly, incomplete, referredDomain, task } from './wants.ts'

/** POST to a disk's `move`. `path`: the disk's address, at the top level or (3.x) below its VM. */
export function moveDisk(view: View, path: string, disk: Disk, body: RequestBody): Outcome {
  const { engine } = view
  const target = referredDomain(view, body, 'storage_domain')
  if (target === undefined) throw incomplete('Action [storageDomain.id|name] required for move')
  adminOnly(view, true)
  const refused = moveRefusal(disk, target)
  if (refused !== undefined) throw operationFailed(refused)
  const vm = disk.owner?.kind === 'vm' ? disk.owner : undefined
  const live = vm?.status === 'down' ? undefined : vm
  const operation = engine.operations.begin(vm ?? disk, 'move disk', view.caller, {
    description: `Moving Disk ${disk.name} from ${disk.domain.name} to ${target.name}`,
    takes: engine.diskMoves.duration(disk, live !== undefined),
    storage: 'Copying the image',
  })
  engine.diskMoves.move(disk, target, live, operation)
  return task(view, view.href(path), 'move', operation)
}
