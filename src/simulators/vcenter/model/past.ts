import type { Data, Value } from '../vim/value.ts'
import type { EventPlace } from './build-event.ts'
import { fraction } from './detail.ts'
import { type Entity, escapeName, ref, type Vm } from './entities.ts'
import type { Estate } from './estate.ts'
import { operations } from './operations.ts'

/** What happened at one place of the past: enough to tell whether a filter takes it, cheap to make. */
export interface PastEvent {
  type: string
  /** For `EventEx`. */
  eventTypeId?: string
  user: string
  place: EventPlace
  /** The rest, made only for events that are shown. */
  fields(at: number): Record<string, Value>
}

const noFields = () => ({})
const people = ['VSPHERE.LOCAL\\Administrator', 'GANTRY\\operator', 'GANTRY\\nightly'] as const

/** Who did it. */
export function personOf(vm: Vm, salt: number): string {
  const dice = fraction(vm.seed, salt)
  return dice < 0.6 ? people[0] : dice < 0.85 ? people[1] : people[2]
}

export type Ending = 'on' | 'off' | 'suspended' | 'template'

/** How a VM came into the state that it is in: its task, what the task began with, and what it came to. */
export function endingOf(
  vm: Vm,
  ending: Ending,
  step: number,
  task: { id: string; at: number; chain: number },
): PastEvent {
  const user = personOf(vm, 50)
  const plain = (type: string): PastEvent => ({ type, user, place: { vm }, fields: noFields })
  const [operation, begins, ends] = {
    on: [operations.powerOn, 'VmStartingEvent', 'VmPoweredOnEvent'] as const,
    off: [operations.powerOff, 'VmStoppingEvent', 'VmPoweredOffEvent'] as const,
    suspended: [operations.suspend, 'VmSuspendingEvent', 'VmSuspendedEvent'] as const,
    template: [operations.reconfigure, undefined, 'VmReconfiguredEvent'] as const,
  }[ending]
  if (step === 0) {
    const info: Data = {
      _typeName: 'TaskInfo',
      key: task.id,
      task: { type: 'Task', value: task.id },
      name: operation.name,
      descriptionId: operation.descriptionId,
      entity: ref(vm),
      entityName: escapeName(vm.name),
      locked: [],
      state: 'queued',
      cancelled: false,
      cancelable: false,
      reason: { _typeName: 'TaskReasonUser', userName: user },
      queueTime: task.at,
      eventChainId: task.chain,
    }
    return { type: 'TaskEvent', user, place: { vm }, fields: () => ({ info }) }
  }
  if (step === 1 && begins !== undefined) return plain(begins)
  if (step === 1 || ends === 'VmReconfiguredEvent') return reconfigured(vm, 50)
  return plain(ends)
}

export function reconfigured(vm: Vm, salt: number): PastEvent {
  const fields = () => ({ configSpec: { _typeName: 'VirtualMachineConfigSpec' } })
  return { type: 'VmReconfiguredEvent', user: personOf(vm, salt), place: { vm }, fields }
}

/** Something else that happened at about the same time, in this round of them: mostly sign-ins, alarms, moves, now and then a failure. */
export function besides(estate: Estate, vm: Vm, round: number): PastEvent {
  const dice = fraction(vm.seed, 70 + 100 * round)
  const user = personOf(vm, 71 + 100 * round)
  if (dice < 0.45) {
    const fields = (at: number) => ({
      ipAddress: `10.20.${Math.floor(fraction(vm.seed, 72) * 8)}.${1 + Math.floor(fraction(vm.seed, 73) * 250)}`,
      userAgent: 'VMware vim-java 1.0',
      loginTime: at - 3_600_000,
      locale: 'en',
      sessionId: '',
    })
    const type =
      dice < 0.22
        ? 'UserLoginSessionEvent'
        : dice < 0.43
          ? 'UserLogoutSessionEvent'
          : 'BadUsernameSessionEvent'
    return { type, user, place: { other: estate.root }, fields }
  }
  if (dice < 0.7) return alarm(estate, vm)
  if (dice < 0.85) {
    const [first] = vm.host.compute.hosts.filter((host) => host !== vm.host)
    const fields = () => (first === undefined ? {} : { sourceHost: argument('Host', 'host', first) })
    return { type: 'DrsVmMigratedEvent', user: '', place: { vm }, fields }
  }
  if (dice < 0.93) {
    const reason = {
      _typeName: 'LocalizedMethodFault',
      fault: { _typeName: 'InsufficientMemoryResourcesFault' },
      localizedMessage: 'The host does not have sufficient memory resources.',
    }
    return { type: 'VmFailedToPowerOnEvent', user, place: { vm }, fields: () => ({ reason }) }
  }
  const ds = vm.disks[0]?.datastore
  if (ds === undefined) return reconfigured(vm, 74)
  const recovered = dice < 0.965
  const eventTypeId = recovered
    ? 'esx.problem.vmfs.heartbeat.recovered'
    : 'esx.problem.vmfs.heartbeat.timedout'
  const fields = () => ({
    eventTypeId,
    severity: recovered ? 'info' : 'warning',
    objectId: ds.id,
    objectType: 'Datastore',
    objectName: ds.name,
  })
  return { type: 'EventEx', eventTypeId, user: '', place: { ds }, fields }
}

function alarm(estate: Estate, vm: Vm): PastEvent {
  const high = fraction(vm.seed, 75) < 0.5
  const found = estate.alarms.find(({ name }) => name === 'Virtual machine CPU usage') ?? estate.alarms[0]
  const fields = () => ({
    ...(found === undefined
      ? {}
      : { alarm: { _typeName: 'AlarmEventArgument', name: found.name, alarm: ref(found) } }),
    source: argument('ManagedEntity', 'entity', estate.root),
    entity: argument('ManagedEntity', 'entity', vm),
    from: high ? 'green' : 'red',
    to: high ? 'red' : 'green',
  })
  return { type: 'AlarmStatusChangedEvent', user: '', place: { vm }, fields }
}

function argument(kind: string, slot: string, entity: Entity): Data {
  return { _typeName: `${kind}EventArgument`, name: escapeName(entity.name), [slot]: ref(entity) }
}
