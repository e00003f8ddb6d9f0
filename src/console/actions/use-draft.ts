import { useState } from 'react'
import type { Verb, VmAction } from '../../contract/actions/vm-action.ts'
import type { FaultInfo } from '../../contract/fault.ts'
import { checkDraft } from './check-action.ts'
import type { Draft } from './draft.ts'
import type { ActionForm } from './form.ts'
import { withoutEmpty } from './forms/draft-paths.ts'

export interface DraftState {
  /** `undefined` until the form has said what it starts with. */
  draft: Draft | undefined
  /** Something else stands in it than at the start. */
  changed: boolean
  setDraft: (next: Draft | ((old: Draft) => Draft)) => void
  start: (draft: Draft) => void
  /** What is wrong, by dotted path. Nothing before somebody tried to send it. */
  errors: ReadonlyMap<string, string>
  /** The action, or `undefined` when there is something to correct, which is marked from then on. */
  check: () => VmAction | undefined
  /** Marks the field that a system blamed, until something is changed. */
  blame: (fault: FaultInfo) => void
  /** Grows with each attempt that found errors: the time to lead there. */
  stumbles: number
}

const nothing: ReadonlyMap<string, string> = new Map()

/** What is being filled in, and what is wrong with it. */
export function useDraft(verb: Verb, form: ActionForm | undefined): DraftState {
  const [draft, setAll] = useState<Draft>()
  const [first, setFirst] = useState<Draft>()
  const [tried, setTried] = useState(false)
  const [blamed, setBlamed] = useState(nothing)
  const [stumbles, setStumbles] = useState(0)

  const checked = draft === undefined ? undefined : checkDraft(verb, draft, form)
  const own = tried ? (checked?.errors ?? nothing) : nothing
  return {
    draft,
    changed: !sameDraft(draft, first),
    setDraft: (next) => {
      setBlamed(nothing)
      setAll((old) => (typeof next === 'function' ? next(old ?? {}) : next))
    },
    start: (begun) => {
      setAll(begun)
      setFirst(begun)
    },
    errors: blamed.size === 0 ? own : new Map([...own, ...blamed]),
    check: () => {
      setTried(true)
      if (checked?.action === undefined) setStumbles((old) => old + 1)
      return checked?.action
    },
    blame: ({ field, message }) => {
      if (field === undefined) return
      setBlamed(new Map([[field, message]]))
      setStumbles((old) => old + 1)
    },
    stumbles,
  }
}

/** Whether the same is filled in; a field that was emptied again is as one that nobody touched. */
export function sameDraft(a: Draft | undefined, b: Draft | undefined): boolean {
  return a === b || JSON.stringify(withoutEmpty(a)) === JSON.stringify(withoutEmpty(b))
}
