import { expect, test } from 'vitest'
import type { LogEvent } from '../../contract/events/event.ts'
import type { EventFilter } from '../../contract/events/filter.ts'
import { Fault } from '../../contract/fault.ts'
import { fakeBff } from '../testing/fake-host.ts'
import { entry, TestLog } from './test-log.ts'

/** A browser that is signed in to systems with these logs. */
async function stage(...logs: TestLog[]) {
  const { bff, fakes, browser, clock } = fakeBff(logs.length)
  const ann = browser()
  for (const [index, [id, fake]] of [...fakes].entries()) {
    fake.events = logs[index]
    await ann.signIn(id)
  }
  const get = (query: Record<string, string>) =>
    ann.request(`/api/events/export?${new URLSearchParams(query)}`)
  const lines = async (filter: EventFilter = {}, more: Record<string, string> = {}) => {
    const reply = await get({ format: 'jsonl', filter: JSON.stringify(filter), ...more })
    const text = await reply.text()
    return text
      .trimEnd()
      .split('\n')
      .map((line): Record<string, unknown> => JSON.parse(line))
  }
  return { bff, clock, fakes, ann, get, lines }
}

const many = (count: number, system = 'one', more: Partial<LogEvent> = {}) =>
  Array.from({ length: count }, (_, n) => entry(n, { system, ...more }))

test('JSON Lines hold each entry as it is, and how it ended', async () => {
  const { lines } = await stage(new TestLog(many(2_500)), new TestLog(many(1_200, 'two')))
  const all = await lines()
  expect(all).toHaveLength(3_701)
  expect(all[0]).toEqual({ time: '1970-01-01T00:41:39.000Z', ...entry(2_499) })
  expect(all.at(-1)).toEqual({ end: { events: 3_700, complete: true } })
  const some = await lines({ systems: ['two'], from: 100_000, until: 103_000 }, { tz: '-90' })
  expect(some.map((line) => line.time ?? line.end)).toEqual([
    '1969-12-31T22:31:42.000-01:30',
    '1969-12-31T22:31:41.000-01:30',
    '1969-12-31T22:31:40.000-01:30',
    { events: 3, complete: true },
  ])
})

test('a bound cuts it, and the end says so', async () => {
  const { lines, get } = await stage(new TestLog(many(2_500)))
  const cut = await lines({}, { limit: '1200' })
  expect(cut).toHaveLength(1_201)
  expect(cut.at(-1)).toEqual({ end: { events: 1_200, complete: false, limit: 1_200 } })
  expect((await lines({}, { limit: '2500' })).at(-1)).toEqual({ end: { events: 2_500, complete: true } })
  const csv = (await (await get({ limit: '10' })).text()).trimEnd().split('\r\n')
  expect(csv).toHaveLength(12)
  expect(csv.at(-1)).toMatch(/^,,limit,,,The export was cut at 10 entries/)
  expect((await (await get({ limit: '2500' })).text()).trimEnd().split('\r\n')).toHaveLength(2_501)
})

test('CSV is a file with a name, safe to open', async () => {
  const log = new TestLog([
    entry(1, {
      severity: 'error',
      message: 'say "no",\nthen go',
      userName: '=cmd()',
      objects: [
        { kind: 'vm', id: 'vm-1', name: '@web' },
        { kind: 'host', name: 'esx' },
      ],
      chain: '7',
      task: 'task-1',
    }),
  ])
  log.types = async () => [{ type: 'T', name: 'A thing' }]
  const { get } = await stage(log)
  const reply = await get({ tz: '120' })
  expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(reply.headers.get('content-disposition')).toBe(
    'attachment; filename="gantry-events-1970-01-01T0016Z.csv"',
  )
  // `text` would take the mark away.
  expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(await reply.arrayBuffer())).toBe(
    '\uFEFFTime,System,Severity,Type,Type name,Message,User,Objects,Operation,Task,Id,Raw\r\n' +
      '1970-01-01T02:00:01.000+02:00,one,error,T,A thing,"say ""no"",\nthen go",\'=cmd(),vm @web; host esx,7,task-1,1,\r\n',
  )
})

test('systems that fail or ended the session leave a line that says so', async () => {
  const ended = new TestLog(many(30, 'two'))
  ended.faults.push(new Fault({ kind: 'auth', message: 'The session is over.' }))
  const forbidden = new TestLog(many(30, 'three'))
  forbidden.faults.push(new Fault({ kind: 'forbidden', message: 'No permission for events.' }))
  const { lines, ann, get } = await stage(new TestLog(many(30)), ended, forbidden)
  const all = await lines()
  expect(all.filter((line) => 'gap' in line)).toEqual([
    { gap: { system: 'two', fault: { kind: 'auth', message: 'The session is over.', system: 'two' } } },
    { gap: { system: 'three', fault: expect.objectContaining({ kind: 'forbidden' }) } },
  ])
  expect(all.at(-1)).toEqual({ end: { events: 30, complete: false } })
  const { systems } = await (await ann.request('/api/systems')).json()
  expect(systems[1].session.state).toBe('expired')
  const csv = await (await get({ filter: JSON.stringify({ systems: ['two'] }) })).text()
  expect(csv.split('\r\n')[1]).toBe(
    ',two,gap,,,Nothing of this system could be read: Your session on this system has ended.,,,,,,',
  )
})

test('what cannot be read as a query is said with its field', async () => {
  const { get, ann, bff } = await stage(new TestLog([]))
  const bad: [Record<string, string>, string][] = [
    [{ format: 'xml' }, 'format'],
    [{ limit: '0' }, 'limit'],
    [{ limit: '100001' }, 'limit'],
    [{ limit: 'ten' }, 'limit'],
    [{ tz: 'Mars' }, 'tz'],
    [{ tz: '1440' }, 'tz'],
    [{ filter: '{' }, 'filter'],
    [{ filter: '[]' }, 'filter'],
    [{ filter: '{"severities":["worst"]}' }, 'filter.severities.0'],
    [{ filter: '{"from":2,"until":1}' }, 'filter.until'],
  ]
  for (const [query, field] of bad) {
    const reply = await get(query)
    expect(reply.status, field).toBe(422)
    expect(await reply.json()).toMatchObject({ code: 'FAULT', data: { kind: 'invalid-input', field } })
  }
  expect((await get({ filter: '{"systems":["nine"]}' })).status).toBe(404)
  await ann.request('/api/systems/one/session', { method: 'DELETE' })
  expect((await get({})).status).toBe(401)
  await bff.close()
})

test('a slow reader slows the reading, and one that leaves ends it', async () => {
  const log = new TestLog(many(60_000))
  const { get } = await stage(log)
  const { body } = await get({ format: 'jsonl' })
  if (body === null) throw new Error('no body')
  const reader = body.getReader()
  await reader.read()
  await new Promise((resolve) => setTimeout(resolve, 0))
  expect(log.reads).toBeLessThan(5)
  await reader.cancel()
  const { reads } = log
  await new Promise((resolve) => setTimeout(resolve, 0))
  expect(log.reads).toBeLessThanOrEqual(reads + 1)
})
