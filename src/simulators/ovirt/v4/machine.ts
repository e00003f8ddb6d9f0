import type { View } from '../api/view.ts'
import { actions, links } from '../api/view.ts'
import { guestFqdn, shownDisplay, vmStatusText } from '../estate/guest.ts'
import type { Machine, Template, Vm } from '../estate/model.ts'
import { moment, type WireObject } from '../wire/value.ts'

const vmActions = [
  'detach',
  'export',
  'commitsnapshot',
  'clone',
  'reset',
  'reordermacaddresses',
  'logon',
  'maintenance',
  'previewsnapshot',
  'ticket',
  'thawfilesystems',
  'undosnapshot',
  'freezefilesystems',
  'cancelmigration',
  'reboot',
  'migrate',
  'screenshot',
  'shutdown',
  'start',
  'stop',
  'suspend',
]

const vmLinks = [
  'applications',
  'cdroms',
  'diskattachments',
  'watchdogs',
  'graphicsconsoles',
  'hostdevices',
  'nics',
  'numanodes',
  'sessions',
  'reporteddevices',
  'snapshots',
  'backups',
  'affinitylabels',
  'permissions',
  'tags',
  'statistics',
]

const icons = ['14ca85cd-8c70-9adf-2c69-884beb8ac3fb', '8ebc8e0c-38a3-ff89-b043-1e5ec6e4c9a3'] as const

/** What VMs and templates have in common, in the order in which the engine writes it. */
function machine(view: View, it: Machine, display: WireObject, guaranteed?: number): WireObject {
  return {
    bios: { boot_menu: { enabled: false }, type: 'q35_ovmf' },
    cpu: {
      architecture: 'x86_64',
      topology: { cores: it.cores, sockets: it.sockets, threads: 1 },
    },
    cpu_shares: 0,
    creation_time: moment(it.createdAt),
    delete_protected: false,
    display: {
      allow_override: false,
      copy_paste_enabled: true,
      // QUIRK(ovirt 4.3): one of few texts in upper case, as recorded.
      disconnect_action: 'LOCK_SCREEN',
      file_transfer_enabled: true,
      monitors: 1,
      single_qxl_pci: false,
      smartcard_enabled: false,
      ...display,
    },
    high_availability: { enabled: it.highlyAvailable, priority: it.highlyAvailable ? 50 : 1 },
    io: { threads: 1 },
    large_icon: view.ref('icons', { id: icons[0] }),
    memory: it.memory,
    memory_policy: { ballooning: true, guaranteed: guaranteed ?? it.memory, max: it.memory * 4 },
    migration: { auto_converge: 'inherit', compressed: 'inherit', encrypted: 'inherit' },
    migration_downtime: -1,
    multi_queues_enabled: true,
    origin: 'ovirt',
    os: { boot: { devices: { device: ['hd'] } }, type: it.os.type },
    small_icon: view.ref('icons', { id: icons[1] }),
    sso: { methods: { method: [{ id: 'guest_agent' }] } },
    start_paused: false,
    stateless: false,
    storage_error_resume_behaviour: 'auto_resume',
    time_zone: { name: it.os.family === 'Windows' ? 'W. Europe Standard Time' : 'Etc/GMT' },
    type: it.type,
    usb: { enabled: false },
    virtio_scsi_multi_queues_enabled: false,
  }
}

