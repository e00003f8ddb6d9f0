import type { VmNic } from '../../../../contract/vm.ts'
import { storageDomainOf, toVmDisk } from '../map/disk.ts'
import { addressesOf } from '../map/guest.ts'
import { diskParts, type MachineParts } from '../map/machine.ts'
import { toVmNic } from '../map/nic.ts'
import type { RowContext } from '../map/row-context.ts'
import { orAbsent } from '../transport/engine.ts'
import { collections, type Reader, vnicProfiles } from '../watch/collections.ts'
import type { Machine } from '../watch/machine-parts.ts'
import type { WireTemplate, WireVm } from '../wire/machine.ts'
import type { WireNic } from '../wire/nic.ts'
import { type MissingPart, part } from './parts.ts'

/** Row context, disks and cards with the names behind their references. */
export async function commonParts(
  system: string,
  reader: Reader,
  machine: Machine<WireVm | WireTemplate>,
  missing: MissingPart[],
  signal: AbortSignal,
) {
  const { wire } = machine
  const clusterId = wire.cluster?.id
  const [cluster, domainNames, nics] = await Promise.all([
    clusterId === undefined
      ? undefined
      : part(missing, 'Data center', undefined, signal, () =>
          orAbsent(reader.one(collections.cluster, clusterId, signal), undefined),
        ),
    part(missing, 'Storage domain names', new Map<string, string>(), signal, () =>
      storageNames(reader, machine, signal),
    ),
    part(missing, 'Networks', [], signal, () => readNics(reader, machine, signal)),
  ])
  const context: RowContext = {
    system,
    datacenterOf: (id) => (id === undefined ? undefined : cluster?.data_center?.id),
    // A single object is asked for: what it refers to is taken as it says.
    seen: (_, id) => id,
  }
  const networkIds = nics.flatMap((nic) => nic.networkId ?? [])
  const reported = [...machine.devices, ...machine.nics.flatMap((nic) => nic.reported_devices ?? [])]
  const parts: MachineParts = {
    ...diskParts(machine.disks),
    addresses: addressesOf(reported),
    networkIds: [...new Set(networkIds)],
    tags: machine.tags,
  }
  return { context, parts, nics, disks: machine.disks.map((use) => toVmDisk(use, domainNames)) }
}

async function storageNames(
  reader: Reader,
  machine: Machine<WireVm | WireTemplate>,
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  const ids = new Set(machine.disks.flatMap((use) => storageDomainOf(use.disk) ?? []))
  for (const id of ids) {
    const domain = await orAbsent(reader.one(collections.datastore, id, signal), undefined)
    if (domain?.name !== undefined) names.set(id, domain.name)
  }
  return names
}

async function readNics(
  reader: Reader,
  machine: Machine<WireVm | WireTemplate>,
  signal: AbortSignal,
): Promise<VmNic[]> {
  const profiles = new Map<string, { name?: string | undefined; network?: string | undefined }>()
  const networks = new Map<string, string>()
  const behind = async (nic: WireNic) => {
    const profileId = nic.vnic_profile?.id
    if (profileId !== undefined && !profiles.has(profileId)) {
      const profile = await orAbsent(reader.one(vnicProfiles, profileId, signal), undefined)
      profiles.set(profileId, { name: profile?.name, network: profile?.network?.id })
    }
    const profile = profileId === undefined ? undefined : profiles.get(profileId)
    const networkId = nic.network?.id ?? profile?.network
    if (networkId !== undefined && !networks.has(networkId)) {
      const network = await orAbsent(reader.one(collections.network, networkId, signal), undefined)
      if (network?.name !== undefined) networks.set(networkId, network.name)
    }
    const networkName = networkId === undefined ? undefined : networks.get(networkId)
    return { networkId, networkName: networkName ?? nic.network?.name, profile: profile?.name }
  }
  const nics: VmNic[] = []
  for (const nic of machine.nics) nics.push(toVmNic(nic, await behind(nic), machine.devices))
  return nics
}
