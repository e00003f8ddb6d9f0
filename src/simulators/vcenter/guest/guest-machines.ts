import { fraction } from '../model/detail.ts'
import type { Vm } from '../model/entities.ts'
import type { Estate } from '../model/estate.ts'
import { guestHostName, guestIps } from '../properties/guest.ts'
import { accountsOf } from './accounts.ts'
import { GuestMachine } from './guest-machine.ts'

interface Kept {
  machine: GuestMachine
  bootedAt: number | undefined
  hostName: string
}

/** The insides of guests, made when somebody first looks. Files outlive a power-off; processes and `/tmp` do not. */
export class GuestMachines {
  private readonly estate: Estate
  private readonly kept = new Map<string, Kept>()

  constructor(estate: Estate) {
    this.estate = estate
  }

  /** The inside of a running VM with a Linux or Windows guest. */
  of(vm: Vm): GuestMachine {
    const family = vm.os.family === 'windowsGuest' ? 'windows' : 'linux'
    const hostName = guestHostName(vm) ?? vm.name
    const known = this.kept.get(vm.id)
    if (known !== undefined && known.bootedAt === vm.bootedAt && known.hostName === hostName)
      return known.machine
    const machine = new GuestMachine({
      family,
      hostName,
      ips: guestIps(vm),
      osName: vm.os.detailedName,
      accounts: accountsOf(family, Math.floor(fraction(vm.seed, 71) * 1000)),
      timers: this.estate.timers,
      ...(known === undefined ? {} : { before: known.machine }),
    })
    this.kept.set(vm.id, { machine, bootedAt: vm.bootedAt, hostName })
    return machine
  }

  /** Its tools were started again: they no longer know what has ended. */
  toolsRestarted(vm: Vm): void {
    this.kept.get(vm.id)?.machine.forgetEnded()
  }
}
