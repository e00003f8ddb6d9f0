import type { Disk, Vm } from './entities.ts'

const gigabyte = 1024 ** 3

/** Bytes that a disk's files take up. */
export function writtenBytes(disk: Disk): number {
  if (disk.linked === true) return disk.gigabytes * gigabyte * 0.01
  return disk.gigabytes * gigabyte * (disk.thin ? disk.written : 1)
}

/** Bytes that a disk may still grow by. */
export function growthBytes(disk: Disk): number {
  if (disk.linked === true) return disk.gigabytes * gigabyte * 0.99
  return disk.thin ? disk.gigabytes * gigabyte * (1 - disk.written) : 0
}

/** MB that memory may grow to without a stop. */
export function hotMemoryLimit(vm: Vm): number {
  return vm.bootMemoryMB * 16
}

/** Memory is added in steps of so many MB while the VM runs. */
export const hotMemoryStep = 128

/** Which version of the configuration a client saw. */
export function changeVersion(vm: Vm): string {
  const micros = String(vm.revision % 1_000).padStart(3, '0')
  return new Date(vm.createdAt + vm.revision * 1_000).toISOString().replace('Z', `${micros}Z`)
}
