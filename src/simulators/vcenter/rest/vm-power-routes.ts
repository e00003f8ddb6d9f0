import type { Vm } from '../model/entities.ts'
import type { Task } from '../model/tasks.ts'
import { refusal } from '../model/vm-rules.ts'
import { acquireTicket } from '../operations/console.ts'
import { askGuest, powerOff, powerOn, reset, suspend } from '../operations/power.ts'
import type { By } from '../operations/start.ts'
import { byOf, finished, vmOf } from './by.ts'
import { readFields } from './read-body.ts'
import type { RestCall, RestReply, RestRoute } from './rest-endpoint.ts'
import { RestError } from './rest-errors.ts'

export const powerWords = {
  poweredOn: 'POWERED_ON',
  poweredOff: 'POWERED_OFF',
  suspended: 'SUSPENDED',
} as const

const actions: Record<string, { already?: Vm['power']; start: (by: By, vm: Vm) => Task }> = {
  start: { already: 'poweredOn', start: powerOn },
  stop: { already: 'poweredOff', start: powerOff },
  suspend: { already: 'suspended', start: suspend },
  reset: { start: reset },
}

function alreadyThere(vm: Vm): RestError {
  return new RestError(
    'ALREADY_IN_DESIRED_STATE',
    'com.vmware.api.vcenter.vm.power.already_in_state',
    `Virtual machine is already ${powerWords[vm.power].toLowerCase().replace('_', ' ')}.`,
    [vm.id],
  )
}

/** Answers when it is done. */
function powerRoutes(action: string): RestRoute[] {
  const run = async (call: RestCall): Promise<RestReply> => {
    const vm = vmOf(call)
    const { already, start } = actions[action] ?? { start: reset }
    if (vm.power === already && vm.connection === 'connected') throw alreadyThere(vm)
    await finished(call, start(byOf(call), vm))
    return {}
  }
  return [
    { pattern: `POST vcenter/vm/{}/power?action=${action}`, only: 'api', run },
    { pattern: `POST vcenter/vm/{}/power/${action}`, only: 'rest', run },
  ]
}

function guestRoute(action: string, what: Parameters<typeof askGuest>[2]): RestRoute {
  return {
    pattern: `POST vcenter/vm/{}/guest/power?action=${action}`,
    run(call) {
      askGuest(byOf(call), vmOf(call), what)
      return {}
    },
  }
}

function guestState(call: RestCall): RestReply {
  const vm = vmOf(call)
  const ready = refusal(vm, 'shutdownGuest') === undefined
  const state = vm.power !== 'poweredOn' ? 'NOT_RUNNING' : vm.guestUp ? 'RUNNING' : 'UNAVAILABLE'
  return { value: { state, operations_ready: ready } }
}

function consoleTicket(call: RestCall): RestReply {
  const { type } = readFields(call, ['type'])
  const vm = vmOf(call)
  if (type === 'WEBMKS') {
    return { status: 201, value: { ticket: acquireTicket(byOf(call), vm, 'webmks').url } }
  }
  if (type !== 'VMRC') {
    throw new RestError('INVALID_ARGUMENT', 'com.vmware.vapi.data.enum.unknown', `Unknown type ${type}.`)
  }
  const { ticket } = acquireTicket(byOf(call), vm, 'mks')
  return { status: 201, value: { ticket: `vmrc://clone:${ticket}@${call.world.host}:443/?moid=${vm.id}` } }
}

export const vmPowerRoutes: readonly RestRoute[] = [
  {
    pattern: 'GET vcenter/vm/{}/power',
    run(call) {
      const vm = vmOf(call)
      const clean = vm.power === 'poweredOff' ? { clean_power_off: vm.cleanOff } : {}
      return { value: { state: powerWords[vm.power], ...clean } }
    },
  },
  ...Object.keys(actions).flatMap(powerRoutes),
  { pattern: 'GET vcenter/vm/{}/guest/power', run: guestState },
  guestRoute('shutdown', 'shutdownGuest'),
  guestRoute('reboot', 'rebootGuest'),
  guestRoute('standby', 'standbyGuest'),
  { pattern: 'POST vcenter/vm/{}/console/tickets', run: consoleTicket },
]
