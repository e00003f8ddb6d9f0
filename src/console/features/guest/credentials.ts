import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { GuestAuth } from '../../../contract/guest/command.ts'
import type { GuestFamily } from '../../../contract/guest/guest.ts'
import { onSignedOut } from '../../client/signed-out.ts'

/**
 * Credentials of guests, in the memory of this page and nowhere else. They go when they are told to, when somebody signs out of a
 * system, and after 15 minutes in which nobody touched the page.
 */

/** Whom credentials are for. The narrowest one that fits a guest counts: its VM, its family, its system, all. */
export type Scope =
  | { for: 'all' }
  | { for: 'system'; system: string }
  | { for: 'family'; family: GuestFamily }
  | { for: 'vm'; system: string; vm: string }

/** A guest that credentials are looked for. */
export interface GuestPlace {
  system: string
  vm: string
  family?: GuestFamily | undefined
}

export interface Kept {
  scope: Scope
  auth: GuestAuth
  /** Why a guest refused them, in its words. */
  refused?: string
}

export const idleMs = 15 * 60_000
/** So long before they are forgotten it is said. */
export const warnMs = 60_000

interface Credentials {
  /** By the key of their scope. */
  kept: ReadonlyMap<string, Kept>
  /** When they go unless the page is touched, epoch ms. */
  goAt: number | undefined
  /** Why there are none any more. */
  gone: string | undefined
}

const store = createStore<Credentials>(() => ({ kept: new Map(), goAt: undefined, gone: undefined }))
let timer: ReturnType<typeof setTimeout> | undefined

export function scopeKey(scope: Scope): string {
  switch (scope.for) {
    case 'all':
      return 'all'
    case 'system':
      return `system:${scope.system}`
    case 'family':
      return `family:${scope.family}`
    default:
      return `vm:${scope.system}/${scope.vm}`
  }
}

/** Scopes that could serve a guest, the narrowest first. */
function scopesOf({ system, vm, family }: GuestPlace): Scope[] {
  return [
    { for: 'vm', system, vm },
    ...(family === undefined ? [] : [{ for: 'family', family } as const]),
    { for: 'system', system },
    { for: 'all' },
  ]
}

/** What a guest is entered with; `undefined` where nothing fits, or it was idle too long. */
export function credentialsFor(guest: GuestPlace): Kept | undefined {
  forgetIfIdle()
  const { kept } = store.getState()
  return fitting(kept, guest)
}

/** The same out of a given set. */
export function fitting(kept: ReadonlyMap<string, Kept>, guest: GuestPlace): Kept | undefined {
  for (const scope of scopesOf(guest)) {
    const found = kept.get(scopeKey(scope))
    if (found !== undefined) return found
  }
  return undefined
}

export function useCredentials(): Credentials {
  return useStore(store)
}

/** Calls `listener` when credentials come or go; returns the way to stop it. */
export function onCredentialsChange(listener: () => void): () => void {
  return store.subscribe(({ kept }, before) => {
    if (kept !== before.kept) listener()
  })
}

/** Keeps credentials in place of those that this scope had. */
export function keepCredentials(scope: Scope, auth: GuestAuth): void {
  const kept = new Map(store.getState().kept)
  kept.set(scopeKey(scope), { scope, auth })
  store.setState({ kept, gone: undefined })
  touch()
}

/** Notes that a guest refused these credentials. New ones in their place are not affected. */
export function markRefused({ scope, auth }: Kept, words: string): void {
  const key = scopeKey(scope)
  const old = store.getState().kept.get(key)
  if (old === undefined || old.auth !== auth) return
  store.setState({ kept: new Map(store.getState().kept).set(key, { ...old, refused: words }) })
}

/** Forgets the credentials of one scope. */
export function forgetCredentialsOf(scope: Scope): void {
  const kept = new Map(store.getState().kept)
  kept.delete(scopeKey(scope))
  if (kept.size === 0) forgetCredentials()
  else store.setState({ kept })
}

/** Forgets all of them; `why` is shown where they were. */
export function forgetCredentials(why?: string): void {
  clearTimeout(timer)
  timer = undefined
  const none = store.getState().kept.size === 0
  if (none && why !== undefined) return
  store.setState({ kept: new Map(), goAt: undefined, gone: why })
}

/** Puts their end off. */
function touch(): void {
  if (store.getState().kept.size === 0) return
  const now = Date.now()
  const { goAt } = store.getState()
  // A step a second is enough, and keeps typing cheap.
  if (goAt !== undefined && goAt - now > idleMs - 1_000) return
  store.setState({ goAt: now + idleMs })
  clearTimeout(timer)
  timer = setTimeout(forgetIfIdle, idleMs)
}

/** Timers of hidden or sleeping pages come late, so the clock decides. */
function forgetIfIdle(): void {
  const { goAt } = store.getState()
  if (goAt === undefined) return
  const left = goAt - Date.now()
  if (left <= 0) forgetCredentials('Forgotten after 15 minutes in which nobody used the page.')
  else {
    clearTimeout(timer)
    timer = setTimeout(forgetIfIdle, left)
  }
}

function used(): void {
  // A touch that comes too late saves nothing.
  forgetIfIdle()
  touch()
}

if (typeof document !== 'undefined') {
  for (const kind of ['keydown', 'pointerdown', 'wheel', 'focusin']) {
    document.addEventListener(kind, used, { passive: true, capture: true })
  }
  document.addEventListener('visibilitychange', forgetIfIdle)
}

onSignedOut(() => forgetCredentials('Forgotten with the sign-out.'))
