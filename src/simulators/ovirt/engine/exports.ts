import type { StorageDomain, Vm } from '../estate/model.ts'
import { type CopyBase, copyTime, tell } from './copy-base.ts'
import type { Operation } from './operation.ts'

/** Disks of stopped VMs on their way to elsewhere. */
export class Exports {
  private readonly base: CopyBase

  constructor(base: CopyBase) {
    this.base = base
  }

  /** To an export domain. */
  toDomain(vm: Vm, domain: StorageDomain, operation: Operation): void {
    tell(this.base, 1162, `Starting export Vm ${vm.name} to ${domain.name}`, { vm, domain }, operation)
    this.base.work.hold(vm, operation, {
      takes: copyTime(vm.disks, false),
      done: () => {
        if (!domain.exported.has(vm.name)) for (const disk of vm.disks) domain.used += disk.actual
        domain.exported.add(vm.name)
        tell(
          this.base,
          1150,
          `Vm ${vm.name} was exported successfully to ${domain.name}`,
          { vm, domain },
          operation,
        )
      },
      failed: (why) =>
        tell(
          this.base,
          1151,
          `Failed to export Vm ${vm.name} to ${domain.name}: ${why}`,
          { vm, domain },
          operation,
        ),
    })
  }

  /** To an OVA file in a directory of a host. */
  toOva(vm: Vm, file: string, operation: Operation): void {
    tell(this.base, 1223, `Starting to export Vm ${vm.name} as a Virtual Appliance`, { vm }, operation)
    this.base.work.hold(vm, operation, {
      takes: copyTime(vm.disks, false),
      done: () =>
        tell(
          this.base,
          1224,
          `Vm ${vm.name} was exported successfully as a Virtual Appliance to path ${file}`,
          { vm },
          operation,
        ),
      failed: (why) =>
        tell(
          this.base,
          1225,
          `Failed to export Vm ${vm.name} as a Virtual Appliance to path ${file}: ${why}`,
          { vm },
          operation,
        ),
    })
  }

  /** All disks to another domain (3.x). */
  move(vm: Vm, domain: StorageDomain, operation: Operation): void {
    tell(
      this.base,
      82,
      `VM ${vm.name} move to ${domain.name} was initiated by ${operation.by}.`,
      { vm },
      operation,
    )
    this.base.work.hold(vm, operation, {
      takes: copyTime(vm.disks, false),
      done: () => {
        for (const disk of vm.disks) {
          disk.domain.used -= disk.actual
          disk.domain.committed -= disk.provisioned
          disk.domain = domain
          domain.used += disk.actual
          domain.committed += disk.provisioned
        }
        tell(this.base, 91, `VM ${vm.name} was moved to ${domain.name}.`, { vm }, operation)
      },
      failed: (why) => tell(this.base, 92, `Failed to move VM ${vm.name}: ${why}.`, { vm }, operation),
    })
  }
}
