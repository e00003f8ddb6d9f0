import { basicCredentials } from './accounts.ts'
import type { Sessions } from './sessions.ts'

const json = (status: number, body: object) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })

const refusal = (status: number, error: string, description: string) =>
  json(status, { error, error_description: description })

/** The single sign-on of 4.x; nothing when the path is not its own (fact sheet §2). */
export async function answerSso(
  request: Request,
  path: string,
  sessions: Sessions,
): Promise<Response | undefined> {
  if (path === '/ovirt-engine/services/sso-logout') return logout(request, sessions)
  if (path === '/ovirt-engine/sso/oauth/token') return token(request, sessions)
  if (path === '/ovirt-engine/sso/oauth/token-http-auth') {
    return new Response('', { status: 401, headers: { 'www-authenticate': 'Negotiate' } })
  }
  if (path === '/ovirt-engine/sso/oauth/revoke') {
    return refusal(400, 'invalid_client', 'The client id or secret is not registered.')
  }
  return undefined
}

async function token(request: Request, sessions: Sessions): Promise<Response> {
  if (request.method !== 'POST') return new Response('', { status: 405 })
  if (request.headers.get('accept') !== 'application/json') {
    return refusal(400, 'invalid_request', 'Missing or unsupported Accept header.')
  }
  const form = new URLSearchParams(await request.text())
  const grant = form.get('grant_type')
  // One of two ways in which the engine writes a refusal.
  if (form.get('scope')?.split(' ').includes('ovirt-app-api') !== true) {
    return json(400, { error_code: 'invalid_scope', error: 'The requested scope is not valid.' })
  }
  let given: { userName: string; password: string } | undefined
  if (grant === 'password') {
    given = { userName: form.get('username') ?? '', password: form.get('password') ?? '' }
  } else if (grant === 'urn:ovirt:params:oauth:grant-type:http') {
    given = basicCredentials(request.headers.get('authorization'))
  } else {
    return refusal(400, 'unsupported_grant_type', 'The grant type is not supported.')
  }
  const { userName = '', password = '' } = given ?? {}
  const issued = sessions.issueToken(userName, password)
  if (issued === undefined) {
    const text = `Cannot authenticate user '${userName}': The user name or password is incorrect..`
    return refusal(400, 'access_denied', text)
  }
  return json(200, {
    access_token: issued,
    scope: 'ovirt-app-api',
    exp: '9223372036854775807',
    token_type: 'bearer',
  })
}

async function logout(request: Request, sessions: Sessions): Promise<Response> {
  if (request.method !== 'POST') return new Response('', { status: 405 })
  const form = new URLSearchParams(await request.text())
  sessions.revokeToken(form.get('token') ?? '')
  return json(200, {})
}
