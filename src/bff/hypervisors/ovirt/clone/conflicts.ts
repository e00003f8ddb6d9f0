import type { CloneCopy, CloneDisk, CloneOrder, CloneWay } from '../../../../contract/clone/order.ts'
import { type CloneFinding, stepOfField } from '../../../../contract/clone/plan.ts'
import { atLeast } from '../actions/release.ts'
import { sealing } from './features.ts'
import type { Scene } from './scene.ts'
import { placesClones } from './ways.ts'

/** Collects findings; each stands at the step of its field. */
export class Findings {
  readonly all: CloneFinding[] = []

  add(level: CloneFinding['level'], field: string | undefined, message: string, advice?: string): void {
    this.all.push({
      level,
      step: stepOfField(field),
      message,
      ...(field === undefined ? {} : { field }),
      ...(advice === undefined ? {} : { advice }),
    })
  }
}

const ways: Partial<Record<CloneWay, string>> = {
  'from-template': 'A VM of a template',
  'from-snapshot': 'A VM of a snapshot',
  'vm-clone': 'The action clone',
  'make-template': 'A template',
}

/** What of the order this way cannot do on any engine, or not on this one. Errors are never sent. */
export function conflictsOf(order: CloneOrder, way: CloneWay, scene: Scene): CloneFinding[] {
  const found = new Findings()
  const spokenWay = ways[way]
  if (spokenWay === undefined) {
    found.add('error', 'way', 'This way is for vSphere.')
    return found.all
  }
  if (order.template !== (way === 'make-template')) {
    found.add(
      'error',
      'template',
      `${spokenWay} ${order.template ? 'makes a VM, not a template' : 'is no VM'}.`,
    )
  }
  if (order.linked && way !== 'from-template') {
    found.add('error', 'linked', 'Only VMs of a template can share the disks of their source.')
  }
  foreign(order, found)
  placements(order, way, scene, found)
  disks(order, way, scene, found)
  if (way === 'make-template') forTemplates(order, found)
  else customization(order, scene, found)
  for (const [index, nic] of order.nics.entries()) {
    const known = scene.source.machine.nics.some(({ id }) => id === nic.id)
    if (!known) found.add('error', `nics.${index}.id`, 'The source has no such network card any more.')
  }
  extras(order, way, scene, found)
  return found.all
}

/** Fields that only vSphere has. */
function foreign(order: CloneOrder, found: Findings): void {
  const given: [keyof CloneOrder, boolean][] = [
    ['memory', order.memory === true],
    ['homePolicyId', order.homePolicyId !== undefined],
    ['diskPolicyId', order.diskPolicyId !== undefined],
    ['fallbackToDefaultPolicy', order.fallbackToDefaultPolicy === true],
    ['tpm', order.tpm !== undefined],
    ['moveType', order.moveType !== undefined],
    ['extraSpec', order.extraSpec !== undefined],
  ]
  for (const [field, there] of given) if (there) found.add('error', field, 'oVirt has nothing of this kind.')
}

/** The placement of all, and each that a copy has of its own, with the path under which its fields are named. */
export function placementsOf(order: CloneOrder) {
  return [
    { path: 'placement', placement: order.placement },
    ...order.copies.flatMap(({ placement }, index) =>
      placement === undefined
        ? []
        : [{ path: `copies.${index}.placement`, placement: { ...order.placement, ...placement } }],
    ),
  ]
}

function placements(order: CloneOrder, way: CloneWay, scene: Scene, found: Findings): void {
  const { source } = scene
  for (const { path, placement } of placementsOf(order)) {
    if (placement.folderId !== undefined) found.add('error', `${path}.folderId`, 'oVirt has no folders.')
    if (placement.poolId !== undefined) found.add('error', `${path}.poolId`, 'oVirt has no resource pools.')
    const { clusterId, datastoreId } = placement
    if (clusterId === undefined && source.clusterId === undefined) {
      found.add('error', `${path}.clusterId`, 'Choose a cluster: the source has none.')
    }
    if (way === 'make-template' && clusterId !== undefined && clusterId !== source.clusterId) {
      found.add('error', `${path}.clusterId`, 'A template belongs to the cluster of its VM.')
    }
    if (way === 'vm-clone' && datastoreId !== undefined && !placesClones(scene)) {
      found.add(
        'error',
        `${path}.datastoreId`,
        `The action clone takes a storage domain from release 4.4 on; this one is ${scene.version}.`,
      )
    }
  }
}

