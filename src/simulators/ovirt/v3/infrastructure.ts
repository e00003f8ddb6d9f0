import { actions, links, type View } from '../api/view.ts'
import type { Cluster, DataCenter, Host, HostNic, Network, StorageDomain } from '../estate/model.ts'
import type { WireObject } from '../wire/value.ts'
import { state } from './machine.ts'

const version = (text: string): WireObject => {
  const [major, minor] = text.split('.').map(Number)
  return { '@major': major, '@minor': minor }
}

export function dataCenter(view: View, it: DataCenter): WireObject {
  const href = view.href(`datacenters/${it.id}`)
  return {
    href,
    id: it.id,
    name: it.name,
    description: it.description,
    link: links(href, ['storagedomains', 'clusters', 'networks', 'permissions', 'quotas', 'iscsibonds']),
    local: false,
    storage_format: it.storageFormat,
    version: version(it.level),
    supported_versions: { version: [version(it.level)] },
    status: state(it.status),
    quota_mode: it.quota.mode,
  }
}

export function cluster(view: View, it: Cluster): WireObject {
  const href = view.href(`clusters/${it.id}`)
  return {
    href,
    id: it.id,
    name: it.name,
    description: it.description,
    link: links(href, ['networks', 'permissions', 'glustervolumes', 'affinitygroups', 'cpuprofiles']),
    cpu: { id: it.cpuType, architecture: 'X86_64' },
    data_center: view.ref('datacenters', it.dataCenter),
    memory_policy: {
      overcommit: { '@percent': it.overCommitPercent },
      transparent_hugepages: { enabled: true },
    },
    scheduling_policy: { policy: 'evenly_distributed', thresholds: { '@high': 80, '@duration': 120 } },
    version: version(it.dataCenter.level),
    error_handling: { on_error: 'migrate' },
    virt_service: true,
    gluster_service: false,
    threads_as_cores: false,
    tunnel_migration: false,
    trusted_service: false,
    ha_reservation: false,
    ballooning_enabled: true,
  }
}

const hostActions = [
  'approve',
  'forceselectspm',
  'iscsilogin',
  'iscsidiscover',
  'commitnetconfig',
  'fence',
  'install',
  'activate',
  'deactivate',
]

export function host(view: View, it: Host): WireObject {
  const href = view.href(`hosts/${it.id}`)
  const reports = it.status !== 'non_responsive'
  let migrating = 0
  for (const vm of it.vms) if (vm.status === 'migrating') migrating += 1
  return {
    href,
    id: it.id,
    actions: actions(href, hostActions),
    name: it.name,
    comment: it.comment,
    link: links(href, ['storage', 'nics', 'numanodes', 'tags', 'permissions', 'statistics', 'hooks']),
    address: it.address,
    certificate: {
      organization: `${view.engine.systemId}.gantry.example`,
      subject: `O=${view.engine.systemId}.gantry.example,CN=${it.address}`,
    },
    status: state(it.status),
    cluster: view.ref('clusters', it.cluster),
    port: 54321,
    type: 'rhev-h',
    storage_manager: { '@priority': 5, '#text': it.spm },
    power_management: { enabled: it.seed % 3 === 0, options: {} },
    ksm: { enabled: it.status === 'up' },
    transparent_hugepages: { enabled: true },
    iscsi: { initiator: `iqn.1994-05.com.redhat:${it.id.slice(-12)}` },
    cpu: {
      topology: { '@sockets': it.sockets, '@cores': it.coresPerSocket, '@threads': it.threadsPerCore },
      name: it.cpuName,
      speed: it.cpuMhz,
    },
    memory: it.memory,
    max_scheduling_memory: Math.round(it.memory * 0.8),
    summary: { active: it.vms.size, migrating, total: it.vms.size },
    os: { '@type': 'RHEV Hypervisor', version: { '@full_version': '6.5 - 20140603.2.el6ev' } },
    version: reports
      ? { '@major': 4, '@minor': 14, '@build': 7, '@revision': 0, '@full_version': 'vdsm-4.14.7-3.el6ev' }
      : undefined,
    libvirt_version: {
      '@major': 0,
      '@minor': 10,
      '@build': 2,
      '@revision': 0,
      '@full_version': 'libvirt-0.10.2-29.el6_5.9',
    },
    hardware_information: {
      manufacturer: 'HP',
      family: 'ProLiant',
      product_name: 'ProLiant DL380p Gen8',
      serial_number: it.id.slice(0, 10).toUpperCase(),
      uuid: it.id,
    },
  }
}

