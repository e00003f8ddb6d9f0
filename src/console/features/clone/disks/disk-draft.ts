import type { CloneInventory } from '../../../../contract/clone/clone-inventory.ts'
import type { CloneOptions } from '../../../../contract/clone/options.ts'
import type { CloneDisk, CloneOrder } from '../../../../contract/clone/order.ts'
import { settledPlace, sourceRow } from '../../../../contract/clone/place.ts'
import { datastoreRefusal } from '../../../../contract/clone/placement-rules.ts'
import { targetOf } from '../../../../contract/clone/reach.ts'
import { formatBytes } from '../../../../contract/units.ts'
import type { Choice } from '../../../actions/forms/fields.tsx'
import type { CloneDraft } from '../wizard.ts'

type Disk = CloneOptions['disks'][number]

/** What a draft says of a disk, and where; the disk itself where it says nothing. */
export function diskAt(draft: Pick<CloneDraft, 'disks'>, id: string): { disk: CloneDisk; index: number } {
  const index = draft.disks.findIndex((disk) => disk.id === id)
  return { disk: draft.disks[index] ?? { id }, index }
}

/** A draft with another word on one disk; `undefined` takes a word back. A disk that is left out says nothing else. */
export function withDisk(
  draft: CloneDraft,
  id: string,
  change: { [K in Exclude<keyof CloneDisk, 'id'>]?: CloneDisk[K] | undefined },
): CloneDraft {
  const { disk, index } = diskAt(draft, id)
  const said = change.remove === true ? { remove: true } : { ...disk, ...change }
  const next: CloneDisk = {
    ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)),
    id,
  }
  const bare = Object.keys(next).length === 1
  if (index < 0) return bare ? draft : { ...draft, disks: [...draft.disks, next] }
  return {
    ...draft,
    disks: bare
      ? draft.disks.filter((each) => each.id !== id)
      : draft.disks.map((each) => (each.id === id ? next : each)),
  }
}

/** Datastores that a disk can go to from where the copies run; the others with the reason. */
export function diskPlaces(
  order: CloneOrder,
  options: CloneOptions,
  rows: CloneInventory,
  disk: Disk,
): Choice[] {
  const source = sourceRow(rows, order)
  const place = settledPlace(rows, order.placement, source)
  const target = targetOf(rows, options, place)
  const center =
    (place.host ?? place.cluster ?? place.pool ?? place.datastore)?.datacenterId ?? source?.datacenterId
  const needs = (disk.usedBytes ?? disk.capacityBytes) * Math.max(1, order.copies.length)
  return rows
    .rows('datastore')
    .filter(
      ({ system, datacenterId, role }) =>
        system === rows.system &&
        (role === undefined || role === 'data') &&
        (center === undefined || datacenterId === undefined || datacenterId === center),
    )
    .map((store): Choice => {
      const { id, name, type, freeBytes } = store
      const refused =
        datastoreRefusal(store) ??
        (target !== undefined && !target.reaches('datastores', id) ? `${target.lacks} it.` : undefined) ??
        (freeBytes !== undefined && freeBytes < needs
          ? `Only ${formatBytes(freeBytes)} are free; this disk takes ${formatBytes(needs)} in all copies.`
          : undefined)
      if (refused !== undefined) return { id, name, refused }
      const detail = [type, freeBytes === undefined ? undefined : `free: ${formatBytes(freeBytes)}`]
        .filter((part) => part !== undefined)
        .join(' · ')
      return { id, name, ...(detail === '' ? {} : { detail }) }
    })
    .sort(
      (a, b) =>
        Number(a.refused !== undefined) - Number(b.refused !== undefined) ||
        a.name.localeCompare(b.name, 'en', { numeric: true }),
    )
}
