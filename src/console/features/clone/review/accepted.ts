import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { CloneFinding } from '../../../../contract/clone/plan.ts'

/** Warnings that were accepted, by the key of the draft; for as long as the page lives. */
const accepted = createStore<{ known: ReadonlyMap<string, ReadonlySet<string>> }>(() => ({
  known: new Map(),
}))

/** Whether every warning was accepted; a new one asks again. */
export function useAccepted(draft: string, warnings: readonly CloneFinding[]): boolean {
  const known = useStore(accepted, (state) => state.known.get(draft))
  return warnings.every((warning) => known?.has(keyOf(warning)) === true)
}

/** Accepts just these warnings; none takes all back. */
export function accept(draft: string, warnings: readonly CloneFinding[]): void {
  accepted.setState(({ known }) => ({ known: new Map(known).set(draft, new Set(warnings.map(keyOf))) }))
}

function keyOf({ step, field = '', message }: CloneFinding): string {
  return `${step} ${field} ${message}`
}
