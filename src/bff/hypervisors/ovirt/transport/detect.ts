import { Fault } from '../../../../contract/fault.ts'
import type { Dialect } from '../../../../contract/system.ts'
import type { AdapterOptions } from '../../port.ts'
import { exchange, type Reply } from './engine.ts'
import { faultOfReply } from './faults.ts'

const modern = '/ovirt-engine/api'
const old = '/api'

/** Where the API is and, as far as can be told without credentials, what it speaks. */
export interface Route {
  base: string
  dialect: 'v3' | 'v4'
}

/**
 * Finds the API. A live base answers 401 without credentials, which proves the path. Engines up to 3.6 answer
 * at `/api` as well and 4.x does not (fact sheet §1): that tells v3 from v4 before anybody signs in.
 */
export async function detect(options: AdapterOptions, signal: AbortSignal): Promise<Route> {
  const { dialect } = options.system
  const first = await knock(options, modern, dialect, signal)
  if (!isApi(first)) {
    const second = await knock(options, old, dialect, signal)
    if (isApi(second)) return { base: old, dialect: forced(dialect) ?? 'v3' }
    throw notFound(first)
  }
  const known = forced(dialect)
  if (known !== undefined) return { base: modern, dialect: known }
  const second = await knock(options, old, dialect, signal)
  return { base: modern, dialect: isApi(second) ? 'v3' : 'v4' }
}

function forced(dialect: Dialect | undefined): 'v3' | 'v4' | undefined {
  return dialect === 'v3' || dialect === 'v4' ? dialect : undefined
}

function knock(
  options: AdapterOptions,
  base: string,
  dialect: Dialect | undefined,
  signal: AbortSignal,
): Promise<Reply> {
  // Never `Version: 3` on a guess: engines from 4.4 on answer it with 400.
  const headers = { Accept: 'application/xml', Version: dialect === 'v3' ? '3' : '4' }
  return exchange(options, base, { headers }, signal)
}

/** 401 and 403 come from the engine's own guard; 200 from a base that needs no account. */
function isApi(reply: Reply): boolean {
  if (reply.status >= 500) throw faultOfReply(reply.status, reply.tree, 'the request for its API')
  return reply.status === 401 || reply.status === 403 || (reply.status === 200 && reply.tree !== undefined)
}

function notFound(reply: Reply): Fault {
  const location = reply.headers.get('location')
  const message =
    reply.status >= 300 && reply.status < 400
      ? `The address redirects to ${location ?? 'another place'} instead of answering as an engine.`
      : `No oVirt API found: ${modern} was answered with HTTP ${reply.status} and ${old} has none either.`
  return new Fault({ kind: 'protocol', message, code: `HTTP ${reply.status}` })
}
