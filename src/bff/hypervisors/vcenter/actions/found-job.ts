import type { Verb } from '../../../../contract/actions/vm-action.ts'
import type { JobState } from '../../../../contract/job.ts'
import type { FoundJob } from '../../action-port.ts'
import { plainName } from '../map/names.ts'
import type { Props } from '../wire/property-collector.ts'
import { compact, get, num, refId, str, time, typeName } from '../wire/read.ts'
import { taskCancel, taskChain, taskFault } from './task.ts'

/** What the list of jobs needs of `TaskInfo`. */
export const jobPaths = [
  'name',
  'descriptionId',
  'entity',
  'entityName',
  'state',
  'cancelled',
  'cancelable',
  'error',
  'progress',
  'reason',
  'queueTime',
  'startTime',
  'completeTime',
  'eventChainId',
].map((name) => `info.${name}`)

/** Verbs by `TaskInfo.descriptionId`. */
const verbs: Record<string, Verb> = {
  'VirtualMachine.powerOn': 'start',
  'Datacenter.powerOnVm': 'start',
  'VirtualMachine.powerOff': 'stop',
  'VirtualMachine.suspend': 'suspend',
  'VirtualMachine.reset': 'reset',
  'VirtualMachine.shutdownGuest': 'shutdown',
  'VirtualMachine.rebootGuest': 'reboot',
  'VirtualMachine.standbyGuest': 'standby',
  'VirtualMachine.migrate': 'migrate',
  'VirtualMachine.relocate': 'relocate',
  'VirtualMachine.createSnapshot': 'snapshot-create',
  'vm.Snapshot.revert': 'snapshot-revert',
  'vm.Snapshot.remove': 'snapshot-delete',
  'vm.Snapshot.rename': 'snapshot-rename',
  'VirtualMachine.removeAllSnapshots': 'snapshot-delete-all',
  'VirtualMachine.consolidateDisks': 'consolidate',
  'VirtualMachine.rename': 'edit',
  'VirtualMachine.reconfigure': 'edit',
  'VirtualMachine.markAsTemplate': 'mark-template',
  'VirtualMachine.markAsVirtualMachine': 'mark-vm',
  'VirtualMachine.unregister': 'unregister',
  'VirtualMachine.destroy': 'remove',
  'VirtualMachine.answer': 'answer',
}

/** A task of vCenter as a job. `labels` are its own words by `descriptionId`; `now` stands in for a time it does not tell. */
export function foundJob(
  id: string,
  props: Props,
  context: { system: string; labels: ReadonlyMap<string, string>; now: number },
): FoundJob {
  const description = str(props['info.descriptionId']) ?? ''
  const method = str(props['info.name'])
  const state = stateOf(props, context.system)
  const fault = state === 'failed' ? taskFault(props['info.error'], context.system).info : undefined
  const chain = taskChain(props)
  const over = state !== 'queued' && state !== 'running'
  return compact({
    id,
    verb: verbs[description] ?? (description === '' ? (method ?? 'task') : description),
    title: context.labels.get(description) ?? (method ?? description).replace(/_Task$/, ''),
    target: compact({
      id: refId(props['info.entity']),
      name: plainName(str(props['info.entityName']) ?? 'vCenter'),
    }),
    userName: userOf(props['info.reason']),
    startedAt: time(props['info.startTime']) ?? time(props['info.queueTime']) ?? context.now,
    endedAt: over ? (time(props['info.completeTime']) ?? context.now) : undefined,
    state,
    percent: state === 'done' ? 100 : num(props['info.progress']),
    cancel: taskCancel(props),
    chains: chain === undefined ? undefined : [chain],
    fault,
  })
}

function stateOf(props: Props, system: string): JobState {
  const state = str(props['info.state'])
  if (state === 'success') return 'done'
  if (state !== 'error') return state === 'queued' ? 'queued' : 'running'
  return taskFault(props['info.error'], system).info.code === 'RequestCanceled' ? 'cancelled' : 'failed'
}

function userOf(reason: unknown): string | undefined {
  const user = str(get(reason, 'userName'))
  if (user !== undefined) return user
  const type = typeName(reason)
  if (type === 'TaskReasonSchedule') return `Schedule ${str(get(reason, 'name')) ?? ''}`.trim()
  if (type === 'TaskReasonAlarm') return `Alarm ${str(get(reason, 'alarmName')) ?? ''}`.trim()
  return type === 'TaskReasonSystem' ? 'vCenter' : undefined
}
