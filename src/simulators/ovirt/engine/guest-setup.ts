import type { Vm } from '../estate/model.ts'

/**
 * Lets the guest do what it was given for this start. Cloud-init and ignition are known to Linux only, sysprep to
 * Windows only; a guest ignores what it does not know.
 */
export function setUpGuest(vm: Vm): void {
  const setup = vm.toSetUp
  vm.toSetUp = undefined
  if (setup === undefined || (setup.by === 'sysprep') !== (vm.os.family === 'Windows')) return
  vm.setup = setup
  vm.hostName = setup.hostName ?? vm.hostName
  for (const given of setup.nics) {
    const at = vm.nics[Number(/(\d+)$/.exec(given.name)?.[1] ?? Number.NaN)]
    if (at !== undefined && given.address !== undefined && given.protocol === 'static') at.ip = given.address
  }
}
