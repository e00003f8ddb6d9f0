import { describe, expect, test } from 'vitest'
import { all, asAdmin, basic, openWire } from './wire-test.ts'

const tokenPath = '/ovirt-engine/sso/oauth/token'
const formType = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }
const passwordForm = (userName: string, password: string) =>
  `grant_type=password&scope=ovirt-app-api&username=${encodeURIComponent(userName)}&password=${password}`

describe('4.5', () => {
  const signIn = async (wire: ReturnType<typeof openWire>) => {
    const reply = await wire.send('POST', tokenPath, formType, passwordForm('admin@internal', 'gantry-demo'))
    return String(JSON.parse(reply.text).access_token)
  }

  test('nobody gets in without credentials', async () => {
    const { send } = openWire('4.5')
    const reply = await send('GET', '/ovirt-engine/api')
    expect(reply.status).toBe(401)
    expect(reply.headers.get('www-authenticate')).toBe('Basic realm="RESTAPI"')
    expect(reply.text).toContain('<html>')
  })

  test('a token comes for the password and opens the API', async () => {
    const wire = openWire('4.5')
    const reply = await wire.send(
      'POST',
      tokenPath,
      formType,
      passwordForm('admin@gantry.example', 'gantry-demo'),
    )
    expect(reply.status).toBe(200)
    const body = JSON.parse(reply.text)
    expect(body).toEqual({
      access_token: expect.stringMatching(/^[0-9a-f]{86}$/),
      scope: 'ovirt-app-api',
      exp: '9223372036854775807',
      token_type: 'bearer',
    })
    const opened = await wire.send('GET', '/ovirt-engine/api', {
      authorization: `Bearer ${body.access_token}`,
    })
    expect(opened.status).toBe(200)
  })

  test('a wrong password is refused in the engine’s words, and told as an event', async () => {
    const { send, json } = openWire('4.5')
    const reply = await send('POST', tokenPath, formType, passwordForm('admin@internal', 'wrong'))
    expect(reply.status).toBe(400)
    expect(JSON.parse(reply.text)).toEqual({
      error: 'access_denied',
      error_description:
        "Cannot authenticate user 'admin@internal': The user name or password is incorrect..",
    })
    const { event } = await json('/events?search=type%3D114')
    expect(event[0]).toMatchObject({ code: '114', severity: 'error' })
    expect(
      (await send('GET', '/ovirt-engine/api', { authorization: basic('admin@internal', 'no') })).status,
    ).toBe(401)
  })

  test('scope is mandatory and Accept must be exact', async () => {
    const { send } = openWire('4.5')
    const noScope = await send('POST', tokenPath, formType, 'grant_type=password&username=a&password=b')
    expect(noScope.status).toBe(400)
    expect(JSON.parse(noScope.text)).toHaveProperty('error_code', 'invalid_scope')
    const accept = { ...formType, accept: 'application/json, */*' }
    const inexact = await send('POST', tokenPath, accept, passwordForm('admin@internal', 'gantry-demo'))
    expect(inexact.status).toBe(400)
  })

  test('the alternative grant takes a Basic header', async () => {
    const { send } = openWire('4.5')
    const form = `grant_type=${encodeURIComponent('urn:ovirt:params:oauth:grant-type:http')}&scope=ovirt-app-api`
    const reply = await send('POST', tokenPath, { ...formType, authorization: asAdmin }, form)
    expect(reply.status).toBe(200)
  })

  test('a token dies by logout, by idling half an hour, and with the service', async () => {
    const wire = openWire('4.5')
    const status = async (token: string) => {
      const reply = await wire.send('GET', '/ovirt-engine/api', { authorization: `Bearer ${token}` })
      if (reply.status === 401) expect(reply.text).toBe('')
      return reply.status
    }
    const first = await signIn(wire)
    expect(await status(first)).toBe(200)
    await wire.send('POST', '/ovirt-engine/services/sso-logout', formType, `scope=&token=${first}`)
    expect(await status(first)).toBe(401)

    const second = await signIn(wire)
    wire.simulator.advance(29 * 60_000)
    expect(await status(second)).toBe(200)
    wire.simulator.advance(29 * 60_000)
    expect(await status(second)).toBe(200)
    wire.simulator.advance(31 * 60_000)
    expect(await status(second)).toBe(401)

    const third = await signIn(wire)
    wire.simulator.restart()
    expect(await status(third)).toBe(401)

    const fourth = await signIn(wire)
    wire.simulator.faults.add({ path: '/api', times: 1, effect: { expireSession: true } })
    expect(await status(fourth)).toBe(401)
  })

  test('the 3.x dialect is gone', async () => {
    const { send } = openWire('4.5')
    const headers = { authorization: asAdmin, accept: 'application/json' }
    expect((await send('GET', '/ovirt-engine/api', { ...headers, version: '3' })).status).toBe(400)
    expect((await send('GET', '/ovirt-engine/api/v3/vms', headers)).status).toBe(400)
    expect((await send('GET', '/ovirt-engine/api/v4/clusters', { ...headers, version: '4' })).status).toBe(
      200,
    )
    expect((await send('GET', '/api', headers)).status).toBe(404)
  })
})

