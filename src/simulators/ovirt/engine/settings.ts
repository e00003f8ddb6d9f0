import type { Settings, Vm } from '../estate/model.ts'

export const settingsOf = (vm: Vm): Settings => ({
  memory: vm.memory,
  sockets: vm.sockets,
  cores: vm.cores,
  display: vm.display,
  stateless: vm.stateless,
  os: vm.os,
})

/** Changes a VM's settings; its snapshots keep what they had. */
export function applySettings(vm: Vm, change: Partial<Settings>): void {
  let before: Settings | undefined
  for (const snapshot of vm.snapshots) {
    before ??= settingsOf(vm)
    snapshot.kept ??= before
  }
  Object.assign(vm, change)
}
