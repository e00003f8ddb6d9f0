import type { VmDisk } from '../../../../contract/vm.ts'
import type { WireDisk, WireDiskAttachment } from '../wire/disk.ts'

/** A disk and how a machine uses it, both dialects. */
export interface DiskUse {
  disk: WireDisk
  bootable?: boolean | undefined
  active?: boolean | undefined
  bus?: string | undefined
}

/** v3: the VM's disk says everything itself. */
export function diskOfItself(disk: WireDisk): DiskUse {
  return { disk, bootable: disk.bootable, active: disk.active, bus: disk.interface }
}

/** v4: the attachment says how, the disk (followed or fetched) says what. */
export function diskOfAttachment(attachment: WireDiskAttachment, disk: WireDisk): DiskUse {
  return {
    disk,
    bootable: attachment.bootable,
    active: attachment.active,
    bus: attachment.interface,
  }
}

/** Bytes that the guest sees. */
export function capacityOf(disk: WireDisk): number {
  const units = disk.lun_storage?.logical_units ?? []
  const lun = units[0]?.size ?? disk.lun_storage?.logical_unit?.size
  return disk.provisioned_size ?? disk.size ?? lun ?? 0
}

/** Bytes taken in the storage domain; undefined for a direct LUN. */
export function usedOf(disk: WireDisk): number | undefined {
  if (disk.lun_storage !== undefined) return undefined
  if (disk.actual_size !== undefined) return disk.actual_size
  return disk.sparse === false ? capacityOf(disk) : undefined
}

export function storageDomainOf(disk: WireDisk): string | undefined {
  return disk.storage_domains?.[0]?.id ?? disk.storage_domain?.id
}

/** A row of the VM page's disk table. `names` gives the names of storage domains. */
export function toVmDisk(use: DiskUse, names: ReadonlyMap<string, string>): VmDisk {
  const { disk } = use
  const datastoreId = storageDomainOf(disk)
  const datastoreName = datastoreId === undefined ? undefined : names.get(datastoreId)
  const usedBytes = usedOf(disk)
  const format = formatOf(disk)
  return {
    id: disk.id,
    name: disk.alias ?? disk.name ?? disk.id,
    capacityBytes: capacityOf(disk),
    ...(usedBytes === undefined ? {} : { usedBytes }),
    ...(datastoreId === undefined ? {} : { datastoreId }),
    ...(datastoreName === undefined ? {} : { datastoreName }),
    ...(disk.image_id === undefined ? {} : { path: disk.image_id }),
    ...(format === undefined ? {} : { format }),
    ...(use.bus === undefined ? {} : { bus: use.bus }),
    ...(use.bootable === undefined ? {} : { bootable: use.bootable }),
    ...(use.active === undefined ? {} : { active: use.active }),
    ...(disk.status.word === undefined ? {} : { status: disk.status.word }),
  }
}

function formatOf(disk: WireDisk): string | undefined {
  if (disk.lun_storage !== undefined) return 'direct LUN'
  if (disk.format === undefined) return undefined
  if (disk.sparse === undefined) return disk.format
  return `${disk.format}, ${disk.sparse ? 'thin' : 'preallocated'}`
}
