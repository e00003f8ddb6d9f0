import { type EstateSize, estateVms } from '../../world/options.ts'
import { Random } from '../../world/random.ts'
import type { Compute, Datacenter, Datastore, Folder, Host, Network } from './entities.ts'
import { Estate } from './estate.ts'
import { HostMaker } from './grow-hosts.ts'
import { addFolder } from './grow-parts.ts'
import { growVms } from './grow-vms.ts'
import { clusterNames, datacenterNames, teamFolders } from './names.ts'
import { Timers } from './timers.ts'

const terabyte = 1024 ** 4

export interface GrowOptions {
  seed: string
  estate: EstateSize
  startAt: number
  version: '8.0.3' | '7.0.3'
  domain: string
}

interface Plan {
  datacenters: number
  vmsPerHost: number
  hostsPerCluster: number
}

const plans: Record<EstateSize, Plan> = {
  small: { datacenters: 2, vmsPerHost: 11, hostsPerCluster: 4 },
  large: { datacenters: 3, vmsPerHost: 36, hostsPerCluster: 12 },
  max: { datacenters: 6, vmsPerHost: 46, hostsPerCluster: 24 },
}

const alarmTexts = [
  ['Host connection and power state', 'Alarm to monitor host connection and power state'],
  ['Host CPU usage', 'Alarm to monitor host CPU usage'],
  ['Host memory usage', 'Alarm to monitor host memory usage'],
  ['Virtual machine CPU usage', 'Alarm to monitor virtual machine CPU usage'],
  ['Virtual machine memory usage', 'Alarm to monitor virtual machine memory usage'],
  ['Datastore usage on disk', 'Alarm to monitor datastore disk usage'],
  ['Cannot connect to storage', 'Alarm to monitor connectivity to storage'],
  ['Virtual machine Consolidation Needed status', 'Alarm to monitor disks that need consolidation'],
] as const

/** Grows an estate from a seed; the same options give the same estate. */
export function growEstate(options: GrowOptions): Estate {
  const random = new Random(`${options.seed}/${options.domain}`)
  const estate = new Estate({
    timers: new Timers(options.startAt),
    instanceUuid: random.uuid(),
    domain: options.domain,
  })
  estate.root = addFolder(estate, undefined, 'Datacenters', ['Folder', 'Datacenter'], 'group-d')
  for (const [name, description] of alarmTexts) {
    estate.alarms.push(
      estate.add({ type: 'Alarm', id: `alarm-${estate.alarms.length + 1}`, name, description }),
    )
  }
  const plan = plans[options.estate]
  const hosts = Math.ceil(estateVms.vcenter[options.estate] / plan.vmsPerHost)
  const branch = addFolder(estate, estate.root, 'Branch offices', ['Folder', 'Datacenter'], 'group-d')
  const maker = new HostMaker(estate, random, options.version)
  for (let index = 0; index < plan.datacenters; index += 1) {
    const name = datacenterNames[index % datacenterNames.length] ?? `DC ${index}`
    const datacenter = addDatacenter(
      estate,
      index === plan.datacenters - 1 ? branch : estate.root,
      name,
      index,
    )
    // The first data centers are the bigger ones.
    const share = (2 * (plan.datacenters - index)) / (plan.datacenters * (plan.datacenters + 1))
    growCompute(estate, random, maker, datacenter, Math.max(4, Math.round(hosts * share)), plan)
  }
  loseDatastore(estate, random)
  growVms(estate, random, estateVms.vcenter[options.estate])
  sizeStorage(estate, random)
  for (const host of estate.hosts.slice(-1)) {
    if (host.vms.size === 0) host.maintenance = true
  }
  return estate
}

