import type { CloneOrder, CloneWay } from '../../../../contract/clone/order.ts'
import { atLeast } from '../actions/release.ts'
import { spoken } from '../map/states.ts'
import type { Scene } from './scene.ts'

export interface WayOffer {
  way: CloneWay
  title: string
  possible: true | string
}

const titles: Partial<Record<CloneWay, string>> = {
  'from-template': 'VM from template',
  'from-snapshot': 'VM from snapshot',
  'vm-clone': 'Clone of a VM',
  'make-template': 'Template from VM',
}

/** The ways that exist for this source, and whether its state and the engine's release allow them now. */
export function waysOf(scene: Scene): WayOffer[] {
  const { source } = scene
  const offer = (way: CloneWay, possible: true | string): WayOffer => ({
    way,
    title: titles[way] ?? way,
    possible,
  })
  if (source.kind === 'template') {
    const { status } = source
    return [offer('from-template', status === 'ok' ? true : `The template is ${spoken(status)}.`)]
  }
  return [
    offer('vm-clone', clonable(scene)),
    offer('from-snapshot', snapshotUsable(scene)),
    offer('make-template', templatable(scene)),
  ]
}

/** Action `clone`. Fact sheet §6: since 3.5; in 4.3 and older of a VM that is down or suspended, later also of one that runs. */
function clonable({ source, release, dialect, version }: Scene): true | string {
  if (source.snapshot !== undefined) return 'It copies the VM as it is now, not its snapshot.'
  if (!atLeast(release, 3, 5)) {
    return `The action came with release 3.5 of the engine; this one is ${version}.`
  }
  const { status } = source
  const blocked = blockedBy(source)
  if (blocked !== undefined) return blocked
  if (status === 'down') return true
  if (source.stateless) return 'The VM is stateless and not down.'
  // Since when exactly running VMs are taken and suspended ones are not, within 4.4, is not known: the engine says.
  const young = dialect !== 'v3' && atLeast(release, 4, 4)
  const settled = dialect !== 'v3' && atLeast(release, 4, 5)
  if (status === 'suspended') {
    return settled ? 'This release does not clone suspended VMs.' : true
  }
  if (!young) return 'The VM must be down or suspended.'
  return cloneStates.includes(status) ? true : `The VM is ${spoken(status)}.`
}

const cloneStates: readonly string[] = ['up', 'powering_up', 'paused']
/** States in which a snapshot can be made (fact sheet §5.5). */
const snapshotStates: readonly string[] = [
  'down',
  'up',
  'paused',
  'powering_up',
  'reboot_in_progress',
  'not_responding',
]

/** From the snapshot that was chosen, or from one that is made for the copy and removed after it. */
function snapshotUsable({ source, dialect }: Scene): true | string {
  const { snapshot, status } = source
  if (snapshot !== undefined) {
    const word = snapshot.status ?? 'ok'
    if (word === 'locked') return 'The snapshot is being worked on.'
    return source.status === 'image_locked' ? 'The disks of the VM are locked.' : true
  }
  const blocked = blockedBy(source)
  if (blocked !== undefined) return blocked
  if (source.stateless && status !== 'down') return 'The VM is stateless and not down.'
  // QUIRK(rhev 3.x): snapshots of a VM that runs cannot be merged again.
  if (dialect === 'v3' && status !== 'down') {
    return 'The VM must be down, so that the snapshot that is made for the copy can be removed again.'
  }
  return snapshotStates.includes(status) ? true : `The VM is ${spoken(status)}.`
}

function templatable({ source }: Scene): true | string {
  if (source.snapshot !== undefined) return 'Templates are made of the VM as it is now.'
  const blocked = blockedBy(source)
  if (blocked !== undefined) return blocked
  return source.status === 'down' ? true : 'The VM must be down.'
}

function blockedBy({ status, snapshots }: Scene['source']): string | undefined {
  if (status === 'image_locked') return 'The disks of the VM are locked.'
  if (status === 'image_illegal') return 'An image of the VM is illegal.'
  if (snapshots.some((one) => one.status === 'in_preview')) return 'The VM is previewing a snapshot.'
  if (snapshots.some((one) => one.status === 'locked')) return 'A snapshot of the VM is being worked on.'
  return undefined
}

/** The way that fits what is asked, and why; whether it is possible is said by `waysOf`. */
export function chooseWay(order: CloneOrder, scene: Scene): { way: CloneWay; why: string } {
  if (order.way !== undefined) return { way: order.way, why: 'You chose this way.' }
  const { source } = scene
  if (source.kind === 'template') {
    const why = order.linked
      ? 'The copy shares the disks of the template and writes only what differs.'
      : 'The copy gets disks of its own and no longer needs the template.'
    return { way: 'from-template', why }
  }
  if (source.snapshot !== undefined && !order.template) {
    return {
      way: 'from-snapshot',
      why: 'The engine makes a VM of the snapshot, with full copies of its disks.',
    }
  }
  if (order.template) return { way: 'make-template', why: 'A template is asked for.' }
  const clone = clonable(scene)
  const apart =
    order.disks.some((disk) => disk.datastoreId !== undefined || disk.format !== undefined) ||
    (order.placement.datastoreId !== undefined && !placesClones(scene))
  if (clone === true && !apart) {
    return { way: 'vm-clone', why: 'The action clone copies the VM in one step.' }
  }
  const reason =
    clone === true
      ? 'The action clone cannot place or write the disks as asked.'
      : `The action clone is not possible: ${clone}`
  if (snapshotUsable(scene) !== true && clone === true) return { way: 'vm-clone', why: reason }
  return {
    way: 'from-snapshot',
    why: `${reason.replace(/\.$/, '')}. Gantry makes a snapshot, makes the copy of it, and removes it again.`,
  }
}

/** Whether the action `clone` takes a storage domain; of releases before 4.4 that is not certain (fact sheet §6). */
export const placesClones = ({ dialect, release }: Scene): boolean =>
  dialect !== 'v3' && atLeast(release, 4, 4)

/** A snapshot is made for the copy and removed after it. */
export const needsSnapshot = (way: CloneWay, { source }: Scene): boolean =>
  way === 'from-snapshot' && source.snapshot === undefined
