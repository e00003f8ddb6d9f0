import type { Random } from '../../world/random.ts'
import type { Compute, Datacenter, Folder, Host, HostModel, Pool } from './entities.ts'
import type { Estate } from './estate.ts'
import { addPool } from './grow-parts.ts'

const models: readonly HostModel[] = [
  {
    vendor: 'Dell Inc.',
    model: 'PowerEdge R760',
    cpuModel: 'Intel(R) Xeon(R) Gold 6430',
    cpuMhz: 2100,
    sockets: 2,
    cores: 64,
    memoryGB: 1024,
  },
  {
    vendor: 'HPE',
    model: 'ProLiant DL380 Gen10',
    cpuModel: 'Intel(R) Xeon(R) Gold 6248 CPU @ 2.50GHz',
    cpuMhz: 2494,
    sockets: 2,
    cores: 40,
    memoryGB: 768,
  },
  {
    vendor: 'Lenovo',
    model: 'ThinkSystem SR665',
    cpuModel: 'AMD EPYC 7543 32-Core Processor',
    cpuMhz: 2794,
    sockets: 2,
    cores: 64,
    memoryGB: 1024,
  },
  {
    vendor: 'Cisco Systems Inc',
    model: 'UCSB-B200-M5',
    cpuModel: 'Intel(R) Xeon(R) Platinum 8168 CPU @ 2.70GHz',
    cpuMhz: 2693,
    sockets: 2,
    cores: 48,
    memoryGB: 512,
  },
]

type Release = Pick<Host, 'version' | 'build'>

const releases: Record<'8.0.3' | '7.0.3', readonly Release[]> = {
  '8.0.3': [
    { version: '8.0.3', build: '24022510' },
    { version: '8.0.2', build: '23305546' },
  ],
  '7.0.3': [
    { version: '7.0.3', build: '21930508' },
    { version: '6.7.0', build: '20497097' },
  ],
}

/** Builds clusters and stand-alone hosts with their resource pools. */
export class HostMaker {
  private readonly estate: Estate
  private readonly random: Random
  private readonly version: keyof typeof releases
  private count = 0

  constructor(estate: Estate, random: Random, version: keyof typeof releases) {
    this.estate = estate
    this.random = random
    this.version = version
  }

  cluster(
    datacenter: Datacenter,
    parent: Folder,
    name: string,
    size: number,
    options: { drs: boolean },
  ): Compute {
    const id = this.estate.nextId('domain-c')
    const compute = this.compute({
      type: 'ClusterComputeResource',
      id,
      name,
      parent,
      datacenter,
      ...options,
      ha: true,
    })
    const hardware = this.random.pick(models)
    const release = this.random.pick(releases[this.version])
    for (let index = 0; index < size; index += 1) this.host(compute, hardware, release)
    for (const pool of ['High', 'Normal']) addPool(this.estate, compute.pool, pool)
    return compute
  }

  standAlone(datacenter: Datacenter): Compute {
    const id = this.estate.nextId('domain-s')
    const name = this.nextName(datacenter)
    const parent = datacenter.hostFolder
    const compute = this.compute({
      type: 'ComputeResource',
      id,
      name,
      parent,
      datacenter,
      ha: false,
      drs: false,
    })
    this.host(compute, this.random.pick(models), this.random.pick(releases[this.version]), name)
    return compute
  }

  private compute(
    facts: Pick<Compute, 'type' | 'id' | 'name' | 'datacenter' | 'ha' | 'drs'> & { parent: Folder },
  ): Compute {
    // The pool needs its owner and the owner its pool: the owner is made first.
    const compute: Compute = {
      ...facts,
      hosts: [],
      datastores: [],
      networks: [],
      pool: undefined as unknown as Pool,
    }
    compute.pool = addPool(this.estate, compute, 'Resources')
    facts.parent.children.add(compute)
    this.estate.computes.push(compute)
    return this.estate.add(compute)
  }

  private nextName(datacenter: Datacenter): string {
    this.count += 1
    const site = datacenter.name.slice(0, 3).toLowerCase()
    return `esx${String(this.count).padStart(3, '0')}.${site}.${this.estate.domain}`
  }

  private host(
    compute: Compute,
    hardware: HostModel,
    release: Release,
    name = this.nextName(compute.datacenter),
  ): void {
    const host: Host = {
      type: 'HostSystem',
      id: this.estate.nextId('host-'),
      name,
      parent: compute,
      compute,
      hardware,
      seed: this.random.int(1, 0x7fffffff),
      ...release,
      connection: 'connected',
      maintenance: false,
      bootedAt: this.estate.now - this.random.int(3, 240) * 86_400_000 - this.random.int(0, 86_400_000),
      vms: new Set(),
    }
    compute.hosts.push(host)
    this.estate.hosts.push(this.estate.add(host))
  }
}
