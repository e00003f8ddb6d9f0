import type { Random } from '../../world/random.ts'
import type { Look } from './look.ts'
import type { Cluster, DataCenter, Estate, Host, Network, StorageDomain } from './model.ts'

const gib = 1024 ** 3
const day = 86_400_000

export interface GrowthPlan {
  random: Random
  look: Look
  systemId: string
  vms: number
  startAt: number
}

/** Data centers, clusters, hosts, networks and storage of an estate without VMs. */
export function growInfrastructure(plan: GrowthPlan): Estate {
  const { random, look } = plan
  const estate: Estate = {
    dataCenters: [],
    clusters: [],
    hosts: new Map(),
    domains: [],
    networks: [],
    templates: [],
    vms: new Map(),
    disks: new Map(),
    pools: [],
    tags: [],
  }
  look.dataCenters.forEach((given, index) => {
    const dataCenter: DataCenter = {
      id: random.uuid(),
      name: given.name,
      description: given.description,
      status: 'up',
      level: look.level,
      storageFormat: look.storageFormat,
      clusters: [],
      domains: [],
      networks: [],
      quota: { mode: 'disabled', name: 'Default', left: 0 },
    }
    estate.dataCenters.push(dataCenter)
    growNetworks(plan, estate, dataCenter, given.vlans)
    for (const name of given.clusters) growCluster(plan, estate, dataCenter, name)
    growDomains(plan, estate, dataCenter, index)
  })
  growHosts(plan, estate)
  growUnattachedDomains(plan, estate)
  for (const [name, parentName, description] of look.tags) {
    const parent = estate.tags.find((tag) => tag.name === parentName)
    estate.tags.push({ id: random.uuid(), name, description, parent })
  }
  return estate
}

function growNetworks(
  plan: GrowthPlan,
  estate: Estate,
  dataCenter: DataCenter,
  vlans: [string, number][],
): void {
  const { random, look } = plan
  const add = (name: string, vlan: number | undefined, description: string, forVms = true, mtu = 1500) => {
    const network: Network = {
      id: random.uuid(),
      name,
      description,
      dataCenter,
      vlan,
      mtu,
      forVms,
      profile: { id: random.uuid(), name },
    }
    dataCenter.networks.push(network)
    estate.networks.push(network)
  }
  add(look.managementNetwork, undefined, 'Management Network')
  for (const [name, vlan] of vlans) add(name, vlan, '')
  add('migration', 950, 'Live migration, no VMs here', false, 9000)
}

function growCluster(plan: GrowthPlan, estate: Estate, dataCenter: DataCenter, name: string): void {
  const { random, look } = plan
  const hardware = look.hosts[estate.clusters.length % look.hosts.length]
  const cluster: Cluster = {
    id: random.uuid(),
    name,
    description: name === 'Default' ? 'The default server cluster' : '',
    dataCenter,
    cpuType: hardware?.cpuType ?? '',
    overCommitPercent: random.pick([100, 150, 200]),
    cpuProfileId: random.uuid(),
    hosts: [],
  }
  dataCenter.clusters.push(cluster)
  estate.clusters.push(cluster)
}