function addDatacenter(estate: Estate, parent: Folder, name: string, index: number): Datacenter {
  const id = estate.nextId('datacenter-')
  const folder = (title: string, childType: string[], prefix: string): Folder =>
    addFolder(estate, undefined, title, childType, prefix)
  const datacenter: Datacenter = {
    type: 'Datacenter',
    id,
    name,
    parent,
    vmFolder: folder('vm', ['Folder', 'VirtualMachine', 'VirtualApp'], 'group-v'),
    hostFolder: folder('host', ['Folder', 'ComputeResource'], 'group-h'),
    datastoreFolder: folder('datastore', ['Folder', 'Datastore', 'StoragePod'], 'group-s'),
    networkFolder: folder('network', ['Folder', 'Network', 'DistributedVirtualSwitch'], 'group-n'),
    datastores: [],
    networks: [],
  }
  for (const top of [
    datacenter.vmFolder,
    datacenter.hostFolder,
    datacenter.datastoreFolder,
    datacenter.networkFolder,
  ]) {
    top.parent = datacenter
  }
  parent.children.add(datacenter)
  estate.datacenters.push(estate.add(datacenter))
  const vmTypes = ['Folder', 'VirtualMachine', 'VirtualApp']
  const production = addFolder(estate, datacenter.vmFolder, 'Production', vmTypes, 'group-v')
  for (const team of teamFolders.slice(0, 3 + (index % 3))) {
    const folderOfTeam = addFolder(estate, production, team, vmTypes, 'group-v')
    if (team === 'Data') addFolder(estate, folderOfTeam, 'Warehouse', vmTypes, 'group-v')
  }
  addFolder(estate, datacenter.vmFolder, 'Test & Dev', vmTypes, 'group-v')
  addFolder(estate, datacenter.vmFolder, index === 0 ? 'Backup/DR' : 'Web 100% managed', vmTypes, 'group-v')
  addFolder(estate, datacenter.vmFolder, 'Templates', vmTypes, 'group-v')
  return datacenter
}

function growCompute(
  estate: Estate,
  random: Random,
  maker: HostMaker,
  datacenter: Datacenter,
  hosts: number,
  plan: Plan,
): void {
  const switched = addSwitch(estate, random, datacenter)
  const standard = addNetwork(estate, datacenter, 'VM Network', { vlan: 0 })
  let left = hosts - 1
  for (let index = 0; left > 0; index += 1) {
    // A cluster of one host is no use: the rest joins the cluster before it.
    const size = left - plan.hostsPerCluster < 2 ? left : plan.hostsPerCluster
    const name = `${clusterNames[index % clusterNames.length]}-${String(index + 1).padStart(2, '0')}`
    const inner =
      index === 1
        ? addFolder(estate, datacenter.hostFolder, 'Special', ['Folder', 'ComputeResource'], 'group-h')
        : undefined
    const cluster = maker.cluster(datacenter, inner ?? datacenter.hostFolder, name, size, {
      drs: index % 3 !== 2,
    })
    const networks = switched.slice(index % 2, (index % 2) + 4)
    connect(cluster, [standard, ...networks], clusterDatastores(estate, random, cluster, index))
    left -= size
  }
  const alone = maker.standAlone(datacenter)
  connect(
    alone,
    [standard],
    [
      addDatastore(estate, random, alone, {
        name: `${alone.hosts[0]?.name.split('.')[0]}-local`,
        fsType: 'VMFS',
        terabytes: 4,
      }),
    ],
  )
}

function clusterDatastores(estate: Estate, random: Random, cluster: Compute, index: number): Datastore[] {
  const short = cluster.name.toLowerCase()
  if (index % 3 === 2) {
    const terabytes = 12 * cluster.hosts.length
    return [addDatastore(estate, random, cluster, { name: `vsan-${short}`, fsType: 'vsan', terabytes })]
  }
  const count = Math.max(2, Math.ceil(cluster.hosts.length / 3))
  const list = Array.from({ length: count }, (_, number) =>
    addDatastore(estate, random, cluster, {
      name: `san-${short}-${String(number + 1).padStart(2, '0')}`,
      fsType: 'VMFS',
      terabytes: random.pick([16, 24, 32]),
    }),
  )
  const fsType = random.chance(0.3) ? 'NFS41' : 'NFS'
  return [...list, addDatastore(estate, random, cluster, { name: `nfs-${short}`, fsType, terabytes: 20 })]
}

function connect(compute: Compute, networks: Network[], datastores: Datastore[]): void {
  compute.networks.push(...networks)
  compute.datastores.push(...datastores)
  for (const network of networks) network.hosts.push(...compute.hosts)
  for (const network of compute.networks) {
    const uplink = network.switch?.portgroups.find((candidate) => candidate.uplink)
    if (uplink === undefined || compute.networks.includes(uplink)) continue
    compute.networks.push(uplink)
    uplink.hosts.push(...compute.hosts)
    break
  }
}

