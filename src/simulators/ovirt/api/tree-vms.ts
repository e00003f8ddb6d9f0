import { vmStatistics } from '../engine/statistics.ts'
import { vmActions } from '../engine/vm-rules.ts'
import { guestDevices } from '../estate/guest.ts'
import { type Snapshot, type Tag, type Vm, zeroId } from '../estate/model.ts'
import { searchTables } from '../search/tables.ts'
import { graphicsConsole } from '../v4/vm-parts.ts'
import { runVmAction } from './actions.ts'
import { collection, type Resource } from './resource.ts'
import type { Shape } from './shape.ts'
import { attachmentCollection, nicCollection, ownedDiskCollection } from './tree-devices.ts'
import { idOfName, statisticCollection } from './tree-statistics.ts'
import type { View } from './view.ts'

export function vmCollection(view: View, shape: Shape): Resource {
  return collection<Vm>(view, {
    root: 'vms',
    item: 'vm',
    items: () => view.vms(),
    find: (id) => view.vm(id),
    id: (it) => it.id,
    render: (it) => shape.vm(view, it),
    search: searchTables(view.engine).vms,
    children: (it) => ({
      ...both(view, shape, it),
      ...(shape.old ? only3(view, shape, it) : only4(view, it)),
    }),
    actions: vmActions,
    post: (it, action, body) => runVmAction(view, it, action, body, shape.old),
    searched: { among: () => [...view.engine.estate.vms.values()], sees: (it) => view.sees(it) },
  })
}

const only3 = (view: View, shape: Shape, it: Vm): Record<string, () => Resource> => ({
  disks: () => ownedDiskCollection(view, shape, it),
})

const only4 = (view: View, it: Vm): Record<string, () => Resource> => ({
  diskattachments: () => attachmentCollection(view, it),
  graphicsconsoles: () =>
    collection(view, {
      root: 'graphics_consoles',
      item: 'graphics_console',
      items: () => [it],
      id: () => (it.display === 'spice' ? '7370696365' : '766e63'),
      render: () => graphicsConsole(view, it),
    }),
})

function both(view: View, shape: Shape, it: Vm): Record<string, () => Resource> {
  const { now } = view.engine
  const owner = { path: `vms/${it.id}`, kind: 'vm', id: it.id }
  return {
    nics: () => nicCollection(view, shape, it),
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
    cdroms: () =>
      collection(view, {
        root: 'cdroms',
        item: 'cdrom',
        items: () => [it],
        id: () => zeroId,
        render: () => shape.cdrom(view, it),
      }),
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

/** The pseudo-snapshot `Active VM` comes first; its id belongs to the VM. */
function snapshots(view: View, shape: Shape, it: Vm): Resource {
  const active = `${it.id.slice(0, -12)}${idOfName(it.id).slice(-12)}`
  const items: (Snapshot | undefined)[] = [undefined, ...it.snapshots]
  return collection<Snapshot | undefined>(view, {
    root: 'snapshots',
    item: 'snapshot',
    items: () => items,
    find: (id) => it.snapshots.find((snapshot) => snapshot.id === id),
    id: (snapshot) => snapshot?.id ?? active,
    render: (snapshot) => shape.snapshot(view, it, snapshot?.id ?? active, snapshot),
    children: (snapshot) => ({
      disks: () =>
        collection(view, {
          root: 'disks',
          item: 'disk',
          items: () => (snapshot === undefined ? [] : it.disks),
          id: (disk) => disk.id,
          render: (disk) => (snapshot === undefined ? {} : shape.snapshotDisk(view, snapshot, disk)),
        }),
    }),
  })
}
