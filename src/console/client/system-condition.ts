import type { SystemState } from '../../contract/system.ts'
import { formatDuration } from '../../contract/units.ts'

export interface SystemCondition {
  tone: 'ok' | 'busy' | 'warning' | 'error' | 'off'
  /** One or two words. */
  text: string
  /** Why, since when, and what happens next; absent where there is nothing to add. */
  detail?: string
}

/** How a system stands at `now` (epoch ms), in words. The worst news first. */
export function conditionOf(system: SystemState, now: number): SystemCondition {
  const { sync, session } = system
  if (session.state === 'expired') {
    return {
      tone: 'warning',
      text: 'Session ended',
      detail: `Sign in again to follow it.${dataAge(system, now)}`,
    }
  }
  const fault = sync.fault ?? system.fault
  if (session.state === 'signed-out') {
    if (system.reach !== 'unreachable') return { tone: 'off', text: 'Signed out' }
    return { tone: 'error', text: 'Does not answer', ...(fault ? { detail: fault.message } : {}) }
  }
  switch (sync.phase) {
    case 'live':
      return { tone: 'ok', text: 'Live' }
    case 'stale': {
      const since = sync.lostSince ?? sync.confirmedAt
      const lost = since === undefined ? '' : ` Lost ${formatDuration(now - since)} ago.`
      return {
        tone: 'warning',
        text: 'Connection lost',
        detail:
          `${sentence(fault?.message)}${lost}${dataAge(system, now)}${nextTry(sync.retryAt, now)}`.trim(),
      }
    }
    case 'failed':
      return {
        tone: 'error',
        text: 'Cannot be read',
        detail: `${sentence(fault?.message)}${nextTry(sync.retryAt, now)}`.trim(),
      }
    case 'loading':
    case 'idle':
      return {
        tone: 'busy',
        text: 'Loading',
        detail: `${sync.objects.toLocaleString('en')} objects read so far.`,
      }
  }
}

/** ` Next attempt in 8 s.`, or that it is under way. */
export function nextTry(retryAt: number | undefined, now: number): string {
  if (retryAt === undefined || retryAt <= now) return ' Trying again now.'
  return ` Next attempt in ${formatDuration(Math.max(1000, retryAt - now))}.`
}

function dataAge(system: SystemState, now: number): string {
  const { confirmedAt } = system.sync
  return confirmedAt === undefined ? '' : ` Data is ${formatDuration(now - confirmedAt)} old.`
}

function sentence(text: string | undefined): string {
  if (text === undefined || text === '') return ''
  return /[.!?]$/.test(text) ? text : `${text}.`
}
