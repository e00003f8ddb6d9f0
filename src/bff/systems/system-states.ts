import type { SystemState } from '../../contract/system.ts'
import type { WatcherPool } from '../live/watcher-pool.ts'
import type { RequestSessions } from '../sessions/request-sessions.ts'
import type { System } from './system.ts'

/** How a system looks to one browser now. */
export function stateOf(system: System, sessions: RequestSessions, pool: WatcherPool): SystemState {
  const session = sessions.state(system.id)
  const userName = session.state === 'signed-in' ? session.userName : undefined
  const watcher = userName === undefined ? undefined : pool.find(system.id, userName)
  return {
    ...system.describe(userName),
    session,
    sync: watcher?.sync ?? { phase: 'idle', objects: 0 },
  }
}
