import { implement } from '@orpc/server'
import { contract } from '../../contract/api.ts'
import { Fault, toFault } from '../../contract/fault.ts'
import type { SystemState } from '../../contract/system.ts'
import type { System } from '../systems/system.ts'
import { stateOf } from '../systems/system-states.ts'
import { settledWithin, withTimeout } from '../timing.ts'
import type { Call } from './call.ts'

/** How long the list waits for a system that has not been heard yet, and for news of one that has. */
const firstAnswerMs = 2_500
const newsMs = 400
const signInTimeoutMs = 45_000
const signOutTimeoutMs = 10_000
const infoTimeoutMs = 2_500

const os = implement(contract).$context<Call>()

function present(call: Call, system: System): SystemState {
  return stateOf(system, call.sessions, call.core.pool)
}

/** Asks all systems side by side, each for a bounded time; one that is slow is shown with what is known. */
async function listSystems(call: Call): Promise<SystemState[]> {
  const { systems, book, options } = call.core
  await Promise.all(
    systems.map((system) => {
      const session = call.sessions.find(system.id)
      const work = session === undefined ? [] : [book.verify(system.id, session)]
      return settledWithin(
        options.clock,
        system.known ? newsMs : firstAnswerMs,
        Promise.all([system.probe(), ...work]),
      )
    }),
  )
  return systems.map((system) => {
    const state = present(call, system)
    if (state.reach !== 'unknown') return state
    const fault = {
      kind: 'timeout' as const,
      message: `The system has not answered for ${firstAnswerMs / 1000} seconds; Gantry still waits for it.`,
      system: system.id,
    }
    return { ...state, fault }
  })
}

export const systemProcedures = {
  list: os.systems.list.handler(async ({ context }) => ({ systems: await listSystems(context) })),

  signIn: os.systems.signIn.handler(async ({ context, input, signal }) => {
    const { core, sessions } = context
    const { clock, log } = core.options
    const system = core.system(input.system)
    const { userName, password } = input
    const late = { message: 'The system did not answer the sign-in in time.', system: system.id }
    const session = await core.signIns
      .run(system.id, () =>
        withTimeout(clock, signInTimeoutMs, signal, late, (inner) =>
          system.hypervisor.signIn({ userName, password }, inner),
        ),
      )
      .catch((error: unknown) => {
        throw error instanceof Fault ? toFault(error, system.id) : error
      })
    const before = sessions.raw(system.id)
    sessions.set(system.id, session)
    core.book.proved(core.book.keyOf(system.id, session))
    system.heard(undefined)
    log.info({ system: system.id, userName: session.userName }, 'signed in')
    if (before !== undefined) void endSession(context, system, before)
    try {
      const connection = system.hypervisor.connect(session)
      const info = await withTimeout(clock, infoTimeoutMs, signal, late, (inner) => connection.info(inner))
      system.learned(session.userName, info)
    } catch (error) {
      // The watch asks again; a sign-in does not fail for it.
      log.debug({ system: system.id, fault: toFault(error).info }, 'no details after sign-in')
    }
    return present(context, system)
  }),

  signOut: os.systems.signOut.handler(async ({ context, input }) => {
    const { core, sessions } = context
    const system = core.system(input.system)
    const session = sessions.raw(system.id)
    sessions.delete(system.id)
    if (session !== undefined) await endSession(context, system, session)
    return present(context, system)
  }),
}

/** Ends a session here and upstream. What upstream says to it is logged: for the browser it is over anyway. */
async function endSession(
  { core }: Call,
  system: System,
  session: Parameters<System['hypervisor']['signOut']>[0],
): Promise<void> {
  const { clock, log } = core.options
  const known = core.book.endOf(core.book.keyOf(system.id, session))
  core.book.markEnded(system.id, session, 'signed-out')
  if (known !== undefined) return
  const late = { message: 'The system did not answer the sign-out in time.', system: system.id }
  try {
    await withTimeout(clock, signOutTimeoutMs, undefined, late, (signal) =>
      system.hypervisor.signOut(session, signal),
    )
    log.info({ system: system.id, userName: session.userName }, 'signed out')
  } catch (error) {
    const fault = toFault(error, system.id)
    log.warn({ system: system.id, fault: fault.info }, 'sign-out upstream failed')
  }
}
