import { adviceOf, type FaultInfo } from '../../contract/fault.ts'

/** What to do after an action went wrong. Unlike a read, it is never sent again by itself. */
export function jobAdvice({ advice, kind }: FaultInfo): string {
  if (advice !== undefined) return advice
  if (kind === 'unavailable' || kind === 'timeout') {
    return 'The system may have done it or not: look at the VM before you try again.'
  }
  return adviceOf[kind]
}
