import type { Random } from '../../world/random.ts'

const idleLimit = 7_200_000

interface RestSession {
  readonly user: string
  readonly createdAt: number
  lastActive: number
}

/** Sessions of `/api` and `/rest`; they are others than those of SOAP and VI JSON. */
export class RestSessions {
  private readonly sessions = new Map<string, RestSession>()
  private readonly random: Random
  private readonly clock: () => number

  constructor(random: Random, clock: () => number) {
    this.random = random
    this.clock = clock
  }

  begin(user: string): string {
    const id = this.random.hex(32)
    const now = this.clock()
    this.sessions.set(id, { user, createdAt: now, lastActive: now })
    return id
  }

  token(headers: Headers): string | undefined {
    const cookie = /(?:^|;\s*)vmware-api-session-id=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1]
    return headers.get('vmware-api-session-id') ?? cookie
  }

  find(headers: Headers): RestSession | undefined {
    const token = this.token(headers)
    const session = token === undefined ? undefined : this.sessions.get(token)
    if (token === undefined || session === undefined) return undefined
    if (this.clock() - session.lastActive > idleLimit) {
      this.sessions.delete(token)
      return undefined
    }
    session.lastActive = this.clock()
    return session
  }

  end(headers: Headers): void {
    const token = this.token(headers)
    if (token !== undefined) this.sessions.delete(token)
  }

  endAll(): void {
    this.sessions.clear()
  }
}
