import type { SystemKind } from '../../contract/system.ts'
import { createOvirt } from './ovirt/ovirt.ts'
import type { AdapterOptions, Hypervisor } from './port.ts'
import { createVcenter } from './vcenter/vcenter.ts'

/** Makes the adapter of a system by its kind. A new hypervisor is one line here. */
export const adapters: Record<SystemKind, (options: AdapterOptions) => Hypervisor> = {
  vcenter: createVcenter,
  ovirt: createOvirt,
}
