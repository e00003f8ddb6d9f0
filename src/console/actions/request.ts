import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Verb } from '../../contract/actions/vm-action.ts'
import type { Draft } from './draft.ts'

/** What an action is for. */
export interface Target {
  kind: 'vm' | 'template'
  system: string
  id: string
  name: string
}

/** What somebody asked for in a menu; the host turns it into a dialog, a plan, or a request that is sent at once. */
export type Requested =
  | {
      kind: 'action'
      /** Tells two requests apart, whatever they ask for. */
      key: number
      verb: Verb
      targets: readonly Target[]
      /** Put into the form over what it starts with, e.g. which snapshot. */
      preset: Draft
    }
  | { kind: 'console'; key: number; target: Target }

/** An open menu of actions. */
export interface OpenMenu {
  targets: readonly Target[]
  /** What it was opened with; it stands beside it and gives it the focus back. */
  anchor: HTMLElement
}

interface Wishes {
  requested: Requested | undefined
  menu: OpenMenu | undefined
}

const wishes = createStore<Wishes>(() => ({ requested: undefined, menu: undefined }))
let count = 0

/**
 * Asks for an action on one target or many. The same again while the first is still open or under way does nothing, so
 * that two clicks are one intent.
 */
export function requestAction(wish: { verb: Verb; targets: readonly Target[]; preset?: Draft }): void {
  const { verb, targets, preset = {} } = wish
  if (targets.length === 0) return
  const { requested } = wishes.getState()
  if (requested?.kind === 'action' && requested.verb === verb && sameTargets(requested.targets, targets))
    return
  count += 1
  wishes.setState({ requested: { kind: 'action', key: count, verb, targets, preset } })
}

/** Asks for the console of a VM. */
export function requestConsole(target: Target): void {
  count += 1
  wishes.setState({ requested: { kind: 'console', key: count, target } })
}

/** The request of this key is dealt with. */
export function closeRequest(key: number): void {
  if (wishes.getState().requested?.key === key) wishes.setState({ requested: undefined })
}

export function useRequested(): Requested | undefined {
  return useStore(wishes, ({ requested }) => requested)
}

/** Opens the menu of what can be done to these targets, beside `anchor`; closes it when it is open there. */
export function toggleActionMenu(targets: readonly Target[], anchor: HTMLElement): void {
  const { menu } = wishes.getState()
  wishes.setState({ menu: menu?.anchor === anchor ? undefined : { targets, anchor } })
}

export function closeActionMenu(): void {
  wishes.setState({ menu: undefined })
}

export function useOpenMenu(): OpenMenu | undefined {
  return useStore(wishes, ({ menu }) => menu)
}

/** Whether anything was asked for, now or before: the time to load what answers. */
export function useAnyWish(): boolean {
  return useStore(wishes, ({ requested, menu }) => requested !== undefined || menu !== undefined)
}

function sameTargets(a: readonly Target[], b: readonly Target[]): boolean {
  return (
    a.length === b.length && a.every(({ system, id }, at) => b[at]?.system === system && b[at]?.id === id)
  )
}
