import type { Engine } from '../engine/engine.ts'
import type { EngineEvent, Severity } from '../engine/event-log.ts'
import type { Job } from '../engine/job-log.ts'
import { hostStatistics, vmCpu, vmStatistics } from '../engine/statistics.ts'
import { guestDevices, guestFqdn } from '../estate/guest.ts'
import type {
  Cluster,
  DataCenter,
  Disk,
  Host,
  Network,
  StorageDomain,
  Tag,
  Template,
  Vm,
  VmPool,
} from '../estate/model.ts'
import { date, number, type SearchTable, text } from './run.ts'

const severities: readonly Severity[] = ['normal', 'warning', 'error', 'alert']

/** Searches write states without underscores: `poweringup`. */
const plain = (status: string) => status.replaceAll('_', '')
const mib = 1024 ** 2

/** A tag counts for those above it too. */
function tagNames(tags: readonly Tag[]): string[] {
  const names: string[] = []
  for (const tag of tags) {
    for (let it: Tag | undefined = tag; it !== undefined; it = it.parent) names.push(it.name)
  }
  return names
}

const datumOf = (name: string, all: { name: string; datum: number }[]) =>
  all.find((it) => it.name === name)?.datum

/** The fields by which each kind of object can be searched and sorted (fact sheet §4.1, §8). */
export function searchTables(engine: Engine): SearchTables {
  const known = made.get(engine)
  if (known !== undefined) return known
  const tables = makeTables(engine)
  made.set(engine, tables)
  return tables
}

const made = new WeakMap<Engine, SearchTables>()

type SearchTables = ReturnType<typeof makeTables>

function makeTables(engine: Engine) {
  const old = engine.version === '3.4'
  const vmMemory = (vm: Vm) => ((datumOf('memory.used', vmStatistics(vm, engine.now)) ?? 0) / vm.memory) * 100
  const hostUse = (host: Host, name: string) => datumOf(name, hostStatistics(host, engine.now))

  const vms: SearchTable<Vm> = {
    name: text((vm) => vm.name),
    comment: text((vm) => vm.comment),
    description: text((vm) => vm.description),
    id: text((vm) => vm.id),
    status: text((vm) => plain(vm.status)),
    ip: text((vm) => guestDevices(vm).flatMap((device) => device.ips.map((ip) => ip.address))),
    fqdn: text((vm) => (vm.guestKnown ? guestFqdn(vm) : undefined)),
    os: text((vm) => vm.os.type),
    cluster: text((vm) => vm.cluster.name),
    datacenter: text((vm) => vm.cluster.dataCenter.name),
    pool: text((vm) => vm.pool?.name),
    tag: text((vm) => tagNames(vm.tags)),
    type: text((vm) => vm.type),
    template: text((vm) => vm.template.name),
    architecture: text(() => 'x86_64'),
    apps: text((vm) => (vm.guestKnown ? vm.os.applications : undefined)),
    compatibility_level: text((vm) => vm.cluster.dataCenter.level),
    'hosts.name': text((vm) => vm.host?.name),
    'templates.name': text((vm) => vm.template.name),
    'storage.name': text((vm) => vm.disks.map((disk) => disk.domain.name)),
    'vnic.network_name': text((vm) => vm.nics.map((nic) => nic.network.name)),
    next_run_config_exists: {
      kind: 'rank',
      order: ['false', 'true'],
      of: (vm) => String(vm.nextRun !== undefined),
    },
    uptime: number((vm) =>
      vm.host === undefined || vm.startedAt === undefined ? 0 : (engine.now - vm.startedAt) / 1000,
    ),
    memory: number((vm) => vm.memory / mib),
    cpu_usage: number((vm) => Math.round(vmCpu(vm, engine.now))),
    mem_usage: number((vm) => Math.round(vmMemory(vm))),
    creationdate: date((vm) => vm.createdAt),
    // QUIRK(ovirt 4.5): 3.x calls the field `host`, recent 4.x `on_host`.
    [old ? 'host' : 'on_host']: text((vm) => vm.host?.name),
  }
  const hosts: SearchTable<Host> = {
    name: text((host) => host.name),
    address: text((host) => host.address),
    status: text((host) => plain(host.status)),
    cluster: text((host) => host.cluster.name),
    datacenter: text((host) => host.cluster.dataCenter.name),
    id: text((host) => host.id),
    'vms.name': text((host) => [...host.vms].map((vm) => vm.name)),
    active_vms: number((host) => host.vms.size),
    cpu_usage: number((host) => Math.round(hostUse(host, 'cpu.current.user') ?? 0)),
    mem_usage: number((host) => Math.round(((hostUse(host, 'memory.used') ?? 0) / host.memory) * 100)),
  }
  const templates: SearchTable<Template> = {
    name: text((template) => template.name),
    status: text((template) => template.status),
    cluster: text((template) => (template.blank ? undefined : template.cluster.name)),
    id: text((template) => template.id),
  }
  const events: SearchTable<EngineEvent> = {
    type: number((event) => event.code),
    severity: { kind: 'rank', order: severities, of: (event) => event.severity },
    time: date((event) => event.time),
    usrname: text((event) => event.user?.name),
    message: text((event) => event.description),
    event_vm: text((event) => event.vm?.name),
    event_host: text((event) => event.host?.name),
    event_template: text((event) => event.template?.name),
    event_storage: text((event) => event.storageDomain?.name),
    event_datacenter: text((event) => event.dataCenter?.name),
    correlation_id: text((event) => event.correlationId),
    origin: text(() => 'oVirt'),
    custom_event_id: number(() => -1),
    _event_vm_id: text((event) => event.vm?.id),
  }
  const domains: SearchTable<StorageDomain> = {
    name: text((domain) => domain.name),
    status: text((domain) => plain(domain.status)),
    datacenter: text((domain) => domain.dataCenter?.name),
    type: text((domain) => domain.storage),
    free_size: number((domain) => ((domain.capacity ?? 0) - domain.used) / 1024 ** 3),
    used_size: number((domain) => domain.used / 1024 ** 3),
  }
  const users = (disk: Disk) => (disk.owner?.kind === 'vm' ? [disk.owner.name] : [])
  const disks: SearchTable<Disk> = {
    alias: text((disk) => disk.name),
    name: text((disk) => disk.name),
    id: text((disk) => disk.id),
    disk_type: text(() => 'image'),
    vm_names: text(users),
    number_of_vms: number((disk) => users(disk).length),
    provisioned_size: number((disk) => disk.provisioned / 1024 ** 3),
  }
  const named = <T extends { id: string; name: string }>(): SearchTable<T> => ({
    name: text((item) => item.name),
    id: text((item) => item.id),
  })
  const dataCenters: SearchTable<DataCenter> = { ...named(), status: text((it) => plain(it.status)) }
  const clusters: SearchTable<Cluster> = { ...named(), datacenter: text((it) => it.dataCenter.name) }
  const networks: SearchTable<Network> = { ...named(), datacenter: text((it) => it.dataCenter.name) }
  const pools: SearchTable<VmPool> = { ...named(), cluster: text((it) => it.cluster.name) }
  const jobs: SearchTable<Job> = { correlation_id: text((job) => job.correlationId) }
  return { vms, hosts, templates, events, domains, disks, dataCenters, clusters, networks, pools, jobs }
}
