import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { GuestAuth } from '../../../contract/guest/command.ts'
import {
  credentialsFor,
  forgetCredentials,
  forgetCredentialsOf,
  idleMs,
  keepCredentials,
  markRefused,
} from './credentials.ts'

const as = (userName: string): GuestAuth => ({
  type: 'password',
  userName,
  password: `of ${userName}`,
  interactive: false,
})
const guest = { system: 'one', vm: 'vm-1', family: 'linux' } as const
const userOf = (place: Parameters<typeof credentialsFor>[0]) => credentialsFor(place)?.auth.userName

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  forgetCredentials()
  vi.useRealTimers()
})

test('the narrowest credentials that fit a guest count', () => {
  expect(credentialsFor(guest)).toBeUndefined()
  keepCredentials({ for: 'all' }, as('everybody'))
  expect(userOf(guest)).toBe('everybody')
  keepCredentials({ for: 'system', system: 'one' }, as('operator'))
  expect(userOf(guest)).toBe('operator')
  keepCredentials({ for: 'family', family: 'linux' }, as('root'))
  expect(userOf(guest)).toBe('root')
  expect(userOf({ ...guest, family: 'windows' })).toBe('operator')
  expect(userOf({ ...guest, family: undefined, system: 'two' })).toBe('everybody')
  keepCredentials({ for: 'vm', system: 'one', vm: 'vm-1' }, as('special'))
  expect(userOf(guest)).toBe('special')
  forgetCredentialsOf({ for: 'vm', system: 'one', vm: 'vm-1' })
  expect(userOf(guest)).toBe('root')
})

test('after 15 minutes without a touch nothing is left, however late the timer comes', () => {
  keepCredentials({ for: 'all' }, as('root'))
  vi.advanceTimersByTime(idleMs - 1)
  expect(userOf(guest)).toBe('root')
  vi.advanceTimersByTime(1)
  expect(credentialsFor(guest)).toBeUndefined()

  keepCredentials({ for: 'all' }, as('root'))
  vi.setSystemTime(Date.now() + idleMs)
  expect(credentialsFor(guest)).toBeUndefined()
})

test('what a guest refused is marked, and new credentials of the same scope are not', () => {
  keepCredentials({ for: 'all' }, as('root'))
  const first = credentialsFor(guest)
  if (first === undefined) throw new Error('kept nothing')
  markRefused(first, 'Wrong password.')
  expect(credentialsFor(guest)?.refused).toBe('Wrong password.')
  keepCredentials({ for: 'all' }, as('root'))
  expect(credentialsFor(guest)?.refused).toBeUndefined()
  markRefused(first, 'Wrong password.')
  expect(credentialsFor(guest)?.refused).toBeUndefined()
})
