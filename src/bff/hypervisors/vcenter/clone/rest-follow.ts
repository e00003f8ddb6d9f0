import { Fault, type FaultInfo, toFault } from '../../../../contract/fault.ts'
import type { ActionEnd, Progress } from '../../action-port.ts'
import { forgotten } from '../actions/task.ts'
import { restFault } from '../transport/faults.ts'
import type { RestClient } from '../transport/rest-client.ts'
import { bool, get, num, str } from '../wire/read.ts'

const pauseMs = 1_000
/** Looks in a row that found nothing before sight is given up: about two minutes with growing pauses. */
const maxFailures = 8

export interface RestEnd {
  end: ActionEnd
  /** The id of what the task made. */
  result?: string
}

/** The vim task of a task of REST: the part before the colon. Other ids have none that is known. */
export function vimTaskOf(task: string): string | undefined {
  return /^(task-\d+):/.exec(task)?.[1]
}

/** Whether a reply to `vmw-task=true` is a task; servers that do not know the parameter answer with the VM. */
export function isTask(id: string): boolean {
  return id.includes(':') || id.startsWith('task-')
}

/** Follows a task of REST to its end. An abort rejects with its reason; lost sight is an unknown end. */
export async function followRest(
  rest: RestClient,
  task: string,
  follow: {
    blamed: (fault: unknown) => FaultInfo
    report: (progress: Progress) => void
    signal: AbortSignal
  },
): Promise<RestEnd> {
  const { clock, system } = rest.line
  const { blamed, report, signal } = follow
  const path = `${rest.dialect}/cis/tasks/${encodeURIComponent(task)}`
  for (let failures = 0; ; ) {
    try {
      const info = await rest.call('GET', path, undefined, { signal })
      failures = 0
      const end = endOf(info, system.id, blamed)
      if (end !== undefined) return end
      report(progressOf(info, task))
    } catch (error) {
      signal.throwIfAborted()
      const { info, kind } = toFault(error, system.id)
      if (kind === 'not-found') return { end: { state: 'unknown', fault: forgotten } }
      failures += 1
      if (kind === 'auth' || failures > maxFailures) {
        const advice = 'Sign in again and look for the copy itself.'
        return { end: { state: 'unknown', fault: { ...info, advice } } }
      }
    }
    await clock.sleep(pauseMs * 2 ** Math.max(0, failures - 1), signal)
  }
}

function endOf(info: unknown, system: string, blamed: (fault: unknown) => FaultInfo): RestEnd | undefined {
  const status = str(get(info, 'status'))
  if (status === 'SUCCEEDED') {
    const result = str(get(info, 'result'))
    return { end: { state: 'done' }, ...(result === undefined ? {} : { result }) }
  }
  if (status !== 'FAILED') return undefined
  const fault = restFault(400, get(info, 'error'), system)
  if (fault.info.code === 'CANCELED') return { end: { state: 'cancelled' } }
  return { end: { state: 'failed', fault: blamed(fault) } }
}

function progressOf(info: unknown, task: string): Progress {
  const total = num(get(get(info, 'progress'), 'total'))
  const completed = num(get(get(info, 'progress'), 'completed'))
  const percent =
    total === undefined || total <= 0 || completed === undefined ? undefined : (100 * completed) / total
  const cancelable = bool(get(info, 'cancelable')) === true && vimTaskOf(task) !== undefined
  return {
    state: str(get(info, 'status')) === 'PENDING' ? 'queued' : 'running',
    cancel: cancelable ? true : 'vCenter cannot cancel this task.',
    ...(percent === undefined ? {} : { percent: Math.round(percent) }),
  }
}

/** Whether a server refused `vmw-task` itself, so that nothing was started. */
export function refusesTask(error: unknown): boolean {
  return error instanceof Fault && ['OPERATION_NOT_FOUND', 'UNEXPECTED_INPUT'].includes(error.info.code ?? '')
}