function growHosts(plan: GrowthPlan, estate: Estate): void {
  const { random, look, systemId, startAt } = plan
  const clusters = estate.clusters.length
  // The middle cluster needs a neighbour for migrations even in the smallest estate.
  const count = Math.max(clusters * 3, Math.ceil(plan.vms / look.vmsPerHost))
  for (let n = 0; n < count; n += 1) {
    const cluster = estate.clusters[n % clusters]
    const hardware = look.hosts[(n % clusters) % look.hosts.length]
    if (cluster === undefined || hardware === undefined) continue
    const name = `${look.hostName}${String(n + 1).padStart(2, '0')}`
    const host: Host = {
      id: random.uuid(),
      name,
      address: `${name}.${systemId}.gantry.example`,
      comment: n === 0 ? 'rack A1, console on port 3' : '',
      cluster,
      status: 'up',
      spm: cluster.dataCenter.clusters[0] === cluster && cluster.hosts.length === 0,
      cpuName: hardware.cpuName,
      cpuMhz: hardware.mhz,
      sockets: hardware.sockets,
      coresPerSocket: hardware.cores,
      threadsPerCore: hardware.threads,
      memory: hardware.gib * gib - random.int(200, 900) * 1024 ** 2,
      bootTime: startAt - random.int(2, 200) * day,
      nics: [],
      vms: new Set(),
      seed: random.int(0, 2 ** 31),
    }
    const networks = cluster.dataCenter.networks
    host.nics = ['eno1', 'eno2', 'ens3f0'].map((nic, i) => ({
      id: random.uuid(),
      name: nic,
      mac: `b4:96:91:${random.hex(2)}:${random.hex(2)}:${random.hex(2)}`,
      ip: i === 0 ? `10.0.${Math.floor(n / 250)}.${(n % 250) + 4}` : undefined,
      network: i === 0 ? networks[0] : i === 2 ? networks.at(-1) : undefined,
      speed: i === 2 ? 25_000_000_000 : 10_000_000_000,
    }))
    cluster.hosts.push(host)
    estate.hosts.set(host.id, host)
  }
  // One host each that is out of service on purpose and by accident, never the SPM, never a cluster's last two.
  const largest = [...estate.clusters].sort((a, b) => b.hosts.length - a.hosts.length)
  const idle = largest[0]?.hosts.at(-1)
  if (idle !== undefined) idle.status = 'maintenance'
  const lost = largest[1]?.hosts.at(-1)
  if (lost !== undefined) lost.status = 'non_responsive'
}

function growDomains(plan: GrowthPlan, estate: Estate, dataCenter: DataCenter, index: number): void {
  const { look } = plan
  const short = dataCenter.name.toLowerCase().slice(0, 3)
  const share = index === 0 ? 0.75 : 0.25
  const sets = Math.max(1, Math.ceil((plan.vms * share) / 400))
  for (let n = 1; n <= sets; n += 1) {
    const suffix = sets === 1 ? '' : `-${n}`
    addDomain(plan, estate, dataCenter, `${short}-nfs${suffix}`, 'data', 'nfs').master = n === 1
    addDomain(plan, estate, dataCenter, `${short}-iscsi${suffix}`, 'data', 'iscsi')
    if (index === 0) addDomain(plan, estate, dataCenter, `${short}-fc${suffix}`, 'data', 'fcp')
  }
  if (index === 0) {
    addDomain(plan, estate, dataCenter, `${short}-old-array`, 'data', 'fcp').status = 'maintenance'
    const iso = addDomain(plan, estate, dataCenter, 'iso', 'iso', 'nfs')
    iso.capacity = 200 * gib
    iso.used = 61 * gib
    iso.files = look.isoFiles
    const exports = addDomain(plan, estate, dataCenter, 'export', 'export', 'nfs')
    exports.used = 900 * gib
  }
}

function growUnattachedDomains(plan: GrowthPlan, estate: Estate): void {
  const spare = addDomain(plan, estate, undefined, 'spare-lun', 'data', 'iscsi')
  spare.capacity = 500 * gib
  if (plan.look.level === '3.4') return
  const images = addDomain(plan, estate, undefined, 'ovirt-image-repository', 'image', 'glance')
  images.capacity = undefined
  images.description = 'Public Glance repository for oVirt'
}

function addDomain(
  plan: GrowthPlan,
  estate: Estate,
  dataCenter: DataCenter | undefined,
  name: string,
  type: StorageDomain['type'],
  storage: StorageDomain['storage'],
): StorageDomain {
  const { random, look, systemId } = plan
  const domain: StorageDomain = {
    id: random.uuid(),
    name,
    description: '',
    type,
    storage,
    address:
      storage === 'iscsi'
        ? `10.9.0.${random.int(10, 200)}`
        : `filer${random.int(1, 3)}.${systemId}.gantry.example`,
    path: storage === 'nfs' ? `/exports/${name}` : '',
    dataCenter,
    status: dataCenter === undefined ? 'unattached' : 'active',
    master: false,
    capacity: Math.round(look.domainSize * random.pick([0.5, 1, 1, 2])),
    used: 0,
    committed: 0,
    format: type === 'data' ? look.storageFormat : 'v1',
    files: [],
    exported: new Set(),
  }
  dataCenter?.domains.push(domain)
  estate.domains.push(domain)
  return domain
}
