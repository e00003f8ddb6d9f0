import type { Verb } from '../../../contract/actions/vm-action.ts'
import type { ActionForm } from '../form.ts'

/** The form of each verb that has options, loaded when it is asked for. */
export const forms: Partial<Record<Verb, () => Promise<{ form: ActionForm }>>> = {}
