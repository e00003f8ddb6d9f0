import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { useAnyWish } from '../actions/request.ts'

/** The place of menus and dialogs of actions; their code comes with the first one that is asked for. */
export function ActionSlot(): ReactNode {
  const wished = useAnyWish()
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
