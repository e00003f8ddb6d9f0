import { describe, expect, test } from 'vitest'
import { Fault } from '../../../../contract/fault.ts'
import type { Clock, Send } from '../../port.ts'
import { realClock, silentLog } from '../../recording-sink.ts'
import { acceptOf, addressOf, term } from './address.ts'
import { Engine } from './engine.ts'
import { faultOfReply, kindOfStatus } from './faults.ts'
import { parseXml, withoutLinks } from './xml.ts'

const never = () => new AbortController().signal

describe('addresses', () => {
  test('v3 puts max, from and current into the last segment, v4 into the query', () => {
    const options = { search: 'sortby name page 1', max: 100 }
    expect(addressOf('v3', '/vms', options)).toBe('/vms;max=100?search=sortby%20name%20page%201')
    expect(addressOf('v4', '/vms', options)).toBe('/vms?max=100&search=sortby%20name%20page%201')
    expect(addressOf('v3', '/events', { from: 7 })).toBe('/events;from=7')
    expect(addressOf('v4', '/events', { from: 7 })).toBe('/events?from=7')
    expect(addressOf('v3', '/vms/1/x', { current: true })).toBe('/vms/1/x;current')
  })

  test('parts to inline go into Accept in v3 and into the query in v4', () => {
    const options = { detail: ['disks', 'nics'] }
    expect(acceptOf('v3', options)).toBe('application/xml; detail=disks+nics')
    expect(addressOf('v3', '/vms/1', options)).toBe('/vms/1')
    expect(acceptOf('v4', options)).toBe('application/json')
    expect(addressOf('v4', '/hosts', { detail: ['a', 'b'] })).toBe('/hosts?detail=a%2Bb')
    expect(addressOf('v4', '/vms/1', { follow: ['nics', 'disk_attachments.disk'] })).toBe(
      '/vms/1?follow=nics%2Cdisk_attachments.disk',
    )
  })

  test('search values are quoted where the grammar needs it', () => {
    expect(term('event_vm', 'web-01.x')).toBe('event_vm=web-01.x')
    expect(term('tag', 'my tag "x"')).toBe('tag="my tag x"')
  })
})

describe('XML', () => {
  test('attributes and children become one tree; repeated elements a list', () => {
    expect(
      parseXml(
        '<vm id="1" href="/x"><name>a &amp; b</name><description/><os type="rhel"><boot dev="hd"/><boot dev="cd"/></os><size unit="b">7</size></vm>',
      ),
    ).toEqual({
      root: 'vm',
      tree: {
        id: '1',
        href: '/x',
        name: 'a & b',
        description: '',
        os: { type: 'rhel', boot: [{ dev: 'hd' }, { dev: 'cd' }] },
        size: { unit: 'b', '#text': '7' },
      },
    })
  })

  test.each([
    '',
    '<vms><vm></vms>',
    '<vms><vm id="1">',
    'text',
    '<!DOCTYPE x [<!ENTITY e "boom">]><x>&e;</x>',
  ])('what is not well-formed is refused: %s', (source) => {
    expect(() => parseXml(source)).toThrow()
  })

  test('of a list, only the wanted elements of its items are built', () => {
    const source =
      '<vms><vm id="1"><name>a</name><os><name>b</name></os><x><name>c</name>text</x></vm><vm id="2"><x/></vm></vms>'
    expect(parseXml(source, new Set(['name', 'os'])).tree).toEqual({
      vm: [{ id: '1', name: 'a', os: { name: 'b' } }, { id: '2' }],
    })
    expect(() => parseXml('<vms><vm><x></y></vm></vms>', new Set(['name']))).toThrow()
  })

  test('links and actions are left out before parsing', () => {
    const source =
      '<vm><actions><link href="a" rel="b"/></actions><link href="c" rel="d" /><name>x</name></vm>'
    expect(withoutLinks(source)).toBe('<vm><name>x</name></vm>')
  })
})

