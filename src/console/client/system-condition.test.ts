import { expect, test } from 'vitest'
import { conditionOf } from './system-condition.ts'
import { systemState } from './test-rows.ts'

const now = 1_000_000
const fault = { kind: 'unavailable', message: 'connection refused' } as const

test('a followed system is live', () => {
  expect(conditionOf(systemState(), now)).toEqual({ tone: 'ok', text: 'Live' })
})

test('a lost one says why, since when, how old its data is and what happens next', () => {
  const sync = {
    phase: 'stale',
    objects: 10,
    fault,
    lostSince: now - 60_000,
    confirmedAt: now - 70_000,
    retryAt: now + 8_000,
  } as const
  expect(conditionOf(systemState({ sync }), now)).toEqual({
    tone: 'warning',
    text: 'Connection lost',
    detail: 'connection refused. Lost 1 min ago. Data is 1 min old. Next attempt in 8 s.',
  })
})

test('one that was never read says why', () => {
  const sync = { phase: 'failed', objects: 0, fault } as const
  expect(conditionOf(systemState({ sync }), now)).toMatchObject({
    tone: 'error',
    detail: 'connection refused. Trying again now.',
  })
})

test('an ended session asks for a sign-in', () => {
  const session = { state: 'expired', userName: 'admin' } as const
  expect(conditionOf(systemState({ session }), now).text).toBe('Session ended')
})

test('signed out and not answering is the worse of both', () => {
  const session = { state: 'signed-out' } as const
  expect(conditionOf(systemState({ session }), now).tone).toBe('off')
  expect(conditionOf(systemState({ session, reach: 'unreachable', fault }), now)).toEqual({
    tone: 'error',
    text: 'Does not answer',
    detail: 'connection refused',
  })
})

test('loading counts', () => {
  const sync = { phase: 'loading', objects: 1234 } as const
  expect(conditionOf(systemState({ sync }), now).detail).toBe('1,234 objects read so far.')
})
