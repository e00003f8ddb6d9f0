import type { FaultInfo } from '../../contract/fault.ts'
import type { Credentials, SystemState } from '../../contract/system.ts'
import { api, faultOf } from './api.ts'
import { sessionChanged } from './live.ts'
import { currentSystems, putSystems } from './systems.ts'

/** Outcome for one system of a call that tried several. */
export interface SessionResult {
  system: SystemState
  /** Absent when it went well. */
  fault?: FaultInfo
}

/** Signs in to one system; the fault in the system's words, or `undefined` when it went well. */
export async function signIn(system: string, credentials: Credentials): Promise<FaultInfo | undefined> {
  try {
    sessionChanged(await api.systems.signIn({ system, ...credentials }))
    return undefined
  } catch (error) {
    return faultOf(error)
  }
}

/** Signs out of one system, upstream too. */
export async function signOut(system: string): Promise<FaultInfo | undefined> {
  try {
    sessionChanged(await api.systems.signOut({ system }))
    return undefined
  } catch (error) {
    return faultOf(error)
  }
}

/** Tries one account on every system that is not signed in, side by side; one that fails harms no other. */
export function signInToAll(credentials: Credentials): Promise<SessionResult[]> {
  const waiting = currentSystems().filter(({ session }) => session.state !== 'signed-in')
  return each(waiting, (system) => signIn(system.id, credentials))
}

/** Signs out of every system where a session is or was. */
export function signOutOfAll(): Promise<SessionResult[]> {
  const open = currentSystems().filter(({ session }) => session.state !== 'signed-out')
  return each(open, (system) => signOut(system.id))
}

/** Asks the server to look at the systems again, for one that did not answer. */
export async function probeSystems(): Promise<FaultInfo | undefined> {
  try {
    const { systems } = await api.systems.list()
    putSystems(systems)
    return undefined
  } catch (error) {
    return faultOf(error)
  }
}

function each(
  systems: SystemState[],
  run: (system: SystemState) => Promise<FaultInfo | undefined>,
): Promise<SessionResult[]> {
  return Promise.all(
    systems.map(async (system) => {
      const fault = await run(system)
      return { system, ...(fault === undefined ? {} : { fault }) }
    }),
  )
}
