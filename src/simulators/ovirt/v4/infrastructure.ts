import { actions, links, type View } from '../api/view.ts'
import type { Cluster, DataCenter, Host, HostNic, Network, StorageDomain } from '../estate/model.ts'
import { decimal, type WireObject } from '../wire/value.ts'

const version = (text: string): WireObject => {
  const [major, minor] = text.split('.').map(Number)
  return { major, minor }
}

export function dataCenter(view: View, it: DataCenter): WireObject {
  const href = view.href(`datacenters/${it.id}`)
  return {
    href,
    id: it.id,
    actions: actions(href, ['cleanfinishedtasks', 'setmaster']),
    name: it.name,
    description: it.description,
    link: links(href, [
      'clusters',
      'iscsibonds',
      'networks',
      'permissions',
      'qoss',
      'quotas',
      'storagedomains',
    ]),
    local: false,
    quota_mode: it.quota.mode,
    status: it.status,
    storage_format: it.storageFormat,
    supported_versions: { version: [version(it.level)] },
    version: version(it.level),
    mac_pool: view.ref('macpools', { id: '58ca604b-017d-0374-0220-00000000014e' }),
  }
}

export function cluster(view: View, it: Cluster): WireObject {
  const href = view.href(`clusters/${it.id}`)
  return {
    href,
    id: it.id,
    actions: actions(href, ['resetemulatedmachine', 'syncallnetworks', 'upgrade']),
    name: it.name,
    description: it.description,
    comment: '',
    link: links(href, ['affinitygroups', 'cpuprofiles', 'enabledfeatures', 'networks', 'permissions']),
    ballooning_enabled: true,
    bios_type: 'q35_ovmf',
    cpu: { architecture: 'x86_64', type: it.cpuType },
    error_handling: { on_error: 'migrate' },
    fencing_policy: { enabled: true, skip_if_gluster_bricks_up: false },
    firewall_type: 'firewalld',
    gluster_service: false,
    ha_reservation: false,
    ksm: { enabled: true, merge_across_nodes: true },
    log_max_memory_used_threshold: 95,
    log_max_memory_used_threshold_type: 'percentage',
    memory_policy: {
      over_commit: { percent: it.overCommitPercent },
      transparent_hugepages: { enabled: true },
    },
    migration: {
      auto_converge: 'inherit',
      bandwidth: { assignment_method: 'auto' },
      compressed: 'inherit',
      policy: { id: '80554327-0569-496b-bdeb-fcbbf52b827b' },
    },
    required_rng_sources: { required_rng_source: ['urandom'] },
    switch_type: 'legacy',
    threads_as_cores: false,
    trusted_service: false,
    tunnel_migration: false,
    version: version(it.dataCenter.level),
    virt_service: true,
    data_center: view.ref('datacenters', it.dataCenter),
    mac_pool: view.ref('macpools', { id: '58ca604b-017d-0374-0220-00000000014e' }),
    scheduling_policy: view.ref('schedulingpolicies', { id: 'b4ed2332-a7ac-4d5f-9596-99a439cb2812' }),
  }
}

const hostActions = [
  'activate',
  'approve',
  'commitnetconfig',
  'deactivate',
  'enrollcertificate',
  'fence',
  'forceselectspm',
  'install',
  'iscsidiscover',
  'iscsilogin',
  'refresh',
  'setupnetworks',
  'syncallnetworks',
  'upgrade',
  'upgradecheck',
]
const hostLinks = [
  'affinitylabels',
  'devices',
  'fenceagents',
  'hooks',
  'networkattachments',
  'nics',
  'numanodes',
  'permissions',
  'statistics',
  'storage',
  'tags',
  'unmanagednetworks',
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
    link: links(href, hostLinks),
    address: it.address,
    auto_numa_status: 'disable',
    certificate: {
      organization: `${view.engine.systemId}.gantry.example`,
      subject: `O=${view.engine.systemId}.gantry.example,CN=${it.address}`,
    },
    cpu: {
      name: it.cpuName,
      speed: decimal(it.cpuMhz),
      topology: { cores: it.coresPerSocket, sockets: it.sockets, threads: it.threadsPerCore },
      type: it.cluster.cpuType,
    },
    device_passthrough: { enabled: false },
    external_status: 'ok',
    hardware_information: {
      family: 'PowerEdge',
      manufacturer: 'Dell Inc.',
      product_name: it.sockets === 1 ? 'PowerEdge R6515' : 'PowerEdge R640',
      serial_number: it.id.slice(0, 7).toUpperCase(),
      uuid: it.id,
    },
    iscsi: { initiator: `iqn.1994-05.com.redhat:${it.id.slice(-12)}` },
    kdump_status: 'enabled',
    ksm: { enabled: it.status === 'up' },
    libvirt_version: { build: 0, full_version: 'libvirt-8.0.0-22.el8', major: 8, minor: 0, revision: 0 },
    max_scheduling_memory: Math.round(it.memory * 0.8),
    memory: it.memory,
    numa_supported: true,
    os: {
      custom_kernel_cmdline: '',
      type: 'oVirt Node',
      version: { full_version: '4.5.5 - 1.el8', major: 4, minor: 5 },
    },
    port: 54321,
    power_management: {
      automatic_pm_enabled: true,
      enabled: it.seed % 3 === 0,
      kdump_detection: true,
      pm_proxies: {},
    },
    protocol: 'stomp',
    se_linux: { mode: 'enforcing' },
    spm: { priority: 5, status: it.spm ? 'spm' : 'none' },
    ssh: { fingerprint: 'SHA256:simulated', port: 22 },
    status: it.status,
    summary: { active: it.vms.size, migrating, total: it.vms.size },
    transparent_hugepages: { enabled: true },
    type: 'ovirt_node',
    update_available: it.seed % 4 === 0,
    version: reports
      ? { build: 7, full_version: 'vdsm-4.50.5.1-1.el8', major: 4, minor: 50, revision: 5 }
      : undefined,
    vgpu_placement: 'consolidated',
    cluster: view.ref('clusters', it.cluster),
  }
}

