import { diskStatistics, nicStatistics } from '../engine/statistics.ts'
import { guestDevices } from '../estate/guest.ts'
import type { Disk, Nic, Template, Vm } from '../estate/model.ts'
import { diskAttachment } from '../v4/vm-parts.ts'
import { moveDisk } from './action-disks.ts'
import { removeNic, updateNic } from './nic-write.ts'
import { collection, type Resource } from './resource.ts'
import type { Shape } from './shape.ts'
import { statisticCollection } from './tree-statistics.ts'
import type { View } from './view.ts'

/** v4: how a VM or template uses its disks. */
export function attachmentCollection(view: View, owner: Vm | Template): Resource {
  return collection<Disk>(view, {
    root: 'disk_attachments',
    item: 'disk_attachment',
    items: () => owner.disks,
    id: (it) => it.id,
    render: (it) => diskAttachment(view, owner, it),
  })
}

/** 3.x: the disks themselves, below the VM or template. */
export function ownedDiskCollection(view: View, shape: Shape, owner: Vm | Template): Resource {
  const base = owner.kind === 'vm' ? 'vms' : 'templates'
  return collection<Disk>(view, {
    root: 'disks',
    item: 'disk',
    items: () => owner.disks,
    id: (it) => it.id,
    render: (it) => shape.disk(view, it, owner),
    actions: ['move'],
    post: (it, _, body) => moveDisk(view, `${base}/${owner.id}/disks/${it.id}`, it, body),
    children: (it) => ({
      statistics: () =>
        statisticCollection(
          view,
          shape,
          { path: `${base}/${owner.id}/disks/${it.id}`, kind: 'disk', id: it.id },
          () => diskStatistics(it, view.engine.now),
        ),
    }),
  })
}

/** `writable`: those of a VM itself, not of a snapshot. */
export function nicCollection(view: View, shape: Shape, owner: Vm | Template, writable = true): Resource {
  const devices = owner.kind === 'vm' ? guestDevices(owner) : []
  return collection<Nic>(view, {
    root: 'nics',
    item: 'nic',
    items: () => owner.nics,
    id: (it) => it.id,
    render: (it) =>
      shape.nic(
        view,
        owner,
        it,
        devices.find((device) => device.mac === it.mac),
      ),
    ...(owner.kind === 'vm' && writable
      ? {
          put: (it, body) => updateNic(view, shape, owner, it, body),
          remove: (it) => removeNic(view, owner, it),
        }
      : {}),
    children: (it) => {
      if (owner.kind !== 'vm') return {}
      const path = `vms/${owner.id}/nics/${it.id}`
      return {
        statistics: () =>
          statisticCollection(view, shape, { path, kind: 'nic', id: it.id }, () =>
            nicStatistics(owner, it, view.engine.now),
          ),
      }
    },
  })
}
