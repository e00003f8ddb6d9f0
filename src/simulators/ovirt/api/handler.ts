import type { Engine } from '../engine/engine.ts'
import { shape3 } from '../v3/shape.ts'
import { shape4 } from '../v4/shape.ts'
import { readBody } from '../wire/body.ts'
import { toJson } from '../wire/json.ts'
import type { Document } from '../wire/value.ts'
import { toXml } from '../wire/xml.ts'
import { EngineFault } from './engine-fault.ts'
import { follow, includeDetails, type ReadHref } from './expand.ts'
import { type Encoding, negotiate } from './negotiate.ts'
import { answerSso } from './oauth.ts'
import { plainQuery, type Query, readQuery, splitPath } from './query.ts'
import { NoSuchResource, type Outcome, type Resource, resolve } from './resource.ts'
import type { Login, Sessions } from './sessions.ts'
import { apiTree } from './tree.ts'
import { View } from './view.ts'

const unauthorized = '<html><head><title>Error</title></head><body>Unauthorized</body></html>'
/** The engine's HTTP side. */
export class EngineHandler {
  private readonly engine: Engine
  private readonly sessions: Sessions
  private readonly old: boolean
  /** Where the engine's clock stands from UTC, minutes. */
  private readonly offset: number

  constructor(engine: Engine, sessions: Sessions) {
    this.engine = engine
    this.sessions = sessions
    this.old = engine.version === '3.4'
    this.offset = this.old ? -300 : 120
  }

  async handle(request: Request): Promise<Response> {
    const url = new URL(request.url)
    const sso = this.old ? undefined : await answerSso(request, url.pathname, this.sessions)
    if (sso !== undefined) return sso
    const base = this.baseOf(url.pathname)
    if (base === undefined) return new Response('', { status: 404, headers: { 'content-type': 'text/html' } })
    const dialect = /^\/v(\d+)(?=\/|$)/.exec(url.pathname.slice(base.length))
    const rest = url.pathname.slice(base.length + (this.old ? 0 : (dialect?.[0].length ?? 0)))
    // QUIRK(ovirt 4.5): the 3.x dialect is gone; whoever asks for it is refused (fact sheet §1).
    const wanted = dialect?.[1] ?? request.headers.get('version') ?? '4'
    if (!this.old && wanted !== '4') return new Response('', { status: 400 })

    const login = this.sessions.admit(request, base)
    if (login === 'csrf') return new Response('', { status: 403 })
    if (login === 'refused') return this.challenge(request)
    try {
      const response = await this.answer(request, url, base, rest, login)
      if (login.setCookie !== undefined) response.headers.append('set-cookie', login.setCookie)
      response.headers.set('date', new Date(this.engine.now).toUTCString())
      return response
    } finally {
      login.finish()
    }
  }

  private baseOf(path: string): string | undefined {
    const bases = this.old ? ['/ovirt-engine/api', '/api'] : ['/ovirt-engine/api']
    return bases.find((base) => path === base || path.startsWith(`${base}/`) || path.startsWith(`${base};`))
  }

  /** The body is HTML for whoever came without credentials, and empty for a token that is over. */
  private challenge(request: Request): Response {
    const token = request.headers.get('authorization')?.startsWith('Bearer') === true
    return new Response(token ? '' : unauthorized, {
      status: 401,
      headers: { 'www-authenticate': 'Basic realm="RESTAPI"', 'content-type': 'text/html;charset=UTF-8' },
    })
  }