export function hostNic(view: View, owner: Host, it: HostNic): WireObject {
  const href = view.href(`hosts/${owner.id}/nics/${it.id}`)
  return {
    href,
    id: it.id,
    name: it.name,
    link: links(href, ['networklabels', 'networkattachments', 'statistics']),
    boot_protocol: it.ip === undefined ? 'none' : 'static',
    bridged: it.network?.forVms ?? false,
    custom_configuration: false,
    ip:
      it.ip === undefined
        ? undefined
        : { address: it.ip, gateway: '10.0.0.1', netmask: '255.255.0.0', version: 'v4' },
    mac: { address: it.mac },
    mtu: it.network?.mtu ?? 1500,
    properties: {},
    speed: it.speed,
    status: it.network === undefined ? 'down' : 'up',
    host: view.ref('hosts', owner),
    network: view.ref('networks', it.network),
  }
}

/** `inside` is the data center whose sub-collection lists the domain: only there an attached one has its state. */
export function storageDomain(view: View, it: StorageDomain, inside: DataCenter | undefined): WireObject {
  const path =
    inside === undefined ? `storagedomains/${it.id}` : `datacenters/${inside.id}/storagedomains/${it.id}`
  const href = view.href(path)
  const state = inside !== undefined || it.dataCenter === undefined
  const storage: WireObject =
    it.storage === 'nfs'
      ? { address: it.address, nfs_version: 'auto', path: it.path, type: 'nfs' }
      : it.storage === 'glance'
        ? { type: 'glance' }
        : {
            type: it.storage,
            volume_group: { id: it.id.slice(0, 6), logical_units: { logical_unit: [lun(it)] } },
          }
  return {
    href,
    id: it.id,
    actions: actions(
      href,
      inside === undefined
        ? ['isattached', 'reduceluns', 'refreshluns', 'updateovfstore']
        : ['activate', 'deactivate'],
    ),
    name: it.name,
    description: it.description,
    comment: '',
    link: links(href, ['diskprofiles', 'disks', 'permissions', 'storageconnections', 'templates', 'vms']),
    available: it.capacity === undefined ? undefined : it.capacity - it.used,
    backup: false,
    block_size: 512,
    committed: it.committed,
    critical_space_action_blocker: 5,
    discard_after_delete: false,
    external_status: 'ok',
    master: it.master,
    // QUIRK(ovirt 4.3): the top level tells a state only of unattached domains, as recorded.
    status: state ? it.status : undefined,
    storage,
    storage_format: it.format,
    supports_discard: false,
    supports_discard_zeroes_data: false,
    type: it.type,
    used: it.capacity === undefined ? undefined : it.used,
    warning_low_space_indicator: 10,
    wipe_after_delete: false,
    data_center: inside === undefined ? undefined : view.ref('datacenters', inside),
    data_centers:
      it.dataCenter === undefined ? undefined : { data_center: [view.ref('datacenters', it.dataCenter)] },
  }
}

function lun(it: StorageDomain): WireObject {
  return {
    id: `3600a0980${it.id.replaceAll('-', '').slice(0, 24)}`,
    address: it.storage === 'iscsi' ? it.address : undefined,
    lun_mapping: 1,
    paths: 0,
    port: it.storage === 'iscsi' ? 3260 : undefined,
    product_id: 'LUN C-Mode',
    size: it.capacity,
    storage_domain_id: it.id,
    target: it.storage === 'iscsi' ? `iqn.2003-01.example.gantry:${it.name}` : undefined,
    vendor_id: 'NETAPP',
  }
}

export function network(view: View, it: Network): WireObject {
  const href = view.href(`networks/${it.id}`)
  return {
    href,
    id: it.id,
    name: it.name,
    description: it.description,
    comment: '',
    link: links(href, ['networklabels', 'permissions', 'vnicprofiles']),
    mtu: it.mtu === 1500 ? 0 : it.mtu,
    port_isolation: false,
    stp: false,
    usages: { usage: it.forVms ? ['vm'] : ['migration'] },
    vlan: it.vlan === undefined ? undefined : { id: it.vlan },
    vdsm_name: it.name,
    data_center: view.ref('datacenters', it.dataCenter),
  }
}

export function vnicProfile(view: View, it: Network): WireObject {
  const href = view.href(`vnicprofiles/${it.profile.id}`)
  return {
    href,
    id: it.profile.id,
    name: it.profile.name,
    link: links(href, ['permissions']),
    pass_through: { mode: 'disabled' },
    port_mirroring: false,
    network: view.ref('networks', it),
    network_filter: view.ref('networkfilters', { id: '5a55d534-0151-0329-0198-00000000039d' }),
  }
}
