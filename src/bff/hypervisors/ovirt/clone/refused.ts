import type { CloneOrder, CloneWay } from '../../../../contract/clone/order.ts'
import { Fault, type FaultInfo } from '../../../../contract/fault.ts'
import type { Scene } from './scene.ts'

/** Which request the engine refused; `nic` is an index in `order.nics`. */
export interface Refused {
  step: 'create' | 'snapshot' | 'edit' | 'nic' | 'start'
  nic?: number
}

/**
 * What the engine refused, with the field of the order that it blames. The field is found by ids that are named and by
 * the few words that stay the same over releases; where nothing fits, none is named. The engine's words are kept.
 */
export function refused(fault: Fault, order: CloneOrder, way: CloneWay, scene: Scene, where: Refused): Fault {
  const { info } = fault
  const field = info.field ?? fieldOf(info, order, way, scene, where)
  const found: FaultInfo = { ...info, ...(field === undefined ? {} : { field }) }
  if (info.kind === 'forbidden') {
    const advice = `Ask for a role that gives ${permitOf(way, where)}; the plan names the objects.`
    return new Fault({ ...found, advice }, { cause: fault })
  }
  if (info.kind === 'not-found') {
    // QUIRK(ovirt, rhev): an unknown id has no body; one that the body refers to has a fault (fact sheet §5.4).
    if (info.code?.startsWith('HTTP') === true) {
      const message = where.step === 'create' ? 'The VM or template to copy is gone.' : 'The copy is gone.'
      return new Fault(
        { ...found, message, ...(where.step === 'create' ? { field: 'source.vm' } : {}) },
        { cause: fault },
      )
    }
    return new Fault(
      { ...found, ...(field === undefined ? {} : { kind: 'invalid-input' }) },
      { cause: fault },
    )
  }
  if (info.kind !== 'conflict') return new Fault(found, { cause: fault })
  const state = field === 'source.vm' || field === 'source.snapshotId'
  return new Fault(
    { ...found, ...(field === undefined ? {} : { kind: state ? 'invalid-state' : 'invalid-input' }) },
    { cause: fault },
  )
}

function permitOf(way: CloneWay, { step }: Refused): string {
  if (step === 'snapshot') return 'manipulate_vm_snapshots on the VM'
  if (step === 'start') return 'vm_basic_operations on the copy'
  if (step === 'edit') return 'edit_vm_properties on the copy'
  if (step === 'nic') return 'configure_vm_network on the copy'
  return way === 'make-template'
    ? 'create_template on the data center and create_disk on the storage domains'
    : 'create_vm on the cluster (and the template) and create_disk on the storage domains'
}

/** A field of the order where these words are found, as far as that field was given or is always there. */
function fieldOf(
  info: FaultInfo,
  order: CloneOrder,
  way: CloneWay,
  scene: Scene,
  { step, nic }: Refused,
): string | undefined {
  const { message } = info
  if (step === 'snapshot') return 'source.vm'
  const said = (pattern: RegExp): boolean => pattern.test(message)
  const named = byValue(order, message)
  if (named !== undefined) return named
  if (step === 'nic')
    return nic === undefined
      ? 'nics'
      : `nics.${nic}.${order.nics[nic]?.networkId === undefined ? 'id' : 'networkId'}`
  if (
    said(
      /\bname\b.*(in use|must be|too long|invalid|exceed|already exists)|\[[^\]]*\bname\b[^\]]*\] required|already exists/i,
    )
  ) {
    if (step === 'create') return 'copies.0.name'
  }
  if (said(/\bquota\b/i)) return diskField(order, message, scene) ?? 'placement.clusterId'
  if (said(/\b(disk configuration|incompatible with the storage domain|volume type|cow|raw|diskformat)\b/i)) {
    const index = order.disks.findIndex((disk) => disk.format !== undefined)
    return index < 0 ? 'placement.datastoreId' : `disks.${index}.format`
  }
  if (said(/storage domain|disk space|low disk|\bspace\b|storage pool|image does not exist/i)) {
    return diskField(order, message, scene)
  }
  if (said(/\bsnapshots?\b/i)) return scene.source.snapshot === undefined ? 'source.vm' : 'source.snapshotId'
  if (said(/\bversion\b|base template/i) && order.version !== undefined) return 'version.baseTemplateId'
  if (said(/\bseal/i)) return 'seal'
  if (said(/\bmemory\b/i) && order.memoryBytes !== undefined) return 'memoryBytes'
  if (said(/\b(sockets?|cpus?|virtual cpus|topology|processors?|cores)\b/i)) {
    if (order.coresPerSocket !== undefined && order.cpus === undefined) return 'coresPerSocket'
    if (order.cpus !== undefined) return 'cpus'
  }
  if (said(/cloud-?init|sysprep|initiali[sz]ation|boot ?protocol|custom script/i)) return 'customization'
  if (said(/scheduling constraints|\bhost\b/i)) {
    return order.placement.hostId === undefined
      ? step === 'start'
        ? 'powerOn'
        : 'placement.clusterId'
      : 'placement.hostId'
  }
  if (said(/\bcluster\b|data ?center/i)) return 'placement.clusterId'
  if (step === 'start') return 'powerOn'
  if (said(/\bnetwork|vnic profile|\bmac\b/i)) return 'nics'
  if (said(/locked|in progress|running|not down|must be down|stateless|illegal|paused|suspended|hibernat/i))
    return 'source.vm'
  if (way === 'from-template' && said(/\btemplate\b/i)) return 'source.vm'
  return undefined
}

/** `Entity not found: {id}` and the like name the value itself. */
function byValue(order: CloneOrder, message: string): string | undefined {
  const { source, placement, disks, nics, version } = order
  const ids: [string, string | undefined][] = [
    ...(['clusterId', 'hostId', 'datastoreId'] as const).map((field): [string, string | undefined] => [
      `placement.${field}`,
      placement[field],
    ]),
    ...disks.flatMap((disk, index): [string, string | undefined][] => [
      [`disks.${index}.datastoreId`, disk.datastoreId],
      [`disks.${index}.id`, disk.id],
    ]),
    ...nics.map((card, index): [string, string | undefined] => [`nics.${index}.networkId`, card.networkId]),
    ['version.baseTemplateId', version?.baseTemplateId],
    ['source.snapshotId', source.snapshotId],
    ['source.vm', source.vm],
  ]
  return ids.find(([, id]) => id !== undefined && id.length > 3 && message.includes(id))?.[0]
}

/** The disk that the message names, else where all disks go. */
function diskField(order: CloneOrder, message: string, { source }: Scene): string {
  for (const [index, disk] of order.disks.entries()) {
    const own = source.disks.find((use) => use.disk.id === disk.id)?.disk
    const name = own?.alias ?? own?.name
    if (name !== undefined && message.includes(name) && disk.datastoreId !== undefined)
      return `disks.${index}.datastoreId`
  }
  if (order.placement.datastoreId !== undefined) return 'placement.datastoreId'
  const own = order.disks.flatMap(({ datastoreId }, index) => (datastoreId === undefined ? [] : [index]))
  return own.length === 1 ? `disks.${own[0]}.datastoreId` : 'placement.datastoreId'
}
