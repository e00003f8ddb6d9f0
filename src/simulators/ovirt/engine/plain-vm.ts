import { dropDisk } from '../estate/grow-machine.ts'
import type { StorageDomain, Vm } from '../estate/model.ts'
import { place } from '../estate/place.ts'
import type { Engine } from './engine.ts'

const gib = 1024 ** 3
const size = 8 * gib

/** Makes a VM as plain as most are. Its data domains get room for many copies. */
export function makePlain(engine: Engine, vm: Vm): void {
  const { estate, look, life, parts } = engine
  life.begin(vm)
  place(vm, undefined)
  const linux = look.guests.find(({ family }) => family === 'Linux')
  if (linux === undefined) throw new Error('no guest runs Linux')
  for (const disk of vm.disks) dropDisk(estate, disk)
  if (vm.pool !== undefined) vm.pool.size -= 1
  Object.assign(vm, {
    status: 'down',
    statusDetail: 'none',
    disks: [],
    nics: [],
    snapshots: [],
    pool: undefined,
    stateless: false,
    deleteProtected: false,
    affinity: 'migratable',
    preferredHosts: [],
    agent: true,
    guestKnown: false,
    busy: false,
    nextRun: undefined,
    os: linux,
    sockets: 2,
    cores: 1,
    memory: 2 * gib,
    // Users without administration rights see it too.
    seed: vm.seed - (vm.seed % 3),
  } satisfies Partial<Vm>)
  const { dataCenter } = vm.cluster
  const domains = dataCenter.domains.filter(({ type, status }) => type === 'data' && status === 'active')
  for (const domain of domains) makeRoom(domain)
  for (let n = 1; n <= 2; n += 1) {
    const disk = parts.disk(vm, dataCenter, `${vm.name}_Disk${n}`, engine.now)
    dropDisk(estate, disk)
    Object.assign(disk, {
      domain: domains[0] ?? disk.domain,
      format: 'cow',
      sparse: true,
      provisioned: n * size,
      actual: gib,
      bootable: n === 1,
    })
    parts.keep(disk)
  }
  const nic = parts.nic(vm, 'nic1')
  nic.plugged = true
}

function makeRoom(domain: StorageDomain): void {
  const wanted = 4_096 * gib
  if (domain.capacity === undefined || domain.capacity - domain.used < wanted) {
    domain.capacity = domain.used + wanted
  }
}
