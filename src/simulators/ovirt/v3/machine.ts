import { actions, links, type View } from '../api/view.ts'
import { guestDevices, guestFqdn, shownDisplay, vmStatusText } from '../estate/guest.ts'
import type { Machine, Template, Vm } from '../estate/model.ts'
import { moment, type WireObject } from '../wire/value.ts'

const vmActions = [
  'ticket',
  'migrate',
  'cancelmigration',
  'shutdown',
  'start',
  'stop',
  'reboot',
  'suspend',
  'detach',
  'export',
  'move',
  'maintenance',
  'preview_snapshot',
  'commit_snapshot',
  'undo_snapshot',
]
const vmLinks = [
  'applications',
  'disks',
  'nics',
  'cdroms',
  'snapshots',
  'tags',
  'permissions',
  'statistics',
  'reporteddevices',
  'watchdogs',
  'sessions',
]

/** A state as 3.x writes it. */
export const state = (status: string | undefined, detail?: string): WireObject | undefined =>
  status === undefined ? undefined : { state: status, detail }

function machine(view: View, it: Machine): WireObject {
  return {
    memory: it.memory,
    cpu: { topology: { '@sockets': it.sockets, '@cores': it.cores }, architecture: 'X86_64' },
    cpu_shares: 0,
    os: { '@type': it.os.type, boot: [{ '@dev': 'hd' }] },
    high_availability: { enabled: it.highlyAvailable, priority: it.highlyAvailable ? 50 : 1 },
    cluster: view.ref('clusters', it.cluster),
    creation_time: moment(it.createdAt),
    origin: 'rhev',
    stateless: false,
    delete_protected: false,
    sso: { methods: { method: [{ id: 'GUEST_AGENT' }] } },
    timezone: it.os.family === 'Windows' ? 'W. Europe Standard Time' : 'Etc/GMT',
    usb: { enabled: false },
    migration_downtime: -1,
  }
}

export function vm(view: View, it: Vm): WireObject {
  const href = view.href(`vms/${it.id}`)
  const { host } = it
  const shown = host === undefined ? {} : { address: host.nics[0]?.ip, port: 5900 + (it.seed % 90) * 2 }
  const devices = guestDevices(it)
  const common = machine(view, it)
  return {
    href,
    id: it.id,
    actions: actions(href, vmActions),
    name: it.name,
    description: it.description,
    comment: it.comment,
    link: links(href, vmLinks),
    type: it.type,
    status: state(vmStatusText(it), it.status === 'paused' ? it.statusDetail : undefined),
    ...common,
    os: { '@type': it.os.type, boot: it.boot.map((device) => ({ '@dev': device })) },
    stateless: it.run?.stateless ?? it.stateless,
    delete_protected: it.deleteProtected,
    origin: it.hostedEngine ? 'hosted_engine' : 'rhev',
    display: {
      type: shownDisplay(it),
      ...shown,
      secure_port: host !== undefined && shownDisplay(it) === 'spice' ? 5901 + (it.seed % 90) * 2 : undefined,
      monitors: 1,
      single_qxl_pci: false,
      allow_override: false,
      smartcard_enabled: false,
    },
    // QUIRK(rhev 3.x): filtered VMs lack host and placement_policy (fact sheet §2).
    host: view.filtered ? undefined : view.ref('hosts', host),
    template: view.ref('templates', it.template),
    vmpool: view.ref('vmpools', it.pool),
    start_time: host === undefined ? undefined : moment(it.startedAt),
    stop_time: moment(it.stoppedAt),
    placement_policy: view.filtered
      ? undefined
      : { affinity: it.affinity, host: view.ref('hosts', it.preferredHosts[0]) },
    memory_policy: { guaranteed: it.guaranteed ?? it.memory, ballooning: true },
    initialization: initialization(it),
    guest_info:
      devices.length === 0
        ? undefined
        : {
            ips: { ip: devices.flatMap((device) => device.ips).map((ip) => ({ '@address': ip.address })) },
            fqdn: guestFqdn(it),
          },
    quota: { id: '0a9b9562-e08b-4a71-b3bf-cd8eaffb55bc' },
    next_run_configuration_exists: it.nextRun !== undefined,
  }
}

/** What is stored for the guest's first start, flat as 3.4 has it; passwords read back as stars. */
function initialization(it: Vm): WireObject | undefined {
  const stored = it.initialization
  if (stored === undefined) return undefined
  const [user] = stored.users
  return {
    host_name: stored.hostName,
    timezone: stored.timezone,
    user_name: user?.name,
    root_password: user?.password === undefined ? undefined : '******',
    authorized_ssh_keys: stored.sshKeys.join('\n') || undefined,
    dns_servers: stored.dnsServers.join(' ') || undefined,
    dns_search: stored.dnsSearch.join(' ') || undefined,
    custom_script: stored.customScript,
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
    link: links(href, ['disks', 'nics', 'cdroms', 'permissions', 'tags', 'watchdogs']),
    type: it.type,
    status: state(it.status),
    ...machine(view, it),
    cluster: it.blank ? undefined : view.ref('clusters', it.cluster),
    display: { type: 'spice', monitors: 1 },
    version: {
      base_template: view.ref('templates', it.base ?? it),
      version_number: it.versionNumber,
      version_name: it.base === undefined ? '' : it.versionName,
    },
  }
}
