import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { awaitedJobs } from '../actions/awaited-jobs.ts'
import { useAnyRun } from '../actions/bulk/presence.ts'
import { useAnyWish } from '../actions/request.ts'

/**
 * The place of menus and dialogs of actions; their code comes with the first one that is asked for, or where the end of a
 * job or run is to be told that was started before a reload.
 */
export function ActionSlot(): ReactNode {
  const [awaits] = useState(() => awaitedJobs.size > 0)
  const runs = useAnyRun()
  const wished = useAnyWish() || awaits || runs
  const [Host, setHost] = useState<ComponentType>()
  useEffect(() => {
    if (!wished || Host !== undefined) return
    void import('../actions/action-host.tsx').then(
      ({ ActionHost }) => setHost(() => ActionHost),
      // Without network now; the next wish tries again.
      () => {},
    )
  }, [wished, Host])
  return Host === undefined ? null : <Host />
}
