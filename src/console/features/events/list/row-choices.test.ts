import { expect, test } from 'vitest'
import type { LogEvent } from '../../../../contract/events/event.ts'
import type { EventsUrl } from '../filter/url-state.ts'
import { narrowingsOf } from './row-choices.ts'

const event: LogEvent = {
  system: 'a',
  id: '1',
  order: 1,
  at: 0,
  severity: 'error',
  type: '33',
  message: 'VM web powered off',
  userName: 'ann@corp',
  objects: [
    { kind: 'vm', id: 'v1', name: 'web' },
    { kind: 'host', name: 'node01' },
  ],
  chain: 'c/9',
}

test('offers what the entry has', () => {
  const asked: Partial<EventsUrl>[] = []
  const type = { type: '33', name: 'USER_STOP_VM' }
  const choices = narrowingsOf(event, { system: 'Lab', type }, (part) => asked.push(part))
  expect(choices.map(({ label, detail }) => `${label}: ${detail}`)).toEqual([
    'Only this type: USER_STOP_VM',
    'Only this severity: Error',
    'Only this system: Lab',
    'Only this user: ann@corp',
    'Only this VM: web',
    'Only this operation: what belongs together',
  ])
  for (const { run } of choices) run()
  expect(asked).toEqual([
    { types: ['33'] },
    { severities: ['error'] },
    { systems: ['a'] },
    { users: ['ann@corp'] },
    { objects: ['a/v1'] },
    { chains: ['a/c/9'] },
  ])
})

test('offers nothing of what it has not', () => {
  const { userName: _, chain: __, ...rest } = event
  const labels = narrowingsOf({ ...rest, objects: [] }, { system: 'Lab', type: undefined }, () => {})
  expect(labels.map(({ label }) => label)).toEqual([
    'Only this type',
    'Only this severity',
    'Only this system',
  ])
})
