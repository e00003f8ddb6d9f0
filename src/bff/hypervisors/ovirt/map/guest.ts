import type { WireVm } from '../wire/machine.ts'
import type { WireReportedDevice } from '../wire/nic.ts'

/** Addresses that say nothing to an admin: loopback and link-local ones. */
function isLocal(address: string): boolean {
  return /^(127\.|169\.254\.|::1$|fe80:)/i.test(address)
}

/** Addresses the guest reported, IPv4 first, without loopback and link-local ones. */
export function guestIps(vm: WireVm, devices: readonly WireReportedDevice[] | undefined): string[] {
  const listed = [
    ...(vm.guest_info?.ips ?? []),
    ...(devices ?? vm.reported_devices ?? []).flatMap((device) => device.ips ?? []),
  ]
  const addresses = [...new Set(listed.flatMap((ip) => ip.address ?? []))].filter((ip) => !isLocal(ip))
  return [...addresses.filter((ip) => !ip.includes(':')), ...addresses.filter((ip) => ip.includes(':'))]
}

export function guestHostName(vm: WireVm): string | undefined {
  return vm.fqdn ?? vm.guest_info?.fqdn
}

/** The operating system as the guest agent names it: `CentOS Linux 7`. */
export function guestOs(vm: WireVm): string | undefined {
  const os = vm.guest_operating_system
  if (os === undefined) return undefined
  const name = os.distribution ?? os.codename ?? os.family
  if (name === undefined) return undefined
  return os.version === undefined || name.includes(os.version) ? name : `${name} ${os.version}`
}

/** Whether anything in the VM came from a guest agent. */
export function agentSpoke(vm: WireVm, ips: readonly string[]): boolean {
  return ips.length > 0 || guestHostName(vm) !== undefined || vm.guest_operating_system !== undefined
}