export function vm(view: View, it: Vm): WireObject {
  const href = view.href(`vms/${it.id}`)
  const { host } = it
  const running = host !== undefined
  const agent = it.guestKnown && running
  const display: WireObject = running
    ? {
        address: host.nics[0]?.ip,
        certificate: {
          content: '-----BEGIN CERTIFICATE-----\nSIMULATED\n-----END CERTIFICATE-----\n',
          organization: `${view.engine.systemId}.gantry.example`,
          subject: `O=${view.engine.systemId}.gantry.example,CN=${host.address}`,
        },
        port: 5900 + (it.seed % 90) * 2,
        secure_port: shownDisplay(it) === 'spice' ? 5901 + (it.seed % 90) * 2 : undefined,
        type: shownDisplay(it),
      }
    : { type: it.display }
  return {
    href,
    id: it.id,
    actions: actions(href, vmActions),
    name: it.name,
    description: it.description,
    comment: it.comment,
    link: links(href, vmLinks),
    ...machine(view, it, display, it.guaranteed),
    os: { boot: { devices: { device: [...it.boot] } }, type: it.os.type },
    delete_protected: it.deleteProtected,
    origin: it.hostedEngine ? 'managed_hosted_engine' : 'ovirt',
    // QUIRK(ovirt 4.5): filtered VMs lack host and placement_policy (fact sheet §2).
    placement_policy: view.filtered
      ? undefined
      : {
          affinity: it.affinity,
          hosts:
            it.preferredHosts.length === 0
              ? undefined
              : { host: it.preferredHosts.map((one) => view.ref('hosts', one)) },
        },
    stateless: it.run?.stateless ?? it.stateless,
    initialization: initialization(it),
    cluster: view.ref('clusters', it.cluster),
    cpu_profile: view.ref('cpuprofiles', { id: it.cluster.cpuProfileId }),
    vm_pool: view.ref('vmpools', it.pool),
    ...(agent ? guest(it) : {}),
    next_run_configuration_exists: it.nextRun !== undefined,
    numa_tune_mode: 'interleave',
    run_once: running ? it.run !== undefined : undefined,
    start_time: running ? moment(it.startedAt) : undefined,
    status: vmStatusText(it),
    status_detail: it.status === 'paused' ? it.statusDetail : undefined,
    stop_time: moment(it.stoppedAt),
    host: view.filtered ? undefined : view.ref('hosts', host),
    original_template: view.ref('templates', it.originalTemplate),
    template: view.ref('templates', it.template),
  }
}

/** What is stored for the guest's first start. QUIRK(ovirt 4.x): passwords read back as stars (fact sheet §5.2). */
function initialization(it: Vm): WireObject | undefined {
  const stored = it.initialization
  if (stored === undefined) return undefined
  const [user] = stored.users
  return {
    authorized_ssh_keys: stored.sshKeys.join('\n') || undefined,
    custom_script: stored.customScript,
    dns_search: stored.dnsSearch.join(' ') || undefined,
    dns_servers: stored.dnsServers.join(' ') || undefined,
    host_name: stored.hostName,
    nic_configurations:
      stored.nics.length === 0
        ? undefined
        : {
            nic_configuration: stored.nics.map((nic) => ({
              boot_protocol: nic.protocol,
              ip:
                nic.address === undefined
                  ? undefined
                  : { address: nic.address, gateway: nic.gateway, netmask: nic.netmask, version: 'v4' },
              name: nic.name,
              on_boot: nic.onBoot,
            })),
          },
    regenerate_ssh_keys: false,
    root_password: user?.password === undefined ? undefined : '******',
    timezone: stored.timezone,
    user_name: user?.name,
  }
}

function guest(it: Vm): WireObject {
  const { os } = it
  const [major, minor] = os.version.split('.').map(Number)
  const kernel = os.kernel.match(/^(\d+)\.(\d+)\.(\d+)/)
  return {
    fqdn: guestFqdn(it),
    guest_operating_system: {
      architecture: 'x86_64',
      codename: os.codename,
      distribution: os.distribution,
      family: os.family,
      kernel: {
        version: {
          build: 0,
          full_version: os.kernel,
          major: Number(kernel?.[1] ?? 0),
          minor: Number(kernel?.[2] ?? 0),
          revision: Number(kernel?.[3] ?? 0),
        },
      },
      version: { full_version: os.version, major, minor },
    },
    guest_time_zone: {
      name: os.family === 'Windows' ? 'W. Europe Standard Time' : 'CET',
      utc_offset: '+01:00',
    },
  }
}

export function template(view: View, it: Template): WireObject {
  const href = view.href(`templates/${it.id}`)
  return {
    href,
    id: it.id,
    actions: actions(href, ['export']),
    name: it.name,
    description: it.description,
    comment: it.comment,
    link: links(href, [
      'cdroms',
      'diskattachments',
      'graphicsconsoles',
      'nics',
      'permissions',
      'tags',
      'watchdogs',
    ]),
    ...machine(view, it, { type: 'spice' }),
    ...(it.blank
      ? { cpu: { architecture: 'undefined', topology: { cores: 1, sockets: 1, threads: 1 } } }
      : {}),
    cluster: it.blank ? undefined : view.ref('clusters', it.cluster),
    status: it.status,
    version: {
      version_name: it.versionName,
      version_number: it.versionNumber,
      base_template: view.ref('templates', it.base ?? it),
    },
  }
}
