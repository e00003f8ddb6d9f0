import { expect, test } from 'vitest'
import { hostAllowed } from './allowed-hosts.ts'
import { crossSiteReason } from './same-origin.ts'
import { SignInLimit } from './sign-in-limit.ts'

function request(method: string, headers: Record<string, string>): Request {
  return new Request('http://gantry.test/api/x', { method, headers })
}

test.each<[string, Record<string, string>, boolean]>([
  ['no header', {}, false],
  ['the header of a script', { 'x-gantry': '1' }, true],
  ['the page itself', { 'x-gantry': '1', 'sec-fetch-site': 'same-origin' }, true],
  ['another site', { 'x-gantry': '1', 'sec-fetch-site': 'cross-site' }, false],
  ['a sibling domain', { 'x-gantry': '1', 'sec-fetch-site': 'same-site' }, false],
  ['its own origin', { 'x-gantry': '1', origin: 'https://gantry.test', host: 'gantry.test' }, true],
  ['a foreign origin', { 'x-gantry': '1', origin: 'https://evil.test', host: 'gantry.test' }, false],
  ['no origin at all', { 'x-gantry': '1', origin: 'null', host: 'gantry.test' }, false],
])('a mutation with %s', (_, headers, allowed) => {
  expect(crossSiteReason(request('DELETE', headers)) === undefined).toBe(allowed)
})

test('reading needs no proof', () => {
  expect(crossSiteReason(request('GET', { 'sec-fetch-site': 'cross-site' }))).toBeUndefined()
})

test.each<[string, string, string[], boolean]>([
  ['localhost:8080', '127.0.0.1', [], true],
  ['127.0.0.1:8080', '127.0.0.1', [], true],
  ['[::1]:8080', '127.0.0.1', [], true],
  ['evil.example:8080', '127.0.0.1', [], false],
  ['gantry.corp', '127.0.0.1', ['gantry.corp'], true],
  ['anything.example', '0.0.0.0', [], true],
  ['anything.example', '0.0.0.0', ['gantry.corp'], false],
])('host %s on %s with %j', (header, bound, allowed, expected) => {
  expect(hostAllowed(header, bound, allowed)).toBe(expected)
})

test('ten refused sign-ins within a minute close the door, for that address and system only', () => {
  let now = 0
  const limit = new SignInLimit(() => now)
  const refuse = (address = 'a', system = 'one') => {
    const turn = limit.enter(address, system)
    if ('done' in turn) turn.done(true)
    return turn
  }
  for (let i = 0; i < 10; i += 1) {
    expect(refuse()).toHaveProperty('done')
    now += 1000
  }
  expect(refuse()).toEqual({ waitMs: 50_000 })
  expect(refuse('b')).toHaveProperty('done')
  expect(refuse('a', 'two')).toHaveProperty('done')
  now += 50_000
  expect(refuse()).toHaveProperty('done')
})

test('attempts under way count, so that a burst gets no further', () => {
  const limit = new SignInLimit(() => 0)
  const turns = Array.from({ length: 12 }, () => limit.enter('a', 'one'))
  expect(turns.filter((turn) => 'waitMs' in turn)).toHaveLength(2)
  for (const turn of turns) if ('done' in turn) turn.done(false)
  expect(limit.enter('a', 'one')).toHaveProperty('done')
})
