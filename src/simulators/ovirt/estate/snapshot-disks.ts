import type { Disk, Snapshot, Vm } from './model.ts'

/** The disks that a snapshot has. */
export const disksOf = (vm: Vm, snapshot: Snapshot): Disk[] =>
  vm.disks.filter((disk) => snapshot.diskIds?.has(disk.id) !== false)

/** QUIRK(all versions): a disk in a snapshot has an image id of its own, by which copies name it (fact sheet §6). */
export const imageIdIn = (snapshot: Snapshot, disk: Disk): string =>
  `${disk.id.slice(0, 23)}-${snapshot.id.slice(24)}`
