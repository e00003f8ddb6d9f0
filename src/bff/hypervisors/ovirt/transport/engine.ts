import { Fault } from '../../../../contract/fault.ts'
import type { Dialect } from '../../../../contract/system.ts'
import type { AdapterOptions } from '../../port.ts'
import { acceptOf, addressOf, type ReadOptions } from './address.ts'
import { faultOfReply } from './faults.ts'
import type { Pace } from './pace.ts'
import type { Tree } from './tree.ts'
import { linked, pause } from './wait.ts'
import { parseXml, withoutLinks } from './xml.ts'

/** What a session needs to be used: where the API is, what it speaks, how it knows the caller. */
export interface Access {
  /** Path of the API, e.g. `/ovirt-engine/api`. */
  base: string
  dialect: Dialect
  /** OAuth access token. */
  bearer?: string
  /** `JSESSIONID=…` of a persistent session. */
  cookie?: string
  /** The account is not an administrator's: ask for its own objects. */
  filter: boolean
}

export interface Reply {
  status: number
  headers: Headers
  /** Undefined for an empty body. */
  tree: Tree | undefined
}

/** A reply that has arrived. */
interface Arrived {
  /** Characters of the body. */
  size: number
  headers: Headers
  /** Reads the body, as `exchange` says it. */
  read(fields?: ReadonlySet<string>): Reply
}

/** A request that changes something. */
export interface Write {
  method: 'POST' | 'PUT' | 'DELETE'
  /** Below the API's base, with its query. */
  path: string
  contentType?: string
  body?: string
}

const ordinaryTimeoutMs = 30_000
/** What changes something may be worked on while its request is held. */
const writeTimeoutMs = 90_000
/** Whole lists of a large engine take long: it builds them in memory first. */
export const listTimeoutMs = 120_000

export interface RequestOptions {
  method?: 'GET' | Write['method']
  headers: Record<string, string>
  body?: string
  timeoutMs?: number
}

/**
 * One exchange with the engine. `path` is absolute. Resolves for every status with a readable or empty body;
 * throws `Fault` of kind `unavailable` (no connection), `timeout` or `protocol` (not a reply of an engine).
 */
export async function exchange(
  options: AdapterOptions,
  path: string,
  request: RequestOptions,
  signal: AbortSignal,
): Promise<Reply> {
  return (await arrival(options, path, request, signal)).read()
}

/** The same, but leaves it to the caller when the body is read. */
async function arrival(
  options: AdapterOptions,
  path: string,
  request: RequestOptions,
  signal: AbortSignal,
): Promise<Arrived> {
  const method = request.method ?? 'GET'
  const what = `${method} ${path}`
  const timeoutMs = request.timeoutMs ?? ordinaryTimeoutMs
  const { controller, release } = linked(signal)
  const timer = linked(signal)
  let late = false
  pause(options.clock, timeoutMs, timer.controller.signal).then(
    () => {
      late = true
      controller.abort(new Error('timeout'))
    },
    () => {},
  )
  try {
    const response = await options.send(
      outgoing(rootOf(options.system.url) + path, method, request, controller.signal),
    )
    const text = await response.text()
    const { status, headers } = response
    return {
      size: text.length,
      headers,
      read: (fields) => ({ status, headers, tree: read(response, text, what, fields) }),
    }
  } catch (error) {
    if (signal.aborted) throw signal.reason
    if (error instanceof Fault) throw error
    if (late) {
      const message = `No answer to ${what} within ${timeoutMs / 1000} s.`
      throw new Fault({ kind: 'timeout', message }, { cause: error })
    }
    const message = error instanceof Error ? error.message : String(error)
    throw new Fault({ kind: 'unavailable', message: `${what} failed: ${message}` }, { cause: error })
  } finally {
    timer.controller.abort()
    timer.release()
    release()
  }
}

/** The configured URL without a trailing slash; a URL that already names the API loses that part. */
function rootOf(url: string): string {
  return url.replace(/\/+$/, '').replace(/\/(ovirt-engine(\/api)?|api)$/, '')
}

function outgoing(url: string, method: string, request: RequestOptions, signal: AbortSignal): Request {
  return new Request(url, {
    method,
    headers: { 'Accept-Language': 'en', ...request.headers },
    redirect: 'manual',
    signal,
    ...(request.body === undefined ? {} : { body: request.body }),
  })
}

function read(
  response: Response,
  text: string,
  what: string,
  fields: ReadonlySet<string> | undefined,
): Tree | undefined {
  const body = text.trim()
  if (body === '') return undefined
  try {
    // JSON.parse gives exactly the shapes of Tree.
    if (body.startsWith('{') || body.startsWith('[')) return JSON.parse(body) as Tree
    if (body.startsWith('<') && !/^<(!doctype html|html)/i.test(body))
      return parseXml(withoutLinks(body), fields).tree
  } catch (error) {
    if (!response.ok) return undefined
    throw garbled(response, what, error)
  }
  // An HTML error page of the web server in front of the engine: its status says enough.
  if (!response.ok) return undefined
  throw garbled(response, what, undefined)
}

