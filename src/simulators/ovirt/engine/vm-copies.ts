import { bareVm } from '../estate/bare-vm.ts'
import { dropDisk } from '../estate/grow-machine.ts'
import type { Cluster, Disk, Settings, Snapshot, StorageDomain, Template, Vm } from '../estate/model.ts'
import { type CopyBase, copyTime, tell } from './copy-base.ts'
import type { Operation } from './operation.ts'

/** Where a copied disk is to lie and how it is to be written; as its source where absent. */
export interface Placement {
  domain?: StorageDomain | undefined
  format?: Disk['format'] | undefined
  sparse?: boolean | undefined
}

/** Says for each source disk where its copy goes. */
export type Place = (source: Disk) => Placement

export interface NewVm {
  name: string
  description: string
  comment: string
  cluster: Cluster
  settings: Settings
  /** Full copies that need no template. */
  independent: boolean
  template: Template
  place: Place
}

/** VMs and templates made from others: each is there at once, locked until its disks are copied. */
export class VmCopies {
  private readonly base: CopyBase

  constructor(base: CopyBase) {
    this.base = base
  }

  /** A VM that nothing is copied for: it is there and done. */
  empty(given: NewVm, operation: Operation): Vm {
    const vm = this.bare(given)
    tell(this.base, 34, `VM ${vm.name} was created by ${operation.by}.`, { vm }, operation)
    operation.end('finished')
    return vm
  }

  /** A VM with copies of a template's, a VM's or a snapshot's disks. */
  create(given: NewVm, source: Template | Vm, disks: readonly Disk[], operation: Operation): Vm {
    const vm = this.bare(given)
    const thin = source.kind === 'template' && !given.independent
    for (const nic of source.nics) {
      const own = this.base.parts.nic(vm, nic.name)
      Object.assign(own, { network: nic.network, interface: nic.interface, plugged: nic.plugged })
    }
    disks.forEach((disk, n) => {
      const where = given.place(disk)
      this.base.parts.copy(
        disk,
        vm,
        {
          name: `${vm.name}_Disk${n + 1}`,
          domain: where.domain ?? disk.domain,
          format: where.format ?? (thin ? 'cow' : disk.format),
          sparse: where.sparse ?? (thin ? true : disk.sparse),
          thin,
        },
        this.base.timeline.now,
      )
    })
    vm.status = 'image_locked'
    tell(this.base, 37, `VM ${vm.name} creation was initiated by ${operation.by}.`, { vm }, operation)
    this.base.work.hold(vm, operation, {
      takes: copyTime(disks, thin),
      done: () => tell(this.base, 53, `VM ${vm.name} creation has been completed.`, { vm }, operation),
      failed: (why) => {
        tell(this.base, 60, `Failed to complete VM ${vm.name} creation: ${why}.`, { vm }, operation)
        if (operation.leaves === 'copy') for (const disk of vm.disks.slice(-1)) disk.status = 'illegal'
        else this.erase(vm, operation.leaves === 'disk')
      },
    })
    return vm
  }

  /** Copies a VM as it is; the source is kept from all else meanwhile. */
  clone(source: Vm, given: NewVm, discardSnapshots: boolean, operation: Operation): Vm {
    source.busy = true
    const copy = this.create(given, source, source.disks, operation)
    copy.originalTemplate = source.originalTemplate
    if (!discardSnapshots) this.copySnapshots(source, copy)
    this.base.timeline.after(copyTime(source.disks, false), () => {
      source.busy = false
    })
    return copy
  }

  private copySnapshots(source: Vm, copy: Vm): void {
    const made = new Map<Snapshot, Snapshot>()
    const disks = new Map(source.disks.map((disk, n) => [disk.id, copy.disks[n]?.id ?? disk.id]))
    for (const snapshot of source.snapshots) {
      const { parent, diskIds } = snapshot
      const own = {
        ...snapshot,
        id: this.base.random.uuid(),
        parent: parent === undefined ? undefined : made.get(parent),
        diskIds: diskIds === undefined ? undefined : new Set([...diskIds].map((id) => disks.get(id) ?? id)),
      }
      made.set(snapshot, own)
      copy.snapshots.push(own)
    }
  }

  /** Ends a VM. Its disks go with it, or stay behind as nobody's. */
  remove(vm: Vm, keepDisks: boolean, operation: Operation): void {
    this.base.work.hold(vm, operation, {
      takes: keepDisks ? 1_000 : 3_000,
      done: () => {
        if (keepDisks) {
          for (const disk of vm.disks) disk.owner = undefined
          vm.disks = []
        }
        tell(this.base, 113, `VM ${vm.name} was successfully removed.`, { vm }, operation)
        this.erase(vm)
      },
      failed: (why) =>
        tell(
          this.base,
          59,
          `Failed to remove VM ${vm.name}: ${why} (User: ${operation.by}).`,
          { vm },
          operation,
        ),
    })
  }

  /** `losesDisk`: the last of its disks stays behind as nobody's. */
  private erase(vm: Vm, losesDisk = false): void {
    const lost = losesDisk ? vm.disks.at(-1) : undefined
    for (const disk of vm.disks) if (disk !== lost) dropDisk(this.base.estate, disk)
    if (lost !== undefined) lost.owner = undefined
    if (vm.pool !== undefined) vm.pool.size -= 1
    this.base.estate.vms.delete(vm.id)
  }

  private bare(given: NewVm): Vm {
    const { settings, template } = given
    const vm = bareVm({
      id: this.base.random.uuid(),
      name: given.name,
      description: given.description,
      comment: given.comment,
      cluster: given.cluster,
      memory: settings.memory,
      sockets: settings.sockets,
      cores: settings.cores,
      os: settings.os,
      createdAt: this.base.timeline.now,
      type: template.type,
      highlyAvailable: false,
      template: given.independent && !template.blank ? (this.base.estate.templates[0] ?? template) : template,
      pool: undefined,
      tags: [],
      deleteProtected: false,
      display: settings.display,
      agent: true,
      seed: this.base.random.int(0, 2 ** 31),
    })
    vm.stateless = settings.stateless
    vm.originalTemplate = template
    this.base.estate.vms.set(vm.id, vm)
    return vm
  }
}
