import { lazy, type ReactNode, Suspense } from 'react'
import { useAnyRun } from './presence.ts'

const RunList = lazy(async () => ({ default: (await import('./run-list.tsx')).RunList }))

/** The runs of this tab, where there are any; their code comes with the first one. */
export function RunsSlot(): ReactNode {
  if (!useAnyRun()) return null
  return (
    <Suspense fallback={null}>
      <RunList />
    </Suspense>
  )
}
