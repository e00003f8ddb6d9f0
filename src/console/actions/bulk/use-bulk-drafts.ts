import { useState } from 'react'
import type { Verb, VmAction } from '../../../contract/actions/vm-action.ts'
import { checkDraft } from '../check-action.ts'
import type { Draft } from '../draft.ts'
import type { ActionForm } from '../form.ts'
import { withReason } from '../reason.ts'
import { sameDraft } from '../use-draft.ts'

/** The options by system, as far as they are filled in. */
export interface BulkDrafts {
  draft: (system: string) => Draft | undefined
  set: (system: string, next: Draft | ((old: Draft) => Draft)) => void
  /** What the form of a system starts with. */
  begin: (system: string, draft: Draft) => void
  /** Puts the options of one system in the place of those of the others. */
  copy: (from: string, to: readonly string[]) => void
  /** `undefined` while something is to be filled in or corrected. */
  action: (system: string) => VmAction | undefined
  /** Nothing before somebody tried to start. */
  errors: (system: string) => ReadonlyMap<string, string>
  /** Marks from now on what is wrong. */
  mark: () => void
  /** Grows with each attempt to start. */
  attempts: number
  /** Something else stands in one of them than at the start. */
  changed: boolean
}

const nothing: ReadonlyMap<string, string> = new Map()

/**
 * What is filled in for each system; a verb without a form is complete with its preset. `reasonOf` gives why it is done, for
 * systems that write that down, else nothing.
 */
export function useBulkDrafts(
  verb: Verb,
  preset: Draft,
  form: ActionForm | undefined,
  reasonOf: (system: string) => string,
): BulkDrafts {
  const [drafts, setDrafts] = useState<ReadonlyMap<string, Draft>>(new Map())
  const [attempts, setAttempts] = useState(0)
  const [first, setFirst] = useState<ReadonlyMap<string, Draft>>(new Map())
  const draftOf = (system: string) =>
    drafts.get(system) ?? (form === undefined ? withReason(preset, reasonOf(system)) : undefined)
  const check = (system: string) => {
    const draft = draftOf(system)
    return draft === undefined ? undefined : checkDraft(verb, draft, form)
  }
  return {
    draft: draftOf,
    set: (system, next) => {
      setDrafts((old) => {
        const draft = typeof next === 'function' ? next(old.get(system) ?? {}) : next
        return new Map(old).set(system, draft)
      })
    },
    begin: (system, draft) => {
      setDrafts((old) => new Map(old).set(system, draft))
      setFirst((old) => new Map(old).set(system, draft))
    },
    copy: (from, to) =>
      setDrafts((old) => {
        const draft = old.get(from)
        if (draft === undefined) return old
        return new Map([...old, ...to.map((system): [string, Draft] => [system, draft])])
      }),
    action: (system) => check(system)?.action,
    errors: (system) => (attempts === 0 ? nothing : (check(system)?.errors ?? nothing)),
    mark: () => setAttempts((old) => old + 1),
    attempts,
    changed: [...drafts].some(([system, draft]) => !sameDraft(draft, first.get(system))),
  }
}
