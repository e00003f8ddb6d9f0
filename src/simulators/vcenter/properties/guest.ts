import { fraction, ipv4Of, ipv6Of, macOf } from '../model/detail.ts'
import { escapeName, type Network, type Vm } from '../model/entities.ts'
import type { Data } from '../vim/value.ts'

const gigabyte = 1024 ** 3

/** A guest that customized itself has the address it was given. */
function addressOf(vm: Vm, network: Network, card: number): string {
  const { customization } = vm
  const own = customization?.state === 'done' ? customization.addresses[card] : undefined
  return own ?? ipv4Of(vm.seed, network.subnet)
}

/** What the tools report as the address of the guest. */
export function mainAddress(vm: Vm): string | undefined {
  const first = vm.networks[0]
  return vm.guestUp && first !== undefined ? addressOf(vm, first, 0) : undefined
}

/** The name that the guest gives itself. */
export function guestHostName(vm: Vm): string | undefined {
  if (vm.template || vm.tools === 'none') return undefined
  if (vm.customization?.state === 'done') return vm.customization.hostName
  const short = vm.name.toLowerCase().replace(/[^a-z0-9-]+/g, '-')
  return vm.os.family === 'windowsGuest' ? short.slice(0, 15).toUpperCase() : `${short}.corp.example`
}

/** Its IPv4 addresses, one per network card. */
export function guestIps(vm: Vm): string[] {
  return vm.networks.map((network, index) => addressOf(vm, network, index))
}

/** Some guests have a global IPv6 address besides the link-local one. */
function hasIpv6(vm: Vm): boolean {
  return fraction(vm.seed, 30) < 0.35
}

interface Address {
  ip: string
  prefix: number
}

function addressesOf(vm: Vm, network: Network, card: number): Address[] {
  const { customization } = vm
  const own = customization?.state === 'done' ? customization : undefined
  const fixed = own?.ipv6[card]?.map((ip) => ({ ip, prefix: 64 })) ?? []
  const v6 = hasIpv6(vm) ? [{ ip: ipv6Of(vm.seed, network.subnet), prefix: 64 }] : []
  const link = `fe80::250:56ff:fe8${((vm.seed & 0xffff) << 2).toString(16).slice(-4)}`
  const v4 = own?.withoutIpv4[card] === true ? [] : [{ ip: addressOf(vm, network, card), prefix: 16 }]
  return [...v4, ...fixed, ...v6, { ip: link, prefix: 64 }]
}

export function guestNics(vm: Vm): Data[] {
  if (!vm.guestUp) return []
  return vm.networks.map((network, index) => {
    const addresses = addressesOf(vm, network, index)
    return {
      _typeName: 'GuestNicInfo',
      network: escapeName(network.name),
      ipAddress: addresses.map((address) => address.ip),
      macAddress: macOf(vm.seed, index),
      connected: true,
      deviceConfigId: 4000 + index,
      ipConfig: {
        _typeName: 'NetIpConfigInfo',
        ipAddress: addresses.map((address) => ({
          _typeName: 'NetIpConfigInfoIpAddress',
          ipAddress: address.ip,
          prefixLength: address.prefix,
          state: 'preferred',
        })),
      },
    }
  })
}

export function guestDisks(vm: Vm): Data[] {
  if (!vm.guestUp) return []
  const windows = vm.os.family === 'windowsGuest'
  return vm.disks.map((disk, index) => ({
    _typeName: 'GuestDiskInfo',
    diskPath: windows ? `${String.fromCharCode(67 + index)}:\\` : index === 0 ? '/' : `/data${index}`,
    capacity: Math.round(disk.gigabytes * gigabyte * 0.97),
    freeSpace: Math.round(disk.gigabytes * gigabyte * 0.97 * (1 - disk.written)),
    filesystemType: windows ? 'NTFS' : 'xfs',
  }))
}
