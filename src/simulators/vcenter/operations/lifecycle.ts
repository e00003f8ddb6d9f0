import type { Host, Pool, Vm } from '../model/entities.ts'
import type { Task } from '../model/tasks.ts'
import { nameRefusal } from './names.ts'
import { choosePlace, need, storageRefusal } from './placement.ts'
import { type By, doNow, startTask } from './start.ts'

export function rename(by: By, vm: Vm, name: string): Task {
  const check = () => (vm.parent?.type === 'Folder' ? nameRefusal(name, vm.parent, vm) : undefined)
  return startTask(by, vm, 'rename', {
    refuse: check(),
    finish: (actor) => {
      const late = check()
      if (late !== undefined) throw late
      by.world.actions.rename(vm, name, actor)
      return undefined
    },
  })
}

/** Removes the VM and its files. */
export function destroy(by: By, vm: Vm): Task {
  return startTask(by, vm, 'destroy', {
    finish: (actor) => {
      by.world.actions.remove(vm, actor)
      return undefined
    },
  })
}

/** Removes the VM from the inventory; its files stay. */
export function unregister(by: By, vm: Vm): void {
  doNow(by, vm, 'unregister', {
    finish: (actor) => {
      by.world.actions.remove(vm, actor, { keepFiles: true })
      return undefined
    },
  })
}

export function markAsTemplate(by: By, vm: Vm): void {
  doNow(by, vm, 'markAsTemplate', {
    finish: () => {
      by.world.actions.markAsTemplate(vm)
      return undefined
    },
  })
}

/** `pool` must be one that the template's storage can be reached from. */
export function markAsVm(by: By, vm: Vm, pool: Pool, wanted: Host | undefined): void {
  need(by, pool, 'Resource.AssignVMToPool')
  const from = { host: vm.host, pool: undefined }
  const names = { host: 'host', pool: 'pool' }
  const { host, refuse } = choosePlace(from, { host: wanted, pool }, names)
  doNow(by, vm, 'markAsVirtualMachine', {
    refuse: refuse ?? storageRefusal(host, vm.disks, new Set()),
    finish: () => {
      by.world.actions.markAsVm(vm, pool, host)
      return undefined
    },
  })
}
