import type { Vm } from './entities.ts'
import type { Estate } from './estate.ts'

/**
 * Finds VMs by name, the first of several; throws for an unknown one. Churn names a thousand a second: looking
 * through 45,000 for each would take longer than that second.
 */
export function vmsByName(estate: Estate): (name: string) => Vm {
  const index = new Map<string, Vm>()
  estate.observe({
    changed({ id }, prefixes) {
      const vm = prefixes.includes('name') ? estate.vms.get(id) : undefined
      if (vm !== undefined && !index.has(vm.name)) index.set(vm.name, vm)
    },
    allChanged() {},
    restructured(_type, { came }) {
      const vm = came === undefined ? undefined : estate.vms.get(came.id)
      if (vm !== undefined && !index.has(vm.name)) index.set(vm.name, vm)
    },
  })
  return (name) => {
    const known = index.get(name)
    if (known?.name === name && estate.vms.get(known.id) === known) return known
    // Gone, or one of several with this name: rare enough to look at all of them.
    index.clear()
    for (const vm of estate.vms.values()) if (!index.has(vm.name)) index.set(vm.name, vm)
    const found = index.get(name)
    if (found === undefined) throw new Error(`no virtual machine ${name}`)
    return found
  }
}
