import type { EstateSize } from '../world/options.ts'
import type { OvirtVersion } from './estate/look.ts'
import { createOvirtSimulator, type OvirtSimulator } from './ovirt-simulator.ts'

export const startAt = Date.parse('2024-03-01T08:00:00Z')
export const basic = (userName: string, password = 'gantry-demo') =>
  `Basic ${btoa(`${userName}:${password}`)}`
export const asAdmin = basic('admin@gantry.example')

export interface Answer {
  status: number
  headers: Headers
  text: string
}

/** A simulator and short ways to talk to it as a client on the wire would. */
export function openWire(version: OvirtVersion, estate: EstateSize = 'small') {
  const id = version === '4.5' ? 'ovirt-lab' : 'rhev-legacy'
  const simulator: OvirtSimulator = createOvirtSimulator({ id, seed: 'test', estate, startAt, version })
  const base = version === '4.5' ? '/ovirt-engine/api' : '/api'

  /** Any request; `path` from the root of the host. */
  const send = async (
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: string,
  ): Promise<Answer> => {
    const request = new Request(`https://${simulator.host}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    })
    const response = await simulator.fetch(request)
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  /** GET below the API's base, signed in by Basic. */
  const xml = async (path: string, headers: Record<string, string> = {}) =>
    (await send('GET', base + path, { authorization: asAdmin, accept: 'application/xml', ...headers })).text
  const json = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await send('GET', base + path, {
      authorization: asAdmin,
      accept: 'application/json',
      ...headers,
    })
    return JSON.parse(answer.text)
  }
  const post = (path: string, body: string, headers: Record<string, string> = {}) => {
    const type = body.startsWith('<') ? 'application/xml' : 'application/json'
    return send(
      'POST',
      base + path,
      { authorization: asAdmin, accept: type, 'content-type': type, ...headers },
      body,
    )
  }
  const put = (path: string, body: string) => change('PUT', path, body)
  /** PUT or DELETE; the body says in which way it is written. */
  const change = (method: string, path: string, body = '') => {
    const type = body.startsWith('<') || version === '3.4' ? 'application/xml' : 'application/json'
    const headers = { authorization: asAdmin, accept: type, 'content-type': type }
    return send(method, base + path, headers, body === '' ? undefined : body)
  }
  return { simulator, base, send, xml, json, post, put, change }
}

/** All matches of the first group. */
export const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? '')
