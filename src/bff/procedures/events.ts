import { implement } from '@orpc/server'
import { contract } from '../../contract/api.ts'
import type { EventReader } from '../events/event-reads.ts'
import { freshEvents } from '../events/fresh-events.ts'
import { ask } from './ask.ts'
import type { Call } from './call.ts'

const os = implement(contract).$context<Call>()

/** Asks the log of one system with the session of this browser. */
function askLog<T>(
  call: Call,
  system: string,
  signal: AbortSignal | undefined,
  work: (reader: EventReader, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return ask(call, system, signal, (connection, inner) => {
    const session = call.sessions.need(system)
    const source = call.core.events.sources.of(
      call.core.book.keyOf(system, session),
      system,
      () => connection,
    )
    return work({ system, userName: session.userName, source }, inner)
  })
}

export const eventProcedures = {
  page: os.events.page.handler(({ context, input, signal }) => {
    const { system, filter, cursor, limit } = input
    return askLog(context, system, signal, async (reader, inner) => {
      const page = await context.core.events.reads.page(reader, { filter, cursor, limit }, inner)
      // Who was refused the log before may read it now, and then follow it.
      context.core.pool.find(system, reader.userName)?.eventTail.retryNow('log')
      return page
    })
  }),
  counts: os.events.counts.handler(({ context, input, signal }) => {
    const { system, filter, bucketMs } = input
    return askLog(context, system, signal, (reader) => {
      const tail = context.core.pool.find(system, reader.userName)?.eventTail
      return context.core.events.counts.counts(
        reader,
        filter,
        bucketMs,
        tail === undefined ? undefined : freshEvents(tail),
      )
    })
  }),
  types: os.events.types.handler(({ context, input, signal }) =>
    askLog(context, input.system, signal, async ({ source }, inner) => ({
      types: await source.types(inner),
    })),
  ),
}
