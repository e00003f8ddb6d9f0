import type { Power } from '../../../../contract/inventory.ts'

/** VM states of both dialects (fact sheet §1); what is not listed is `unknown`. */
const powerOf: Record<string, Power> = {
  up: 'on',
  migrating: 'on',
  not_responding: 'on',
  down: 'off',
  suspended: 'suspended',
  paused: 'paused',
  powering_up: 'transition',
  powering_down: 'transition',
  wait_for_launch: 'transition',
  reboot_in_progress: 'transition',
  saving_state: 'transition',
  restoring_state: 'transition',
  image_locked: 'transition',
}

export function vmPower(state: string): Power {
  return powerOf[state] ?? 'unknown'
}

/** States in which a guest may run, so that start time and guest data mean something. */
const running = new Set([
  'up',
  'migrating',
  'not_responding',
  'paused',
  'powering_up',
  'powering_down',
  'reboot_in_progress',
])

export function isRunning(state: string): boolean {
  return running.has(state)
}

type UnitState = 'up' | 'maintenance' | 'down' | 'transition' | 'unknown'

const hostStates: Record<string, UnitState> = {
  up: 'up',
  maintenance: 'maintenance',
  preparing_for_maintenance: 'transition',
  initializing: 'transition',
  installing: 'transition',
  installing_os: 'transition',
  connecting: 'transition',
  reboot: 'transition',
  kdumping: 'transition',
  unassigned: 'transition',
  down: 'down',
  error: 'down',
  install_failed: 'down',
  non_operational: 'down',
  non_responsive: 'down',
  pending_approval: 'down',
}

export function hostState(state: string): UnitState {
  return hostStates[state] ?? 'unknown'
}

const storageStates: Record<string, UnitState> = {
  active: 'up',
  mixed: 'up',
  maintenance: 'maintenance',
  inactive: 'down',
  // Nobody uses it, on purpose: an image repository, or a domain between two data centers.
  unattached: 'maintenance',
  locked: 'transition',
  preparing_for_maintenance: 'transition',
  detaching: 'transition',
  activating: 'transition',
}

export function storageState(state: string): UnitState {
  return storageStates[state] ?? 'unknown'
}

/** Whether an object in this state will leave it soon, so that it pays to ask often. */
export function isTransient(kind: 'vm' | 'host' | 'storage' | 'template', state: string): boolean {
  if (kind === 'vm') return vmPower(state) === 'transition' || state === 'migrating'
  if (kind === 'host') return hostState(state) === 'transition'
  if (kind === 'storage') return storageState(state) === 'transition'
  return state === 'locked'
}

/** A vendor state word as a person reads it: `non_operational` → `non operational`. */
export function spoken(state: string): string {
  return state.replaceAll('_', ' ')
}
