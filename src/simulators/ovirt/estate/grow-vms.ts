import type { Random } from '../../world/random.ts'
import { bareVm } from './bare-vm.ts'
import type { GrowthPlan } from './grow-infrastructure.ts'
import type { MachineParts } from './grow-machine.ts'
import {
  type Cluster,
  type Estate,
  type GuestOs,
  type Host,
  type Snapshot,
  type Template,
  type Vm,
  type VmPool,
  zeroId,
} from './model.ts'
import { place } from './place.ts'

const gib = 1024 ** 3
const day = 86_400_000

/** Blank and a few templates, each with a disk. */
export function growTemplates(plan: GrowthPlan, estate: Estate, parts: MachineParts): void {
  const { random, look, startAt } = plan
  const cluster = estate.clusters[0]
  const os = look.guests[0]
  if (cluster === undefined || os === undefined)
    throw new Error('an estate needs a cluster and a guest system')
  const template = (name: string, over: Partial<Template>): Template => ({
    kind: 'template',
    blank: false,
    status: 'ok',
    sealed: false,
    base: undefined,
    versionName: 'base version',
    versionNumber: 1,
    id: random.uuid(),
    name,
    description: '',
    comment: '',
    cluster,
    memory: 2 * gib,
    sockets: 1,
    cores: 2,
    os,
    createdAt: startAt - random.int(100, 900) * day,
    type: 'server',
    highlyAvailable: false,
    disks: [],
    nics: [],
    ...over,
  })
  estate.templates.push(
    template('Blank', {
      id: zeroId,
      blank: true,
      versionName: '',
      description: 'Blank template',
      memory: gib,
      cores: 1,
      createdAt: Date.UTC(2008, 3, 1),
      type: 'desktop',
    }),
  )
  for (const guest of look.guests) {
    const home = random.pick(estate.clusters)
    const grown = template(`tpl-${guest.type.replaceAll('_', '-')}`, {
      os: guest,
      cluster: home,
      description: `${guest.family === 'Windows' ? guest.codename : `${guest.distribution} ${guest.version}`}, patched monthly`,
    })
    parts.disk(grown, home.dataCenter, `${grown.name}_Disk1`, grown.createdAt)
    parts.nic(grown, 'nic1')
    estate.templates.push(grown)
  }
}

/** The VMs of an estate: most run, some don't, and every state that an engine reports is there. */
export function growVms(plan: GrowthPlan, estate: Estate, parts: MachineParts): void {
  const { random, look } = plan
  const used = new Map<string, number>()
  const pools = growPools(plan, estate)
  for (let n = 0; n < plan.vms; n += 1) {
    const pool = n % 12 === 9 ? pools[n % pools.length] : undefined
    const role = random.pick(look.roles)
    const number = (used.get(pool?.name ?? role) ?? 0) + 1
    used.set(pool?.name ?? role, number)
    const name = pool === undefined ? look.vmName(role, number) : `${pool.name}-${number}`
    const vm = growVm(plan, estate, parts, { name, role, pool })
    if (pool !== undefined) pool.size += 1
    estate.vms.set(vm.id, vm)
    settle(random, plan.startAt, vm, n)
  }
}

/** One stopped VM. The caller keeps it in the estate. */
export function growVm(
  plan: Pick<GrowthPlan, 'random' | 'look' | 'startAt'>,
  estate: Estate,
  parts: MachineParts,
  given: { name: string; role?: string; pool?: VmPool | undefined },
): Vm {
  const { random, look, startAt } = plan
  const { name, pool } = given
  const family = look.windowsRoles.includes(given.role ?? '') ? 'Windows' : 'Linux'
  const fitting = <T>(all: readonly T[], osOf: (item: T) => GuestOs) =>
    random.pick(all.filter((item) => osOf(item).family === family))
  const template =
    pool?.template ??
    (random.chance(0.3) ? estate.templates[0] : fitting(estate.templates.slice(1), (it) => it.os))
  if (template === undefined) throw new Error('an estate needs templates')
  const cluster: Cluster = pool?.cluster ?? random.pick(estate.clusters)
  const createdAt = startAt - Math.round((0.5 + random.next() ** 2 * 1_200) * day)
  const vm = bareVm({
    id: random.uuid(),
    name,
    description: random.chance(0.4)
      ? `${random.pick(look.owners)}, ${random.pick(['ordered', 'moved here', 'rebuilt'])} ${new Date(createdAt).getUTCFullYear()}`
      : '',
    comment: random.chance(0.15)
      ? random.pick(['do not migrate on Mondays', 'ask before reboot', 'licence bound to MAC'])
      : '',
    cluster,
    memory: random.pick(look.memoryGib) * gib,
    sockets: random.pick([1, 1, 2, 4]),
    cores: random.pick([1, 1, 2]),
    os: template.blank ? fitting(look.guests, (it) => it) : template.os,
    createdAt,
    type: pool === undefined ? 'server' : 'desktop',
    highlyAvailable: random.chance(0.15),
    template,
    pool,
    tags: estate.tags.filter(() => random.chance(0.15)),
    deleteProtected: random.chance(0.08),
    display: random.chance(0.6) ? 'spice' : 'vnc',
    agent: random.chance(0.85),
    seed: random.int(0, 2 ** 31),
  })
  const { seed } = vm
  const images = look.isoFiles.filter((file) => file.endsWith('.iso'))
  if (seed % 7 === 0) vm.cd = images[seed % images.length]
  if (seed % 37 === 11) vm.affinity = 'pinned'
  else if (seed % 29 === 7) vm.affinity = 'user_migratable'
  const disks = random.pick([1, 1, 1, 2, 2, 3])
  for (let n = 1; n <= disks; n += 1) parts.disk(vm, cluster.dataCenter, `${name}_Disk${n}`, createdAt)
  const nics = random.chance(0.15) ? 2 : 1
  for (let n = 1; n <= nics; n += 1) parts.nic(vm, `nic${n}`)
  if (random.chance(0.25)) vm.snapshots = growSnapshots(random, vm, startAt)
  return vm
}