export function hostNic(view: View, owner: Host, it: HostNic): WireObject {
  const href = view.href(`hosts/${owner.id}/nics/${it.id}`)
  return {
    href,
    id: it.id,
    actions: actions(href, ['attach', 'detach']),
    name: it.name,
    link: links(href, ['statistics', 'labels']),
    host: view.ref('hosts', owner),
    network: view.ref('networks', it.network),
    mac: { '@address': it.mac },
    ip:
      it.ip === undefined
        ? undefined
        : { '@address': it.ip, '@netmask': '255.255.0.0', '@gateway': '10.0.0.1' },
    boot_protocol: it.ip === undefined ? 'none' : 'static',
    speed: it.speed,
    status: state(it.network === undefined ? 'down' : 'up'),
    mtu: it.network?.mtu ?? 1500,
    bridged: it.network?.forVms ?? false,
  }
}

/** As in v4: only a data center's own list tells the state of an attached domain. */
export function storageDomain(view: View, it: StorageDomain, inside: DataCenter | undefined): WireObject {
  const path =
    inside === undefined ? `storagedomains/${it.id}` : `datacenters/${inside.id}/storagedomains/${it.id}`
  const href = view.href(path)
  const contents = it.type === 'iso' ? ['files'] : ['vms', 'templates', 'disks', 'storageconnections']
  return {
    href,
    id: it.id,
    actions: inside === undefined ? undefined : actions(href, ['activate', 'deactivate']),
    name: it.name,
    description: it.description,
    link: links(href, ['permissions', ...contents]),
    data_center: inside === undefined ? undefined : view.ref('datacenters', inside),
    data_centers: it.dataCenter === undefined ? undefined : { data_center: [{ id: it.dataCenter.id }] },
    type: it.type,
    status: inside !== undefined || it.dataCenter === undefined ? state(it.status) : undefined,
    external_status: state('ok'),
    master: it.master,
    storage:
      it.storage === 'nfs'
        ? { type: 'nfs', address: it.address, path: it.path }
        : { type: it.storage, volume_group: { id: it.id.slice(0, 6) } },
    available: it.capacity === undefined ? undefined : it.capacity - it.used,
    used: it.used,
    committed: it.committed,
    storage_format: it.format,
    wipe_after_delete: false,
    warning_low_space_indicator: 10,
    critical_space_action_blocker: 5,
  }
}

export function network(view: View, it: Network): WireObject {
  const href = view.href(`networks/${it.id}`)
  return {
    href,
    id: it.id,
    name: it.name,
    description: it.description,
    link: links(href, ['permissions', 'vnicprofiles', 'labels']),
    data_center: view.ref('datacenters', it.dataCenter),
    vlan: it.vlan === undefined ? undefined : { id: it.vlan },
    stp: false,
    mtu: it.mtu === 1500 ? 0 : it.mtu,
    usages: { usage: it.forVms ? ['vm'] : ['migration'] },
  }
}

/** A network as a cluster uses it: with a state. */
export function clusterNetwork(view: View, of: Cluster, it: Network): WireObject {
  return {
    ...network(view, it),
    href: view.href(`clusters/${of.id}/networks/${it.id}`),
    cluster: view.ref('clusters', of),
    status: state('operational'),
    required: true,
    display: false,
  }
}

export function vnicProfile(view: View, it: Network): WireObject {
  const href = view.href(`vnicprofiles/${it.profile.id}`)
  return {
    href,
    id: it.profile.id,
    name: it.profile.name,
    link: links(href, ['permissions']),
    port_mirroring: false,
    network: view.ref('networks', it),
  }
}