describe('faults', () => {
  test.each([
    [
      {
        fault: { reason: 'Operation Failed', detail: '[Cannot stop VM. VM is not running.]' },
        status: 'failed',
      },
    ],
    [{ reason: 'Operation Failed', detail: '[Cannot stop VM. VM is not running.]' }],
    [
      parseXml(
        '<action><fault><reason>Operation Failed</reason><detail>[Cannot stop VM. VM is not running.]</detail></fault><status><state>failed</state></status></action>',
      ).tree,
    ],
  ])('the shape %# is read', (tree) => {
    expect(faultOfReply(409, tree, 'POST /x').info).toEqual({
      kind: 'conflict',
      message: 'Cannot stop VM. VM is not running.',
      code: 'Operation Failed',
      causes: ['Operation Failed'],
    })
  })

  test('a fault may have a reason alone, or be no fault at all', () => {
    expect(faultOfReply(409, { reason: 'Two flags are true' }, 'POST /x').message).toBe('Two flags are true')
    expect(faultOfReply(400, { error_code: 'invalid_grant', error: 'Not today' }, 'x').message).toBe(
      'Not today',
    )
    expect(faultOfReply(404, undefined, 'GET /vms/1').info).toMatchObject({
      kind: 'not-found',
      code: 'HTTP 404',
    })
  })

  test('every status has a kind', () => {
    expect([400, 401, 403, 404, 405, 409, 429, 500, 502, 503, 504].map(kindOfStatus)).toEqual([
      'invalid-input',
      'auth',
      'forbidden',
      'not-found',
      'unsupported',
      'conflict',
      'unavailable',
      'unavailable',
      'unavailable',
      'unavailable',
      'timeout',
    ])
  })
})

describe('an exchange', () => {
  const get = async (send: Send, clock: Clock = realClock, signal = never()): Promise<unknown> => {
    const system = { id: 'e', name: 'e', kind: 'ovirt' as const, url: 'https://e.example.test' }
    const access = { base: '/api', dialect: 'v4' as const, bearer: 't', filter: true }
    return new Engine({ system, send, clock, log: silentLog }, access)
      .get('/vms', {}, signal)
      .catch((error) => error)
  }

  test('carries version, language, filter and session', async () => {
    let seen = new Headers()
    await get(async (request) => {
      seen = request.headers
      return Response.json({})
    })
    expect(Object.fromEntries(seen)).toMatchObject({
      accept: 'application/json',
      'accept-language': 'en',
      authorization: 'Bearer t',
      filter: 'true',
      version: '4',
    })
  })

  test('reads JSON and XML alike', async () => {
    const json = await get(async () => Response.json({ vm: [{ id: '1', name: 'a' }] }))
    const xml = await get(async () => new Response('<vms><vm id="1"><name>a</name></vm></vms>'))
    expect(json).toEqual({ vm: [{ id: '1', name: 'a' }] })
    expect(xml).toEqual({ vm: { id: '1', name: 'a' } })
  })

  test('that nobody answers in time is a timeout', async () => {
    const impatient: Clock = { now: () => 0, sleep: async () => {} }
    const hangs: Send = (request) =>
      new Promise((_, reject) => request.signal.addEventListener('abort', () => reject(new Error('aborted'))))
    expect(await get(hangs, impatient)).toMatchObject({ kind: 'timeout' })
  })

  test('that was given up ends with the reason of its signal', async () => {
    const giving = new AbortController()
    const hangs: Send = (request) =>
      new Promise((_, reject) => {
        request.signal.addEventListener('abort', () => reject(new Error('aborted')))
        giving.abort(new Error('page closed'))
      })
    expect(await get(hangs, realClock, giving.signal)).toMatchObject({ message: 'page closed' })
  })

  test('keeps a fault of the host, such as a wrong certificate', async () => {
    const fault = new Fault({
      kind: 'unavailable',
      code: 'TLS_FINGERPRINT_MISMATCH',
      message: 'other certificate',
    })
    expect(await get(() => Promise.reject(fault))).toBe(fault)
  })

  test.each([
    ['a login page', '<!doctype html><html><body>Sign in</body></html>', 'text/html'],
    ['a cut document', '<vms><vm id="1"><na', 'application/xml'],
    ['noise', '<<{"not a reply', 'application/octet-stream'],
    ['nothing', '', 'application/json'],
  ])('answered with %s is a protocol fault that says what came', async (_, body, type) => {
    const fault = await get(async () => new Response(body, { headers: { 'content-type': type } }))
    expect(fault).toMatchObject({ kind: 'protocol' })
    expect((fault as Fault).message).toContain('GET /api/vms')
  })
})
