import { vmStatistics } from '../engine/statistics.ts'
import { guestDevices } from '../estate/guest.ts'
import type { Snapshot, Tag, Vm } from '../estate/model.ts'
import { disksOf } from '../estate/snapshot-disks.ts'
import { searchTables } from '../search/tables.ts'
import { createSnapshot, removeSnapshot, restore } from './action-snapshots.ts'
import { collection, type Resource } from './resource.ts'
import type { Shape } from './shape.ts'
import { cdromCollection } from './tree-cdroms.ts'
import { consoleCollection } from './tree-consoles.ts'
import { attachmentCollection, nicCollection, ownedDiskCollection } from './tree-devices.ts'
import { permissionsOn } from './tree-permissions.ts'
import { idOfName, statisticCollection } from './tree-statistics.ts'
import type { View } from './view.ts'
import { vmActions } from './vm-actions.ts'
import { createVm } from './vm-create.ts'
import { asAsked, removeVm, updateVm } from './vm-write.ts'

export function vmCollection(view: View, shape: Shape): Resource {
  const actions = vmActions(shape.old)
  return collection<Vm>(view, {
    root: 'vms',
    item: 'vm',
    items: () => view.vms(),
    find: (id) => view.vm(id),
    id: (it) => it.id,
    render: (it) => shape.vm(view, asAsked(view, it)),
    search: searchTables(view.engine).vms,
    children: (it) => ({
      ...both(view, shape, it),
      ...(shape.old ? only3(view, shape, it) : only4(view, it)),
    }),
    actions: Object.keys(actions),
    post: (vm, name, body) => actions[name]?.({ view, vm, name, body, old: shape.old }),
    add: (body) => createVm(view, shape, body),
    put: (it, body) => updateVm(view, shape, it, body),
    remove: (it, body) => removeVm(view, it, body),
    searched: { among: () => [...view.engine.estate.vms.values()], sees: (it) => view.sees(it) },
  })
}

const only3 = (view: View, shape: Shape, it: Vm): Record<string, () => Resource> => ({
  disks: () => ownedDiskCollection(view, shape, it),
})

const only4 = (view: View, it: Vm): Record<string, () => Resource> => ({
  diskattachments: () => attachmentCollection(view, it),
  graphicsconsoles: () => consoleCollection(view, it),
})

function both(view: View, shape: Shape, it: Vm): Record<string, () => Resource> {
  const { now } = view.engine
  const owner = { path: `vms/${it.id}`, kind: 'vm', id: it.id }
  return {
    nics: () => nicCollection(view, shape, it),
    permissions: () => permissionsOn(view, { kind: 'vm', id: it.id }),
    snapshots: () => snapshots(view, shape, it),
    statistics: () => statisticCollection(view, shape, owner, () => vmStatistics(it, now)),
    reporteddevices: () =>
      collection(view, {
        root: 'reported_devices',
        item: 'reported_device',
        items: () => guestDevices(it),
        id: (device) => device.id,
        render: (device) => shape.reportedDevice(view, it, device),
      }),
    applications: () =>
      collection(view, {
        root: 'applications',
        item: 'application',
        items: () => (it.guestKnown ? it.os.applications : []),
        id: idOfName,
        render: (name) => shape.application(view, it, idOfName(name), name),
      }),
    cdroms: () => cdromCollection(view, shape, it),
    tags: () =>
      collection<Tag>(view, {
        root: 'tags',
        item: 'tag',
        items: () => it.tags,
        id: (tag) => tag.id,
        render: (tag) => shape.tag(view, tag, it),
      }),
  }
}

interface Listed {
  id: string
  /** Absent for the pseudo-snapshot. */
  snapshot: Snapshot | undefined
}

/** The pseudo-snapshot `Active VM` comes first; its id belongs to the VM. */
function snapshots(view: View, shape: Shape, it: Vm): Resource {
  const active = `${it.id.slice(0, -12)}${idOfName(it.id).slice(-12)}`
  const items: Listed[] = [{ id: active, snapshot: undefined }]
  for (const snapshot of it.snapshots) items.push({ id: snapshot.id, snapshot })
  return collection<Listed>(view, {
    root: 'snapshots',
    item: 'snapshot',
    items: () => items,
    id: ({ id }) => id,
    render: ({ id, snapshot }) => shape.snapshot(view, it, id, snapshot),
    add: (body) => createSnapshot(view, shape, it, body),
    remove: ({ snapshot }) => removeSnapshot(view, it, snapshot),
    actions: ['restore'],
    post: ({ snapshot }, _, body) => restore(view, it, snapshot, body),
    children: ({ snapshot }) => ({
      // Cards change so rarely that snapshots show those of now.
      nics: () => nicCollection(view, shape, it, false),
      disks: () =>
        collection(view, {
          root: 'disks',
          item: 'disk',
          items: () => (snapshot === undefined ? [] : disksOf(it, snapshot)),
          id: (disk) => disk.id,
          render: (disk) => (snapshot === undefined ? {} : shape.snapshotDisk(view, snapshot, disk)),
        }),
    }),
  })
}
