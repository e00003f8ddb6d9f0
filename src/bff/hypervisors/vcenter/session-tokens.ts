import { Fault } from '../../../contract/fault.ts'
import type { UpstreamSession } from '../port.ts'
import type { RestDialect } from './transport/rest-client.ts'
import type { VimDialect } from './transport/vim-client.ts'

/** What a session is made of. It travels in a cookie, so keys are short and texts few. */
export interface SessionTokens {
  dialect: VimDialect
  release: string
  /** Cookie value (SOAP) or header value (VI JSON). */
  token: string
  rest?: { dialect: RestDialect; token: string }
  /** Why there is no REST session. */
  noRest?: string
}

export function packTokens(tokens: SessionTokens): Record<string, string> {
  return {
    d: tokens.dialect,
    v: tokens.release,
    t: tokens.token,
    ...(tokens.rest === undefined ? {} : { r: tokens.rest.dialect, rt: tokens.rest.token }),
    ...(tokens.noRest === undefined ? {} : { rx: tokens.noRest.slice(0, 200) }),
  }
}

/** Throws kind `auth` for tokens that this adapter did not pack: a new sign-in makes new ones. */
export function unpackTokens(session: UpstreamSession, system: string): SessionTokens {
  const { d, v, t, r, rt, rx } = session.tokens
  if ((d !== 'soap' && d !== 'vi-json') || v === undefined || t === undefined) {
    throw new Fault({ kind: 'auth', system, message: 'The session is not one of this system.' })
  }
  return {
    dialect: d,
    release: v,
    token: t,
    ...((r === '/api' || r === '/rest') && rt !== undefined ? { rest: { dialect: r, token: rt } } : {}),
    ...(rx === undefined ? {} : { noRest: rx }),
  }
}
