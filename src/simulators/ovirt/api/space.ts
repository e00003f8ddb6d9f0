import type { DataCenter, Disk, StorageDomain } from '../estate/model.ts'

/** What one new disk takes at once, where it goes. */
export interface Taken {
  domain: StorageDomain
  bytes: number
}

/** What a full copy of a disk takes. */
export const copySize = (disk: Disk, sparse: boolean): number => (sparse ? disk.actual : disk.provisioned)

/** Why there is no room for new disks: a domain, or the quota of the data center, would be exceeded. */
export function noRoom(taken: readonly Taken[], dataCenter: DataCenter): string | undefined {
  const domains = new Map<StorageDomain, number>()
  for (const { domain, bytes } of taken) domains.set(domain, (domains.get(domain) ?? 0) + bytes)
  for (const [domain, bytes] of domains) {
    const free = domain.capacity === undefined ? 0 : domain.capacity - domain.used
    if (bytes > free) return `Low disk space on Storage Domain ${domain.name}.`
  }
  const all = taken.reduce((sum, { bytes }) => sum + bytes, 0)
  const { quota } = dataCenter
  if (quota.mode === 'enabled' && all > quota.left) {
    return `Not enough storage left in the Quota ${quota.name} of Data Center ${dataCenter.name}.`
  }
  if (quota.mode === 'enabled') quota.left -= all
  return undefined
}
