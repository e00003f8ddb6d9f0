import { type RefObject, useEffect, useRef } from 'react'
import { useSearchParams } from 'react-router'
import type { CloneStep } from '../../../../contract/clone/plan.ts'
import { focusField } from './focus-field.ts'

/**
 * Another step is read from its heading on, or from the field that was asked for; so is the first one where nothing else has
 * the focus, e.g. after the choice of a source.
 */
export function useStepFocus(
  body: RefObject<HTMLDivElement | null>,
  current: CloneStep,
  field: string | null,
): void {
  const shown = useRef<string>(undefined)
  useEffect(() => {
    const wanted = `${current} ${field ?? ''}`
    const first = shown.current === undefined
    const same = shown.current === wanted
    shown.current = wanted
    const within = body.current
    if (within === null || same) return
    if (first && field === null && document.activeElement !== document.body) return
    if (field !== null && focusField(within, field)) return
    const heading = within.querySelector<HTMLElement>('[data-step-heading]')
    heading?.focus({ preventScroll: true })
    within.closest('main')?.scrollTo(0, 0)
  }, [body, current, field])
}

/** The snapshot that was chosen in the draft stands in the address, so that a reload or a copied link means the same. */
export function useSnapshotInUrl(snapshotId: string | undefined): void {
  const [params, setParams] = useSearchParams()
  const shown = params.get('snapshot') ?? undefined
  const last = useRef(snapshotId)
  useEffect(() => {
    if (last.current === snapshotId) return
    last.current = snapshotId
    if (shown === snapshotId) return
    setParams(
      (old) => {
        const next = new URLSearchParams(old)
        if (snapshotId === undefined) next.delete('snapshot')
        else next.set('snapshot', snapshotId)
        return next
      },
      { replace: true },
    )
  }, [snapshotId, shown, setParams])
}
