import type { World } from '../world.ts'
import { invalidRequest, notAuthenticated, notFound, VimFault } from './faults.ts'
import { faultToJson, readJsonFields, toJson } from './json-codec.ts'
import { type Caller, lookUp, type MethodTable } from './method.ts'
import { speaksJson } from './releases.ts'
import type { Ref } from './value.ts'

export const sessionHeader = 'vmware-api-session-id'

/** `/sdk/vim25/{release}/{Type}/{id}/{method or property}` */
export async function jsonEndpoint(world: World, methods: MethodTable, request: Request): Promise<Response> {
  const [release = '', type = '', value = '', member = ''] = new URL(request.url).pathname
    .replace(/^\/sdk\/vim25\//, '')
    .split('/')
    .map(decodeURIComponent)
  if (!speaksJson(world.version, release) || member === '') return new Response(null, { status: 404 })
  const given = request.headers.get(sessionHeader) ?? undefined
  const caller: Caller = {
    token: given ?? world.sessions.newToken(),
    session: world.sessions.find(given),
    agent: request.headers.get('user-agent') ?? 'unknown',
    signal: request.signal,
  }
  try {
    const target = { type, value }
    if (request.method === 'GET') return readProperty(world, caller, { target, name: member })
    if (request.method !== 'POST') return new Response(null, { status: 405 })
    return await invoke(world, methods, { caller, target, name: member, body: await request.text() })
  } catch (error) {
    if (!(error instanceof VimFault)) throw error
    return reply(faultToJson(error), 500)
  }
}

function reply(json: unknown, status = 200, headers: Record<string, string> = {}): Response {
  if (json === undefined) return new Response(null, { status: 204, headers })
  const body = JSON.stringify(json)
  return new Response(body, { status, headers: { ...headers, 'content-type': 'application/json' } })
}

function readProperty(world: World, caller: Caller, request: { target: Ref; name: string }): Response {
  const { target, name } = request
  if (caller.session === undefined && target.type !== 'ServiceInstance') throw notAuthenticated(target)
  const object = lookUp(world, caller.session, target)
  if (object === undefined) throw notFound(target)
  const property = world.properties.property(target.type, name)
  const value = property.read(object, { world, session: caller.session })
  return reply(toJson(property.type, property.list, value))
}

async function invoke(
  world: World,
  methods: MethodTable,
  request: { caller: Caller; target: Ref; name: string; body: string },
): Promise<Response> {
  const { caller, target, name, body } = request
  const found = methods.find(target, name)
  const args = readJsonFields(found.params, parse(body), `the call of ${name}`)
  const value = await methods.call(world, caller, { target, found, args })
  const headers = name === 'Login' || name === 'CloneSession' ? { [sessionHeader]: caller.token } : {}
  const json = found.result === undefined ? undefined : toJson(found.result.type, found.result.list, value)
  return reply(json, 200, headers)
}

function parse(body: string): unknown {
  if (body.trim() === '') return {}
  try {
    return JSON.parse(body)
  } catch {
    throw invalidRequest('The body is no JSON.')
  }
}
