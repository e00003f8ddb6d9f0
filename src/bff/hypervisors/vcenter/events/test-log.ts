import type { LogEvent } from '../../../../contract/events/event.ts'
import type { EventFilter } from '../../../../contract/events/filter.ts'
import { Fault } from '../../../../contract/fault.ts'
import { createVcenterSimulator } from '../../../../simulators/vcenter/vcenter-simulator.ts'
import { demoAccount } from '../../../../simulators/world/options.ts'
import type { EventPage, EventSource } from '../../event-port.ts'
import { realClock, silentLog } from '../../recording-sink.ts'
import { createVcenter } from '../vcenter.ts'

export const startAt = Date.UTC(2026, 0, 5)
const { signal } = new AbortController()

export const dialects = [
  { name: 'VI JSON', version: '8.0.3', dialect: 'vi-json' },
  { name: 'SOAP', version: '7.0.3', dialect: 'soap' },
] as const

/** For tests: the log of a small simulated vCenter where nothing happens by itself, and what was called on the wire. */
export async function openLog({ version, dialect }: Pick<(typeof dialects)[number], 'version' | 'dialect'>) {
  const simulator = createVcenterSimulator({ id: 'vc', seed: 'events', estate: 'small', startAt, version })
  simulator.upstream.quiet(true)
  const calls: string[] = []
  const hypervisor = createVcenter({
    system: { id: 'vc', name: 'vc', kind: 'vcenter', url: `https://${simulator.host}`, dialect },
    send: async (request) => {
      const soap = /<soapenv:Body><(\w+)/.exec(request.method === 'POST' ? await request.clone().text() : '')
      calls.push(soap?.[1] ?? new URL(request.url).pathname.split('/').at(-1) ?? '')
      return simulator.fetch(request)
    },
    clock: realClock,
    log: silentLog,
  })
  const session = await hypervisor.signIn(demoAccount, signal)
  const open = (): EventSource => {
    const { events } = hypervisor.connect(session)
    if (events === undefined) throw new Error('no log')
    return events
  }
  return { simulator, upstream: simulator.upstream, calls, open, log: open() }
}

/** Reads a log to its end; throws where an event comes twice or pages are not in order. */
export async function readAll(log: EventSource, filter: EventFilter, limit: number): Promise<LogEvent[]> {
  const all: LogEvent[] = []
  const ids = new Set<string>()
  let page: EventPage | undefined
  do {
    page = await log.older(filter, page?.next, limit, signal)
    for (const event of page.events) {
      if (ids.has(event.id)) throw new Error(`${event.id} came twice`)
      ids.add(event.id)
      all.push(event)
    }
  } while (page.next !== undefined)
  return all
}

/** Follows a log and keeps what it tells. */
export class Follower {
  readonly events: LogEvent[] = []
  readonly lost: number[] = []
  readonly ended: Promise<unknown>
  private readonly ending = new AbortController()

  constructor(log: EventSource, after?: string) {
    const sink = {
      put: (events: LogEvent[]) => this.events.push(...events),
      lost: (since: number) => this.lost.push(since),
    }
    this.ended = log.follow(after, sink, this.ending.signal).catch((error: unknown) => {
      if (error instanceof Fault) return error.info
      throw error
    })
  }

  get types(): string[] {
    return this.events.map(({ type }) => type)
  }

  async stop(): Promise<void> {
    this.ending.abort()
    await this.ended
  }
}
