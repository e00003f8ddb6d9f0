import type { Vm } from './entities.ts'
import type { Estate } from './estate.ts'
import type { EventStore } from './events.ts'

/** Simulated ms from power-on until tools answer and addresses are known. */
const bootTime = 30_000
/** And from then on until a guest has made of itself what it was told to. */
const customizeTime = 20_000

/** What changes when a guest starts or stops answering. */
export const guestPaths = [
  ...[
    'guestId',
    'guestFullName',
    'toolsStatus',
    'toolsRunningStatus',
    'ipAddress',
    'guestFamily',
    'toolsInstallType',
    'net',
    'disk',
    'guestState',
    'guestOperationsReady',
  ].flatMap((name) => [`guest.${name}`, `summary.guest.${name}`]),
  'summary.quickStats',
  'guestHeartbeatStatus',
]

/** What guests do when their VM runs. */
export class GuestLife {
  private readonly estate: Estate
  private readonly events: EventStore

  constructor(estate: Estate, events: EventStore) {
    this.estate = estate
    this.events = events
  }

  boot(vm: Vm): void {
    const bootedAt = vm.bootedAt
    this.estate.timers.after(bootTime, () => {
      if (vm.power !== 'poweredOn' || vm.bootedAt !== bootedAt || vm.tools === 'none') return
      vm.guestUp = true
      this.estate.changed(vm, ...guestPaths, 'disabledMethod')
      this.customize(vm)
    })
  }

  /** Makes the tools of a running guest answer, or fall silent. */
  setTools(vm: Vm, running: boolean): void {
    vm.guestUp = running && vm.power === 'poweredOn'
    this.estate.changed(vm, ...guestPaths, 'disabledMethod')
  }

  /** What was asked for when the VM was made happens when it starts for the first time. */
  private customize(vm: Vm): void {
    if (vm.customization?.state !== 'pending') return
    const logLocation =
      vm.os.family === 'windowsGuest'
        ? 'C:/Windows/TEMP/vmware-imc'
        : '/var/log/vmware-imc/toolsDeployPkg.log'
    const chain = this.events.chain()
    this.events.emit('CustomizationStartedEvent', { vm }, { chain, fields: { logLocation } })
    this.estate.timers.after(customizeTime, () => {
      if (vm.customization?.state !== 'pending' || !vm.guestUp) return
      vm.customization = { ...vm.customization, state: 'done' }
      this.estate.changed(vm, ...guestPaths, 'guest.hostName', 'summary.guest.hostName')
      this.events.emit('CustomizationSucceeded', { vm }, { chain, fields: { logLocation } })
    })
  }
}
