import { followsVsphere } from './family.ts'
import type { CloneOptions } from './options.ts'
import type { CloneOrder } from './order.ts'

/** Bytes that are taken at once, and at most when thin disks have grown. */
export interface Take {
  takesBytes: number
  atMostBytes: number
}

/** What one disk of a copy takes. */
export interface DiskTake extends Take {
  diskId: string
  /** Absent: the datastore that the copy's placement says, else the source's. */
  datastoreId?: string
}

type SourceDisk = CloneOptions['disks'][number]

/** `cow` is the engine's growing format; RDMs and everything unknown are counted in full. */
function growsAsSource({ format = '' }: SourceDisk): boolean {
  return format === 'thin' || format === 'cow'
}

function takeOfDisk(disk: SourceDisk, order: CloneOrder): Take {
  const { capacityBytes } = disk
  const atMostBytes = capacityBytes
  const change = order.disks.find(({ id }) => id === disk.id)
  const moveType = change?.moveType ?? order.moveType
  // A new child of the snapshot's disk, or a layer over the template's: holds only what the copy writes.
  if (moveType === undefined ? order.linked : moveType === 'createNewChildDiskBacking')
    return { takesBytes: 0, atMostBytes }
  const grows = change?.format === undefined ? growsAsSource(disk) : change.format === 'thin'
  return {
    takesBytes: grows ? Math.min(disk.usedBytes ?? capacityBytes, capacityBytes) : capacityBytes,
    atMostBytes,
  }
}

/** The disks that each copy gets, without those left out. */
export function disksOfCopy(order: CloneOrder, options: CloneOptions): DiskTake[] {
  return options.disks.flatMap((disk) => {
    const change = order.disks.find(({ id }) => id === disk.id)
    if (change?.remove === true) return []
    const datastoreId = change?.datastoreId
    return [
      { diskId: disk.id, ...takeOfDisk(disk, order), ...(datastoreId === undefined ? {} : { datastoreId }) },
    ]
  })
}

/**
 * What each copy takes in its home beside its disks. vSphere: a swap file as large as the memory while it runs, less what is
 * reserved, which is not known here; with the memory of the snapshot that memory as a file.
 */
export function homeTake(order: CloneOrder, options: CloneOptions): number {
  if (!followsVsphere(options)) return 0
  const memory = order.memoryBytes ?? options.source.memoryBytes
  const swap = order.powerOn && !order.template ? memory : 0
  return swap + (order.memory === true ? options.source.memoryBytes : 0)
}

const sum = (takes: readonly Take[]): Take => ({
  takesBytes: takes.reduce((all, { takesBytes }) => all + takesBytes, 0),
  atMostBytes: takes.reduce((all, { atMostBytes }) => all + atMostBytes, 0),
})

/** What all copies take together. `cpus` and `memoryBytes` when all of them run. */
export function copiesTake(
  order: CloneOrder,
  options: CloneOptions,
): Take & { cpus: number; memoryBytes: number; disks: Take } {
  const count = order.copies.length
  const disks = sum(disksOfCopy(order, options))
  const home = homeTake(order, options)
  return {
    takesBytes: count * (disks.takesBytes + home),
    atMostBytes: count * (disks.atMostBytes + home),
    cpus: count * (order.cpus ?? options.source.cpus),
    memoryBytes: count * (order.memoryBytes ?? options.source.memoryBytes),
    disks: { takesBytes: count * disks.takesBytes, atMostBytes: count * disks.atMostBytes },
  }
}

/**
 * What the choice of a datastore would put there: of one copy, or of all that name none of their own, without the disks that
 * name theirs.
 */
export function copiesOnDatastore(order: CloneOrder, options: CloneOptions, copy?: number): Take {
  const count =
    copy === undefined
      ? order.copies.filter(({ placement }) => placement?.datastoreId === undefined).length
      : 1
  const disks = sum(disksOfCopy(order, options).filter(({ datastoreId }) => datastoreId === undefined))
  const home = homeTake(order, options)
  return {
    takesBytes: count * (disks.takesBytes + home),
    atMostBytes: count * (disks.atMostBytes + home),
  }
}
