import type { Random } from '../../world/random.ts'
import { fraction } from './detail.ts'
import type { Compute, Disk, Folder, Host, Network, Pool, PowerState, Snapshot, Vm } from './entities.ts'
import type { Estate } from './estate.ts'
import { type GuestOs, guestSystems } from './guests.ts'
import { NameBook, pickNote, pickService, type ServiceName } from './names.ts'

const day = 86_400_000
const noReaders: readonly string[] = []

/** Puts VMs and about 4 % templates on the hosts, in folders and pools. */
export function growVms(estate: Estate, random: Random, count: number): void {
  const book = new NameBook()
  const base = random.int(1, 0x7ffe) << 16
  const templates = Math.ceil(count * 0.04)
  // The last host stays free: it is the one in maintenance.
  const hosts = estate.hosts.slice(0, -1)
  for (let index = 0; index < count + templates; index += 1) {
    const template =
      index % 26 === 25 || index >= count + templates - (templates - Math.floor((count + templates) / 26))
    const host = hosts[Math.floor((index * hosts.length) / (count + templates))]
    if (host !== undefined) growVm(estate, random, book, { host, seed: base | index, slot: index, template })
  }
  spoil(estate, random)
}

function growVm(
  estate: Estate,
  random: Random,
  book: NameBook,
  place: { host: Host; seed: number; slot: number; template: boolean },
): void {
  const service = pickService(random)
  const { template } = place
  const os = pickGuest(random, service)
  const name = template ? templateName(random, os, book) : book.next(service)
  const off = template || random.chance(0.16)
  const power: PowerState = off ? 'poweredOff' : random.chance(0.015) ? 'suspended' : 'poweredOn'
  const vm = makeVm(estate, {
    name,
    os,
    service,
    random,
    ...place,
    folder: pickFolder(random, place.host.compute, service, template),
  })
  vm.power = power
  // Times of the seeded history: born, changed, moved, started (see event-history.ts).
  if (power === 'poweredOn') vm.bootedAt = estate.now - Math.round((0.05 + random.next() * 29) * day)
  if (power === 'suspended') vm.suspendedAt = estate.now - random.int(1, 9) * day
  vm.tools = random.chance(0.05) ? 'none' : random.chance(0.12) ? 'old' : 'current'
  vm.guestUp = power === 'poweredOn' && vm.tools !== 'none'
  vm.annotation = template ? `Golden image, ${os.detailedName}` : pickNote(random, service)
  if (!template && random.chance(0.12)) growSnapshots(estate, random, vm)
}

function pickGuest(random: Random, service: ServiceName): GuestOs {
  const fitting = guestSystems.filter((os) => (os.family === 'windowsGuest') === service.windows)
  let at = random.next() * fitting.reduce((sum, os) => sum + os.weight, 0)
  for (const os of fitting) {
    at -= os.weight
    if (at < 0) return os
  }
  return random.pick(fitting)
}

function templateName(random: Random, os: GuestOs, book: NameBook): string {
  const short = os.guestId.replace(/_?64Guest$/, '').replace('srvNext', '')
  return book.next({
    service: `tpl-${short}`,
    stage: random.pick(['base', 'hardened', 'docker']),
    windows: false,
  })
}

function pickFolder(random: Random, compute: Compute, service: ServiceName, template: boolean): Folder {
  const top = [...compute.datacenter.vmFolder.children].filter((child) => child.type === 'Folder')
  const named = (name: string) => top.find((folder) => folder.name === name)
  if (template) return named('Templates') ?? compute.datacenter.vmFolder
  if (service.service === 'backup') return top[2] ?? compute.datacenter.vmFolder
  if (service.stage !== 'prod') return named('Test & Dev') ?? compute.datacenter.vmFolder
  if (random.chance(0.03)) return compute.datacenter.vmFolder
  const teams = [...(named('Production')?.children ?? [])].filter((child) => child.type === 'Folder')
  const team = teams.length === 0 ? undefined : random.pick(teams)
  const inner = [...(team?.children ?? [])].find((child) => child.type === 'Folder')
  return (random.chance(0.5) ? inner : undefined) ?? team ?? compute.datacenter.vmFolder
}

export interface VmFacts {
  name: string
  os: GuestOs
  service: ServiceName
  random: Random
  host: Host
  folder: Folder
  seed: number
  slot: number | undefined
  template: boolean
}

/** A powered-off VM, with its place in the tree, on storage and in networks. */
export function makeVm(estate: Estate, facts: VmFacts): Vm {
  const { random, host, template, service } = facts
  const { compute } = host
  const heavy = /postgres|mysql|oracle|mssql|mongo|elastic|kafka|sap-db|erp/.test(service.service)
  const cpus = random.pick(heavy ? [4, 8, 8, 16, 24] : [1, 2, 2, 2, 4, 4, 8])
  const vm: Vm = {
    type: 'VirtualMachine',
    id: estate.nextId('vm-'),
    name: facts.name,
    parent: facts.folder,
    seed: facts.seed,
    slot: facts.slot,
    pool: template ? undefined : pickPool(random, compute),
    host,
    template,
    os: facts.os,
    cpus,
    cores: cpus > 4 ? cpus / 2 : 1,
    memoryMB: 1024 * random.pick(heavy ? [16, 32, 64, 96, 128] : [1, 2, 4, 4, 8, 8, 16]),
    bootMemoryMB: 0,
    disks: makeDisks(random, compute, heavy),
    networks: makeNetworks(random, compute, heavy),
    cpuHotAdd: fraction(facts.seed, 23) < 0.3,
    memoryHotAdd: fraction(facts.seed, 22) < 0.3,
    revision: 0,
    extraConfig: undefined,
    consolidationNeeded: false,
    customization: undefined,
    createdAt:
      facts.slot === undefined ? estate.now : estate.now - random.int(130, 1_500) * day - random.int(0, day),
    power: 'poweredOff',
    connection: 'connected',
    bootedAt: undefined,
    suspendedAt: undefined,
    guestUp: false,
    tools: 'current',
    cleanOff: true,
    annotation: '',
    question: undefined,
    rootSnapshots: [],
    currentSnapshot: undefined,
    startQuestion: undefined,
    answered: undefined,
    busy: undefined,
    readers: noReaders,
  }
  vm.bootMemoryMB = vm.memoryMB
  facts.folder.children.add(vm)
  vm.pool?.vms.add(vm)
  host.vms.add(vm)
  for (const { datastore } of vm.disks) datastore.vms.add(vm)
  for (const network of vm.networks) network.vms.add(vm)
  estate.vms.set(vm.id, vm)
  return estate.add(vm)
}