function garbled(response: Response, what: string, cause: unknown): Fault {
  const type = response.headers.get('content-type') ?? 'no content type'
  const message = `${what} was answered with HTTP ${response.status} and ${type} that is neither JSON nor XML of an engine.`
  const why = cause instanceof Error ? [cause.message] : []
  return new Fault({ kind: 'protocol', message, ...(why.length > 0 ? { causes: why } : {}) }, { cause })
}

/** Headers that carry the session. `Version` is always explicit: engines differ in their default. */
export function accessHeaders(access: Access): Record<string, string> {
  return {
    Version: access.dialect === 'v3' ? '3' : '4',
    ...(access.filter ? { Filter: 'true' } : {}),
    ...(access.bearer === undefined ? {} : { Authorization: `Bearer ${access.bearer}` }),
    // QUIRK(ovirt 3.x, 4.x): a request with the cookie but without Prefer ends the session (fact sheet §2).
    ...(access.cookie === undefined ? {} : { Cookie: access.cookie, Prefer: 'persistent-auth' }),
  }
}

/** The reply to a GET. */
export interface Fetched {
  /** Characters of the body: tells a full page from the last one before it is read. */
  size: number
  /** `fields` are the elements wanted of each item of an XML list. Throws `Fault` unless the GET succeeded. */
  tree(fields?: ReadonlySet<string>): Tree
}

/** The API seen through one session. */
export class Engine {
  readonly options: AdapterOptions
  readonly access: Access
  private readonly pace: Pace | undefined
  private skew: number | undefined

  constructor(options: AdapterOptions, access: Access, pace?: Pace) {
    this.options = options
    this.access = access
    this.pace = pace
  }

  get dialect(): Dialect {
    return this.access.dialect
  }

  /**
   * How far the engine's clock ran ahead (positive) or behind at the last reply, in ms; 0 below two seconds, since replies
   * tell whole seconds and have a way to go. Undefined where none told its time.
   */
  get skewMs(): number | undefined {
    return this.skew
  }

  /** The same engine and session, with every request going through `pace`. */
  paced(pace: Pace): Engine {
    return new Engine(this.options, this.access, pace)
  }

  /** GET below the API's base, e.g. `/vms`. Throws `Fault` for every status but 2xx. */
  async get(path: string, read: ReadOptions, signal: AbortSignal, timeoutMs?: number): Promise<Tree> {
    return (await this.fetch(path, read, signal, timeoutMs)).tree()
  }

  /**
   * A request that changes something, stamped with `correlationId` (at most 36 of `0-9A-Za-z_-`) on the engine's events
   * and jobs. Undefined for an empty reply. Throws `Fault` for every status but 2xx; after kinds `timeout` and
   * `unavailable` the engine may have taken it.
   */
  async write(write: Write, correlationId: string, signal: AbortSignal): Promise<Tree | undefined> {
    const { access, options } = this
    const address = access.base + write.path
    const { status, tree } = await exchange(
      options,
      address,
      {
        method: write.method,
        timeoutMs: writeTimeoutMs,
        headers: {
          ...accessHeaders(access),
          Accept: acceptOf(access.dialect, {}),
          'Correlation-Id': correlationId,
          ...(write.contentType === undefined ? {} : { 'Content-Type': write.contentType }),
        },
        ...(write.body === undefined ? {} : { body: write.body }),
      },
      signal,
    )
    if (status < 200 || status >= 300) throw faultOfReply(status, tree, `${write.method} ${address}`)
    return tree
  }

  /** GET whose reply is read when the caller asks for its tree, e.g. with the next request under way. */
  async fetch(path: string, read: ReadOptions, signal: AbortSignal, timeoutMs?: number): Promise<Fetched> {
    const { access, options, pace } = this
    const address = access.base + addressOf(access.dialect, path, read)
    const headers = { ...accessHeaders(access), Accept: acceptOf(access.dialect, read) }
    const request = { headers, ...(timeoutMs === undefined ? {} : { timeoutMs }) }
    const ask = (): Promise<Arrived> => arrival(options, address, request, signal)
    const arrived = await (pace === undefined ? ask() : pace.run(ask, signal))
    const told = Date.parse(arrived.headers.get('date') ?? '')
    if (!Number.isNaN(told)) this.skew = skewOf(told, options.clock.now())
    return { size: arrived.size, tree: (fields) => treeOf(arrived.read(fields), address) }
  }
}

function skewOf(told: number, now: number): number {
  const skew = told + 500 - now
  return Math.abs(skew) < 2_000 ? 0 : skew
}

/** Throws `Fault` unless the reply is a success with a body. */
function treeOf({ status, tree }: Reply, address: string): Tree {
  if (status < 200 || status >= 300) throw faultOfReply(status, tree, `GET ${address}`)
  if (tree === undefined) {
    const message = `GET ${address} was answered with an empty body.`
    throw new Fault({ kind: 'protocol', message })
  }
  return tree
}

/** Runs `read`; `instead` where the engine does not have or does not show the thing (404, 403, 405, 400). */
export async function orAbsent<T, D>(read: Promise<T>, instead: D): Promise<T | D> {
  try {
    return await read
  } catch (error) {
    if (
      error instanceof Fault &&
      ['not-found', 'forbidden', 'unsupported', 'invalid-input'].includes(error.kind)
    ) {
      return instead
    }
    throw error
  }
}
