export interface GuestOs {
  guestId: string
  fullName: string
  family: 'linuxGuest' | 'windowsGuest' | 'otherGuestFamily'
  /** What the tools report, which knows the release better than the configuration. */
  detailedName: string
  firmware: 'bios' | 'efi'
  weight: number
}

const linux = (guestId: string, fullName: string, detailedName: string, weight: number): GuestOs => ({
  guestId,
  fullName,
  family: 'linuxGuest',
  detailedName,
  firmware: 'efi',
  weight,
})

const windows = (guestId: string, fullName: string, weight: number): GuestOs => ({
  guestId,
  fullName,
  family: 'windowsGuest',
  detailedName: fullName,
  firmware: 'efi',
  weight,
})

export const guestSystems: readonly GuestOs[] = [
  linux('ubuntu64Guest', 'Ubuntu Linux (64-bit)', 'Ubuntu 24.04.1 LTS', 22),
  linux('rhel8_64Guest', 'Red Hat Enterprise Linux 8 (64-bit)', 'Red Hat Enterprise Linux 8.10 (Ootpa)', 14),
  linux('rhel9_64Guest', 'Red Hat Enterprise Linux 9 (64-bit)', 'Red Hat Enterprise Linux 9.4 (Plow)', 16),
  linux('debian12_64Guest', 'Debian GNU/Linux 12 (64-bit)', 'Debian GNU/Linux 12 (bookworm)', 12),
  linux('sles15_64Guest', 'SUSE Linux Enterprise 15 (64-bit)', 'SUSE Linux Enterprise Server 15 SP6', 6),
  linux('centos7_64Guest', 'CentOS 7 (64-bit)', 'CentOS Linux 7 (Core)', 5),
  windows('windows2019srvNext_64Guest', 'Microsoft Windows Server 2022 (64-bit)', 10),
  windows('windows2019srv_64Guest', 'Microsoft Windows Server 2019 (64-bit)', 9),
  windows('windows9Server64Guest', 'Microsoft Windows Server 2016 (64-bit)', 5),
  {
    guestId: 'freebsd14_64Guest',
    fullName: 'FreeBSD 14 or later versions (64-bit)',
    family: 'otherGuestFamily',
    detailedName: 'FreeBSD 14.1-RELEASE',
    firmware: 'bios',
    weight: 1,
  },
]
