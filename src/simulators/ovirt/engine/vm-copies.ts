import type { Random } from '../../world/random.ts'
import { bareVm } from '../estate/bare-vm.ts'
import { dropDisk, type MachineParts } from '../estate/grow-machine.ts'
import type {
  Cluster,
  Disk,
  Estate,
  Settings,
  Snapshot,
  StorageDomain,
  Template,
  Vm,
} from '../estate/model.ts'
import type { DiskWork } from './disk-work.ts'
import type { EventLog, EventSubject } from './event-log.ts'
import type { Operation } from './operation.ts'
import type { Timeline } from './timeline.ts'

const gib = 1024 ** 3

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
  private readonly timeline: Timeline
  private readonly events: EventLog
  private readonly random: Random
  private readonly work: DiskWork
  private readonly estate: Estate
  private readonly parts: MachineParts

  constructor(
    base: { timeline: Timeline; events: EventLog; random: Random; work: DiskWork },
    estate: Estate,
    parts: MachineParts,
  ) {
    this.timeline = base.timeline
    this.events = base.events
    this.random = base.random
    this.work = base.work
    this.estate = estate
    this.parts = parts
  }

  /** How long the copy of these disks takes, ms. */
  duration(disks: readonly Disk[], thin: boolean): number {
    const size = disks.reduce((sum, disk) => sum + disk.provisioned, 0)
    return thin ? 3_000 : 5_000 + Math.round((size / gib) * 100)
  }

  /** A VM that nothing is copied for: it is there and done. */
  empty(given: NewVm, operation: Operation): Vm {
    const vm = this.bare(given)
    this.say(34, `VM ${vm.name} was created by ${operation.by}.`, { vm }, operation)
    operation.end('finished')
    return vm
  }

  /** A VM with copies of a template's, a VM's or a snapshot's disks. */
  create(given: NewVm, source: Template | Vm, disks: readonly Disk[], operation: Operation): Vm {
    const vm = this.bare(given)
    const thin = source.kind === 'template' && !given.independent
    for (const nic of source.nics) {
      const own = this.parts.nic(vm, nic.name)
      Object.assign(own, { network: nic.network, interface: nic.interface, plugged: nic.plugged })
    }
    disks.forEach((disk, n) => {
      const where = given.place(disk)
      this.parts.copy(
        disk,
        vm,
        {
          name: `${vm.name}_Disk${n + 1}`,
          domain: where.domain ?? disk.domain,
          format: where.format ?? (thin ? 'cow' : disk.format),
          sparse: where.sparse ?? (thin ? true : disk.sparse),
          thin,
        },
        this.timeline.now,
      )
    })
    vm.status = 'image_locked'
    this.say(37, `VM ${vm.name} creation was initiated by ${operation.by}.`, { vm }, operation)
    this.work.hold(vm, operation, {
      takes: this.duration(disks, thin),
      done: () => this.say(53, `VM ${vm.name} creation has been completed.`, { vm }, operation),
      failed: (why) => {
        this.say(60, `Failed to complete VM ${vm.name} creation: ${why}.`, { vm }, operation)
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
    this.timeline.after(this.duration(source.disks, false), () => {
      source.busy = false
    })
    return copy
  }

  makeTemplate(vm: Vm, given: TemplateGiven, operation: Operation): Template {
    const { base } = given
    const template: Template = {
      kind: 'template',
      blank: false,
      status: 'locked',
      id: this.random.uuid(),
      name: given.name,
      description: given.description,
      comment: '',
      cluster: vm.cluster,
      memory: vm.memory,
      sockets: vm.sockets,
      cores: vm.cores,
      os: vm.os,
      createdAt: this.timeline.now,
      type: vm.type,
      highlyAvailable: vm.highlyAvailable,
      disks: [],
      nics: [],
      base,
      versionName: given.versionName ?? (base === undefined ? 'base version' : ''),
      versionNumber:
        base === undefined ? 1 : 2 + this.estate.templates.filter((one) => one.base === base).length,
    }
    for (const nic of vm.nics) Object.assign(this.parts.nic(template, nic.name), { network: nic.network })
    for (const disk of vm.disks) {
      const where = given.place(disk)
      const shape = { format: where.format ?? disk.format, sparse: where.sparse ?? disk.sparse, thin: false }
      const domain = where.domain ?? disk.domain
      this.parts.copy(disk, template, { name: disk.name, domain, ...shape }, this.timeline.now)
    }
    this.estate.templates.push(template)
    const named = `Template ${template.name} from VM ${vm.name}`
    this.say(48, `Creation of ${named} was initiated by ${operation.by}.`, { vm }, operation)
    const free = () => {
      template.status = 'ok'
      for (const disk of template.disks) disk.status = 'ok'
    }
    this.work.hold(vm, operation, {
      takes: this.duration(vm.disks, false),
      done: () => {
        free()
        this.say(51, `Creation of ${named} has been completed.`, { vm }, operation)
      },
      failed: (why) => {
        this.estate.templates.splice(this.estate.templates.indexOf(template), 1)
        for (const disk of template.disks) dropDisk(this.estate, disk)
        this.say(52, `Failed to complete creation of ${named}: ${why}.`, { vm }, operation)
      },
    })
    return template
  }

  removeTemplate(template: Template, operation: Operation): void {
    template.status = 'locked'
    this.say(50, `Removal of Template ${template.name} was initiated by ${operation.by}.`, {}, operation)
    this.work.beside(operation, {
      takes: 3_000,
      done: () => {
        this.estate.templates.splice(this.estate.templates.indexOf(template), 1)
        for (const disk of template.disks) dropDisk(this.estate, disk)
        this.say(251, `Template ${template.name} has been removed.`, {}, operation)
      },
      failed: () => {
        template.status = 'ok'
      },
    })
  }

  /** To an export domain. */
  export(vm: Vm, domain: StorageDomain, operation: Operation): void {
    this.say(1162, `Starting export Vm ${vm.name} to ${domain.name}`, { vm, domain }, operation)
    this.work.hold(vm, operation, {
      takes: this.duration(vm.disks, false),
      done: () => {
        if (!domain.exported.has(vm.name)) for (const disk of vm.disks) domain.used += disk.actual
        domain.exported.add(vm.name)
        this.say(1150, `Vm ${vm.name} was exported successfully to ${domain.name}`, { vm, domain }, operation)
      },
      failed: (why) =>
        this.say(1151, `Failed to export Vm ${vm.name} to ${domain.name}: ${why}`, { vm, domain }, operation),
    })
  }

  /** To an OVA file in a directory of a host. */
  exportOva(vm: Vm, file: string, operation: Operation): void {
    this.say(1223, `Starting to export Vm ${vm.name} as a Virtual Appliance`, { vm }, operation)
    this.work.hold(vm, operation, {
      takes: this.duration(vm.disks, false),
      done: () =>
        this.say(
          1224,
          `Vm ${vm.name} was exported successfully as a Virtual Appliance to path ${file}`,
          { vm },
          operation,
        ),
      failed: (why) =>
        this.say(
          1225,
          `Failed to export Vm ${vm.name} as a Virtual Appliance to path ${file}: ${why}`,
          { vm },
          operation,
        ),
    })
  }

  /** All disks to another domain (3.x). */
  move(vm: Vm, domain: StorageDomain, operation: Operation): void {
    this.say(82, `VM ${vm.name} move to ${domain.name} was initiated by ${operation.by}.`, { vm }, operation)
    this.work.hold(vm, operation, {
      takes: this.duration(vm.disks, false),
      done: () => {
        for (const disk of vm.disks) {
          disk.domain.used -= disk.actual
          disk.domain.committed -= disk.provisioned
          disk.domain = domain
          domain.used += disk.actual
          domain.committed += disk.provisioned
        }
        this.say(91, `VM ${vm.name} was moved to ${domain.name}.`, { vm }, operation)
      },
      failed: (why) => this.say(92, `Failed to move VM ${vm.name}: ${why}.`, { vm }, operation),
    })
  }

  /** Ends a VM. Its disks go with it, or stay behind as nobody's. */
  remove(vm: Vm, keepDisks: boolean, operation: Operation): void {
    this.work.hold(vm, operation, {
      takes: keepDisks ? 1_000 : 3_000,
      done: () => {
        if (keepDisks) {
          for (const disk of vm.disks) disk.owner = undefined
          vm.disks = []
        }
        this.say(113, `VM ${vm.name} was successfully removed.`, { vm }, operation)
        this.erase(vm)
      },
      failed: (why) =>
        this.say(59, `Failed to remove VM ${vm.name}: ${why} (User: ${operation.by}).`, { vm }, operation),
    })
  }

  private erase(vm: Vm): void {
    for (const disk of vm.disks) dropDisk(this.estate, disk)
    if (vm.pool !== undefined) vm.pool.size -= 1
    this.estate.vms.delete(vm.id)
  }

  private bare(given: NewVm): Vm {
    const { settings, template } = given
    const vm = bareVm({
      id: this.random.uuid(),
      name: given.name,
      description: given.description,
      comment: given.comment,
      cluster: given.cluster,
      memory: settings.memory,
      sockets: settings.sockets,
      cores: settings.cores,
      os: settings.os,
      createdAt: this.timeline.now,
      type: template.type,
      highlyAvailable: false,
      template: given.independent && !template.blank ? (this.estate.templates[0] ?? template) : template,
      pool: undefined,
      tags: [],
      deleteProtected: false,
      display: settings.display,
      agent: true,
      seed: this.random.int(0, 2 ** 31),
    })
    vm.stateless = settings.stateless
    vm.originalTemplate = template
    this.estate.vms.set(vm.id, vm)
    return vm
  }

  private say(code: number, text: string, subject: EventSubject, operation: Operation): void {
    this.events.add(this.timeline.now, code, text, {
      host: subject.vm?.host,
      ...subject,
      ...operation.caller,
    })
  }
}

export interface TemplateGiven {
  name: string
  description: string
  base: Template | undefined
  versionName: string | undefined
  place: Place
}

/** The disks that a snapshot has. */
export const disksOf = (vm: Vm, snapshot: Snapshot): Disk[] =>
  vm.disks.filter((disk) => snapshot.diskIds?.has(disk.id) !== false)

/** QUIRK(all versions): a disk in a snapshot has an image id of its own, by which copies name it (fact sheet §6). */
export const imageIdIn = (snapshot: Snapshot, disk: Disk): string =>
  `${disk.id.slice(0, 23)}-${snapshot.id.slice(24)}`
