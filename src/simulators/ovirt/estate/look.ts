import type { GuestOs } from './model.ts'

export type OvirtVersion = '4.5' | '3.4'

/** How an engine of one version looks: what its people called things and what they run. */
export interface Look {
  dataCenters: {
    name: string
    description: string
    clusters: string[]
    vlans: [name: string, id: number][]
  }[]
  level: string
  storageFormat: string
  managementNetwork: string
  hostName: string
  hosts: {
    cpuType: string
    cpuName: string
    mhz: number
    sockets: number
    cores: number
    threads: number
    gib: number
  }[]
  vmsPerHost: number
  domainSize: number
  roles: string[]
  /** Those of them that run Windows. */
  windowsRoles: string[]
  /** Turns a role and a number into a VM name. */
  vmName(role: string, n: number): string
  guests: GuestOs[]
  memoryGib: number[]
  diskGib: number[]
  macPrefix: string
  isoFiles: string[]
  tags: [name: string, parent: string | undefined, description: string][]
  owners: string[]
}

const linux = (
  type: string,
  distribution: string,
  version: string,
  kernel: string,
  codename: string,
  agent: string,
): GuestOs => ({
  type,
  family: 'Linux',
  distribution,
  version,
  kernel,
  codename,
  applications: [`kernel-${kernel}`, agent],
})

const windows = (type: string, name: string, version: string, agent: string): GuestOs => ({
  type,
  family: 'Windows',
  distribution: '',
  version,
  kernel: version,
  codename: name,
  applications: [agent, 'Microsoft Visual C++ 2015-2019 Redistributable (x64)'],
})

const modern: Look = {
  dataCenters: [
    {
      name: 'Frankfurt',
      description: 'Main site, two rooms',
      clusters: ['fra-gold', 'fra-silver'],
      vlans: [
        ['app-dmz', 110],
        ['app-backend', 120],
        ['db', 130],
        ['mgmt-oob', 900],
      ],
    },
    {
      name: 'Lab',
      description: 'Engineering lab; anything may vanish on Friday',
      clusters: ['lab-amd'],
      vlans: [
        ['lab-open', 700],
        ['lab-isolated', 701],
      ],
    },
  ],
  level: '4.7',
  storageFormat: 'v5',
  managementNetwork: 'ovirtmgmt',
  hostName: 'node',
  hosts: [
    {
      cpuType: 'Secure Intel Cascadelake Server Family',
      cpuName: 'Intel(R) Xeon(R) Gold 6248R CPU @ 3.00GHz',
      mhz: 3000,
      sockets: 2,
      cores: 24,
      threads: 2,
      gib: 768,
    },
    {
      cpuType: 'Intel Skylake Server IBRS SSBD MDS Family',
      cpuName: 'Intel(R) Xeon(R) Silver 4114 CPU @ 2.20GHz',
      mhz: 2200,
      sockets: 2,
      cores: 10,
      threads: 2,
      gib: 384,
    },
    {
      cpuType: 'Secure AMD EPYC',
      cpuName: 'AMD EPYC 7302P 16-Core Processor',
      mhz: 3000,
      sockets: 1,
      cores: 16,
      threads: 2,
      gib: 256,
    },
  ],
  vmsPerHost: 36,
  domainSize: 20 * 1024 ** 4,
  roles: [
    'web',
    'api',
    'pg',
    'redis',
    'kafka',
    'jenkins-agent',
    'k8s-worker',
    'k8s-master',
    'gitlab-runner',
    'prometheus',
    'keycloak',
    'mail',
    'win-rds',
    'oracle',
    'build',
    'nfs-gw',
  ],
  windowsRoles: ['win-rds', 'mail'],
  vmName: (role, n) => `${role}-${String(n).padStart(2, '0')}`,
  guests: [
    linux(
      'rhel_9x64',
      'Red Hat Enterprise Linux',
      '9.3',
      '5.14.0-362.8.1.el9_3.x86_64',
      'Plow',
      'qemu-guest-agent-8.0.0-16.el9_3',
    ),
    linux(
      'rhel_8x64',
      'Rocky Linux',
      '8.9',
      '4.18.0-513.9.1.el8_9.x86_64',
      'Green Obsidian',
      'qemu-guest-agent-6.2.0-40.module',
    ),
    linux(
      'ubuntu_18_04',
      'Ubuntu',
      '22.04',
      '5.15.0-91-generic',
      'jammy',
      'qemu-guest-agent-1:6.2+dfsg-2ubuntu6.16',
    ),
    linux(
      'debian_9',
      'Debian GNU/Linux',
      '12',
      '6.1.0-17-amd64',
      'bookworm',
      'qemu-guest-agent-1:7.2+dfsg-7',
    ),
    windows('windows_2022', 'Windows Server 2022', '10.0.20348', 'QEMU guest agent'),
    windows('windows_2019x64', 'Windows Server 2019', '10.0.17763', 'QEMU guest agent'),
  ],
  memoryGib: [2, 4, 4, 8, 8, 16, 32, 64],
  diskGib: [20, 32, 40, 60, 100, 200],
  macPrefix: '56:6f:3c',
  isoFiles: [
    'Rocky-8.9-x86_64-dvd1.iso',
    'virtio-win-0.1.240.iso',
    'debian-12.4.0-amd64-netinst.iso',
    'virtio-win_amd64.vfd',
  ],
  tags: [
    ['production', undefined, 'Changes only in the window'],
    ['tier-1', 'production', 'Wake somebody'],
    ['backup-daily', undefined, 'Read by the backup scripts'],
    ['lab', undefined, ''],
  ],
  owners: ['team web', 'team data', 'platform', 'j.weber', 'build farm'],
}

