import { cannot, type VmAction } from '../engine/vm-rules.ts'
import type { DataCenter, StorageDomain } from '../estate/model.ts'
import { EngineFault } from './engine-fault.ts'
import type { View } from './view.ts'

/** A name that no VM has yet, of characters that the engine takes. */
export function checkNewName(view: View, name: string, action: VmAction, inAction: boolean): void {
  const refuse = (why: string) => new EngineFault(409, 'Operation Failed', cannot(action, why), inAction)
  if (!/^[\p{L}\p{N}._-]+$/u.test(name)) {
    throw refuse("VM name must be formed of alphanumeric characters, numbers or '-_.'.")
  }
  if (name.length > (view.engine.version === '3.4' ? 64 : 255)) throw refuse('VM name is too long.')
  for (const vm of view.engine.estate.vms.values()) {
    if (vm.name === name) {
      throw refuse('The VM name is already in use, please choose a unique name and try again.')
    }
  }
}

/** A domain that takes disks of this data center. */
export function checkDataDomain(domain: StorageDomain, dataCenter: DataCenter, action: VmAction): void {
  const fits = domain.type === 'data' && domain.status === 'active' && domain.dataCenter === dataCenter
  if (fits) return
  const why = `Storage Domain ${domain.name} cannot be accessed or takes no disks.`
  throw new EngineFault(409, 'Operation Failed', cannot(action, why), action !== 'update')
}
