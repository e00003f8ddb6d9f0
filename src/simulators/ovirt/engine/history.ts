import type { EstateSize } from '../../world/options.ts'
import { Random } from '../../world/random.ts'
import type { Host, Vm } from '../estate/model.ts'
import type { Engine } from './engine.ts'
import type { EventSubject } from './event-log.ts'
import { PastStories } from './past-log.ts'

const entries: Record<EstateSize, number> = { small: 150, large: 900, max: 3_000 }
const fortnight = 14 * 86_400_000
/** What else the log holds of the last 30 days. */
const others: Record<EstateSize, number> = { small: 250, large: 20_000, max: 193_000 }
const month = 30 * 86_400_000

type Entry = [time: number, code: number, text: string, subject: EventSubject]

/**
 * What the audit log holds when the simulation starts: the last two weeks, told from the estate as it is, among what goes on in
 * any estate for 30 days; as long as the engine keeps its log.
 */
export function writeHistory(engine: Engine, size: EstateSize, length: EstateSize): void {
  const random = new Random(`${engine.instanceId}/history`)
  const from = engine.now - fortnight
  const vms = [...engine.estate.vms.values()]
  const hosts = [...engine.estate.hosts.values()]
  const admin = { id: undefined, name: 'admin@internal' }
  const past: Entry[] = [[from, 1, 'Starting oVirt Engine.', {}]]
  const add = (...entry: Entry) => past.push(entry)
  const sometime = () => from + Math.floor(random.next() * fortnight)

  for (let n = 0; n < entries[size]; n += 1) {
    const vm = random.pick(vms)
    const time = sometime()
    const told = random.int(0, 9)
    if (told < 6) {
      tellPower(vm, time, random, from, add)
    } else if (told < 7) {
      const [a, b] = [random.pick(vm.cluster.hosts), random.pick(vm.cluster.hosts)]
      const ends = `VM: ${vm.name}, Source: ${a.name}, Destination: ${b.name}`
      add(time, 62, `Migration started (${ends}, User: admin@internal).`, { vm, host: a, user: admin })
      add(time + 7_000, 63, `Migration completed (${ends}, Duration: 7 seconds)`, { vm, host: b })
    } else if (told < 8) {
      add(time, 35, `VM ${vm.name} configuration was updated by admin@internal.`, { vm, user: admin })
    } else {
      const user = { id: undefined, name: random.pick(['admin@internal', 'j.weber@corp', 'backup@internal']) }
      add(time, 30, `User ${user.name} logged in.`, { user })
      add(time + 900_000, 31, `User ${user.name} logged out.`, { user })
    }
  }
  for (const vm of vms) tellStart(vm, from, add)
  for (const vm of vms) tellState(vm, engine.now, add)
  for (const host of hosts) {
    if (host.status === 'maintenance') {
      const time = sometime()
      add(time, 600, `Host ${host.name} was switched to Maintenance mode by admin@internal.`, {
        host,
        user: admin,
      })
      add(time + 40_000, 15, `Host ${host.name} was switched to Maintenance Mode.`, { host })
    }
    if (host.status === 'non_responsive') {
      const time = engine.now - 5_400_000
      add(time, 12, `Host ${host.name} is non responsive.`, { host })
      add(time + 60_000, 9000, `Failed to verify Power Management configuration for Host ${host.name}.`, {
        host,
      })
    }
  }
  for (const domain of engine.estate.domains) {
    const { capacity, dataCenter } = domain
    if (dataCenter !== undefined && capacity !== undefined && capacity - domain.used < capacity * 0.05) {
      const free = Math.round((capacity - domain.used) / 1024 ** 3)
      add(
        engine.now - 7_200_000,
        26,
        `Warning, Low disk space. ${domain.name} domain has ${free} GB of free space.`,
        { domain },
      )
    }
  }
  const removed = engine.look.vmName(engine.look.roles[0] ?? 'vm', 99)
  add(sometime(), 113, `VM ${removed} was successfully removed.`, { removedVm: removed, user: admin })
  past.sort((a, b) => a[0] - b[0])
  const since = engine.now - month
  const known = past.filter(([time]) => time <= engine.now)
  known.unshift([since, 1, 'Starting oVirt Engine.', {}])
  const seed = new Random(`${engine.instanceId}/past`).int(0, 2 ** 31)
  const stories = new PastStories({ seed, from: since, until: engine.now, vms, hosts }, others[length])
  engine.events.begin(known, stories)
}

type Add = (...entry: Entry) => void

/** A VM that runs was started once, when its uptime says so. */
function tellStart(vm: Vm, from: number, add: Add): void {
  const { host, startedAt } = vm
  if (host === undefined || startedAt === undefined || startedAt < from) return
  started(vm, host, startedAt - 21_000, add)
}

function started(vm: Vm, host: Host, time: number, add: Add): void {
  const user = { id: undefined, name: 'admin@internal' }
  add(time, 153, `VM ${vm.name} was started by admin@internal (Host: ${host.name}).`, { vm, host, user })
  add(time + 21_000, 32, `VM ${vm.name} started on Host ${host.name}`, { vm, host, user })
}

/** A run that lies in the past: before the present one, or of a VM that is down. Else it was only edited. */
function tellPower(vm: Vm, time: number, random: Random, from: number, add: Add): void {
  const user = { id: undefined, name: 'admin@internal' }
  const runsSince = vm.host === undefined ? undefined : (vm.startedAt ?? from)
  const until = time + random.int(1, 48) * 3_600_000
  if (time < vm.createdAt || (runsSince !== undefined && until > runsSince - 600_000)) {
    const edited = Math.max(time, vm.createdAt)
    add(edited, 35, `VM ${vm.name} configuration was updated by admin@internal.`, { vm, user })
    return
  }
  const host = random.pick(vm.cluster.hosts)
  started(vm, host, time, add)
  if (random.chance(0.7)) {
    add(until, 61, `VM ${vm.name} is down. Exit message: User shut down from within the guest`, { vm })
  } else {
    add(until, 33, `VM ${vm.name} powered off by admin@internal (Host: ${host.name}).`, { vm, user })
  }
}

function tellState(vm: Vm, now: number, add: (...entry: Entry) => void): void {
  const subject = { vm, host: vm.host }
  if (vm.status === 'paused') {
    add(now - 1_800_000, 145, `VM ${vm.name} has been paused due to storage I/O error.`, subject)
  } else if (vm.status === 'not_responding') {
    add(now - 900_000, 126, `VM ${vm.name} is not responding.`, subject)
  } else if (vm.status === 'unknown') {
    add(now - 5_390_000, 142, `VM ${vm.name} was set to the Unknown status.`, subject)
  } else if (vm.status === 'image_locked') {
    add(now - 60_000, 37, `VM ${vm.name} creation was initiated by admin@internal.`, subject)
  } else if (vm.createdAt > now - fortnight) {
    add(vm.createdAt, 34, `VM ${vm.name} was created by admin@internal.`, subject)
    add(vm.createdAt + 30_000, 53, `VM ${vm.name} creation has been completed.`, subject)
  }
}
