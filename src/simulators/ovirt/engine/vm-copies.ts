import { bareVm } from '../estate/bare-vm.ts'
import { dropDisk } from '../estate/grow-machine.ts'
import type { Cluster, Disk, Settings, StorageDomain, Template, Vm } from '../estate/model.ts'
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
        this.erase(vm)
      },
    })
    return vm
  }

  /** Copies a VM as it is; the source is kept from all else meanwhile. */
  clone(source: Vm, given: NewVm, operation: Operation): Vm {
    source.busy = true
    const copy = this.create(given, source, source.disks, operation)
    copy.originalTemplate = source.originalTemplate
    this.base.timeline.after(copyTime(source.disks, false), () => {
      source.busy = false
    })
    return copy
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

  private erase(vm: Vm): void {
    for (const disk of vm.disks) dropDisk(this.base.estate, disk)
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
