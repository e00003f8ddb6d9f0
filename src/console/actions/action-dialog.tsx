import { type ReactNode, useEffect, useRef } from 'react'
import { verbs } from '../../contract/actions/verbs.ts'
import type { Verb, VmAction } from '../../contract/actions/vm-action.ts'
import { AskDialog } from './ask-dialog.tsx'
import { checkAction } from './check-action.ts'
import type { Draft } from './draft.ts'
import type { TellOf } from './job-toasts.tsx'
import type { Target } from './request.ts'
import { useSend } from './use-send.ts'

export interface ActionDialogProps {
  verb: Verb
  target: Target
  preset: Draft
  onClose: () => void
  tell: TellOf
}

/**
 * An action for one target. What loses nothing and has no options is sent at once, and asks only when it was not taken;
 * the rest is asked first.
 */
export function ActionDialog(props: ActionDialogProps): ReactNode {
  const { verb, target, preset, onClose, tell } = props
  const send = useSend(target)
  const started = useRef(false)
  const { loses, form } = verbs[verb]
  const plain = loses === undefined && form !== true ? checkAction(verb, preset).action : undefined

  const submit = async (action: VmAction) => {
    const result = await send.send(action)
    if (result === undefined || !('job' in result)) return result?.fault
    tell(result.job)
    onClose()
    return undefined
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, whatever changes afterwards
  useEffect(() => {
    if (plain === undefined || started.current) return
    started.current = true
    void submit(plain)
  }, [])

  if (plain !== undefined && send.fault === undefined) return null
  return (
    <AskDialog verb={verb} target={target} preset={preset} send={send} submit={submit} onClose={onClose} />
  )
}
