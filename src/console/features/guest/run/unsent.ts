import type { GuestTarget } from '../../../actions/guest-offer.ts'

/** VMs whose turn had not come when the page was reloaded. The command goes with the page: it may hold secrets. */

const keptAs = 'gantry.guest-unsent'

export function keepUnsent(targets: readonly GuestTarget[]): void {
  try {
    if (targets.length === 0) sessionStorage.removeItem(keptAs)
    else sessionStorage.setItem(keptAs, JSON.stringify(targets))
  } catch {
    // No room, or forbidden: then nothing is told of them.
  }
}

/** What the page of before left unsent. */
export function readUnsent(): GuestTarget[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keptAs) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isTarget) : []
  } catch {
    return []
  }
}

function isTarget(value: unknown): value is GuestTarget {
  if (typeof value !== 'object' || value === null) return false
  const fields = new Map<string, unknown>(Object.entries(value))
  return ['system', 'id', 'name'].every((key) => typeof fields.get(key) === 'string')
}
