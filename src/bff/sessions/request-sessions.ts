import { Fault } from '../../contract/fault.ts'
import type { SessionState } from '../../contract/system.ts'
import type { SessionJar } from '../host.ts'
import type { UpstreamSession } from '../hypervisors/port.ts'
import type { SessionBook } from './session-book.ts'

/** What a jar keeps of a session that the system ended: the name of the account, no token. */
function tombstone(userName: string): UpstreamSession {
  return { userName, tokens: {} }
}

/** The sessions of one browser, judged by what is known of them. */
export class RequestSessions {
  private readonly jar: SessionJar
  private readonly book: SessionBook

  constructor(jar: SessionJar, book: SessionBook) {
    this.jar = jar
    this.book = book
  }

  /** State for the page; also takes dead sessions out of the jar, so call it before the reply is built. */
  state(system: string): SessionState {
    const session = this.jar.get(system)
    if (session === undefined) return { state: 'signed-out' }
    const { userName } = session
    if (Object.keys(session.tokens).length === 0) return { state: 'expired', userName }
    const end = this.book.endOf(this.book.keyOf(system, session))
    if (end === 'signed-out') {
      this.jar.delete(system)
      return { state: 'signed-out' }
    }
    if (end === 'expired') {
      this.jar.set(system, tombstone(userName))
      return { state: 'expired', userName }
    }
    return { state: 'signed-in', userName }
  }

  /** The session, if it is believed to live. */
  find(system: string): UpstreamSession | undefined {
    return this.state(system).state === 'signed-in' ? this.jar.get(system) : undefined
  }

  /** Throws `auth` when there is no live session. */
  need(system: string): UpstreamSession {
    const session = this.find(system)
    if (session !== undefined) return session
    const expired = this.state(system).state === 'expired'
    throw new Fault({
      kind: 'auth',
      message: expired ? 'Your session on this system has ended.' : `You are not signed in to ${system}.`,
      code: expired ? 'SESSION_EXPIRED' : 'NOT_SIGNED_IN',
      system,
      advice: 'Sign in to this system on the Systems page.',
    })
  }

  set(system: string, session: UpstreamSession): void {
    this.jar.set(system, session)
  }

  delete(system: string): void {
    this.jar.delete(system)
  }

  /** Whatever the jar holds, dead or alive, but no tombstone. */
  raw(system: string): UpstreamSession | undefined {
    const session = this.jar.get(system)
    return session !== undefined && Object.keys(session.tokens).length > 0 ? session : undefined
  }
}
