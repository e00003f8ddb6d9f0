import type { Random } from '../../world/random.ts'
import type { Look } from './look.ts'
import type { DataCenter, Disk, Estate, Machine, Nic, StorageDomain, Template, Vm } from './model.ts'

const gib = 1024 ** 3

/** Makes the disks and network cards of VMs and templates; addresses are unique within its engine. */
export class MachineParts {
  private readonly random: Random
  private readonly look: Look
  private readonly estate: Estate
  private cards = 0

  constructor(random: Random, look: Look, estate: Estate) {
    this.random = random
    this.look = look
    this.estate = estate
  }

  /** Domains of a data center that take disks. */
  private domainsOf(dataCenter: DataCenter): StorageDomain[] {
    return dataCenter.domains.filter((domain) => domain.type === 'data' && domain.status === 'active')
  }

  disk(owner: Vm | Template | undefined, dataCenter: DataCenter, name: string, createdAt: number): Disk {
    const { random } = this
    const domain = random.pick(this.domainsOf(dataCenter))
    const provisioned = random.pick(this.look.diskGib) * gib
    const raw = domain.storage === 'fcp' && random.chance(0.3)
    const actual = raw
      ? provisioned
      : Math.round((provisioned * (0.08 + 0.7 * random.next() ** 2)) / 1024 ** 2) * 1024 ** 2
    const first = owner === undefined || owner.disks.length === 0
    const disk: Disk = {
      id: random.uuid(),
      imageId: random.uuid(),
      name,
      description: '',
      provisioned,
      actual,
      format: raw ? 'raw' : 'cow',
      sparse: !raw,
      bootable: first,
      interface:
        this.look.level === '3.4'
          ? random.chance(0.8)
            ? 'virtio'
            : 'ide'
          : random.chance(0.7)
            ? 'virtio_scsi'
            : 'virtio',
      domain,
      status: 'ok',
      content: 'data',
      createdAt,
      owner,
    }
    this.keep(disk)
    owner?.disks.push(disk)
    return disk
  }

  /** A copy of a disk for another owner; thin ones have next to nothing of their own yet. */
  copy(
    of: Disk,
    owner: Vm | Template,
    over: { name: string; domain: StorageDomain; format: Disk['format']; sparse: boolean; thin: boolean },
    createdAt: number,
  ): Disk {
    const { name, domain, format, sparse, thin } = over
    const disk: Disk = {
      ...of,
      id: this.random.uuid(),
      imageId: this.random.uuid(),
      name,
      description: '',
      actual: thin ? Math.min(of.actual, 200_704) : sparse ? of.actual : of.provisioned,
      format,
      sparse,
      domain,
      status: 'locked',
      createdAt,
      owner,
    }
    this.keep(disk)
    owner.disks.push(disk)
    return disk
  }

  /** The two small disks in which a domain keeps its own description of VMs. */
  ovfStores(domain: StorageDomain, createdAt: number): void {
    for (let n = 0; n < 2; n += 1) {
      this.keep({
        id: this.random.uuid(),
        imageId: this.random.uuid(),
        name: 'OVF_STORE',
        description: 'OVF_STORE',
        provisioned: 134_217_728,
        actual: 134_217_728,
        format: 'raw',
        sparse: false,
        bootable: false,
        interface: 'virtio',
        domain,
        status: 'ok',
        content: 'ovf_store',
        createdAt,
        owner: undefined,
      })
    }
  }

  /** Counts it in the estate and in the space of its domain. */
  keep(disk: Disk): void {
    this.estate.disks.set(disk.id, disk)
    disk.domain.used += disk.actual
    disk.domain.committed += disk.provisioned
  }

  nic(machine: Machine, name: string): Nic {
    const { random } = this
    const networks = machine.cluster.dataCenter.networks.filter((network) => network.forVms)
    const network = random.pick(networks)
    this.cards += 1
    const hex = (value: number) => (value & 255).toString(16).padStart(2, '0')
    const nic: Nic = {
      id: random.uuid(),
      name,
      mac: `${this.look.macPrefix}:${hex(this.cards >> 16)}:${hex(this.cards >> 8)}:${hex(this.cards)}`,
      network,
      interface: this.look.level === '3.4' && random.chance(0.1) ? 'e1000' : 'virtio',
      plugged: !random.chance(0.03),
      linked: true,
      ip: `10.${((network.vlan ?? 1) % 250) + 1}.${(this.cards >> 8) & 255}.${this.cards & 255}`,
    }
    machine.nics.push(nic)
    return nic
  }
}

/** Takes a disk out of the estate and gives its space back. */
export function dropDisk(estate: Estate, disk: Disk): void {
  estate.disks.delete(disk.id)
  disk.domain.used -= disk.actual
  disk.domain.committed -= disk.provisioned
}
