import { useRef, useState } from 'react'
import type { VmAction } from '../../contract/actions/vm-action.ts'
import type { FaultInfo } from '../../contract/fault.ts'
import type { Job } from '../../contract/job.ts'
import { faultOf } from '../client/api.ts'
import type { Target } from './request.ts'
import { newIntent, sendAction } from './send.ts'

export interface Send {
  busy: boolean
  /** Why it was not taken. */
  fault: FaultInfo | undefined
  /** Sends, unless it is being sent already; the job when the system took it, else the fault. */
  send: (action: VmAction) => Promise<{ job: Job } | { fault: FaultInfo } | undefined>
  forget: () => void
}

/**
 * Sends the action of one dialog. All its clicks are one intent, so that a reply that was lost makes no second job; what
 * the system has refused is over, and the next try is a new intent.
 */
export function useSend(target: Target): Send {
  const intent = useRef<string>(undefined)
  const sending = useRef(false)
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<FaultInfo>()

  const send: Send['send'] = async (action) => {
    if (sending.current) return undefined
    sending.current = true
    setBusy(true)
    setFault(undefined)
    intent.current ??= newIntent()
    const result = await take(target, action, intent.current)
    sending.current = false
    setBusy(false)
    if ('job' in result) return result
    if (result.refused) intent.current = undefined
    setFault(result.fault)
    return { fault: result.fault }
  }
  return { busy, fault, send, forget: () => setFault(undefined) }
}

async function take(
  target: Target,
  action: VmAction,
  intent: string,
): Promise<{ job: Job } | { fault: FaultInfo; refused: boolean }> {
  try {
    const job = await sendAction(target, action, intent)
    if (job.state !== 'failed') return { job }
    const fault = job.fault ?? { kind: 'protocol', message: 'The system refused and gave no reason.' }
    return { fault, refused: true }
  } catch (error) {
    return { fault: faultOf(error), refused: false }
  }
}
