import { lazy, type ReactNode, Suspense } from 'react'
import { ActionDialog } from './action-dialog.tsx'
import { closeRequest, useRequested } from './request.ts'

const BulkDialog = lazy(async () => ({ default: (await import('./bulk/bulk-dialog.tsx')).BulkDialog }))
const ConsoleDialog = lazy(async () => ({ default: (await import('./console-dialog.tsx')).ConsoleDialog }))

/** Shows what was asked for by `requestAction` and `requestConsole`. Mounted once, by the shell. */
export function ActionHost(): ReactNode {
  const requested = useRequested()
  if (requested === undefined) return null
  const { key } = requested
  const onClose = () => closeRequest(key)
  if (requested.kind === 'console') {
    return (
      <Suspense fallback={null}>
        <ConsoleDialog key={key} target={requested.target} onClose={onClose} />
      </Suspense>
    )
  }
  const { verb, targets, preset } = requested
  const [only] = targets
  if (only !== undefined && targets.length === 1) {
    return <ActionDialog key={key} verb={verb} target={only} preset={preset} onClose={onClose} />
  }
  return (
    <Suspense fallback={null}>
      <BulkDialog key={key} verb={verb} targets={targets} preset={preset} onClose={onClose} />
    </Suspense>
  )
}
