import type { CloneOrder, CloneWay, DiskFormat } from '../../../../contract/clone/order.ts'
import { atLeast } from '../actions/release.ts'
import { memoryPolicy, topology } from '../actions/requests.ts'
import { initializationBody } from '../actions/run-once.ts'
import type { Write } from '../transport/engine.ts'
import { type Body, written } from '../wire/write.ts'
import { guestOf } from './guest.ts'
import { refuse, type Scene } from './scene.ts'
import { placesClones } from './ways.ts'

/** A request and how a person calls it. */
export interface CopyRequest extends Write {
  what: string
}

/** The request that makes the copy, for an order of one copy. Ways through a snapshot need one in the scene. */
export function createRequest(order: CloneOrder, way: CloneWay, scene: Scene, pretty = false): CopyRequest {
  const { dialect } = scene
  const { root, path, body, what } = plain(order, way, scene)
  return { what, method: 'POST', path, ...written(dialect, root, body, pretty) }
}

interface Plain {
  what: string
  root: string
  path: string
  body: Body
}

function plain(order: CloneOrder, way: CloneWay, scene: Scene): Plain {
  switch (way) {
    case 'from-template':
      return fromTemplate(order, scene)
    case 'from-snapshot':
      return fromSnapshot(order, scene)
    case 'vm-clone':
      return vmClone(order, scene)
    case 'make-template':
      return makeTemplate(order, scene)
    default:
      return refuse('way', 'This way is for vSphere.')
  }
}

const nameOf = ({ copies }: CloneOrder): string => copies[0]?.name ?? ''
const query = (...flags: (string | undefined)[]): string => {
  const given = flags.filter((flag) => flag !== undefined)
  return given.length === 0 ? '' : `?${given.join('&')}`
}

/** QUIRK(ovirt 3.x): options of a creation stand in its body; v4 has them in the query (fact sheet, "Field differences"). */
function fromTemplate(order: CloneOrder, scene: Scene): Plain {
  const v3 = scene.dialect === 'v3'
  const independent = !order.linked
  const permissions = order.clonePermissions === true
  const listed = diskList(order, scene, 'id')
  const disks: Body | undefined = v3
    ? listed.length > 0 || independent
      ? { clone: independent ? true : undefined, disk: listed }
      : undefined
    : attached(listed)
  return {
    what: 'Make the VM of the template',
    root: 'vm',
    path: `/vms${v3 ? '' : query(independent ? 'clone=true' : undefined, permissions ? 'clone_permissions=true' : undefined)}`,
    body: {
      ...newVm(order, scene, { template: { id: scene.source.id } }),
      ...(disks === undefined ? {} : { [v3 ? 'disks' : 'disk_attachments']: disks }),
      permissions: v3 && permissions ? { clone: true } : undefined,
    },
  }
}

/** QUIRK(all versions): disks of a snapshot go by the id of their image (fact sheet §6). */
function fromSnapshot(order: CloneOrder, scene: Scene): Plain {
  const v3 = scene.dialect === 'v3'
  const listed = diskList(order, scene, 'image_id')
  return {
    what: 'Make the VM of the snapshot',
    root: 'vm',
    path: '/vms',
    body: {
      ...newVm(order, scene, { snapshots: { snapshot: [{ id: scene.source.snapshot?.id }] } }),
      ...(listed.length === 0
        ? {}
        : v3
          ? { disks: { disk: listed } }
          : { disk_attachments: attached(listed) }),
    },
  }
}

/** Takes nothing else; what more is asked comes by an edit of the copy. */
function vmClone(order: CloneOrder, scene: Scene): Plain {
  const { datastoreId } = order.placement
  const discards = scene.dialect !== 'v3' && atLeast(scene.release, 4, 4)
  return {
    what: 'Clone the VM',
    root: 'action',
    path: `/vms/${encodeURIComponent(scene.source.id)}/clone`,
    body: {
      vm: { name: nameOf(order) },
      storage_domain: datastoreId === undefined || !placesClones(scene) ? undefined : { id: datastoreId },
      discard_snapshots: discards ? order.discardSnapshots : undefined,
    },
  }
}

