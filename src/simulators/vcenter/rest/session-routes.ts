import { checkAccount } from '../methods/session-methods.ts'
import { agreeOn } from '../vim/releases.ts'
import type { RestCall, RestReply, RestRoute } from './rest-endpoint.ts'
import { RestError, unauthenticated, unknownUrl } from './rest-errors.ts'

function basic(headers: Headers): { userName: string; password: string } | undefined {
  const encoded = /^Basic (.+)$/i.exec(headers.get('authorization') ?? '')?.[1]
  if (encoded === undefined) return undefined
  const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0))
  const text = new TextDecoder().decode(bytes)
  const colon = text.indexOf(':')
  return { userName: text.slice(0, colon), password: text.slice(colon + 1) }
}

function signIn({ world, sessions, request, legacy }: RestCall): RestReply {
  const account = basic(request.headers)
  const user = account === undefined ? undefined : checkAccount(world, account.userName, account.password)
  if (user === undefined) throw unauthenticated()
  const value = sessions.begin(user)
  const cookie = legacy && request.headers.get('vmware-use-header-authn') === null
  return {
    status: 201,
    value,
    headers: cookie ? { 'set-cookie': `vmware-api-session-id=${value}; Path=/rest; Secure; HttpOnly` } : {},
  }
}

function describe({ sessions, request }: RestCall): RestReply {
  const session = sessions.find(request.headers)
  if (session === undefined) throw unauthenticated()
  return {
    value: {
      user: session.user,
      created_time: new Date(session.createdAt).toISOString(),
      last_accessed_time: new Date(session.lastActive).toISOString(),
    },
  }
}

function signOut({ sessions, request }: RestCall): RestReply {
  sessions.end(request.headers)
  return {}
}

export const sessionRoutes: readonly RestRoute[] = [
  { pattern: 'POST session', only: 'api', open: true, run: signIn },
  { pattern: 'GET session', only: 'api', run: describe },
  { pattern: 'DELETE session', only: 'api', run: signOut },
  { pattern: 'POST cis/session', only: 'rest', open: true, run: signIn },
  { pattern: 'POST cis/session?~action=get', only: 'rest', run: describe },
  { pattern: 'DELETE cis/session', only: 'rest', run: signOut },
  {
    pattern: 'POST vcenter/system?action=hello',
    only: 'api',
    open: true,
    run({ world, body }) {
      // The handshake came with 8.0U2.
      if (world.version === '7.0.3') throw unknownUrl()
      const wanted =
        typeof body === 'object' && body !== null && 'api_releases' in body ? body.api_releases : undefined
      if (!Array.isArray(wanted) || wanted.length === 0 || wanted.length > 128) {
        throw new RestError('INVALID_ARGUMENT', 'com.vmware.vapi.rest.bad_input', 'api_releases is missing.')
      }
      return { value: { api_release: agreeOn(world.version, wanted.map(String)) } }
    },
  },
]
