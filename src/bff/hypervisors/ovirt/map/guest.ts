import type { ListedMachine } from '../wire/listed-machine.ts'
import type { WireReportedDevice } from '../wire/nic.ts'

/** Addresses that say nothing to an admin: loopback and link-local ones. */
function isLocal(address: string): boolean {
  return /^(127\.|169\.254\.|::1$|fe80:)/i.test(address)
}

/** Addresses of what the guest reported of its cards. */
export function addressesOf(devices: readonly WireReportedDevice[]): string[] {
  return devices.flatMap((device) => device.ips ?? []).flatMap((ip) => ip.address ?? [])
}

/**
 * Addresses the guest reported, IPv4 first, without loopback and link-local ones. `reported` are those that
 * were asked for besides the VM itself.
 */
export function guestIps(vm: ListedMachine, reported: readonly string[] | undefined): string[] {
  const inlined = vm.guest_info?.ips?.flatMap((ip) => ip.address ?? []) ?? []
  const listed = [...inlined, ...(reported ?? addressesOf(vm.reported_devices ?? []))]
  if (listed.length === 0) return listed
  const addresses = [...new Set(listed)].filter((ip) => !isLocal(ip))
  return [...addresses.filter((ip) => !ip.includes(':')), ...addresses.filter((ip) => ip.includes(':'))]
}

export function guestHostName(vm: ListedMachine): string | undefined {
  return vm.fqdn ?? vm.guest_info?.fqdn
}

/** The operating system as the guest agent names it: `CentOS Linux 7`. */
export function guestOs(vm: ListedMachine): string | undefined {
  const os = vm.guest_operating_system
  if (os === undefined) return undefined
  const name = os.distribution ?? os.codename ?? os.family
  if (name === undefined) return undefined
  return os.version === undefined || name.includes(os.version) ? name : `${name} ${os.version}`
}

/** Whether anything in the VM came from a guest agent. */
export function agentSpoke(vm: ListedMachine, ips: readonly string[]): boolean {
  return ips.length > 0 || guestHostName(vm) !== undefined || vm.guest_operating_system !== undefined
}