function pickPool(random: Random, compute: Compute): Pool {
  return random.chance(0.6) || compute.pool.pools.length === 0
    ? compute.pool
    : random.pick(compute.pool.pools)
}

function makeDisks(random: Random, compute: Compute, heavy: boolean): Disk[] {
  const usable = compute.datastores.filter((datastore) => datastore.accessible)
  const datastore = random.pick(usable)
  const system: Disk = {
    key: 2000,
    gigabytes: random.pick([20, 30, 40, 40, 60, 80]),
    thin: random.chance(0.75),
    datastore,
    written: 0.3 + random.next() * 0.6,
  }
  const data = Array.from({ length: heavy ? random.int(1, 3) : random.int(0, 1) }, (_, index) => ({
    key: 2001 + index,
    gigabytes: random.pick(heavy ? [200, 500, 800, 1_024] : [20, 50, 100, 200]),
    thin: random.chance(0.7),
    datastore: random.chance(0.2) ? random.pick(usable) : datastore,
    written: 0.1 + random.next() * 0.8,
  }))
  return [system, ...data]
}

function makeNetworks(random: Random, compute: Compute, heavy: boolean): Network[] {
  const usable = compute.networks.filter((network) => !network.uplink)
  const first = random.pick(usable)
  if (!random.chance(heavy ? 0.4 : 0.08)) return [first]
  const second = random.pick(usable)
  return second === first ? [first] : [first, second]
}

function growSnapshots(estate: Estate, random: Random, vm: Vm): void {
  let parent: Snapshot | undefined
  const count = random.pick([1, 1, 1, 2, 3, 4])
  const days = random.int(1, 20)
  for (let number = 1; number <= count; number += 1) {
    const snapshot: Snapshot = {
      type: 'VirtualMachineSnapshot',
      id: estate.nextId('snapshot-'),
      vm,
      number,
      name: random.pick(['before update', 'clean install', 'pre-migration', 'VM Snapshot', 'known good']),
      description: random.chance(0.5) ? '' : `Kept for CHG-${random.int(10_000, 99_999)}`,
      createdAt: estate.now - (count - number + 1) * days * day,
      power: vm.power === 'poweredOn' && random.chance(0.3) ? 'poweredOn' : 'poweredOff',
      quiesced: random.chance(0.2),
      parent,
      children: [],
    }
    estate.add(snapshot)
    if (parent === undefined) vm.rootSnapshots.push(snapshot)
    else parent.children.push(snapshot)
    vm.currentSnapshot = snapshot
    // Sometimes the next one branches off an older one, as after a revert.
    parent = random.chance(0.8) ? snapshot : parent
    if (parent === undefined) parent = snapshot
  }
}

export function outOfSpace(vm: Vm): { text: string; choices: string[] } {
  const text = `There is no more space for virtual disk '${vm.name}.vmdk'. You might be able to continue this session by freeing disk space on the relevant volume, and clicking Retry. Click Cancel to terminate this session.`
  return { text, choices: ['Retry', 'Cancel'] }
}

/** A few VMs are in trouble; never the first ones, which people look at first. */
function spoil(estate: Estate, random: Random): void {
  const all = [...estate.vms.values()].filter((vm) => !vm.template)
  const late = all.slice(Math.floor(all.length / 2))
  const running = late.filter((vm) => vm.power === 'poweredOn')
  const stopped = late.filter((vm) => vm.power === 'poweredOff')
  running.forEach((vm, index) => {
    if (index % 800 === 1) vm.question = { id: '1', ...outOfSpace(vm) }
  })
  const orphan = stopped[1]
  if (orphan !== undefined) orphan.connection = 'orphaned'
  const unreachable = stopped[2]
  if (unreachable !== undefined) unreachable.connection = 'inaccessible'
  const cpu = estate.alarm('Virtual machine CPU usage')
  const memory = estate.alarm('Virtual machine memory usage')
  for (const vm of running.slice(2, 4)) estate.setAlarm(cpu, vm, random.chance(0.5) ? 'red' : 'yellow')
  for (const vm of running.slice(5, 6)) estate.setAlarm(memory, vm, 'yellow')
  const loaded = estate.hosts.at(-3)
  if (loaded !== undefined) estate.setAlarm(estate.alarm('Host memory usage'), loaded, 'yellow')
  // The last host of the last cluster does not answer; nobody knows how its VMs are.
  const silent = estate.hosts.at(-2)
  if (silent === undefined) return
  silent.connection = 'notResponding'
  estate.setAlarm(estate.alarm('Host connection and power state'), silent, 'red')
  for (const vm of silent.vms) if (vm.connection === 'connected') vm.connection = 'disconnected'
}
