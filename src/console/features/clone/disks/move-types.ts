import type { CloneDisk } from '../../../../contract/clone/order.ts'

/** vim `VirtualMachineRelocateDiskMoveOptions`, with what each does. */
export const moveTypes: { value: NonNullable<CloneDisk['moveType']>; label: string }[] = [
  {
    value: 'moveAllDiskBackingsAndAllowSharing',
    label: 'Whole chain; parents that are there already may be shared',
  },
  { value: 'moveAllDiskBackingsAndDisallowSharing', label: 'Whole chain, sharing nothing' },
  { value: 'moveChildMostDiskBacking', label: 'Only the newest layer; parents stay where they are' },
  { value: 'createNewChildDiskBacking', label: 'A new layer over the disks of the source (linked)' },
  { value: 'moveAllDiskBackingsAndConsolidate', label: 'All layers made into one disk' },
]
