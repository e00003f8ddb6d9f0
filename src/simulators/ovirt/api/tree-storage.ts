import { diskStatistics } from '../engine/statistics.ts'
import type { DataCenter, Disk, StorageDomain, Template } from '../estate/model.ts'
import { searchTables } from '../search/tables.ts'
import { moveDisk } from './action-disks.ts'
import { collection, type Resource } from './resource.ts'
import type { Shape } from './shape.ts'
import { createTemplate, exportTemplate, removeTemplate, updateTemplate } from './template-write.ts'
import { attachmentCollection, nicCollection, ownedDiskCollection } from './tree-devices.ts'
import { permissionsOn } from './tree-permissions.ts'
import { statisticCollection } from './tree-statistics.ts'
import type { View } from './view.ts'

export function storageDomainCollection(view: View, shape: Shape): Resource {
  return domains(view, shape, view.engine.estate.domains, undefined)
}

/** The domains attached to a data center, with their states. */
export function domainsOf(view: View, shape: Shape, dataCenter: DataCenter): Resource {
  return domains(view, shape, dataCenter.domains, dataCenter)
}

function domains(
  view: View,
  shape: Shape,
  items: readonly StorageDomain[],
  inside: DataCenter | undefined,
): Resource {
  return collection<StorageDomain>(view, {
    root: 'storage_domains',
    item: 'storage_domain',
    items: () => items,
    id: (it) => it.id,
    render: (it) => shape.storageDomain(view, it, inside),
    search: searchTables(view.engine).domains,
    children: (it) => ({
      disks: () => disks(view, shape, () => visibleDisks(view).filter((disk) => disk.domain === it)),
      permissions: () => permissionsOn(view, { kind: 'storage_domain', id: it.id }),
      vms: () =>
        collection<string>(view, {
          root: 'vms',
          item: 'vm',
          items: () => [...it.exported],
          id: (name) => name,
          render: (name) => ({ name }),
        }),
      files: () =>
        collection<string>(view, {
          root: 'files',
          item: 'file',
          items: () => it.files,
          id: (file) => file,
          render: (file) => ({
            href: view.href(`storagedomains/${it.id}/files/${encodeURIComponent(file)}`),
            id: file,
            name: file,
            storage_domain: view.ref('storagedomains', it),
          }),
        }),
    }),
  })
}

/** Users see the disks of their own VMs. */
function visibleDisks(view: View): Disk[] {
  const all = [...view.engine.estate.disks.values()]
  return view.account.admin ? all : all.filter((disk) => disk.owner?.kind === 'vm' && view.sees(disk.owner))
}

export function diskCollection(view: View, shape: Shape): Resource {
  return disks(view, shape, () => visibleDisks(view))
}

function disks(view: View, shape: Shape, items: () => Disk[]): Resource {
  return collection<Disk>(view, {
    root: 'disks',
    item: 'disk',
    items,
    find: (id) =>
      view.account.admin ? view.engine.estate.disks.get(id) : items().find((disk) => disk.id === id),
    id: (it) => it.id,
    render: (it) => shape.disk(view, it, undefined),
    search: searchTables(view.engine).disks,
    actions: ['move'],
    post: (it, _, body) => moveDisk(view, `disks/${it.id}`, it, body),
    children: (it) => ({
      statistics: () =>
        statisticCollection(view, shape, { path: `disks/${it.id}`, kind: 'disk', id: it.id }, () =>
          diskStatistics(it, view.engine.now),
        ),
    }),
  })
}

export function templateCollection(view: View, shape: Shape): Resource {
  return collection<Template>(view, {
    root: 'templates',
    item: 'template',
    items: () => view.engine.estate.templates,
    id: (it) => it.id,
    render: (it) => shape.template(view, it),
    search: searchTables(view.engine).templates,
    add: (body) => createTemplate(view, shape, body),
    put: (it, body) => updateTemplate(view, shape, it, body),
    remove: (it) => removeTemplate(view, it),
    actions: ['export'],
    post: (it, _, body) => exportTemplate(view, it, body),
    children: (it) => ({
      ...(shape.old
        ? { disks: () => ownedDiskCollection(view, shape, it) }
        : { diskattachments: () => attachmentCollection(view, it) }),
      nics: () => nicCollection(view, shape, it),
      permissions: () => permissionsOn(view, { kind: 'template', id: it.id }),
    }),
  })
}