function growSnapshots(random: Random, vm: Vm, startAt: number): Snapshot[] {
  const chain: Snapshot[] = []
  const count = random.int(1, 4)
  for (let n = 0; n < count; n += 1) {
    chain.push({
      id: random.uuid(),
      description: random.pick([
        'before update',
        'clean install',
        'before migration',
        'nightly',
        'works, do not touch',
      ]),
      date: Math.round(vm.createdAt + ((n + 0.5) / count) * (startAt - vm.createdAt)),
      memory: random.chance(0.2),
      parent: chain.at(-1),
      status: 'ok',
      type: 'regular',
      kept: undefined,
      diskIds: undefined,
    })
  }
  return chain
}

function growPools(plan: GrowthPlan, estate: Estate): VmPool[] {
  const { random, look } = plan
  const names = look.level === '3.4' ? ['vdi-sales'] : ['training', 'vdi-office']
  const template = estate.templates.at(-1)
  if (template === undefined) throw new Error('an estate needs templates')
  for (const name of names) {
    const cluster = random.pick(estate.clusters)
    estate.pools.push({
      id: random.uuid(),
      name,
      description: `Desktops, ${name}`,
      cluster,
      template,
      size: 0,
      prestarted: 1,
      maxUserVms: 1,
    })
  }
  return estate.pools
}

/** Gives the n-th VM a state. The first dozens include each rare one, so that small estates have them too. */
function settle(random: Random, startAt: number, vm: Vm, n: number): void {
  const up = vm.cluster.hosts.filter((host) => host.status === 'up')
  const lost = vm.cluster.hosts.find((host) => host.status === 'non_responsive')
  const rare = { 3: 'suspended', 7: 'paused', 11: 'image_locked', 13: 'not_responding', 17: 'powering_up' }[
    n % 150
  ] as 'suspended' | 'paused' | 'image_locked' | 'not_responding' | 'powering_up' | undefined // the values above
  if (rare === 'suspended' || rare === 'image_locked') {
    vm.status = rare
    vm.stoppedAt = between(random, vm.createdAt, startAt)
    if (rare === 'image_locked') for (const disk of vm.disks) disk.status = 'locked'
    return
  }
  if (rare === undefined && lost !== undefined && (lost.vms.size === 0 || random.chance(0.05))) {
    run(random, startAt, vm, lost)
    vm.status = 'unknown'
    return
  }
  if (rare === undefined && !random.chance(0.68)) {
    if (random.chance(0.9)) vm.stoppedAt = between(random, vm.createdAt, startAt)
    return
  }
  run(random, startAt, vm, random.pick(up))
  if (rare === undefined) return
  vm.status = rare
  if (rare === 'paused') vm.statusDetail = 'eio'
  if (rare === 'powering_up') {
    vm.startedAt = startAt - 4_000
    vm.guestKnown = false
  }
}

function run(random: Random, startAt: number, vm: Vm, host: Host): void {
  place(vm, host)
  vm.status = 'up'
  vm.loaded = vm.cd
  vm.startedAt = between(random, Math.max(vm.createdAt, host.bootTime), startAt - 600_000)
  if (random.chance(0.5)) vm.stoppedAt = vm.startedAt - random.int(60, 40_000) * 1000
  vm.guestKnown = vm.agent
}

const between = (random: Random, from: number, to: number) =>
  Math.round(from + random.next() * Math.max(0, to - from))