function makeTemplate(order: CloneOrder, scene: Scene): Plain {
  const v3 = scene.dialect === 'v3'
  const permissions = order.clonePermissions === true
  const listed = diskList(order, scene, 'id')
  const flags = [
    order.seal === true ? 'seal=true' : undefined,
    permissions ? 'clone_permissions=true' : undefined,
  ]
  const { version } = order
  const versionName = version?.name === '' ? undefined : version?.name
  return {
    what: 'Make the template of the VM',
    root: 'template',
    path: `/templates${v3 ? '' : query(...flags)}`,
    body: {
      name: nameOf(order),
      description: order.notes,
      vm: {
        id: scene.source.id,
        ...(listed.length === 0
          ? {}
          : v3
            ? { disks: { disk: listed } }
            : { disk_attachments: attached(listed) }),
      },
      version:
        version === undefined
          ? undefined
          : { base_template: { id: version.baseTemplateId }, version_name: versionName },
      permissions: v3 && permissions ? { clone: true } : undefined,
    },
  }
}

/** What every new VM is told. */
function newVm(order: CloneOrder, scene: Scene, from: Body): Body {
  const clusterId = order.placement.clusterId ?? scene.source.clusterId
  return {
    name: nameOf(order),
    description: order.notes,
    cluster: { id: clusterId },
    ...from,
    ...hardware(order, scene),
    ...hostOf(order, scene),
    initialization: storedGuest(order, scene),
  }
}

/** Processors and memory, where they differ from the source. */
export function hardware(order: CloneOrder, { dialect, source }: Scene): Body {
  const { cpus, coresPerSocket, memoryBytes } = order
  return {
    memory: memoryBytes,
    memory_policy: memoryBytes === undefined ? undefined : memoryPolicy(memoryBytes, source.hardware),
    cpu:
      cpus === undefined && coresPerSocket === undefined
        ? undefined
        : topology(cpus, coresPerSocket, source.hardware, dialect === 'v3'),
  }
}

/** The host where it is to run. QUIRK(ovirt 3.x): one host, and never without an affinity. */
export function hostOf({ placement }: CloneOrder, { dialect, source }: Scene): Body {
  const { hostId } = placement
  if (hostId === undefined) return {}
  const { wire } = source.machine
  const affinity = ('placement_policy' in wire ? wire.placement_policy?.affinity : undefined) ?? 'migratable'
  const host: Body = { id: hostId }
  return {
    placement_policy: dialect === 'v3' ? { host, affinity } : { hosts: { host: [host] } },
  }
}

/** Kept with the copy and used at its first start; a copy that is started at once is told at that start instead. */
export function storedGuest(order: CloneOrder, { dialect }: Scene): Body | undefined {
  const [copy] = order.copies
  if (copy === undefined || order.powerOn) return undefined
  const guest = guestOf(order, copy)
  return guest === undefined ? undefined : initializationBody(dialect, guest)
}

/** `thin` grows in any kind of storage domain as copy-on-write; `thick` takes its space at once. */
const formats: Partial<Record<DiskFormat, Body>> = {
  thin: { format: 'cow', sparse: true },
  thick: { format: 'raw', sparse: false },
}

/** Only disks that do not just follow their source. */
function diskList(order: CloneOrder, { dialect, source }: Scene, key: 'id' | 'image_id'): Body[] {
  return source.disks.flatMap(({ disk }) => {
    const asked = order.disks.find((one) => one.id === disk.id)
    const domain = asked?.datastoreId ?? order.placement.datastoreId
    const format = asked?.format === undefined ? undefined : formats[asked.format]
    if (domain === undefined && format === undefined) return []
    const name = key === 'id' ? disk.id : (disk.image_id ?? disk.id)
    return [
      {
        [key]: name,
        ...format,
        storage_domains:
          domain === undefined
            ? undefined
            : { storage_domain: dialect === 'v3' ? { id: domain } : [{ id: domain }] },
      },
    ]
  })
}

const attached = (listed: readonly Body[]): Body | undefined =>
  listed.length === 0 ? undefined : { disk_attachment: listed.map((disk) => ({ disk })) }
