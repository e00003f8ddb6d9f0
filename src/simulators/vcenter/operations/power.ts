import { type Host, ref, takesVms, type Vm } from '../model/entities.ts'
import type { Task } from '../model/tasks.ts'
import { hostNotConnected, invalidArgument, VimFault } from '../vim/faults.ts'
import { type By, doNow, startTask } from './start.ts'

/** Simulated ms from the request until the guest is down. */
const guestTimes = { shutdownGuest: 8_000, rebootGuest: 4_000, standbyGuest: 5_000 } as const

/** Another host when its own takes no VMs: DRS chooses, without DRS there is none. */
function hostToStart(vm: Vm, wanted: Host | undefined): Host | VimFault {
  const host = wanted ?? vm.host
  if (takesVms(host)) return host
  const others = vm.host.compute.drs ? vm.host.compute.hosts.filter(takesVms) : []
  const [other] = others.toSorted((a, b) => a.vms.size - b.vms.size)
  if (other !== undefined && wanted === undefined) return other
  if (host.connection !== 'connected') return hostNotConnected()
  return new VimFault('InvalidHostState', 'The operation is not allowed in the current state of the host.', {
    host: ref(host),
  })
}

/** `host` must be one of the VM's cluster. */
export function powerOn(by: By, vm: Vm, host?: Host): Task {
  const { actions, places, questions } = by.world
  if (host !== undefined && host.compute !== vm.host.compute) throw invalidArgument('host')
  const target = hostToStart(vm, host)
  const { startQuestion } = vm
  return startTask(by, vm, 'powerOn', {
    refuse: target instanceof VimFault ? target : undefined,
    hold:
      startQuestion === undefined
        ? undefined
        : (resume, fail) => {
            const answered = (choice: number) => {
              if (choice >= 0 && startQuestion.choices[choice] !== 'Cancel') return resume()
              const reason = 'The operation was canceled by the answer to a question.'
              fail(new VimFault('GenericVmConfigFault', reason, { reason }))
            }
            vm.startQuestion = undefined
            questions.ask(vm, { ...startQuestion, answered })
          },
    finish: (actor) => {
      if (target instanceof VimFault) throw target
      places.place(vm, { host: target })
      actions.powerOn(vm, actor)
      return undefined
    },
    failure: { type: 'VmFailedToPowerOnEvent' },
  })
}

export function powerOff(by: By, vm: Vm): Task {
  return startTask(by, vm, 'powerOff', {
    finish: (actor) => {
      by.world.actions.powerOff(vm, actor)
      return undefined
    },
    failure: { type: 'VmFailedToPowerOffEvent' },
  })
}

/** Takes longer with more memory. */
export function suspend(by: By, vm: Vm): Task {
  return startTask(by, vm, 'suspend', {
    ms: 4_000 + Math.round(vm.memoryMB / 8),
    finish: (actor) => {
      by.world.actions.suspend(vm, actor)
      return undefined
    },
    failure: { type: 'VmFailedToSuspendEvent' },
  })
}

export function reset(by: By, vm: Vm): Task {
  return startTask(by, vm, 'reset', {
    finish: (actor) => {
      by.world.actions.restart(vm, actor)
      return undefined
    },
    failure: { type: 'VmFailedToResetEvent' },
  })
}

/** Asks the guest; it obeys a little later, when it still runs then. */
export function askGuest(by: By, vm: Vm, what: keyof typeof guestTimes): void {
  const { actions, estate } = by.world
  doNow(by, vm, what, {
    finish: (actor) => {
      estate.timers.after(guestTimes[what], () => {
        if (vm.power !== 'poweredOn' || !estate.vms.has(vm.id)) return
        if (what === 'shutdownGuest') actions.powerOff(vm, actor, true)
        else if (what === 'rebootGuest') actions.restart(vm, actor, true)
        else actions.standby(vm, actor)
      })
      return undefined
    },
  })
}
