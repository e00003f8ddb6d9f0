import type { Random } from '../../world/random.ts'
import type { Managed } from '../model/entities.ts'

/** Idle sessions end after two hours, as the newest vendor note has it. */
const idleLimit = 7_200_000

/** Something that lives and dies with a session: a view, a collector, a filter. */
export interface SessionObject extends Managed {
  /** The session ends, or somebody destroys it. */
  dispose(): void
}

export interface Session {
  readonly key: string
  readonly userName: string
  readonly loginTime: number
  lastActive: number
  calls: number
  /** Waits under way keep a session alive. */
  waits: number
  readonly agent: string
  readonly objects: Map<string, SessionObject>
}

/** Sessions of SOAP and VI JSON by token. A SOAP connection has a token before anybody signs in on it. */
export class SessionBook {
  private readonly byToken = new Map<string, Session>()
  private readonly tickets = new Map<string, Session>()
  private readonly random: Random
  private readonly clock: () => number

  constructor(random: Random, clock: () => number) {
    this.random = random
    this.clock = clock
  }

  newToken(): string {
    return this.random.hex(40)
  }

  /** The live session of a token; counts as activity. */
  find(token: string | undefined): Session | undefined {
    const session = token === undefined ? undefined : this.byToken.get(token)
    if (token === undefined || session === undefined) return undefined
    if (session.waits === 0 && this.clock() - session.lastActive > idleLimit) {
      this.end(token)
      return undefined
    }
    session.lastActive = this.clock()
    session.calls += 1
    return session
  }

  byKey(key: string): Session | undefined {
    return [...this.byToken.values()].find((session) => session.key === key)
  }

  get all(): Session[] {
    return [...this.byToken.values()]
  }

  begin(token: string, userName: string, agent: string): Session {
    const now = this.clock()
    const session: Session = {
      key: this.random.uuid(),
      userName,
      loginTime: now,
      lastActive: now,
      calls: 0,
      waits: 0,
      agent,
      objects: new Map(),
    }
    this.byToken.set(token, session)
    return session
  }

  /** A text that opens another session of the same user, once. */
  cloneTicket(session: Session): string {
    const ticket = `cst-VCT-${this.random.uuid()}`
    this.tickets.set(ticket, session)
    return ticket
  }

  /** The session that a ticket was made for, if it lives; the ticket is worth nothing afterwards. */
  redeem(ticket: string): Session | undefined {
    const session = this.tickets.get(ticket)
    this.tickets.delete(ticket)
    return session !== undefined && this.all.includes(session) ? session : undefined
  }

  /** A reference value of the kind that dies with the session. */
  newObjectId(session: Session): string {
    return `session[${session.key}]${this.random.uuid()}`
  }

  keep(session: Session, object: SessionObject): void {
    session.objects.set(object.id, object)
  }

  end(token: string): void {
    const session = this.byToken.get(token)
    this.byToken.delete(token)
    for (const object of session?.objects.values() ?? []) object.dispose()
    session?.objects.clear()
  }

  endSession(session: Session): void {
    for (const [token, other] of this.byToken) if (other === session) this.end(token)
  }

  endAll(): void {
    for (const token of [...this.byToken.keys()]) this.end(token)
  }
}
