import type { Nic, Vm } from './model.ts'

/**
 * The state as the wire tells it. QUIRK(ovirt 4.5): a VM with an illegal image has no status element at all, and
 * both sides of a migration are `migrating` (fact sheet §1).
 */
export function vmStatusText(vm: Vm): string | undefined {
  return vm.disks.some((disk) => disk.status === 'illegal') ? undefined : vm.status
}

/** The guest's own full name, as the agent reports it. */
export const guestFqdn = (vm: Vm): string => vm.hostName ?? `${vm.name.toLowerCase()}.corp.gantry.example`

export interface GuestDevice {
  id: string
  name: string
  mac: string
  ips: { address: string; version: 'v4' | 'v6' }[]
}

/** What the agent reports of a VM's network cards; nothing unless it runs and has reported. */
export function guestDevices(vm: Vm): GuestDevice[] {
  if (!vm.guestKnown || vm.host === undefined) return []
  return vm.nics.filter((nic) => nic.plugged).map((nic, n) => guestDevice(vm, nic, n))
}

function guestDevice(vm: Vm, nic: Nic, n: number): GuestDevice {
  const bytes = nic.mac.split(':')
  const first = (Number.parseInt(bytes[0] ?? '0', 16) ^ 2).toString(16)
  const tail = `${first}${bytes[1]}:${bytes[2]}ff:fe${bytes[3]}:${bytes[4]}${bytes[5]}`
  return {
    id: nic.id.replace(/^.{8}/, '65746830'),
    name: vm.os.family === 'Windows' ? `Ethernet ${n + 1}` : `eth${n}`,
    mac: nic.mac,
    ips: [
      { address: nic.ip, version: 'v4' },
      { address: `fe80::${tail}`, version: 'v6' },
    ],
  }
}

/** How its screen is shown in this run. */
export const shownDisplay = (vm: Vm): Vm['display'] =>
  (vm.host === undefined ? undefined : vm.run?.display) ?? vm.display