function disks(order: CloneOrder, way: CloneWay, { source }: Scene, found: Findings): void {
  for (const [index, disk] of order.disks.entries()) {
    const at = (field: keyof CloneDisk) => `disks.${index}.${field}`
    if (!source.machine.disks.some((use) => use.disk.id === disk.id)) {
      found.add('error', at('id'), 'The source has no such disk any more.')
      continue
    }
    if (!source.disks.some((use) => use.disk.id === disk.id)) {
      found.add('error', at('id'), 'A direct LUN is not copied.')
    }
    if (disk.remove === true) {
      found.add('error', at('remove'), 'oVirt copies all disks.', 'Remove the disk from the copy afterwards.')
    }
    if (disk.policyId !== undefined) found.add('error', at('policyId'), 'oVirt has no storage policies.')
    if (disk.moveType !== undefined) found.add('error', at('moveType'), 'oVirt has nothing of this kind.')
    if (disk.format === 'thick-eager') {
      found.add('error', at('format'), 'oVirt preallocates disks and does not zero them: choose thick.')
    }
    if (way === 'vm-clone') {
      if (disk.datastoreId !== undefined) {
        found.add('error', at('datastoreId'), 'The action clone puts all disks into one storage domain.')
      }
      if (disk.format !== undefined) {
        found.add('error', at('format'), 'The action clone writes disks as their source.')
      }
    }
    if (disk.format !== undefined && way === 'make-template') {
      found.add('error', at('format'), 'Disks of a template are written as those of its VM.')
    }
    if (disk.format === 'thick' && order.linked && way === 'from-template') {
      found.add(
        'error',
        at('format'),
        'A disk that shares its template’s is thin: it holds only what differs.',
      )
    }
  }
}

/** That a template is not started and its guest not set up is said by the rules of the contract, and passed over. */
function forTemplates(order: CloneOrder, found: Findings): void {
  if (order.nics.length > 0) found.add('error', 'nics', 'A template keeps the network cards of its VM.')
  for (const { path, placement } of placementsOf(order)) {
    if (placement.hostId !== undefined) found.add('error', `${path}.hostId`, 'A template runs nowhere.')
  }
}

function customization(
  order: CloneOrder,
  { source, dialect, release, version }: Scene,
  found: Findings,
): void {
  const { kind } = order.customization
  if (kind === 'stored' || kind === 'linux' || kind === 'windows') {
    found.add('error', 'customization', 'oVirt sets guests up by cloud-init or sysprep.')
  }
  if (kind === 'cloud-init') {
    if (source.family === 'windows') {
      found.add(
        'warning',
        'customization',
        'The guest is Windows, which does not know cloud-init.',
        'Choose sysprep.',
      )
    }
    if (dialect === 'v3' && !atLeast(release, 3, 3)) {
      found.add(
        'error',
        'customization',
        `Cloud-init came with release 3.3 of the engine; this one is ${version}.`,
      )
    }
  }
  if (kind === 'sysprep' && source.family === 'linux') {
    found.add(
      'warning',
      'customization',
      'The guest is Linux, which does not know sysprep.',
      'Choose cloud-init.',
    )
  }
  for (const [index, copy] of order.copies.entries()) ownGuest(order, copy, `copies.${index}`, found)
}

function ownGuest(order: CloneOrder, copy: CloneCopy, path: string, found: Findings): void {
  const { customization: all } = order
  const addressed = (['address', 'netmask', 'gateway'] as const).find((field) => copy[field] !== undefined)
  if (all.kind === 'none') return
  if (addressed === undefined) return
  if (all.kind === 'sysprep') {
    found.add('error', `${path}.${addressed}`, 'Sysprep of oVirt sets no addresses.')
  }
  if (all.kind !== 'cloud-init') return
  const [first] = all.options.nics ?? []
  if (first === undefined) {
    found.add(
      'error',
      `${path}.${addressed}`,
      'Add the first card to the cloud-init settings: the guest knows it by its name, like eth0.',
    )
  } else if (copy.address !== undefined && (copy.netmask ?? first.netmask) === undefined) {
    found.add('error', `${path}.netmask`, 'A static address needs a netmask.')
  }
}

/** What some ways do not know is left out of the request, and said. */
function extras(order: CloneOrder, way: CloneWay, scene: Scene, found: Findings): void {
  const { dialect, release, version } = scene
  if (order.clonePermissions === true && way !== 'from-template' && way !== 'make-template') {
    found.add(
      'warning',
      'clonePermissions',
      'Permissions are copied from and to templates only: the copy gets yours alone.',
    )
  }
  if (
    order.discardSnapshots !== undefined &&
    way === 'vm-clone' &&
    (dialect === 'v3' || !atLeast(release, 4, 4))
  ) {
    found.add(
      'warning',
      'discardSnapshots',
      `This came with release 4.4 of the engine; ${version} decides by itself.`,
    )
  }
  if (order.seal === true) {
    const can = way === 'make-template' ? sealing(scene) : 'Only templates are sealed.'
    if (can !== true) found.add('error', 'seal', can)
  }
  if (order.version !== undefined) {
    if (way !== 'make-template') found.add('error', 'version', 'Only templates have versions.')
    else if (!atLeast(release, 3, 5)) {
      found.add(
        'error',
        'version',
        `Versions of templates came with release 3.5 of the engine; this one is ${version}.`,
      )
    }
  }
}
