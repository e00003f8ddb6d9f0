import type { EventType, LogEvent } from '../../../../contract/events/event.ts'
import type { EventFilter } from '../../../../contract/events/filter.ts'
import { Fault } from '../../../../contract/fault.ts'
import type { EventPage, EventPosition, EventSink, EventSource } from '../../event-port.ts'
import type { VimClient } from '../transport/vim-client.ts'
import { eventDescriptions } from '../wire/events.ts'
import { time } from '../wire/read.ts'
import { currentTime, type ServiceContent } from '../wire/service-content.ts'
import { eventSpec } from './event-spec.ts'
import { EventTable } from './event-table.ts'
import { type EventManagers, eventManagers } from './history-collector.ts'
import { HistoryWalk, isGone, type Mark } from './history-walk.ts'
import { olderOfObject } from './named-elsewhere.ts'
import { OpenWalks } from './open-walks.ts'
import { readLog } from './read-log-event.ts'
import { followEvents } from './tail.ts'
import { UserSpellings } from './user-spellings.ts'

/** What is known of a system's log for all who read it. */
export class EventMemory {
  readonly walks = new OpenWalks()
  readonly spellings = new UserSpellings()
  private table: EventTable | undefined

  /** The kinds of events; large, and the same for as long as the vCenter runs, so that they are read once. */
  async tableOf({ vim, content, eventManager }: EventManagers, signal: AbortSignal): Promise<EventTable> {
    const managers = { eventManager, propertyCollector: content.propertyCollector }
    this.table ??= new EventTable(await eventDescriptions(vim, managers, { signal }))
    return this.table
  }
}

/** The adapter's own part of a position. */
class Ticket {
  readonly walk: number
  readonly mark: Mark
  readonly withoutEntity: boolean

  constructor(walk: number, mark: Mark, withoutEntity: boolean) {
    this.walk = walk
    this.mark = mark
    this.withoutEntity = withoutEntity
  }
}

interface Parts {
  vim: VimClient
  /** Names the session, for what it has open upstream. */
  token: string
  content(signal: AbortSignal): Promise<ServiceContent>
  memory: EventMemory
}

/** The log of a vCenter: its `EventManager`, with collectors of history. */
export class VcenterEvents implements EventSource {
  private readonly parts: Parts

  constructor(parts: Parts) {
    this.parts = parts
  }

  older(
    filter: EventFilter,
    position: EventPosition | undefined,
    limit: number,
    signal: AbortSignal,
  ): Promise<EventPage> {
    return olderOfObject(this.read, filter, position, limit, signal)
  }

  /** A page of what the system finds for the filter. */
  private readonly read = async (
    filter: EventFilter,
    position: EventPosition | undefined,
    limit: number,
    signal: AbortSignal,
  ): Promise<EventPage> => {
    const { vim, memory, token } = this.parts
    const ticket = position?.state instanceof Ticket ? position.state : undefined
    const managers = await this.managers(signal)
    const skew = position === undefined ? this.skew(signal) : undefined
    const table = await this.table(managers, signal)
    const start = { position, ticket, limit, signal, withoutEntity: ticket?.withoutEntity ?? false }
    const found = await this.page(managers, filter, start)
    const skewMs = await skew
    if (found === undefined)
      return { events: [], pushedDown: [], ...(skewMs === undefined ? {} : { skewMs }) }
    const { walk, page, pushedDown, withoutEntity } = found
    const now = vim.line.clock.now()
    const read = readLog(page, { system: vim.system, table, now: walk.position?.readBackTo ?? now })
    const events = read.filter(({ at, raw }) => raw !== undefined || within(at, filter))
    for (const { userName } of events) memory.spellings.learn(userName)
    const { position: mark } = walk
    const tooOld = mark !== undefined && filter.from !== undefined && mark.readBackTo < filter.from
    if (walk.ended || mark === undefined || tooOld) walk.close()
    const next =
      walk.ended || mark === undefined
        ? undefined
        : {
            readBackTo: mark.readBackTo,
            state: new Ticket(memory.walks.park(walk, token, now), mark, withoutEntity),
          }
    return {
      events,
      pushedDown,
      ...(next === undefined ? {} : { next }),
      ...(skewMs === undefined ? {} : { skewMs }),
    }
  }

