import type { Random } from '../../world/random.ts'
import type { Engine } from '../engine/engine.ts'
import { type Account, accountFor, basicCredentials } from './accounts.ts'

const minute = 60_000

interface Session {
  account: Account
  idleLimit: number
  lastUsed: number
}

export interface Login {
  account: Account
  /** Header of the reply, for a session that starts here. */
  setCookie: string | undefined
  /** Ends what was opened for this one request. */
  finish(): void
}

/** Who is signed in: by tokens (4.x) and by cookies (both), each with its own idle limit in simulated time. */
export class Sessions {
  private readonly engine: Engine
  private readonly random: Random
  private readonly tokens = new Map<string, Session>()
  private readonly cookies = new Map<string, Session>()

  constructor(engine: Engine, random: Random) {
    this.engine = engine
    this.random = random
  }

  /** Every session ends, as when the engine's service restarts. */
  clear(): void {
    this.tokens.clear()
    this.cookies.clear()
  }

  /** A new access token for these credentials; nothing when they are refused. */
  issueToken(userName: string, password: string): string | undefined {
    const account = this.check(userName, password)
    if (account === undefined) return undefined
    const token = this.random.hex(86)
    this.tokens.set(token, this.open(account, 30 * minute))
    return token
  }

  revokeToken(token: string): void {
    const session = this.tokens.get(token)
    if (session === undefined) return
    this.tokens.delete(token)
    this.tellEnd(session.account)
  }

  /** Forgets the session that a request belongs to, without a word. */
  drop(request: Request): void {
    this.tokens.delete(bearerOf(request) ?? '')
    this.cookies.delete(cookieOf(request) ?? '')
  }

  /** Lets a request in, or answers why not: `csrf` when the session's id is not repeated in a header as agreed. */
  admit(request: Request, base: string): Login | 'refused' | 'csrf' {
    const token = bearerOf(request)
    if (token !== undefined) {
      const session = this.engine.version === '3.4' ? undefined : this.alive(this.tokens, token)
      return session === undefined
        ? 'refused'
        : { account: session.account, setCookie: undefined, finish() {} }
    }
    const prefer = (request.headers.get('prefer') ?? '').split(',').map((word) => word.trim().toLowerCase())
    const persistent = prefer.includes('persistent-auth')
    const cookie = cookieOf(request)
    const session = cookie === undefined ? undefined : this.alive(this.cookies, cookie)
    if (cookie !== undefined && session !== undefined && !prefer.includes('new-auth')) {
      if (prefer.includes('csrf-protection') && request.headers.get('jsessionid') !== cookie) return 'csrf'
      // QUIRK(rhev 3.x, ovirt 4.x): the cookie without `Prefer: persistent-auth` closes the session (fact sheet §2).
      const finish = persistent ? () => {} : () => this.close(cookie, session)
      return { account: session.account, setCookie: undefined, finish }
    }
    const given = basicCredentials(request.headers.get('authorization'))
    const account = given === undefined ? undefined : this.check(given.userName, given.password)
    if (account === undefined) return 'refused'
    const ttl = Number(request.headers.get('session-ttl') ?? '30')
    const opened = this.open(account, (ttl > 0 ? ttl : 30) * minute)
    if (!persistent) return { account, setCookie: undefined, finish: () => this.tellEnd(account) }
    const id = this.random.hex(24)
    this.cookies.set(id, opened)
    return { account, setCookie: `JSESSIONID=${id}; Path=${base}; Secure; HttpOnly`, finish() {} }
  }

  private check(userName: string, password: string): Account | undefined {
    const account = accountFor(userName, password)
    if (account === undefined) this.engine.say(114, `User ${userName} failed to log in.`)
    return account
  }

  private open(account: Account, idleLimit: number): Session {
    this.engine.say(30, `User ${account.userName} logged in.`, {
      user: { id: account.id, name: account.userName },
    })
    return { account, idleLimit, lastUsed: this.engine.now }
  }

  private close(cookie: string, session: Session): void {
    this.cookies.delete(cookie)
    this.tellEnd(session.account)
  }

  private tellEnd(account: Account): void {
    this.engine.say(31, `User ${account.userName} logged out.`, {
      user: { id: account.id, name: account.userName },
    })
  }

  private alive(sessions: Map<string, Session>, id: string): Session | undefined {
    const session = sessions.get(id)
    if (session === undefined) return undefined
    if (this.engine.now - session.lastUsed > session.idleLimit) {
      sessions.delete(id)
      return undefined
    }
    session.lastUsed = this.engine.now
    return session
  }
}

const bearerOf = (request: Request) =>
  /^Bearer\s+(\S+)/i.exec(request.headers.get('authorization') ?? '')?.[1]
const cookieOf = (request: Request) =>
  /(?:^|;\s*)JSESSIONID=([^;\s]+)/.exec(request.headers.get('cookie') ?? '')?.[1]
