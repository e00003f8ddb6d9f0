import { describe, expect, test } from 'vitest'
import { parseXml } from '../transport/xml.ts'
import { type LogEntry, logEntry, toLogEvents } from './entry.ts'

const read = (value: unknown): LogEntry => {
  const parsed = logEntry.safeParse(value)
  if (!parsed.success) throw new Error('an entry was dropped')
  return parsed.data
}
const told = (...values: unknown[]) =>
  toLogEvents(values.map(read), { system: 'rhv', nameOf: ({ ref }) => names[ref.id ?? ''] }, 5_000)
const names: Record<string, string> = { '9b22': 'bar', '4621': 'rhevadmin@internal' }

describe('an entry of the log', () => {
  test('v4: every field is told', () => {
    expect(
      told({
        id: '4711',
        index: '4711',
        code: '153',
        severity: 'normal',
        time: 1_566_302_233_049,
        description: 'VM web01 was started by admin@internal.',
        correlation_id: '00000000-0000-4000-8000-000000000042',
        origin: 'backup',
        custom_id: '-1',
        flood_rate: '30',
        log_on_host: 'true',
        vm: { id: '1b', href: '/ovirt-engine/api/vms/1b', name: 'web01' },
        host: { name: 'gone-host' },
        template: { id: '00000000-0000-0000-0000-000000000000', name: 'Blank' },
        quota: { id: 'q1', name: 'gold' },
        user: { id: 'u1', name: 'admin@internal' },
      }),
    ).toEqual([
      {
        system: 'rhv',
        id: '4711',
        order: 4711,
        at: 1_566_302_233_049,
        severity: 'info',
        rawSeverity: 'normal',
        type: '153',
        message: 'VM web01 was started by admin@internal.',
        userName: 'admin@internal',
        objects: [
          { kind: 'vm', id: '1b', name: 'web01' },
          { kind: 'host', name: 'gone-host' },
          { kind: 'other', id: 'q1', name: 'gold' },
        ],
        chain: '00000000-0000-4000-8000-000000000042',
        intent: '00000000-0000-4000-8000-000000000042',
        facts: [
          { label: 'origin', value: 'backup' },
          { label: 'log_on_host', value: 'true' },
        ],
      },
    ])
  })

  test('v3: as the guide prints it, with names from elsewhere', () => {
    const { tree } = parseXml(`<event id="635" href="/api/events/635">
      <description>VM bar was created by rhevadmin.</description><code>34</code><severity>alert</severity>
      <time>2011-07-11T16:32:03.172+02:00</time><user id="4621" href="/api/users/4621"/>
      <vm id="9b22" href="/api/vms/9b22"/><storage_domain id="a8a0" href="/api/storagedomains/a8a0"/></event>`)
    expect(told(tree)).toEqual([
      {
        system: 'rhv',
        id: '635',
        order: 635,
        at: Date.parse('2011-07-11T14:32:03.172Z'),
        severity: 'alert',
        rawSeverity: 'alert',
        type: '34',
        message: 'VM bar was created by rhevadmin.',
        userName: 'rhevadmin@internal',
        objects: [
          { kind: 'vm', id: '9b22', name: 'bar' },
          { kind: 'datastore', id: 'a8a0', name: 'a8a0' },
        ],
      },
    ])
  })

  test('that is not understood is kept as it came, where it stood', () => {
    const good = { id: '8', code: 30, severity: 'normal', time: 4_000, description: 'x' }
    const events = told(good, { code: 'thirty', description: 'half' }, 'garbage', null, {
      id: 'abc',
      code: 1,
    })
    expect(events.map(({ at, order, type, message }) => [at, order, type, message])).toEqual([
      [4_000, 8, '30', 'x'],
      [4_000, 8, 'unknown', 'half'],
      [4_000, 8, 'unknown', ''],
      [4_000, 8, 'unknown', ''],
      [4_000, 8, '1', ''],
    ])
    expect(events.map(({ raw }) => raw)).toEqual([
      undefined,
      '{"code":"thirty","description":"half"}',
      'garbage',
      'null',
      '{"id":"abc","code":1}',
    ])
    expect(new Set(events.map(({ id }) => id)).size).toBe(5)
    expect(told(null)[0]).toMatchObject({ at: 5_000, order: 0 })
  })

  test('a correlation id of another kind is a chain, but no intent', () => {
    const [event] = told({ id: 1, code: 1, time: 1, correlation_id: 'ui-42' })
    expect(event?.chain).toBe('ui-42')
    expect(event).not.toHaveProperty('intent')
  })
})