  async follow(after: string | undefined, sink: EventSink, signal: AbortSignal): Promise<void> {
    try {
      const managers = await this.managers(signal)
      const table = await this.table(managers, signal)
      const { spellings } = this.parts.memory
      const told = (events: LogEvent[]) => {
        for (const { userName } of events) spellings.learn(userName)
        sink.put(events)
      }
      await followEvents({
        managers,
        table,
        after: after === undefined ? undefined : Number(after),
        sink: { put: told, lost: (since) => sink.lost(since) },
        signal,
      })
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  async types(signal: AbortSignal): Promise<EventType[]> {
    const managers = await this.managers(signal)
    return (await this.parts.memory.tableOf(managers, signal)).types
  }

  private async managers(signal: AbortSignal): Promise<EventManagers> {
    return eventManagers(this.parts.vim, await this.parts.content(signal))
  }

  /** Without the table events have their classes' names for words, and are read all the same. */
  private async table(managers: EventManagers, signal: AbortSignal): Promise<EventTable> {
    try {
      return await this.parts.memory.tableOf(managers, signal)
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof Fault && error.kind === 'auth') throw error
      const { line, system } = this.parts.vim
      line.log.info({ system, error: String(error) }, 'event descriptions not read')
      return new EventTable([])
    }
  }

  /** How far the system's clock runs ahead of Gantry's, in ms; undefined where it does not tell. */
  private async skew(signal: AbortSignal): Promise<number | undefined> {
    const { vim } = this.parts
    const { clock } = vim.line
    try {
      const asked = clock.now()
      const theirs = time(await currentTime(vim, { signal }))
      return theirs === undefined ? undefined : Math.round(theirs - (asked + clock.now()) / 2)
    } catch {
      return undefined
    }
  }

  /** The next page, from the walk that waits for it, or from a new one where that is gone; undefined when nothing can fit. */
  private async page(
    managers: EventManagers,
    filter: EventFilter,
    start: {
      position: EventPosition | undefined
      ticket: Ticket | undefined
      limit: number
      signal: AbortSignal
      withoutEntity: boolean
    },
  ) {
    const { vim, memory, token } = this.parts
    const { position, ticket, limit, signal } = start
    let { withoutEntity } = start
    const mark = ticket?.mark ?? (position && { readBackTo: position.readBackTo, seen: new Map() })
    // The end of the range is exclusive here and inclusive there, which the time of an event decides in the end.
    const range = { begin: filter.from, end: filter.until }
    const waiting = ticket === undefined ? undefined : memory.walks.take(ticket.walk, token)
    let renewed = false
    for (let walk = waiting; ; walk = undefined) {
      const spec = eventSpec(filter, vim.system, { spellings: memory.spellings.of, withoutEntity })
      if (spec === undefined) return undefined
      walk ??= new HistoryWalk(managers, spec, range, mark)
      try {
        const page = await walk.next(limit, signal)
        return { walk, page, pushedDown: spec.pushedDown, withoutEntity }
      } catch (error) {
        walk.close()
        signal.throwIfAborted()
        if (!(error instanceof Fault)) throw error
        // QUIRK(vcenter): who has been removed cannot be asked for, yet its log is what is wanted then.
        const refusesEntity = error.kind === 'not-found' || error.kind === 'invalid-input'
        if (isGone(error) && walk === waiting) continue
        if (refusesEntity && spec.entity !== undefined && !withoutEntity) withoutEntity = true
        else if (error.info.code === 'InvalidState' && !renewed) {
          // The session has as many collectors as it may have.
          renewed = true
          memory.walks.clear(token)
        } else throw error
      }
    }
  }
}

function within(at: number, { from, until }: EventFilter): boolean {
  return (from === undefined || at >= from) && (until === undefined || at < until)
}
