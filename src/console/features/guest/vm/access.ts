import { useEffect } from 'react'
import type { FaultInfo } from '../../../../contract/fault.ts'
import type { GuestAuth } from '../../../../contract/guest/command.ts'
import type { GuestReadiness } from '../../../../contract/guest/guest.ts'
import type { VmRow } from '../../../../contract/inventory.ts'
import type { SystemState } from '../../../../contract/system.ts'
import { faultOf } from '../../../client/api.ts'
import { type Kept, markRefused } from '../credentials.ts'

/** A guest that can be worked in, and the credentials for it. */
export interface GuestAccess {
  vm: VmRow
  system: SystemState
  readiness: GuestReadiness
  kept: Kept
}

const numbers = new WeakMap<GuestAuth, number>()
let last = 0

/** Tells credentials apart in keys of queries, which hold none of them. */
function numberOf(auth: GuestAuth): number {
  const known = numbers.get(auth)
  if (known !== undefined) return known
  last += 1
  numbers.set(auth, last)
  return last
}

/** Options of every query inside a guest: what it gave is forgotten with the part of the page that showed it. */
export function guestQuery(what: string, { system, vm, kept }: GuestAccess, ...more: readonly unknown[]) {
  return {
    queryKey: ['in-guest', what, system.id, vm.id, numberOf(kept.auth), ...more],
    gcTime: 0,
    staleTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  }
}

/** Whether a guest refused its credentials; that says nothing of the session with the system. */
export function isRefusal({ kind, field }: FaultInfo): boolean {
  return kind === 'forbidden' && field?.startsWith('auth') === true
}

/** The fault of a query inside a guest; a refusal of credentials is noted at them as well. */
export function useGuestFault(error: unknown, { kept }: GuestAccess): FaultInfo | undefined {
  const fault = error === null || error === undefined ? undefined : faultOf(error)
  const words = fault !== undefined && isRefusal(fault) ? fault.message : undefined
  useEffect(() => {
    if (words !== undefined) markRefused(kept, words)
  }, [words, kept])
  return fault
}
