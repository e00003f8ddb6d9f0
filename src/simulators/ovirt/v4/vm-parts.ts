import { actions, links, type View } from '../api/view.ts'
import type { Statistic } from '../engine/statistics.ts'
import { type GuestDevice, shownDisplay } from '../estate/guest.ts'
import type { Disk, Nic, Snapshot, Template, Vm } from '../estate/model.ts'
import { zeroId } from '../estate/model.ts'
import { imageIdIn } from '../estate/snapshot-disks.ts'
import { decimal, moment, type WireObject } from '../wire/value.ts'

export function diskAttachment(view: View, owner: Vm | Template, it: Disk): WireObject {
  const collection = owner.kind === 'vm' ? 'vms' : 'templates'
  return {
    href: view.href(`${collection}/${owner.id}/diskattachments/${it.id}`),
    id: it.id,
    active: true,
    bootable: it.bootable,
    interface: it.interface,
    logical_name:
      owner.kind === 'vm' && owner.guestKnown
        ? `/dev/vd${'abcdef'[owner.disks.indexOf(it)] ?? 'z'}`
        : undefined,
    pass_discard: false,
    read_only: false,
    uses_scsi_reservation: false,
    disk: view.ref('disks', it),
    template: owner.kind === 'template' ? view.ref('templates', owner) : undefined,
    // QUIRK(ovirt 4.3): attachments of a template also name it as a VM, as recorded.
    vm: view.ref('vms', owner),
  }
}

export function disk(view: View, it: Disk): WireObject {
  const href = view.href(`disks/${it.id}`)
  return {
    href,
    id: it.id,
    actions: actions(href, ['copy', 'export', 'move', 'reduce', 'refreshlun', 'sparsify']),
    name: it.name,
    description: it.description,
    link: links(href, ['permissions', 'statistics']),
    actual_size: it.actual,
    alias: it.name,
    backup: it.format === 'cow' ? 'incremental' : 'none',
    content_type: it.content,
    format: it.format,
    image_id: it.imageId,
    propagate_errors: false,
    provisioned_size: it.provisioned,
    qcow_version: it.format === 'cow' ? 'qcow2_v3' : undefined,
    shareable: it.content === 'ovf_store',
    sparse: it.sparse,
    status: it.status,
    storage_type: 'image',
    total_size: it.actual,
    wipe_after_delete: false,
    storage_domains: { storage_domain: [view.ref('storagedomains', it.domain)] },
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
    link:
      owner.kind === 'vm' ? links(href, ['reporteddevices', 'networkfilterparameters', 'statistics']) : [],
    [owner.kind]: view.ref(collection, owner),
    interface: it.interface,
    linked: it.linked,
    mac: { address: it.mac },
    plugged: it.plugged,
    synced: true,
    reported_devices:
      owner.kind === 'vm' && reported !== undefined
        ? { reported_device: [device(view, owner, reported)] }
        : undefined,
    vnic_profile: view.ref('vnicprofiles', it.network.profile),
  }
}

function device(view: View, owner: Vm, it: GuestDevice): WireObject {
  return {
    href: view.href(`vms/${owner.id}/reporteddevices/${it.id}`),
    id: it.id,
    name: it.name,
    description: 'guest reported data',
    ips: { ip: it.ips.map((ip) => ({ address: ip.address, version: ip.version })) },
    mac: { address: it.mac },
    type: 'network',
  }
}

export function reportedDevice(view: View, owner: Vm, it: GuestDevice): WireObject {
  return { ...device(view, owner, it), vm: view.ref('vms', owner) }
}

/** A snapshot, or the pseudo-snapshot `Active VM` when there is none. */
export function snapshot(view: View, owner: Vm, id: string, it: Snapshot | undefined): WireObject {
  const href = view.href(`vms/${owner.id}/snapshots/${id}`)
  const kept = it?.kept ?? owner
  return {
    href,
    id,
    actions: actions(href, ['restore']),
    description: it?.description ?? 'Active VM',
    link: it === undefined ? [] : links(href, ['cdroms', 'disks', 'nics']),
    date: moment(it?.date ?? owner.createdAt),
    persist_memorystate: it?.memory ?? false,
    snapshot_status: it?.status ?? 'ok',
    snapshot_type: it === undefined ? 'active' : it.type,
    vm:
      it === undefined
        ? undefined
        : {
            id: owner.id,
            name: owner.name,
            description: owner.description,
            cpu: {
              architecture: 'x86_64',
              topology: { cores: kept.cores, sockets: kept.sockets, threads: 1 },
            },
            creation_time: moment(owner.createdAt),
            memory: kept.memory,
            os: { type: kept.os.type },
            status: owner.status,
            cluster: { id: owner.cluster.id },
            template: { id: owner.template.id },
          },
  }
}

export function snapshotDisk(_view: View, of: Snapshot, it: Disk): WireObject {
  return {
    id: it.id,
    name: it.name,
    alias: it.name,
    actual_size: Math.round(it.actual / 2),
    content_type: it.content,
    format: 'cow',
    image_id: imageIdIn(of, it),
    provisioned_size: it.provisioned,
    sparse: true,
    status: of.status === 'locked' ? 'locked' : 'ok',
    storage_type: 'image',
    snapshot: { id: of.id },
    storage_domains: { storage_domain: [{ id: it.domain.id }] },
  }
}

/** `owner` is the path of the thing measured, e.g. `hosts/1`, `id` its own. */
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
    kind: it.kind,
    type: it.type,
    unit: it.unit,
    values: { value: [{ datum: decimal(it.datum) }] },
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

/** QUIRK(ovirt 4.x): a console's id is its protocol in hexadecimal; addresses only with `current` (fact sheet §9). */
export function graphicsConsole(view: View, owner: Vm): WireObject {
  const shown = shownDisplay(owner)
  const id = shown === 'spice' ? '7370696365' : '766e63'
  const href = view.href(`vms/${owner.id}/graphicsconsoles/${id}`)
  const live = view.query.current && owner.host !== undefined
  return {
    href,
    id,
    actions: actions(href, ['proxyticket', 'remoteviewerconnectionfile', 'ticket']),
    protocol: shown,
    address: live ? owner.host?.nics[0]?.ip : undefined,
    port: live ? 5900 + (owner.seed % 90) * 2 : undefined,
    tls_port: live && shown === 'spice' ? 5901 + (owner.seed % 90) * 2 : undefined,
    vm: view.ref('vms', owner),
  }
}