  private async answer(
    request: Request,
    url: URL,
    base: string,
    rest: string,
    login: Login,
  ): Promise<Response> {
    const accept = (this.old ? null : url.searchParams.get('accept')) ?? request.headers.get('accept') ?? ''
    const encoding = negotiate(accept, this.old)
    try {
      const { segments, matrix } = splitPath(rest)
      const query = readQuery(this.engine.version, url, matrix, accept)
      const correlationId =
        request.headers.get('correlation-id') ?? url.searchParams.get('correlation_id') ?? ''
      const filtered = request.headers.get('filter')?.toLowerCase() === 'true'
      const view = this.viewOf(base, login, query, filtered, correlationId)
      const read = request.method === 'GET' || request.method === 'HEAD'
      // QUIRK(rhev 3.x): users without administration rights must ask for filtered lists (fact sheet §2).
      if (read && this.old && !login.account.admin && !filtered && segments.length > 0) {
        throw new EngineFault(403, 'Operation Failed', '[User is not authorized to perform this action.]')
      }
      if (read && segments[0] === 'events') {
        const refusal = '[User is not authorized to perform this action.]'
        await this.engine.events.access.admit(() => new EngineFault(403, 'Operation Failed', refusal))
      }
      const resource = resolve(apiTree(view, this.old ? shape3 : shape4), segments)
      if (read) {
        const raw = resource.getRaw?.(accept)
        if (raw !== undefined) return this.write(raw, encoding ?? 'xml', request.method)
        if (encoding === undefined) return new Response('', { status: 406 })
        return this.write({ status: 200, document: this.read(view, resource) }, encoding, request.method)
      }
      if (encoding === undefined) return new Response('', { status: 406 })
      return this.write(await change(request, resource), encoding, request.method)
    } catch (error) {
      if (error instanceof NoSuchResource) return new Response('', { status: 404 })
      if (!(error instanceof EngineFault)) throw error
      return this.write(
        { status: error.status, document: error.document(this.old) },
        encoding ?? 'xml',
        request.method,
      )
    }
  }

  private viewOf(base: string, login: Login, query: Query, filtered: boolean, correlationId: string): View {
    return new View({
      engine: this.engine,
      base,
      account: login.account,
      // QUIRK(ovirt 4.2+): users without administration rights are filtered without asking.
      filtered: filtered || (!login.account.admin && !this.old),
      query,
      correlationId: /^[0-9A-Za-z_-]{1,36}$/.test(correlationId) ? correlationId : undefined,
    })
  }

  private read(view: View, resource: Resource): Document {
    const document = resource.get()
    const { follow: paths, details } = view.query
    if (paths.length === 0 && details.length === 0) return document
    const inside = new View({ ...view, query: plainQuery })
    const tree = apiTree(inside, this.old ? shape3 : shape4)
    const readHref: ReadHref = (href) => resolve(tree, splitPath(href.slice(view.base.length)).segments).get()
    follow(document, paths, readHref)
    const allowed = this.old ? ['statistics', 'nics', 'disks'] : ['statistics']
    includeDetails(
      document,
      details.filter((detail) => allowed.includes(detail)),
      readHref,
    )
    return document
  }

  private write(outcome: Outcome, encoding: Encoding, method: string): Response {
    const { document, status, raw } = outcome
    if (raw !== undefined) return new Response(raw.text, { status, headers: { 'content-type': raw.type } })
    if (document === undefined) return new Response(status === 204 ? null : '', { status })
    const json = encoding === 'json'
    const headers = new Headers({
      'content-type': json ? 'application/json' : 'application/xml;charset=UTF-8',
    })
    if (this.old) headers.set('content-type', 'application/xml')
    if (method === 'HEAD') {
      if (document.root === 'api') headers.set('link', linkHeader(document))
      return new Response(null, { status, headers })
    }
    return new Response(json ? toJson(document) : toXml(document, this.offset), { status, headers })
  }
}

/** POST, PUT and DELETE. A body is mandatory for all but the last. */
async function change(request: Request, resource: Resource): Promise<Outcome> {
  const { method } = request
  const { post, put, remove } = resource
  const act = method === 'POST' ? post : method === 'PUT' ? put : undefined
  const deletes = method === 'DELETE' && remove !== undefined
  if (act === undefined && !deletes) return { status: 405 }
  const type = request.headers.get('content-type') ?? ''
  const text = await request.text()
  const empty = text.trim() === ''
  if (!/application\/(xml|json)/.test(type) && !(deletes && empty)) return { status: 415 }
  const body = readBody(type, text)
  if (deletes && (empty || body !== undefined)) return remove(body)
  if (act === undefined || body === undefined) {
    throw new EngineFault(400, 'Incomplete parameters', 'Action [body] required')
  }
  return act(body)
}

/** HEAD of the entry point tells its links in a header. */
function linkHeader(document: Document): string {
  const { link } = document.body
  if (!Array.isArray(link)) return ''
  return link
    .flatMap((each) =>
      typeof each === 'object' && 'href' in each ? [`<${String(each.href)}>; rel=${String(each.rel)}`] : [],
    )
    .join(',')
}
