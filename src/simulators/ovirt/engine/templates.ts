import { dropDisk } from '../estate/grow-machine.ts'
import type { Template, Vm } from '../estate/model.ts'
import { type CopyBase, copyTime, tell } from './copy-base.ts'
import type { Operation } from './operation.ts'
import type { Place } from './vm-copies.ts'

export interface TemplateGiven {
  name: string
  description: string
  base: Template | undefined
  versionName: string | undefined
  seal: boolean
  place: Place
}

/** Templates made from VMs. */
export class Templates {
  private readonly base: CopyBase

  constructor(base: CopyBase) {
    this.base = base
  }

  /** Sealing goes through all files of the disks. ms */
  duration = (vm: Vm, seal: boolean): number => copyTime(vm.disks, false) + (seal ? 5_000 : 0)

  make(vm: Vm, given: TemplateGiven, operation: Operation): Template {
    const { base } = given
    const template: Template = {
      kind: 'template',
      blank: false,
      status: 'locked',
      sealed: given.seal,
      id: this.base.random.uuid(),
      name: given.name,
      description: given.description,
      comment: '',
      cluster: vm.cluster,
      memory: vm.memory,
      sockets: vm.sockets,
      cores: vm.cores,
      os: vm.os,
      createdAt: this.base.timeline.now,
      type: vm.type,
      highlyAvailable: vm.highlyAvailable,
      disks: [],
      nics: [],
      base,
      versionName: given.versionName ?? (base === undefined ? 'base version' : ''),
      versionNumber:
        base === undefined ? 1 : 2 + this.base.estate.templates.filter((one) => one.base === base).length,
    }
    for (const nic of vm.nics)
      Object.assign(this.base.parts.nic(template, nic.name), { network: nic.network })
    for (const disk of vm.disks) {
      const where = given.place(disk)
      const shape = { format: where.format ?? disk.format, sparse: where.sparse ?? disk.sparse, thin: false }
      const domain = where.domain ?? disk.domain
      this.base.parts.copy(disk, template, { name: disk.name, domain, ...shape }, this.base.timeline.now)
    }
    this.base.estate.templates.push(template)
    const named = `Template ${template.name} from VM ${vm.name}`
    tell(this.base, 48, `Creation of ${named} was initiated by ${operation.by}.`, { vm }, operation)
    const free = () => {
      template.status = 'ok'
      for (const disk of template.disks) disk.status = 'ok'
    }
    this.base.work.hold(vm, operation, {
      takes: this.duration(vm, given.seal),
      done: () => {
        free()
        tell(this.base, 51, `Creation of ${named} has been completed.`, { vm }, operation)
      },
      failed: (why) => {
        const lost = operation.leaves === 'disk' ? template.disks.at(-1) : undefined
        if (operation.leaves === 'copy') template.status = 'illegal'
        else {
          this.base.estate.templates.splice(this.base.estate.templates.indexOf(template), 1)
          for (const disk of template.disks) if (disk !== lost) dropDisk(this.base.estate, disk)
          if (lost !== undefined) lost.owner = undefined
        }
        tell(this.base, 52, `Failed to complete creation of ${named}: ${why}.`, { vm }, operation)
      },
    })
    return template
  }

  remove(template: Template, operation: Operation): void {
    template.status = 'locked'
    tell(
      this.base,
      50,
      `Removal of Template ${template.name} was initiated by ${operation.by}.`,
      {},
      operation,
    )
    this.base.work.beside(operation, {
      takes: 3_000,
      done: () => {
        this.base.estate.templates.splice(this.base.estate.templates.indexOf(template), 1)
        for (const disk of template.disks) dropDisk(this.base.estate, disk)
        tell(this.base, 251, `Template ${template.name} has been removed.`, {}, operation)
      },
      failed: () => {
        template.status = 'ok'
      },
    })
  }
}