describe('3.4', () => {
  const cookieOf = (headers: Headers) =>
    /^(JSESSIONID=[^;]+)/.exec(headers.get('set-cookie') ?? '')?.[1] ?? ''

  test('answers below both bases, with its realm, and knows no single sign-on', async () => {
    const { send } = openWire('3.4')
    for (const base of ['/api', '/ovirt-engine/api']) {
      const refused = await send('GET', base, { authorization: basic('admin@internal', 'wrong') })
      expect(refused.status).toBe(401)
      expect(refused.headers.get('www-authenticate')).toBe('Basic realm="RESTAPI"')
      const opened = await send('GET', base, { authorization: asAdmin })
      expect(opened.text).toContain(`<link href="${base}/vms" rel="vms"/>`)
    }
    expect(
      (await send('POST', tokenPath, formType, passwordForm('admin@internal', 'gantry-demo'))).status,
    ).toBe(404)
    expect((await send('GET', '/api', { authorization: 'Bearer 1234' })).status).toBe(401)
  })

  test('each request without a session signs in and out', async () => {
    const { send, xml } = openWire('3.4')
    await send('GET', '/api/vms', { authorization: asAdmin })
    const text = await xml('/events;max=3')
    // The newest is this very request's own sign-in.
    expect(all(text, /<code>(\d+)<\/code>/g)).toEqual(['30', '31', '30'])
  })

  test('a session lives by Prefer and cookie, and ends by a request without Prefer', async () => {
    const { send } = openWire('3.4')
    const prefer = { prefer: 'persistent-auth' }
    const first = await send('GET', '/api', { ...prefer, authorization: asAdmin })
    expect(first.headers.get('set-cookie')).toMatch(/^JSESSIONID=[0-9a-f]{24}; Path=\/api; Secure/)
    const cookie = cookieOf(first.headers)
    const second = await send('GET', '/api/vms', { ...prefer, cookie })
    expect(second.status).toBe(200)
    expect(second.headers.get('set-cookie')).toBeNull()
    expect((await send('GET', '/api/vms', { cookie })).status).toBe(200)
    expect((await send('GET', '/api/vms', { ...prefer, cookie })).status).toBe(401)
  })

  test('new-auth makes another session, csrf-protection asks for a header, Session-TTL bounds idling', async () => {
    const { send, simulator } = openWire('3.4')
    const prefer = 'persistent-auth, csrf-protection'
    const first = await send('GET', '/api', { prefer, authorization: asAdmin, 'session-ttl': '5' })
    const cookie = cookieOf(first.headers)
    expect((await send('GET', '/api', { prefer, cookie })).status).toBe(403)
    const jsessionid = cookie.replace('JSESSIONID=', '')
    expect((await send('GET', '/api', { prefer, cookie, jsessionid })).status).toBe(200)
    const again = { prefer: 'persistent-auth, new-auth', authorization: asAdmin, cookie }
    expect(cookieOf((await send('GET', '/api', again)).headers)).not.toBe(cookie)
    simulator.advance(6 * 60_000)
    expect((await send('GET', '/api', { prefer: 'persistent-auth', cookie })).status).toBe(401)
  })

  test('a restart ends the sessions', async () => {
    const { send, simulator } = openWire('3.4')
    const first = await send('GET', '/api', { prefer: 'persistent-auth', authorization: asAdmin })
    simulator.restart()
    const cookie = cookieOf(first.headers)
    expect((await send('GET', '/api', { prefer: 'persistent-auth', cookie })).status).toBe(401)
  })
})
