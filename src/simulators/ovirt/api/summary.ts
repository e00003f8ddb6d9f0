import type { WireObject } from '../wire/value.ts'
import type { View } from './view.ts'

/** The counts of the entry point. QUIRK(ovirt, rhev): missing for users who see only their own (fact sheet §1). */
export function summary(view: View): WireObject | undefined {
  if (view.filtered || !view.account.admin) return undefined
  const { hosts, domains, vms } = view.engine.estate
  const count = <T>(all: Iterable<T>, active: (item: T) => boolean): WireObject => {
    let total = 0
    let running = 0
    for (const item of all) {
      total += 1
      if (active(item)) running += 1
    }
    return { active: running, total }
  }
  return {
    hosts: count(hosts.values(), (host) => host.status === 'up'),
    storage_domains: count(domains, (domain) => domain.status === 'active'),
    users: { active: 1, total: 3 },
    vms: count(vms.values(), (vm) => vm.host !== undefined),
  }
}
