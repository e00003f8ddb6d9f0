import type { Core } from '../core.ts'
import type { RequestContext } from '../host.ts'
import type { RequestSessions } from '../sessions/request-sessions.ts'

/** What every procedure is given. */
export interface Call {
  core: Core
  sessions: RequestSessions
  host: RequestContext
}
