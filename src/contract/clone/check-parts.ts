import { followsVsphere } from './family.ts'
import type { CloneOptions } from './options.ts'
import type { CloneOrder } from './order.ts'
import { type CloneFinding, stepOfField } from './plan.ts'

export type Note = (level: CloneFinding['level'], field: string, message: string, advice?: string) => void

/** Collects findings; each is told at the step of its field. */
export function notes(): { findings: CloneFinding[]; note: Note } {
  const findings: CloneFinding[] = []
  return {
    findings,
    note: (level, field, message, advice) =>
      void findings.push({
        level,
        step: stepOfField(field),
        field,
        message,
        ...(advice === undefined ? {} : { advice }),
      }),
  }
}

/**
 * Changes of disks and cards that cannot be made. Sources: vCenter REST `VM: clone`, `disks_to_remove` and
 * `disks_to_update` ("If the same identifier is in … InvalidArgument"); vim `VirtualMachineRelocateDiskMoveOptions`: a new
 * child needs a snapshot.
 */
export function checkParts(order: CloneOrder, options: CloneOptions): CloneFinding[] {
  const { findings, note } = notes()
  checkDisks(order, options, note)
  checkNics(order, options, note)
  return findings
}

function checkDisks(order: CloneOrder, options: CloneOptions, note: Note): void {
  const vsphere = followsVsphere(options)
  const seen = new Set<string>()
  const childOf = (moveType: CloneOrder['moveType']) => moveType === 'createNewChildDiskBacking'
  const noSnapshot = order.source.snapshotId === undefined
  const needsSnapshot = 'A new child of the disk needs a snapshot of the source.'
  if (childOf(order.moveType) && noSnapshot) note('error', 'moveType', needsSnapshot)
  for (const [index, disk] of order.disks.entries()) {
    const at = `disks.${index}`
    const known = options.disks.find(({ id }) => id === disk.id)
    const name = known?.name ?? disk.id
    if (known === undefined) note('error', `${at}.id`, `The source has no disk ${disk.id}.`)
    if (seen.has(disk.id)) note('error', `${at}.id`, `${name} is named twice.`)
    seen.add(disk.id)
    const changed = [disk.datastoreId, disk.policyId, disk.format, disk.moveType].some(
      (value) => value !== undefined,
    )
    if (disk.remove === true && changed)
      note('error', `${at}.remove`, `${name} cannot be left out and changed at once.`)
    if (disk.remove === true) continue
    if (childOf(disk.moveType) && noSnapshot) note('error', `${at}.moveType`, needsSnapshot)
    if (disk.format === undefined) continue
    if (disk.format === 'thick-eager' && !vsphere)
      note('error', `${at}.format`, 'Only thin and thick are known here.')
    else if (order.linked)
      note(
        'warning',
        `${at}.format`,
        `A linked copy of ${name} grows from nothing; its format is not changed.`,
      )
  }
  const left = options.disks.filter(
    ({ id }) => !order.disks.some((disk) => disk.id === id && disk.remove === true),
  )
  if (options.disks.length > 0 && left.length === 0) note('warning', 'disks', 'The copies have no disk.')
  else {
    const boot = options.disks.find(({ bootable }) => bootable === true)
    if (boot !== undefined && !left.includes(boot))
      note('warning', 'disks', `The copies are without ${boot.name}, from which the source starts.`)
  }
}

function checkNics(order: CloneOrder, options: CloneOptions, note: Note): void {
  const seen = new Set<string>()
  for (const [index, nic] of order.nics.entries()) {
    const at = `nics.${index}`
    const known = options.nics.find(({ id }) => id === nic.id)
    if (known === undefined) note('error', `${at}.id`, `The source has no card ${nic.id}.`)
    if (seen.has(nic.id)) note('error', `${at}.id`, `${known?.name ?? nic.id} is named twice.`)
    seen.add(nic.id)
    if (nic.remove === true && (nic.networkId !== undefined || nic.connected !== undefined))
      note('error', `${at}.remove`, `${known?.name ?? nic.id} cannot be removed and changed at once.`)
  }
}
