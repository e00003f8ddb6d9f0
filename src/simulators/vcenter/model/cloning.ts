import type { Actions } from './actions.ts'
import type { Disk, Folder, Host, Network, Pool, Vm } from './entities.ts'
import type { Estate } from './estate.ts'
import type { Whereabouts } from './whereabouts.ts'

export interface CloneFacts {
  name: string
  folder: Folder
  host: Host
  /** None for a template. */
  pool: Pool | undefined
  disks: readonly Disk[]
  networks: readonly Network[]
  template: boolean
}

/** A powered-off copy of a VM, already in its place; the caller changes and announces it. */
export function copyVm(
  { estate, actions, places }: { estate: Estate; actions: Actions; places: Whereabouts },
  source: Vm,
  facts: CloneFacts,
): Vm {
  const { name, folder, host, pool, template } = facts
  const vm: Vm = {
    ...source,
    id: estate.nextId('vm-'),
    name,
    parent: folder,
    seed: actions.newSeed(),
    slot: undefined,
    pool: template ? undefined : pool,
    host,
    template,
    disks: [],
    networks: [],
    createdAt: estate.now,
    revision: 0,
    power: 'poweredOff',
    bootedAt: undefined,
    suspendedAt: undefined,
    guestUp: false,
    cleanOff: true,
    consolidationNeeded: false,
    customization: undefined,
    question: undefined,
    startQuestion: undefined,
    answered: undefined,
    rootSnapshots: [],
    currentSnapshot: undefined,
    busy: undefined,
    readers: [],
  }
  folder.children.add(vm)
  vm.pool?.vms.add(vm)
  host.vms.add(vm)
  estate.vms.set(vm.id, estate.add(vm))
  places.setDisks(vm, facts.disks)
  places.setNetworks(vm, facts.networks)
  return vm
}
