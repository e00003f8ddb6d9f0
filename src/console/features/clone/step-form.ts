import type { Draft } from '../../actions/draft.ts'
import type { DraftForm } from '../../actions/forms/fields.tsx'
import type { CloneDraft, StepProps } from './wizard.ts'

/** The draft of the wizard for the fields of forms, which know paths only. */
export function formOf({
  draft,
  setDraft,
  errors,
}: Pick<StepProps, 'draft' | 'setDraft' | 'errors'>): DraftForm {
  return {
    draft,
    errors,
    setDraft: (next) =>
      setDraft((old) => {
        const made: Draft = typeof next === 'function' ? next(old) : next
        // Fields change single values at paths that they were given for this draft.
        return made as CloneDraft
      }),
  }
}
