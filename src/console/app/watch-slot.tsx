import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { watchRulesKey } from '../features/events/rules/watch-key.ts'

/** The place of what watches the logs by rules; its code comes only where this browser keeps some. */
export function WatchSlot(): ReactNode {
  const [Host, setHost] = useState<ComponentType>()
  useEffect(() => {
    if (Host !== undefined) return
    const load = () =>
      void import('../features/events/rules/watch-host.tsx').then(
        ({ WatchHost }) => setHost(() => WatchHost),
        // Without network now; the next rule or page tries again.
        () => {},
      )
    const listen = ({ key }: StorageEvent) => {
      if (key === watchRulesKey) load()
    }
    if (anyRule()) load()
    addEventListener('storage', listen)
    return () => removeEventListener('storage', listen)
  }, [Host])
  return Host === undefined ? null : <Host />
}

function anyRule(): boolean {
  try {
    return localStorage.getItem(watchRulesKey) !== null
  } catch {
    // Blocked by the browser.
    return false
  }
}
