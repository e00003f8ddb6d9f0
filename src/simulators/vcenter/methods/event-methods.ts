import type { StoredEvent } from '../model/build-event.ts'
import { type Entity, type Managed, ref } from '../model/entities.ts'
import { type EventQuery, fits } from '../model/event-query.ts'
import { type EventStore, systemUser } from '../model/events.ts'
import { propertyTable } from '../properties/table.ts'
import { invalidArgument, noPermission } from '../vim/faults.ts'
import { type Call, flagOf, listOf, method, numberOf, refOf, textOf } from '../vim/method.ts'
import { type Data, isData, type Value } from '../vim/value.ts'
import type { World } from '../world.ts'
import { type HistoryCollector, openHistories } from './history-collectors.ts'

/** Events that one call returns at most. */
const most = 1_000

/** A scrollable view of the events that fit a filter. */
class EventHistoryCollector implements HistoryCollector {
  readonly type = 'EventHistoryCollector'
  readonly id: string
  readonly spec: Data
  pageSize: number
  private readonly query: EventQuery
  private readonly store: EventStore
  private readonly stop: () => void
  /** Events with a key below this one are behind. */
  private position = 0

  constructor(world: World, options: { id: string; spec: Data }) {
    this.id = options.id
    this.spec = options.spec
    this.pageSize = pageSizeOf(options.spec)
    this.query = queryOf(world, options.spec)
    this.store = world.events
    this.stop = world.events.listen((event) => {
      if (fits(event, this.query)) world.estate.changed(this, 'latestPage')
    })
    this.reset()
  }

  dispose(): void {
    this.stop()
  }

  latestPage(): Data[] {
    return this.store.newest(this.query, this.pageSize).map((event) => shown(event, this.spec))
  }

  /** To just before the latest page. */
  reset(): void {
    this.position = this.store.newest(this.query, this.pageSize).at(-1)?.key ?? 0
  }

  rewind(): void {
    this.position = 0
  }

  previous(count: number): Data[] {
    const found = this.store.before(this.query, this.position, Math.min(most, count))
    this.position = found.at(-1)?.key ?? this.position
    return found.map((event) => shown(event, this.spec))
  }

  next(count: number): Data[] {
    const found = this.store.after(this.query, this.position - 1, Math.min(most, count))
    const last = found.at(-1)
    if (last !== undefined) this.position = last.key + 1
    return found.map((event) => shown(event, this.spec))
  }
}

export const eventTables = [
  propertyTable<EventHistoryCollector>('EventHistoryCollector', {
    filter: (collector) => collector.spec,
    latestPage: (collector) => collector.latestPage(),
    initialized: () => true,
  }),
]

export const eventMethods = [
  method('EventManager.QueryEvents', 'filter EventFilterSpec', 'Event*', async ({ world, args }) => {
    await admit(world)
    const spec = specOf(args.filter)
    const limit = Math.min(most, numberOf(spec, 'maxCount') ?? most)
    return world.events
      .newest(queryOf(world, spec), limit)
      .reverse()
      .map((event) => shown(event, spec))
  }),
  method(
    'EventManager.CreateCollectorForEvents',
    'filter EventFilterSpec',
    'ref',
    async ({ world, session, args }) => {
      await admit(world)
      openHistories(session, (object) => object instanceof EventHistoryCollector)
      const id = world.sessions.newObjectId(session)
      const collector = new EventHistoryCollector(world, { id, spec: specOf(args.filter) })
      world.sessions.keep(session, collector)
      return ref(collector)
    },
  ),
  method(
    'EventHistoryCollector.ReadNextEvents',
    'maxCount int',
    'Event*',
    read((collector, count) => collector.next(count)),
  ),
  method(
    'EventHistoryCollector.ReadPreviousEvents',
    'maxCount int',
    'Event*',
    read((collector, count) => collector.previous(count)),
  ),
]

function read(how: (collector: EventHistoryCollector, count: number) => Data[]) {
  return async ({ world, self, args }: Call<EventHistoryCollector>): Promise<Data[]> => {
    await admit(world)
    const count = numberOf(args, 'maxCount') ?? 0
    if (count <= 0) throw invalidArgument('maxCount')
    return how(self, count)
  }
}

const admit = ({ events, estate }: World): Promise<void> =>
  events.access.admit(() => noPermission(ref(estate.root), ['System.View']))

/** More than 1,000 is refused, as is nothing. */
function pageSizeOf(spec: Data): number {
  const size = numberOf(spec, 'maxCount') ?? 10
  if (size < 0 || size > most) throw invalidArgument('filter.maxCount')
  return size === 0 ? 10 : size
}

function specOf(value: Value): Data {
  if (!isData(value)) throw invalidArgument('filter')
  return value
}

/** The text of an event is left out unless it was asked for. */
function shown(event: StoredEvent, spec: Data): Data {
  if (flagOf(spec, 'disableFullMessage') === false) return event.data
  return { ...event.data, fullFormattedMessage: undefined } as Data
}

function queryOf(world: World, spec: Data): EventQuery {
  const types = [...words(spec, 'type'), ...words(spec, 'eventTypeId')]
  if (words(spec, 'type').length > 0 && words(spec, 'eventTypeId').length > 0)
    throw invalidArgument('filter.type')
  const time = isData(spec.time) ? spec.time : undefined
  const users = isData(spec.userName) ? words(spec.userName, 'userList') : []
  if (isData(spec.userName) && flagOf(spec.userName, 'systemUser') === true) users.push(systemUser)
  const begin = time === undefined ? undefined : numberOf(time, 'beginTime')
  const end = time === undefined ? undefined : numberOf(time, 'endTime')
  const chain = numberOf(spec, 'eventChainId')
  const categories = words(spec, 'category')
  const about = isData(spec.entity) ? subjects(world, spec.entity) : undefined
  return {
    ...(about === undefined ? {} : { about }),
    ...(begin === undefined ? {} : { begin }),
    ...(end === undefined ? {} : { end }),
    ...(chain === undefined ? {} : { chain }),
    ...(types.length === 0 ? {} : { types: new Set(types) }),
    ...(categories.length === 0 ? {} : { categories: new Set(categories) }),
    ...(users.length === 0 ? {} : { users: new Set(users) }),
  }
}

function words(owner: Data, name: string): string[] {
  return listOf(owner, name).filter((word) => typeof word === 'string')
}

/** Ids of what an entity filter is about; undefined for everything. */
function subjects(world: World, filter: Data): ReadonlySet<string> | undefined {
  const target = refOf(filter, 'entity')
  const recursion = textOf(filter, 'recursion')
  const found: Managed | undefined = target === undefined ? undefined : world.estate.objects.get(target.value)
  if (target === undefined || found === undefined || found.type !== target.type)
    throw invalidArgument('filter.entity')
  const { estate } = world
  if (found === estate.root && recursion !== 'self') return undefined
  // An id of the estate's tree belongs to an entity.
  const entity = found as Entity
  const below = recursion === 'self' ? [] : estate.below(entity, recursion === 'all').map((child) => child.id)
  return new Set(recursion === 'children' ? below : [entity.id, ...below])
}