const legacy: Look = {
  dataCenters: [
    {
      name: 'Default',
      description: 'The default Data Center',
      clusters: ['Default', 'SAP'],
      vlans: [
        ['VLAN20_SERVERS', 20],
        ['VLAN30_SAP', 30],
      ],
    },
    { name: 'DMZ', description: '', clusters: ['DMZ-East'], vlans: [['VLAN99_DMZ', 99]] },
  ],
  level: '3.4',
  storageFormat: 'v3',
  managementNetwork: 'rhevm',
  hostName: 'rhevh',
  hosts: [
    {
      cpuType: 'Intel SandyBridge Family',
      cpuName: 'Intel(R) Xeon(R) CPU E5-2670 0 @ 2.60GHz',
      mhz: 2600,
      sockets: 2,
      cores: 8,
      threads: 2,
      gib: 192,
    },
    {
      cpuType: 'Intel Westmere Family',
      cpuName: 'Intel(R) Xeon(R) CPU X5670 @ 2.93GHz',
      mhz: 2933,
      sockets: 2,
      cores: 6,
      threads: 2,
      gib: 96,
    },
    {
      cpuType: 'Intel Penryn Family',
      cpuName: 'Intel(R) Xeon(R) CPU E5450 @ 3.00GHz',
      mhz: 3000,
      sockets: 2,
      cores: 4,
      threads: 1,
      gib: 64,
    },
  ],
  vmsPerHost: 16,
  domainSize: 4 * 1024 ** 4,
  roles: [
    'SAPAPP',
    'SAPDB',
    'WINDC',
    'WINFS',
    'rhel6-build',
    'oradb',
    'intranet',
    'citrix',
    'XP-KIOSK',
    'proxy',
    'lims',
  ],
  windowsRoles: ['WINDC', 'WINFS', 'citrix', 'XP-KIOSK'],
  vmName: (role, n) =>
    role === role.toUpperCase()
      ? `${role}${String(n).padStart(3, '0')}`
      : `${role}${String(n).padStart(2, '0')}`,
  guests: [
    linux(
      'rhel_6x64',
      'Red Hat Enterprise Linux Server',
      '6.5',
      '2.6.32-431.el6.x86_64',
      'Santiago',
      'rhevm-guest-agent-common-1.0.9-1.el6ev',
    ),
    linux(
      'rhel_5x64',
      'Red Hat Enterprise Linux Server',
      '5.10',
      '2.6.18-371.el5.x86_64',
      'Tikanga',
      'rhevm-guest-agent-1.0.7-1.el5',
    ),
    windows('windows_2008r2x64', 'Windows Server 2008 R2', '6.1.7601', 'RHEV-Agent64 3.4.9'),
    windows('windows_7x64', 'Windows 7', '6.1.7601', 'RHEV-Agent64 3.4.9'),
    windows('windows_xp', 'Windows XP', '5.1.2600', 'RHEV-Agent 3.4.9'),
  ],
  memoryGib: [1, 1, 2, 2, 4, 4, 8, 16],
  diskGib: [8, 12, 20, 40, 80],
  macPrefix: '00:1a:4a',
  isoFiles: ['rhel-server-6.5-x86_64-dvd.iso', 'RHEV-toolsSetup_3.4_9.iso', 'virtio-drivers-1.6.5.vfd'],
  tags: [
    ['Finance', undefined, 'Resources for the Finance department'],
    ['SAP', 'Finance', 'Landscape P01'],
    ['retire-2016', undefined, 'Should be gone already'],
  ],
  owners: ['Finance', 'Herr Maier', 'IT Ops', 'unknown'],
}

/** The look of a version. */
export const lookOf = (version: OvirtVersion): Look => (version === '4.5' ? modern : legacy)
