import type { VmAction } from '../../contract/actions/vm-action.ts'

/** The action as it may be kept for another try; `undefined` when it holds a password, which is kept nowhere. */
export function retryAction(action: VmAction): VmAction | undefined {
  if (action.verb !== 'run-once') return action
  const { cloudInit, sysprep, domain } = action.options
  const secret = cloudInit?.password ?? sysprep?.password ?? domain?.password
  // Scripts are free text and may hold anything.
  const script = cloudInit?.customScript ?? sysprep?.customScript
  return secret === undefined && script === undefined ? action : undefined
}
