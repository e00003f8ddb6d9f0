import { restFault } from './faults.ts'
import { type CallOptions, exchange, type Line, unreadable } from './line.ts'
import type { Decoded } from './values.ts'
import { tokenHeader } from './vi-json-codec.ts'

/** `/api` is the current REST dialect, `/rest` the old one, which wraps results in `{"value": …}`. */
export type RestDialect = '/api' | '/rest'

const sessionPath: Record<RestDialect, string> = {
  '/api': '/api/session',
  '/rest': '/rest/com/vmware/cis/session',
}

/** vCenter REST with one session. What it cannot do degrades a page and never breaks it. */
export class RestClient {
  readonly line: Line
  readonly dialect: RestDialect
  readonly token: string

  constructor(line: Line, dialect: RestDialect, token: string) {
    this.line = line
    this.dialect = dialect
    this.token = token
  }

  /** The result without the wrapping of `/rest`. Throws `Fault`; `unsupported` when there is no such endpoint. */
  async call(method: string, path: string, body: unknown, options: CallOptions): Promise<Decoded> {
    const init: RequestInit = {
      method,
      headers: {
        accept: 'application/json',
        [tokenHeader]: this.token,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(options.operationId === undefined ? {} : { 'x-request-id': options.operationId }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }
    const reply = await exchange(this.line, options, async (signal) => {
      const response = await this.line.send(new Request(this.line.base + path, { ...init, signal }))
      return readJson(this.line, response)
    })
    return this.dialect === '/rest' ? unwrap(reply) : reply
  }

  /** Throws kind `auth` when the session is gone. */
  async touch(options: CallOptions): Promise<void> {
    if (this.dialect === '/api') await this.call('GET', sessionPath['/api'], undefined, options)
    else await this.call('POST', `${sessionPath['/rest']}?~action=get`, undefined, options)
  }

  async logout(options: CallOptions): Promise<void> {
    await this.call('DELETE', sessionPath[this.dialect], undefined, options)
  }
}

/** Opens a REST session. Throws `unsupported` when this dialect is not there, `auth` when the account is refused. */
export async function restLogin(
  line: Line,
  dialect: RestDialect,
  account: { userName: string; password: string },
  options: CallOptions,
): Promise<RestClient> {
  const token = await exchange(line, options, async (signal) => {
    const response = await line.send(
      new Request(line.base + sessionPath[dialect], {
        method: 'POST',
        headers: {
          authorization: `Basic ${base64(`${account.userName}:${account.password}`)}`,
          accept: 'application/json',
          // Without it `/rest` sets a cookie instead of relying on the header.
          'vmware-use-header-authn': 'true',
        },
        signal,
      }),
    )
    const reply = await readJson(line, response)
    const id = typeof reply === 'string' ? reply : unwrap(reply)
    if (typeof id !== 'string' || id === '') throw unreadable(line, 'a session id', response)
    return id
  })
  return new RestClient(line, dialect, token)
}

/** Whether a REST dialect is there, as far as can be told without a session. Throws `unavailable`, `timeout`. */
export async function hasRest(line: Line, dialect: RestDialect, options: CallOptions): Promise<boolean> {
  const request =
    dialect === '/api'
      ? { method: 'GET', path: sessionPath['/api'] }
      : { method: 'POST', path: `${sessionPath['/rest']}?~action=get` }
  return exchange(line, options, async (signal) => {
    const response = await line.send(
      new Request(line.base + request.path, {
        method: request.method,
        headers: { accept: 'application/json' },
        signal,
      }),
    )
    await response.body?.cancel()
    const json = response.headers.get('content-type')?.includes('json') ?? false
    return response.status === 401 || (response.ok && json)
  })
}

async function readJson(line: Line, response: Response): Promise<Decoded> {
  const text = await response.text()
  let body: Decoded
  if (text.trim() !== '') {
    try {
      body = JSON.parse(text)
    } catch {
      if (response.ok) throw unreadable(line, 'JSON', response)
    }
  }
  if (!response.ok) throw restFault(response.status, body, line.system.id)
  return body
}

function unwrap(reply: Decoded): Decoded {
  return typeof reply === 'object' && reply !== null && 'value' in reply ? reply.value : reply
}

/** Base64 of the text's UTF-8 bytes; `btoa` alone takes Latin-1 only. */
function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}
