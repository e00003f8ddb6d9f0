import type { VmNic } from '../../../../contract/vm.ts'
import type { WireNic, WireReportedDevice } from '../wire/nic.ts'

/** What stands behind a card: its network, and its vNIC profile on engines that have them. */
export interface NicNetwork {
  networkId?: string | undefined
  networkName?: string | undefined
  profile?: string | undefined
}

/** `devices` are what the guest reports of the whole VM; they belong to a card by MAC address. */
export function toVmNic(nic: WireNic, network: NicNetwork, devices: readonly WireReportedDevice[]): VmNic {
  const mac = nic.mac?.address
  const own = nic.reported_devices ?? []
  const same = devices.filter(
    (device) => mac !== undefined && device.mac?.address?.toLowerCase() === mac.toLowerCase(),
  )
  const ips = [...own, ...same].flatMap((device) => device.ips ?? []).flatMap((ip) => ip.address ?? [])
  const plugged = nic.plugged ?? nic.active
  const connected = plugged === undefined ? nic.linked : plugged && nic.linked !== false
  return {
    id: nic.id,
    name: nic.name ?? nic.id,
    ...(mac === undefined ? {} : { mac }),
    ...(nic.interface === undefined ? {} : { type: nic.interface }),
    ...(network.networkId === undefined ? {} : { networkId: network.networkId }),
    ...(network.networkName === undefined ? {} : { networkName: network.networkName }),
    ...(network.profile === undefined ? {} : { profile: network.profile }),
    ...(connected === undefined ? {} : { connected }),
    ips: [...new Set(ips)],
  }
}