function addSwitch(estate: Estate, random: Random, datacenter: Datacenter): Network[] {
  const name = `dvs-${datacenter.name.toLowerCase()}`
  const folder = addFolder(
    estate,
    datacenter.networkFolder,
    name,
    ['Network', 'DistributedVirtualSwitch'],
    'group-n',
  )
  const uuid = random.uuid().replaceAll('-', ' ')
  const dvs = estate.add({
    type: 'VmwareDistributedVirtualSwitch' as const,
    id: estate.nextId('dvs-'),
    name,
    parent: folder,
    uuid,
    mtu: random.chance(0.5) ? 9000 : 1500,
    portgroups: [],
  })
  folder.children.add(dvs)
  estate.switches.push(dvs)
  addNetwork(estate, datacenter, `${name}-DVUplinks`, { vlan: 0, dvs, folder, uplink: true })
  return ['Frontend', 'Application', 'Database', 'Management', 'Backup'].map((purpose, index) => {
    const vlan = 100 * (estate.datacenters.length + 1) + index * 10
    return addNetwork(estate, datacenter, `${purpose}-${vlan}`, { vlan, dvs, folder })
  })
}

function addNetwork(
  estate: Estate,
  datacenter: Datacenter,
  name: string,
  options: { vlan: number; dvs?: Network['switch'] & object; folder?: Folder; uplink?: boolean },
): Network {
  const parent = options.folder ?? datacenter.networkFolder
  const network: Network = {
    type: options.dvs === undefined ? 'Network' : 'DistributedVirtualPortgroup',
    id: estate.nextId(options.dvs === undefined ? 'network-' : 'dvportgroup-'),
    name,
    parent,
    switch: options.dvs,
    vlan: options.vlan,
    uplink: options.uplink ?? false,
    subnet: `10.${(estate.networks.length + 10) % 256}`,
    hosts: [],
    vms: new Set(),
  }
  options.dvs?.portgroups.push(network)
  parent.children.add(network)
  estate.networks.push(network)
  datacenter.networks.push(network)
  return estate.add(network)
}

function addDatastore(
  estate: Estate,
  random: Random,
  compute: Compute,
  options: { name: string; fsType: Datastore['fsType']; terabytes: number },
): Datastore {
  const { datacenter } = compute
  const capacity = options.terabytes * terabyte
  const datastore: Datastore = {
    type: 'Datastore',
    id: estate.nextId('datastore-'),
    name: options.name,
    parent: datacenter.datastoreFolder,
    fsType: options.fsType,
    uuid: `${random.hex(8)}-${random.hex(8)}-${random.hex(4)}-${random.hex(12)}`,
    capacity,
    free: capacity,
    accessible: true,
    maintenance: false,
    hosts: [...compute.hosts] satisfies Host[],
    vms: new Set(),
  }
  datacenter.datastoreFolder.children.add(datastore)
  datacenter.datastores.push(datastore)
  estate.datastores.push(datastore)
  return estate.add(datastore)
}

/** A datastore that nobody uses cannot be reached. */
function loseDatastore(estate: Estate, random: Random): void {
  const first = estate.computes[0]
  if (first === undefined) return
  const lost = addDatastore(estate, random, first, { name: 'nfs-archive-old', fsType: 'NFS', terabytes: 10 })
  lost.accessible = false
  first.datastores.push(lost)
  estate.setAlarm(estate.alarm('Cannot connect to storage'), lost, 'red')
}

/** Makes every datastore big enough for its VMs, and one nearly full. */
function sizeStorage(estate: Estate, random: Random): void {
  for (const datastore of estate.datastores) {
    if (!datastore.accessible) continue
    let needed = 0
    for (const vm of datastore.vms) {
      for (const disk of vm.disks) {
        if (disk.datastore === datastore) needed += disk.gigabytes * (disk.thin ? disk.written : 1)
      }
      if (vm.disks[0]?.datastore === datastore) needed += vm.memoryMB / 1024
    }
    needed *= 1024 ** 3
    const terabytes = Math.ceil(needed / (0.45 + random.next() * 0.25) / terabyte)
    datastore.capacity = Math.max(datastore.capacity, terabytes * terabyte)
    const rest = datastore.capacity - needed
    datastore.free = Math.round(rest * (0.5 + random.next() * 0.45))
  }
  const shared = estate.datastores.filter((datastore) => datastore.hosts.length > 1 && datastore.accessible)
  const full = random.pick(shared.slice(1))
  full.free = Math.round(full.capacity * 0.06)
  estate.setAlarm(estate.alarm('Datastore usage on disk'), full, 'red')
}
