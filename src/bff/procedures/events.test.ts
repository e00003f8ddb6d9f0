import { expect, test } from 'vitest'
import { Fault } from '../../contract/fault.ts'
import { entry, TestLog } from '../events/test-log.ts'
import { fakeBff } from '../testing/fake-host.ts'

/** A browser that is signed in to a system with this log. */
async function stage(log: TestLog | undefined) {
  const { bff, fake, browser, clock } = fakeBff()
  fake.events = log
  const ann = browser()
  await ann.signIn()
  const post = async (what: string, body: object, from = ann) => {
    const asked = from.request(`/api/systems/one/events/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    await clock.advance(600)
    const reply = await asked
    return { status: reply.status, body: await reply.json() }
  }
  return { bff, clock, fake, ann, browser, post }
}

test('pages, counts and kinds of a log', async () => {
  const log = new TestLog(Array.from({ length: 30 }, (_, n) => entry(n)))
  log.types = async () => [{ type: 'T', name: 'A thing', otherNames: ['THING'] }]
  const { post, ann, bff } = await stage(log)
  const first = await post('page', { filter: {}, limit: 20 })
  expect(first.status).toBe(200)
  expect(first.body.events).toHaveLength(20)
  expect(first.body).toMatchObject({ readBackTo: 9_001, scanned: 30, pushedDown: ['time'] })
  const second = await post('page', { filter: {}, limit: 20, cursor: first.body.cursor })
  expect(second.body.events.map(({ id }: { id: string }) => id)).toEqual(
    Array.from({ length: 10 }, (_, n) => String(9 - n)),
  )
  expect(second.body.cursor).toBeUndefined()
  const counts = await post('counts', { filter: {}, bucketMs: 10_000 })
  expect(counts.body).toMatchObject({
    total: 30,
    complete: true,
    buckets: [
      { at: 0, info: 10, warning: 0, error: 0, alert: 0 },
      { at: 10_000, info: 10 },
      { at: 20_000, info: 10 },
    ],
    types: [{ type: 'T', count: 30 }],
  })
  const types = await (await ann.request('/api/systems/one/events/types')).json()
  expect(types).toEqual({ types: [{ type: 'T', name: 'A thing', otherNames: ['THING'] }] })
  await bff.close()
})

test('what the system says is passed on, with its advice', async () => {
  const log = new TestLog([])
  const { post, bff } = await stage(log)
  log.faults.push(new Fault({ kind: 'forbidden', message: 'Permission denied.', advice: 'Ask for Read.' }))
  expect(await post('page', { filter: {}, limit: 20 })).toMatchObject({
    status: 403,
    body: {
      data: { kind: 'forbidden', message: 'Permission denied.', advice: 'Ask for Read.', system: 'one' },
    },
  })
  await bff.close()
})

test('a system without a log, a session that ended, and bad input are told apart', async () => {
  const none = await stage(undefined)
  expect(await none.post('page', { filter: {}, limit: 20 })).toMatchObject({
    status: 501,
    body: { data: { kind: 'unsupported' } },
  })
  const log = new TestLog([entry(1)])
  const { post, bff, browser } = await stage(log)
  expect((await post('page', { filter: {}, limit: 20 }, browser())).status).toBe(401)
  for (const [body, field] of [
    [{ filter: {}, limit: 0 }, 'limit'],
    [{ filter: {}, limit: 1_001 }, 'limit'],
    [{ filter: {}, limit: 5, cursor: 'mine' }, 'cursor'],
    [{ filter: { from: 2, until: 1 }, limit: 5 }, 'filter.until'],
    [{ filter: { severities: ['worst'] }, limit: 5 }, 'filter.severities.0'],
  ] as const) {
    expect(await post('page', body), field).toMatchObject({ status: 422, body: { data: { field } } })
  }
  log.faults.push(new Fault({ kind: 'auth', message: 'The session is over.' }))
  expect((await post('page', { filter: {}, limit: 20 })).status).toBe(401)
  const again = await post('page', { filter: {}, limit: 20 })
  expect(again.body.data).toMatchObject({ code: 'SESSION_EXPIRED' })
  await Promise.all([bff.close(), none.bff.close()])
})

test('what is known of a log goes with its session', async () => {
  const log = new TestLog([entry(1)])
  const { post, bff, fake, ann } = await stage(log)
  await post('page', { filter: {}, limit: 20 })
  fake.events = new TestLog([entry(2)])
  expect((await post('page', { filter: {}, limit: 20 })).body.events[0].id).toBe('1')
  await ann.request('/api/systems/one/session', { method: 'DELETE' })
  await ann.signIn()
  expect((await post('page', { filter: {}, limit: 20 })).body.events[0].id).toBe('2')
  await bff.close()
})
