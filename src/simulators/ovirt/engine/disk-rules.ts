import type { Disk, StorageDomain, Vm, VmStatus } from '../estate/model.ts'

/** As the engine writes what it refuses of a disk. */
export const cannotMove = (why: string): string => `[Cannot move Virtual Disk. ${why}]`

/** A stopped VM's disks move, and those of one that runs on a host: live storage migration. */
const movable: readonly VmStatus[] = ['down', 'up', 'paused']

/** Why a disk cannot go to this domain now, in the engine's words; nothing when it can. */
export function moveRefusal(disk: Disk, target: StorageDomain): string | undefined {
  const { owner } = disk
  if (disk.content === 'ovf_store') return cannotMove('The disk holds descriptions of VMs.')
  if (owner?.kind === 'template') return cannotMove('Disks of Templates can be copied only.')
  const refused = owner === undefined ? undefined : vmRefusal(owner)
  if (refused !== undefined) return cannotMove(refused)
  if (disk.status !== 'ok') return cannotMove(`Disk ${disk.name} is ${disk.status}. Please try again later.`)
  if (target === disk.domain) return cannotMove('The source and target Storage Domains are the same.')
  const fits = target.type === 'data' && target.status === 'active'
  if (!fits || target.dataCenter !== disk.domain.dataCenter) {
    return cannotMove(`Storage Domain ${target.name} cannot be accessed or takes no disks.`)
  }
  return lacksSpace(target, disk.actual) ? cannotMove(lowSpace(target)) : undefined
}

export const lowSpace = ({ name }: StorageDomain): string => `Low disk space on Storage Domain ${name}.`

export const lacksSpace = ({ capacity, used }: StorageDomain, bytes: number): boolean =>
  capacity !== undefined && capacity - used < bytes

function vmRefusal(vm: Vm): string | undefined {
  if (vm.busy) return 'Related operation is currently in progress. Please try again later.'
  if (!movable.includes(vm.status)) return `VM ${vm.name} must be in status Down or Up.`
  if (vm.status !== 'down' && (vm.stateless || vm.run?.stateless === true)) {
    return 'The VM is running as Stateless.'
  }
  if (vm.snapshots.some((one) => one.status === 'locked')) {
    return 'The VM is performing an operation on a Snapshot. Please wait for the operation to finish, and try again.'
  }
  if (vm.snapshots.some((one) => one.status === 'in_preview')) return 'VM is previewing a Snapshot.'
  return undefined
}
