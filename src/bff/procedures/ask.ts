import { Fault, toFault } from '../../contract/fault.ts'
import type { Connection } from '../hypervisors/port.ts'
import { withTimeout } from '../timing.ts'
import type { Call } from './call.ts'

const detailTimeoutMs = 30_000

/** Asks one system with the session of this browser; a slow system becomes a `timeout`. */
export async function ask<T>(
  call: Call,
  id: string,
  signal: AbortSignal | undefined,
  work: (connection: Connection, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const system = call.core.system(id)
  const session = call.sessions.need(id)
  const late = { message: 'The system did not answer within 30 seconds.', system: id }
  try {
    return await withTimeout(call.core.options.clock, detailTimeoutMs, signal, late, (inner) =>
      work(system.hypervisor.connect(session), inner),
    )
  } catch (error) {
    const fault = toFault(error, id)
    // The session is over for all who use it, not only for this call.
    if (fault.kind === 'auth') call.core.book.markEnded(id, session, 'expired')
    // Anything else than a fault is a bug of Gantry's own and must not look like the system's words.
    throw error instanceof Fault ? fault : error
  }
}
