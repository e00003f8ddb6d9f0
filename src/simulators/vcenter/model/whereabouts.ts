import type { Disk, Folder, Host, Network, Pool, Vm } from './entities.ts'
import type { Estate } from './estate.ts'
import { writtenBytes } from './hardware.ts'

/** Where VMs are: on hosts, in pools and folders, on datastores, in networks. Leaves no events. */
export class Whereabouts {
  private readonly estate: Estate

  constructor(estate: Estate) {
    this.estate = estate
  }

  /** Puts a VM elsewhere, without a word about it in the events. In another cluster it needs another pool. */
  place(vm: Vm, to: { host?: Host; pool?: Pool; folder?: Folder; disks?: readonly Disk[] }): void {
    const { estate } = this
    const paths: string[] = []
    const from = vm.host
    const { host = from, folder } = to
    if (host !== from) {
      from.vms.delete(vm)
      host.vms.add(vm)
      vm.host = host
      paths.push('runtime.host', 'summary.runtime.host')
      for (const one of [from, host]) estate.changed(one, 'vm', 'summary.quickStats')
    }
    const pool = to.pool ?? (host.compute === from.compute ? vm.pool : host.compute.pool)
    if (vm.pool !== undefined && pool !== undefined && pool !== vm.pool) {
      vm.pool.vms.delete(vm)
      estate.changed(vm.pool, 'vm')
      pool.vms.add(vm)
      vm.pool = pool
      paths.push('resourcePool')
      estate.changed(pool, 'vm')
    }
    if (folder !== undefined && folder !== vm.parent) {
      if (vm.parent?.type === 'Folder') {
        vm.parent.children.delete(vm)
        estate.changed(vm.parent, 'childEntity')
      }
      folder.children.add(vm)
      vm.parent = folder
      estate.changed(folder, 'childEntity')
      paths.push('parent')
    }
    if (to.disks !== undefined) {
      this.setDisks(vm, to.disks)
      paths.push('config.files', 'summary.config.vmPathName')
    }
    if (paths.length === 0) return
    estate.changed(vm, ...paths)
    estate.restructured('VirtualMachine', { moved: vm })
  }

  /** Replaces the disks of a VM; space on the datastores follows. */
  setDisks(vm: Vm, disks: readonly Disk[]): void {
    const before = vm.disks
    const touched = new Set([...before, ...disks].map((disk) => disk.datastore))
    for (const disk of before) disk.datastore.free += writtenBytes(disk)
    for (const disk of disks) disk.datastore.free -= writtenBytes(disk)
    vm.disks = disks
    for (const datastore of touched) {
      datastore.free = Math.max(0, datastore.free)
      if (disks.some((disk) => disk.datastore === datastore)) datastore.vms.add(vm)
      else datastore.vms.delete(vm)
      this.estate.changed(datastore, 'vm', 'summary')
    }
    this.estate.changed(
      vm,
      'datastore',
      'config.hardware.device',
      'summary.config.numVirtualDisks',
      'summary.storage',
      'guest.disk',
    )
  }

  setNetworks(vm: Vm, networks: readonly Network[]): void {
    for (const network of vm.networks) network.vms.delete(vm)
    for (const network of networks) network.vms.add(vm)
    for (const network of new Set([...vm.networks, ...networks])) this.estate.changed(network, 'vm')
    vm.networks = networks
    this.estate.changed(
      vm,
      'network',
      'config.hardware.device',
      'summary.config.numEthernetCards',
      'guest.net',
      'guest.ipAddress',
      'summary.guest.ipAddress',
    )
  }
}
