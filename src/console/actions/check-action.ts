import { type Verb, type VmAction, vmActionSchema } from '../../contract/actions/vm-action.ts'
import type { Draft } from './draft.ts'
import type { ActionForm } from './form.ts'

type Checked =
  | { action: VmAction; errors?: undefined }
  | { action?: undefined; errors: ReadonlyMap<string, string> }

/** A draft of a form as an action, or what the schema and the form itself find wrong with it. */
export function checkDraft(verb: Verb, draft: Draft, form: ActionForm | undefined): Checked {
  const own = form?.check?.(draft)
  const checked = checkAction(verb, form?.finish?.(draft) ?? draft)
  if (own === undefined || own.size === 0) return checked
  return { errors: new Map([...(checked.errors ?? []), ...own]) }
}

/** A draft as an action, or what is wrong with it by dotted path. */
export function checkAction(verb: Verb, draft: Draft): Checked {
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
