import { Fault } from '../../../../contract/fault.ts'
import type { Credentials } from '../../../../contract/system.ts'
import type { AdapterOptions } from '../../port.ts'
import { dialectOf } from '../wire/entry.ts'
import { detect } from './detect.ts'
import { type Access, accessHeaders, Engine, exchange, orAbsent, type Reply } from './engine.ts'
import { engineFaultIn, faultOfReply } from './faults.ts'
import { at } from './tree.ts'

const signOn = '/ovirt-engine/sso/oauth/token'
const signOff = '/ovirt-engine/services/sso-logout'

/**
 * Signs in: OAuth on v4, Basic with a persistent session on v3 and where the sign-on service does not serve
 * us. The password is used here and kept nowhere.
 */
export async function signIn(
  options: AdapterOptions,
  credentials: Credentials,
  signal: AbortSignal,
): Promise<Access> {
  const route = await detect(options, signal)
  const bearer = route.dialect === 'v4' ? await tokenFor(options, credentials, signal) : undefined
  const open = { ...route, filter: false }
  if (bearer !== undefined) {
    const access = { ...open, bearer }
    const reply = await readEntry(options, access, accessHeaders(access), signal)
    if (reply.status !== 401) return finish(options, access, reply, signal)
  }
  const { access, reply } = await persistentSession(options, credentials, open, signal)
  return finish(options, access, reply, signal)
}

/** Ends the session upstream. A session that is gone already is no error. */
export async function signOut(options: AdapterOptions, access: Access, signal: AbortSignal): Promise<void> {
  const { bearer, cookie } = access
  if (bearer !== undefined) {
    const body = new URLSearchParams({ scope: '', token: bearer }).toString()
    const headers = {
      Accept: 'application/json',
      Authorization: `Bearer ${bearer}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    }
    await exchange(options, signOff, { method: 'POST', headers, body }, signal)
  }
  if (cookie !== undefined) {
    // The cookie without `Prefer` is what ends a persistent session.
    const { Prefer: _, ...headers } = accessHeaders(access)
    await exchange(options, access.base, { headers: { ...headers, Accept: 'application/xml' } }, signal)
  }
}

/** The access token, or undefined where this engine has no sign-on service for us. */
async function tokenFor(
  options: AdapterOptions,
  { userName, password }: Credentials,
  signal: AbortSignal,
): Promise<string | undefined> {
  const body = new URLSearchParams({
    grant_type: 'password',
    scope: 'ovirt-app-api',
    username: userName,
    password,
  }).toString()
  // QUIRK(ovirt 4.x): the sign-on service wants exactly this Accept (fact sheet §2).
  const headers = { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' }
  const reply = await exchange(options, signOn, { method: 'POST', headers, body }, signal)
  const token = at(reply.tree, 'access_token')
  if (reply.status === 200 && typeof token === 'string') return token
  const refusal = engineFaultIn(reply.tree)
  if (reply.status >= 500 && refusal === undefined)
    throw faultOfReply(reply.status, reply.tree, 'the sign-in')
  if (refusal === undefined || aboutTheService(reply)) return undefined
  throw refused(refusal.detail ?? refusal.reason, userName, refusal.reason)
}

/**
 * Refusals of this way to sign in, not of the account: worth another way. A refused account must not be tried
 * twice, since directories lock accounts after some failures.
 */
function aboutTheService(reply: Reply): boolean {
  const words = ['error', 'error_code'].map((key) => at(reply.tree, key))
  return words.some(
    (word) =>
      typeof word === 'string' &&
      /^(unsupported_grant_type|unsupported_response_type|invalid_request|invalid_scope|invalid_client|unauthorized_client)$/.test(
        word,
      ),
  )
}

async function persistentSession(
  options: AdapterOptions,
  { userName, password }: Credentials,
  open: Access,
  signal: AbortSignal,
): Promise<{ access: Access; reply: Reply }> {
  const headers = {
    ...accessHeaders(open),
    Authorization: `Basic ${base64(`${userName}:${password}`)}`,
    Prefer: 'persistent-auth',
  }
  const reply = await readEntry(options, open, headers, signal)
  if (reply.status === 401) {
    const words = engineFaultIn(reply.tree)
    throw refused(words?.detail ?? words?.reason, userName, 'HTTP 401')
  }
  if (reply.status !== 200) throw faultOfReply(reply.status, reply.tree, 'the sign-in')
  const cookie = reply.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .find((pair) => /^JSESSIONID=./.test(pair))
  if (cookie === undefined) {
    throw new Fault({
      kind: 'unsupported',
      message: 'The engine accepted the account but opened no persistent session.',
      advice: 'Check that nothing between Gantry and the engine removes cookies.',
    })
  }
  return { access: { ...open, cookie }, reply }
}

function readEntry(
  options: AdapterOptions,
  access: Access,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Reply> {
  const Accept = access.dialect === 'v3' ? 'application/xml' : 'application/json'
  return exchange(options, access.base, { headers: { ...headers, Accept } }, signal)
}

/** Settles what only the signed-in entry point tells: the dialect for certain, and the kind of account. */
async function finish(
  options: AdapterOptions,
  access: Access,
  reply: Reply,
  signal: AbortSignal,
): Promise<Access> {
  if (reply.status !== 200) throw faultOfReply(reply.status, reply.tree, 'the sign-in')
  const product = at(reply.tree, 'product_info')
  if (product === undefined) {
    throw new Fault({ kind: 'protocol', message: `${access.base} did not say what product answers there.` })
  }
  const dialect = dialectOf(reply.tree)
  if (options.system.dialect !== undefined && options.system.dialect !== dialect) {
    const message = `The engine answers in ${dialect}, but the configuration forces ${options.system.dialect}.`
    throw new Fault({
      kind: 'unsupported',
      message,
      advice: 'Remove "dialect" of this system from the configuration.',
    })
  }
  const settled = { ...access, dialect }
  const summarised = at(reply.tree, 'summary') !== undefined
  return { ...settled, filter: !summarised || !(await seesAll(options, settled, signal)) }
}

/** An account without administrator rights is refused an unfiltered list (up to 4.1). */
async function seesAll(options: AdapterOptions, access: Access, signal: AbortSignal): Promise<boolean> {
  const engine = new Engine(options, access)
  return (await orAbsent(engine.get('/vms', { max: 1 }, signal), undefined)) !== undefined
}

function refused(words: string | undefined, userName: string, code: string | undefined): Fault {
  return new Fault({
    kind: 'auth',
    message: words ?? 'The engine refused this user name or password (HTTP 401).',
    field: 'password',
    ...(code === undefined ? {} : { code }),
    advice: userName.includes('@')
      ? 'Check user name, profile and password.'
      : 'Check the password, and write the user name with its profile: user@domain, e.g. admin@internal.',
  })
}

/** Unwrapped base64 of the UTF-8 bytes. */
function base64(value: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(value)))
}
