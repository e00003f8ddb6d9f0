import { type Verb, type VmAction, vmActionSchema } from '../../contract/actions/vm-action.ts'
import type { Draft } from './draft.ts'

/** A draft as an action, or what is wrong with it by dotted path. */
export function checkAction(
  verb: Verb,
  draft: Draft,
): { action: VmAction; errors?: undefined } | { action?: undefined; errors: ReadonlyMap<string, string> } {
  const result = vmActionSchema.safeParse({ ...draft, verb })
  if (result.success) return { action: result.data }
  const errors = new Map<string, string>()
  for (const { path, message } of result.error.issues) {
    const field = path.map(String).join('.')
    // The first thing wrong with a field is said.
    if (!errors.has(field)) errors.set(field, message)
  }
  return { errors }
}
