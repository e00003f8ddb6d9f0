import type { World } from '../world.ts'
import { apiRoutes } from './api-routes.ts'
import { errorReply, RestError, unauthenticated, unknownUrl } from './rest-errors.ts'
import type { RestSessions } from './rest-sessions.ts'
import { withRestErrors } from './vim-errors.ts'

export interface RestCall {
  world: World
  sessions: RestSessions
  request: Request
  url: URL
  /** `/rest` grain: replies wrapped in `value`, maps as lists. */
  legacy: boolean
  /** What the path's places hold, decoded. */
  ids: string[]
  /** The parsed JSON body; undefined when there is none. */
  body: unknown
}

/** `undefined` is an empty reply (204). */
export interface RestReply {
  status?: number
  value?: unknown
  headers?: Record<string, string>
}

export interface RestRoute {
  /** `GET vcenter/vm/{}`; `?action=x` or `?~action=x` selects among those of one path. */
  pattern: string
  only?: 'api' | 'rest'
  /** Needs no session. */
  open?: boolean
  /** May throw vim faults: they are told as REST tells them. */
  run(call: RestCall): RestReply | Promise<RestReply>
}

interface Compiled {
  method: string
  action: string | undefined
  path: RegExp
  route: RestRoute
}

const compiled: Compiled[] = apiRoutes.map((route) => {
  const [method = '', rest = ''] = route.pattern.split(' ')
  const [path = '', query] = rest.split('?')
  return {
    method,
    action: query?.replace(/^~?action=/, ''),
    path: new RegExp(`^${path.replaceAll('{}', '([^/]+)')}$`),
    route,
  }
})

/** `/api/…` and `/rest/…` */
export async function restEndpoint(
  world: World,
  sessions: RestSessions,
  request: Request,
): Promise<Response> {
  const url = new URL(request.url)
  const legacy = url.pathname.startsWith('/rest')
  try {
    // In the older grain the services below `com/vmware` have longer names for the same paths.
    const path = url.pathname.replace(/^\/(api|rest)\//, '').replace(/^com\/vmware\//, '')
    const action = url.searchParams.get('action') ?? url.searchParams.get('~action') ?? undefined
    const body = await readBody(request)
    const wanted = { method: request.method, action, path, legacy }
    const found = compiled.find((candidate) => fits(candidate, wanted))
    if (found === undefined) throw unknownUrl()
    const ids = (found.path.exec(path) ?? []).slice(1).map((id) => decodeURIComponent(id).replace(/^id:/, ''))
    const call: RestCall = { world, sessions, request, url, legacy, ids, body }
    if (found.route.open !== true && sessions.find(request.headers) === undefined) throw unauthenticated()
    return success(await withRestErrors(() => found.route.run(call)), legacy)
  } catch (error) {
    if (!(error instanceof RestError)) throw error
    return errorReply(located(world, error), legacy)
  }
}

/** Ids of objects among the arguments of an error say which vCenter they belong to. */
function located({ estate }: World, error: RestError): RestError {
  const args = error.args.map((arg) => (estate.objects.has(arg) ? `${arg}:${estate.instanceUuid}` : arg))
  return new RestError(error.type, error.id, error.message, args, error.data)
}

function fits(
  candidate: Compiled,
  wanted: { method: string; action: string | undefined; path: string; legacy: boolean },
): boolean {
  if (candidate.method !== wanted.method || candidate.action !== wanted.action) return false
  if (candidate.route.only !== undefined && candidate.route.only !== (wanted.legacy ? 'rest' : 'api'))
    return false
  return candidate.path.test(wanted.path)
}

async function readBody(request: Request): Promise<unknown> {
  const text = await request.text()
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new RestError(
      'INVALID_ARGUMENT',
      'com.vmware.vapi.rest.invalid_json',
      'The request body is no JSON.',
    )
  }
}

function success(reply: RestReply, legacy: boolean): Response {
  const headers = { 'content-type': 'application/json', ...reply.headers }
  if (reply.value === undefined)
    return new Response(null, { status: legacy ? 200 : 204, headers: reply.headers ?? {} })
  const body = JSON.stringify(legacy ? { value: reply.value } : reply.value)
  return new Response(body, { status: legacy ? 200 : (reply.status ?? 200), headers })
}
