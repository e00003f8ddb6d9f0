import { actions, links, type View } from '../api/view.ts'
import type { Statistic } from '../engine/statistics.ts'
import type { GuestDevice } from '../estate/guest.ts'
import { type Disk, type Nic, type Snapshot, type Template, type Vm, zeroId } from '../estate/model.ts'
import { imageIdIn } from '../estate/snapshot-disks.ts'
import { decimal, moment, type WireObject } from '../wire/value.ts'
import { state } from './machine.ts'

/** A disk at the top level, or as the VM or template that uses it has it. */
export function disk(view: View, it: Disk, owner: Vm | Template | undefined): WireObject {
  const collection = owner?.kind === 'template' ? 'templates' : 'vms'
  const href = view.href(owner === undefined ? `disks/${it.id}` : `${collection}/${owner.id}/disks/${it.id}`)
  return {
    href,
    id: it.id,
    actions: actions(
      href,
      owner === undefined ? ['move', 'copy', 'export'] : ['activate', 'deactivate', 'move', 'export'],
    ),
    name: it.name,
    description: it.description,
    link: links(href, ['statistics', 'permissions']),
    [owner?.kind ?? 'vm']: owner === undefined ? undefined : view.ref(collection, owner),
    alias: it.name,
    image_id: it.imageId,
    storage_domains: { storage_domain: [{ id: it.domain.id }] },
    size: it.provisioned,
    provisioned_size: it.provisioned,
    actual_size: it.actual,
    status: state(it.status),
    interface: it.interface,
    format: it.format,
    sparse: it.sparse,
    bootable: it.bootable,
    shareable: false,
    wipe_after_delete: false,
    propagate_errors: false,
    active: owner === undefined ? undefined : true,
    read_only: owner === undefined ? undefined : false,
    storage_type: 'image',
  }
}

export function nic(
  view: View,
  owner: Vm | Template,
  it: Nic,
  reported: GuestDevice | undefined,
): WireObject {
  const collection = owner.kind === 'vm' ? 'vms' : 'templates'
  const href = view.href(`${collection}/${owner.id}/nics/${it.id}`)
  return {
    href,
    id: it.id,
    actions: owner.kind === 'vm' ? actions(href, ['activate', 'deactivate']) : undefined,
    name: it.name,
    link: owner.kind === 'vm' ? links(href, ['statistics', 'reporteddevices']) : [],
    [owner.kind]: view.ref(collection, owner),
    network: view.ref('networks', it.network),
    interface: it.interface,
    mac: { '@address': it.mac },
    active: it.plugged,
    plugged: it.plugged,
    linked: it.linked,
    vnic_profile: view.ref('vnicprofiles', it.network.profile),
    reported_devices:
      owner.kind === 'vm' && reported !== undefined
        ? { reported_device: [reportedDevice(view, owner, reported)] }
        : undefined,
  }
}

export function reportedDevice(view: View, owner: Vm, it: GuestDevice): WireObject {
  return {
    href: view.href(`vms/${owner.id}/reporteddevices/${it.id}`),
    id: it.id,
    name: it.name,
    description: 'guest reported data',
    type: 'network',
    mac: { '@address': it.mac },
    ips: { ip: it.ips.map((ip) => ({ '@address': ip.address, '@version': ip.version })) },
    vm: view.ref('vms', owner),
  }
}

export function snapshot(view: View, owner: Vm, id: string, it: Snapshot | undefined): WireObject {
  const href = view.href(`vms/${owner.id}/snapshots/${id}`)
  const previous =
    it?.parent === undefined
      ? []
      : [{ href: view.href(`vms/${owner.id}/snapshots/${it.parent.id}`), rel: 'prev' }]
  return {
    href,
    id,
    actions: actions(href, ['restore']),
    description: it?.description ?? 'Active VM',
    type: it === undefined ? 'active' : it.type,
    link: it === undefined ? [] : [...links(href, ['cdroms', 'disks', 'nics']), ...previous],
    vm: view.ref('vms', owner),
    date: moment(it?.date ?? owner.createdAt),
    snapshot_status: it?.status ?? 'ok',
    persist_memorystate: it?.memory ?? false,
  }
}

export function snapshotDisk(_view: View, of: Snapshot, it: Disk): WireObject {
  return {
    id: it.id,
    name: it.name,
    alias: it.name,
    image_id: imageIdIn(of, it),
    size: it.provisioned,
    actual_size: Math.round(it.actual / 2),
    format: 'cow',
    status: state(of.status === 'locked' ? 'locked' : 'ok'),
    snapshot: { id: of.id },
    storage_domains: { storage_domain: [{ id: it.domain.id }] },
  }
}

/** QUIRK(rhev 3.x): kind and unit in upper case, `type` is the kind and `values` carries the number's type. */
export function statistic(
  view: View,
  owner: { path: string; kind: string; id: string },
  id: string,
  it: Statistic,
): WireObject {
  return {
    href: view.href(`${owner.path}/statistics/${id}`),
    id,
    name: it.name,
    description: it.description,
    values: { '@type': it.type.toUpperCase(), value: [{ datum: decimal(it.datum) }] },
    type: it.kind.toUpperCase(),
    unit: it.unit.toUpperCase(),
    [owner.kind]: { href: view.href(owner.path), id: owner.id },
  }
}

export function application(view: View, owner: Vm, id: string, name: string): WireObject {
  return { href: view.href(`vms/${owner.id}/applications/${id}`), id, name, vm: view.ref('vms', owner) }
}

export function cdrom(view: View, owner: Vm): WireObject {
  const file = view.query.current ? owner.loaded : owner.cd
  return {
    href: view.href(`vms/${owner.id}/cdroms/${zeroId}`),
    id: zeroId,
    vm: view.ref('vms', owner),
    file: file === undefined ? undefined : { id: file },
  }
}
