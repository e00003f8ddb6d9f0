import { lazy, type ReactNode, Suspense } from 'react'
import { useFocusBack } from '../ui/use-focus-back.ts'
import { ActionDialog } from './action-dialog.tsx'
import { ActionMenu } from './action-menu.tsx'
import { useAnyRun } from './bulk/presence.ts'
import { useJobToasts } from './job-toasts.tsx'
import { closeRequest, type Requested, useOpenMenu, useRequested } from './request.ts'

const BulkDialog = lazy(async () => ({ default: (await import('./bulk/bulk-dialog.tsx')).BulkDialog }))
const RunNotices = lazy(async () => ({ default: (await import('./bulk/run-notices.tsx')).RunNotices }))
const ConsoleDialog = lazy(async () => ({ default: (await import('./console-dialog.tsx')).ConsoleDialog }))

/** Shows menus and dialogs of what was asked for, and tells how it ended. Mounted once, by the shell. */
export function ActionHost(): ReactNode {
  const requested = useRequested()
  const menu = useOpenMenu()
  const tell = useJobToasts()
  const runs = useAnyRun()
  return (
    <>
      {runs ? (
        <Suspense fallback={null}>
          <RunNotices />
        </Suspense>
      ) : null}
      {menu === undefined ? null : <ActionMenu menu={menu} />}
      {requested === undefined ? null : (
        <Suspense key={requested.key} fallback={null}>
          <Dialog requested={requested} tell={tell} />
        </Suspense>
      )}
    </>
  )
}

function Dialog(props: { requested: Requested; tell: ReturnType<typeof useJobToasts> }): ReactNode {
  const { requested, tell } = props
  useFocusBack()
  const onClose = () => closeRequest(requested.key)
  if (requested.kind === 'console') return <ConsoleDialog target={requested.target} onClose={onClose} />
  const { verb, targets, preset } = requested
  const [only] = targets
  if (only !== undefined && targets.length === 1) {
    return <ActionDialog verb={verb} target={only} preset={preset} onClose={onClose} tell={tell} />
  }
  return <BulkDialog verb={verb} targets={targets} preset={preset} onClose={onClose} />
}
