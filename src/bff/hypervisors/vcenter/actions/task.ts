import type { FaultInfo } from '../../../../contract/fault.ts'
import type { ActionEnd, Progress } from '../../action-port.ts'
import { nestedFault, vimFaultToFault } from '../transport/faults.ts'
import type { Decoded } from '../transport/values.ts'
import type { Props } from '../wire/property-collector.ts'
import { bool, num, str } from '../wire/read.ts'

export const forgotten: FaultInfo = {
  kind: 'not-found',
  message: 'vCenter no longer knows this task and did not say how it ended.',
  advice: 'Look at the VM itself, and at its events.',
}

/** The fault that a task ended with. */
export function taskFault(error: Decoded, system: string) {
  const fault = nestedFault(error)
  return vimFaultToFault(
    fault ?? { type: 'MethodFault', message: 'The task failed.', detail: error, causes: [] },
    system,
  )
}

/** How a task ended, by `info.*`; `undefined` while it runs. `blamed` names the option that its fault is about. */
export function taskEnd(
  props: Props,
  system: string,
  blamed: (fault: unknown) => FaultInfo,
): ActionEnd | undefined {
  const state = str(props['info.state'])
  if (state === 'success') return { state: 'done' }
  if (state !== 'error') return undefined
  const fault = taskFault(props['info.error'], system)
  if (fault.info.code === 'RequestCanceled') return { state: 'cancelled' }
  return { state: 'failed', fault: blamed(fault) }
}

/** Whether somebody may cancel it now, or why not. */
export function taskCancel(props: Props): true | string {
  const state = str(props['info.state'])
  if (state === 'success' || state === 'error') return 'It has ended.'
  if (bool(props['info.cancelled']) === true) return 'It was asked to stop already.'
  return bool(props['info.cancelable']) === true ? true : 'vCenter cannot cancel this task.'
}

/** What ties the task to the entries of the log that tell of it; 0 ties it to none. */
export function taskChain(props: Props): string | undefined {
  const chain = num(props['info.eventChainId'])
  return chain === undefined || chain <= 0 ? undefined : String(chain)
}

export function taskProgress(props: Props): Progress {
  const percent = num(props['info.progress'])
  return {
    state: str(props['info.state']) === 'queued' ? 'queued' : 'running',
    cancel: taskCancel(props),
    ...(percent === undefined ? {} : { percent }),
    ...(bool(props['info.cancelled']) === true ? { step: 'Stopping' } : {}),
  }
}
