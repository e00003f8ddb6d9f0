import { useState } from 'react'
import type { VmAction } from '../../contract/actions/vm-action.ts'
import type { FaultInfo } from '../../contract/fault.ts'
import type { RequestPreview } from '../../contract/job.ts'
import { api, faultOf } from '../client/api.ts'
import type { Target } from './request.ts'

/** The requests of one action as they would be sent. */
export interface Preview {
  target: Target
  requests: readonly RequestPreview[]
}

export interface Previews {
  shown: readonly Preview[] | undefined
  fault: FaultInfo | undefined
  busy: boolean
  /** Asks for all of them and shows them together. */
  ask: (wanted: readonly { target: Target; action: VmAction }[]) => Promise<void>
  hide: () => void
}

/** What would be sent, asked for on demand; nothing is changed by it. */
export function usePreviews(): Previews {
  const [shown, setShown] = useState<readonly Preview[]>()
  const [fault, setFault] = useState<FaultInfo>()
  const [busy, setBusy] = useState(false)

  const ask: Previews['ask'] = async (wanted) => {
    setBusy(true)
    setFault(undefined)
    try {
      setShown(
        await Promise.all(
          wanted.map(async ({ target, action }) => {
            const { system, id: vm } = target
            const { requests } = await api.vms.preview({ system, vm, action })
            return { target, requests }
          }),
        ),
      )
    } catch (error) {
      setShown(undefined)
      setFault(faultOf(error))
    }
    setBusy(false)
  }
  const hide = () => {
    setShown(undefined)
    setFault(undefined)
  }
  return { shown, fault, busy, ask, hide }
}
