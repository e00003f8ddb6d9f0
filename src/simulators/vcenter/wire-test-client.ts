import { demoAccount } from '../world/options.ts'
import type { Simulator } from '../world/simulator.ts'
import { createVcenterSimulator, type VcenterSimulator } from './vcenter-simulator.ts'
import type { VcenterVersion } from './world.ts'

/** For tests: a small simulator, and clients that put literal bodies on its wire. */
export function smallVcenter(version: VcenterVersion = '8.0.3'): VcenterSimulator {
  return createVcenterSimulator({
    id: 'vc-test',
    seed: 'wire',
    estate: 'small',
    startAt: Date.UTC(2026, 0, 5),
    version,
  })
}

export interface WireReply {
  status: number
  headers: Headers
  text: string
}

export class SoapClient {
  private readonly simulator: Simulator
  private readonly release: string
  cookie: string | undefined

  constructor(simulator: Simulator, release = '7.0.3.0') {
    this.simulator = simulator
    this.release = release
  }

  /** Sends `<method xmlns="urn:vim25">…</method>`; keeps the cookie as it came, quotes and all. */
  async call(
    method: string,
    inner: string,
    options: { action?: string; signal?: AbortSignal } = {},
  ): Promise<WireReply> {
    const action = options.action ?? `urn:vim25/${this.release}`
    const headers = new Headers({ 'content-type': 'text/xml; charset=utf-8' })
    if (action !== '') headers.set('soapaction', action)
    if (this.cookie !== undefined) headers.set('cookie', this.cookie)
    const body =
      '<?xml version="1.0"?><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">' +
      `<e:Body><${method} xmlns="urn:vim25">${inner}</${method}></e:Body></e:Envelope>`
    const signal = options.signal === undefined ? {} : { signal: options.signal }
    const response = await this.simulator.fetch(
      new Request(`https://${this.simulator.host}/sdk`, { method: 'POST', headers, body, ...signal }),
    )
    this.cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? this.cookie
    return { status: response.status, headers: response.headers, text: await response.text() }
  }

  login(password: string = demoAccount.password): Promise<WireReply> {
    return this.call(
      'Login',
      `<_this type="SessionManager">SessionManager</_this><userName>${demoAccount.userName}</userName><password>${password}</password>`,
    )
  }
}

/** JSON of a reply, as loosely as a test reads it. */
export type Loose = { [name: string]: Loose } & Loose[] & string

export class JsonClient {
  private readonly simulator: Simulator
  token: string | undefined

  constructor(simulator: Simulator) {
    this.simulator = simulator
  }

  async send(
    method: string,
    path: string,
    options: { body?: object; headers?: Record<string, string>; signal?: AbortSignal } = {},
  ): Promise<WireReply & { json: Loose }> {
    const headers = new Headers(options.headers)
    if (this.token !== undefined) headers.set('vmware-api-session-id', this.token)
    const response = await this.simulator.fetch(
      new Request(`https://${this.simulator.host}${path}`, {
        method,
        headers,
        ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      }),
    )
    const text = await response.text()
    const json: Loose = text === '' ? undefined : JSON.parse(text)
    return { status: response.status, headers: response.headers, text, json }
  }

  /** `object` is `Type/id`. */
  async call(object: string, method: string, body: object = {}, signal?: AbortSignal): Promise<Loose> {
    const [type = '', id = ''] = object.split('/')
    const path = `/sdk/vim25/8.0.3.0/${type}/${encodeURIComponent(id)}/${method}`
    const reply = await this.send('POST', path, { body, ...(signal === undefined ? {} : { signal }) })
    return reply.json
  }

  async login(userName: string = demoAccount.userName): Promise<this> {
    const reply = await this.send('POST', '/sdk/vim25/8.0.3.0/SessionManager/SessionManager/Login', {
      body: { ...demoAccount, userName },
    })
    this.token = reply.headers.get('vmware-api-session-id') ?? undefined
    return this
  }

  /** A property of `Type/id`. */
  async read(object: string, name: string): Promise<Loose> {
    return (await this.send('GET', `/sdk/vim25/8.0.3.0/${object}/${name}`)).json
  }

  /** Calls, moves simulated time until the task is over, and returns its `info`; a fault as it came. */
  async finish(object: string, method: string, body: object = {}): Promise<Loose> {
    const task = await this.call(object, method, body)
    if (task?.type !== 'Task') return task
    for (let second = 0; second < 600; second += 1) {
      this.simulator.advance(1_000)
      const info = await this.read(at(task), 'info')
      if (info.completeTime !== undefined) return info
    }
    throw new Error(`${method} does not end`)
  }

  /** Sends what answers only when it is done, and moves simulated time meanwhile. */
  async settle(method: string, path: string, body?: object): Promise<WireReply & { json: Loose }> {
    let over = false
    const reply = this.send(method, path, body === undefined ? {} : { body }).finally(() => {
      over = true
    })
    for (let turn = 0; turn < 2_000 && !over; turn += 1) {
      // Lets the call reach the simulator, and the answer the test.
      await new Promise((resolve) => setTimeout(resolve, 0))
      this.simulator.advance(1_000)
    }
    return reply
  }

  /** Signs in to `/api`. */
  async restLogin(userName: string = demoAccount.userName): Promise<this> {
    const authorization = `Basic ${btoa(`${userName}:${demoAccount.password}`)}`
    this.token = (await this.send('POST', '/api/session', { headers: { authorization } })).json
    return this
  }
}

/** `Type/id` of a reference. */
export function at(ref: Loose): string {
  return `${ref.type}/${ref.value}`
}
