import type { EventType } from '../../contract/events/event.ts'
import { Fault, toFault } from '../../contract/fault.ts'
import { faultResponse } from '../errors.ts'
import type { EventSource } from '../hypervisors/event-port.ts'
import type { UpstreamSession } from '../hypervisors/port.ts'
import type { Call } from '../procedures/call.ts'
import { settledWithin } from '../timing.ts'
import { csvFile, type ExportWriter, jsonLines } from './export-lines.ts'
import { type ExportRequest, readExportRequest } from './export-request.ts'
import { type MergedLine, MergedLog } from './merged-log.ts'
import { OrderedLog } from './ordered-log.ts'

const path = '/api/events/export'
/** Lines of one piece of the file. */
const pieceLines = 500
/** Names of kinds adorn the file; it does not wait longer for them. */
const namesMs = 1_500

/** `GET /api/events/export`: what fits a filter in all asked systems, newest first, as a file. `undefined` for other requests. */
export async function exportRoute(request: Request, call: Call): Promise<Response | undefined> {
  const { pathname, searchParams } = new URL(request.url)
  if (request.method !== 'GET' || pathname !== path) return undefined
  try {
    return begin(readExportRequest(searchParams), call, request)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return faultResponse(toFault(error).info)
  }
}

/** A system that takes part: its log, or why there is none. */
interface Part {
  system: string
  session: UpstreamSession | undefined
  source: EventSource | Fault
}

function begin(asked: ExportRequest, call: Call, request: Request): Response {
  const { clock, systems: configs } = call.core.options
  const stop = new AbortController()
  // Node forgets to pass on the abort of a request that has been collected: the file holds on to it.
  request.signal.addEventListener('abort', () => stop.abort(), { once: true })
  const parts = partsOf(asked, call)
  const names = new TypeNames(parts, stop.signal)
  const writer =
    asked.format === 'jsonl'
      ? jsonLines(asked.aheadMinutes)
      : csvFile(asked.aheadMinutes, {
          systemName: (id) => configs.find((one) => one.config.id === id)?.config.name ?? id,
          typeName: (system, type) => names.of(system, type),
        })
  const lines = merged(parts, asked, call, stop.signal)
  const ready = asked.format === 'csv' ? settledWithin(clock, namesMs, names.read) : Promise.resolve(true)
  const time = new Date(clock.now()).toISOString().slice(0, 16).replace(':', '')
  return new Response(fileOf({ writer, lines, limit: asked.limit, ready, request, stop }), {
    headers: {
      'content-type': writer.contentType,
      'content-disposition': `attachment; filename="gantry-events-${time}Z.${asked.format}"`,
      'x-content-type-options': 'nosniff',
      // Proxies such as nginx must not collect the file.
      'x-accel-buffering': 'no',
    },
  })
}

/** The systems that were asked for, else all that are signed in. Throws `auth` where none is, `not-found` for unknown ones. */
function partsOf({ filter }: ExportRequest, { core, sessions }: Call): Part[] {
  const asked = new Set(filter.systems ?? [])
  const systems =
    asked.size > 0
      ? [...asked].map((id) => core.system(id))
      : core.systems.filter(({ id }) => sessions.find(id) !== undefined)
  if (systems.length === 0)
    throw new Fault({
      kind: 'auth',
      code: 'NOT_SIGNED_IN',
      message: 'You are not signed in to any system.',
      advice: 'Sign in on the Systems page.',
    })
  return systems.map(({ id, hypervisor }) => {
    try {
      const session = sessions.need(id)
      const key = core.book.keyOf(id, session)
      const source = core.events.sources.of(key, id, () => hypervisor.connect(session))
      return { system: id, session, source }
    } catch (error) {
      if (error instanceof Fault) return { system: id, session: undefined, source: error }
      throw error
    }
  })
}

function merged(
  parts: readonly Part[],
  { filter }: ExportRequest,
  { core }: Call,
  signal: AbortSignal,
): MergedLog {
  const { clock } = core.options
  const logs = parts.map(({ system, source }) => {
    const readable: Pick<EventSource, 'older'> =
      source instanceof Fault ? { older: () => Promise.reject(source) } : source
    return new OrderedLog({ system, source: readable, filter, clock, signal })
  })
  const sessions = new Map(parts.map(({ system, session }) => [system, session]))
  return new MergedLog(logs, ({ system, fault }) => {
    const session = sessions.get(system)
    if (fault?.kind === 'auth' && session !== undefined) core.book.markEnded(system, session, 'expired')
  })
}

/** Names of kinds of entries, as far as systems tell them. */
class TypeNames {
  readonly read: Promise<unknown>
  private readonly names = new Map<string, ReadonlyMap<string, string>>()

  constructor(parts: readonly Part[], signal: AbortSignal) {
    this.read = Promise.all(
      parts.map(async ({ system, source }) => {
        const types = source instanceof Fault ? [] : await source.types(signal).catch(() => [] as EventType[])
        this.names.set(system, new Map(types.map(({ type, name }) => [type, name])))
      }),
    )
  }

  of(system: string, type: string): string | undefined {
    return this.names.get(system)?.get(type)
  }
}

interface FileParts {
  writer: ExportWriter
  lines: MergedLog
  limit: number
  /** The first lines wait for it. */
  ready: Promise<unknown>
  request: Request
  stop: AbortController
}

/** The file as it is read: a slow reader slows the reading of the logs. */
function fileOf({ writer, lines, limit, ready, request, stop }: FileParts): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let events = 0
  let gaps = 0
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        if (writer.head !== '') controller.enqueue(encoder.encode(writer.head))
      },
      async pull(controller) {
        await ready
        // One more than may be given tells whether there is more.
        const next = await lines.next(Math.min(pieceLines, limit - events + 1))
        if (stop.signal.aborted || request.signal.aborted) {
          controller.error(new DOMException('The reader left.', 'AbortError'))
          return
        }
        const kept: MergedLine[] = []
        let cut = false
        for (const line of next) {
          if ('gap' in line) gaps += 1
          else if (events === limit) {
            cut = true
            break
          } else events += 1
          kept.push(line)
        }
        if (kept.length > 0) controller.enqueue(encoder.encode(writer.lines(kept)))
        if (!cut && next.length > 0) return
        const end = { events, complete: !cut && gaps === 0, ...(cut ? { limit } : {}) }
        const text = writer.end(end)
        if (text !== '') controller.enqueue(encoder.encode(text))
        controller.close()
        stop.abort()
      },
      cancel: () => stop.abort(),
    },
    { highWaterMark: 1 },
  )
}
