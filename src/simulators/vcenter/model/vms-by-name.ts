import type { Vm } from './entities.ts'
import type { Estate } from './estate.ts'

/**
 * Finds VMs by name, the first of several; throws for an unknown one. Churn names a thousand a second: looking
 * through 45,000 for each would take longer than that second. The index is made anew when a name is not in it.
 */
export function vmsByName(estate: Estate): (name: string) => Vm {
  const index = new Map<string, Vm>()
  return (name) => {
    const known = index.get(name)
    if (known?.name === name && estate.vms.get(known.id) === known) return known
    index.clear()
    for (const vm of estate.vms.values()) if (!index.has(vm.name)) index.set(vm.name, vm)
    const found = index.get(name)
    if (found === undefined) throw new Error(`no virtual machine ${name}`)
    return found
  }
}
