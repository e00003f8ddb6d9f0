import type { Cluster, Host, Vm } from './model.ts'

/** Puts a VM on a host, or on none, and keeps the host's own list. */
export function place(vm: Vm, host: Host | undefined): void {
  vm.host?.vms.delete(vm)
  vm.host = host
  host?.vms.add(vm)
}

/** The emptiest host of a cluster that takes VMs, other than `except`. */
export function hostFor(cluster: Cluster, except?: Host): Host | undefined {
  let best: Host | undefined
  for (const host of cluster.hosts) {
    if (host.status !== 'up' || host === except) continue
    if (best === undefined || host.vms.size < best.vms.size) best = host
  }
  return best
}
