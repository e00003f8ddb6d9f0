import { describe, expect, test } from 'vitest'
import { eventKey, type LogEvent, logEventSchema, newestFirst } from '../../../../contract/events/event.ts'
import { type EventFilter, eventMatcher } from '../../../../contract/events/filter.ts'
import type { EventPosition, EventSource } from '../../event-port.ts'
import { actingEngine } from '../testing/acting-engine.ts'

const never = () => new AbortController().signal

/** All that a filter finds, page by page. */
async function readAll(source: EventSource, filter: EventFilter, limit: number, between = () => {}) {
  const events: LogEvent[] = []
  const marks: number[] = []
  let position: EventPosition | undefined
  let parts: readonly string[] = []
  do {
    const page = await source.older(filter, position, limit, never())
    events.push(...page.events)
    if (page.next !== undefined) marks.push(page.next.readBackTo)
    parts = page.pushedDown
    position = page.next
    between()
  } while (position !== undefined)
  return { events, marks, parts }
}

/** Follows until told to stop, and keeps what is told of these VMs; `told` waits for so many events. */
function following(source: EventSource, after: string | undefined, vms: readonly (string | undefined)[]) {
  const ending = new AbortController()
  const events: LogEvent[] = []
  const lost: number[] = []
  let look = (): void => {}
  const sink = {
    put(more: LogEvent[]) {
      events.push(...more.filter(({ objects }) => objects.some(({ id }) => vms.includes(id))))
      look()
    },
    lost(since: number) {
      lost.push(since)
      look()
    },
  }
  const ended = source.follow(after, sink, ending.signal)
  return {
    events,
    lost,
    told: (count: number) =>
      Promise.race([
        ended,
        new Promise<void>((resolve) => {
          look = () => (events.length >= count ? resolve() : undefined)
          look()
        }),
      ]),
    async stop() {
      ending.abort()
      await ended
    },
  }
}

describe.each(['4.5', '3.4'] as const)('the log of a simulated engine %s', (version) => {
  const open = async () => {
    const engine = await actingEngine(version)
    const { events } = engine.connection
    if (events === undefined) throw new Error('no log')
    return { ...engine, source: events }
  }

  test('is read back to its beginning, each entry once, whatever is written meanwhile', async () => {
    const { source, upstream } = await open()
    const whole = (await readAll(source, {}, 1_000)).events
    expect(whole.length).toBeGreaterThan(300)
    for (const event of whole) logEventSchema.parse(event)
    expect(whole).toEqual([...whole].sort(newestFirst))
    expect(whole.some(({ userName }) => userName !== undefined)).toBe(true)
    expect(whole.at(-1)?.type).toBe('1')
    const [vm] = upstream.vms()
    let power: 'on' | 'off' = 'off'
    const meanwhile = await readAll(source, {}, 25, () => {
      power = power === 'on' ? 'off' : 'on'
      upstream.setPower(vm?.name ?? '', power)
    })
    expect(meanwhile.events.map(eventKey)).toEqual(whole.map(eventKey))
    expect(meanwhile.marks).toEqual([...meanwhile.marks].sort((a, b) => b - a))
  })

  test('is filtered there or here, with nothing lost', async () => {
    const { source } = await open()
    const { events: whole } = await readAll(source, {}, 1_000)
    const pick = (kind: string) => {
      const objects = whole.flatMap((event) => event.objects)
      return `sim/${objects.find((one) => one.kind === kind && one.id !== undefined)?.id}`
    }
    const middle = whole[Math.floor(whole.length / 2)]?.at ?? 0
    const day = 86_400_000
    const user = whole.find((event) => event.userName !== undefined)?.userName ?? ''
    const cases: [EventFilter, string[]][] = [
      [{ severities: ['error', 'alert'] }, ['severity']],
      [{ severities: ['warning', 'alert'] }, ['severity']],
      [{ types: ['33', '61'] }, ['type']],
      [{ users: [user.toUpperCase()] }, ['user']],
      [{ objects: [pick('vm')] }, ['object']],
      [{ objects: [pick('host')] }, ['object']],
      [{ objects: [pick('datastore')] }, ['object']],
      [{ objects: [pick('cluster')] }, []],
      [{ objects: [pick('vm')], types: ['32', '153', '33'], from: middle }, ['object', 'time', 'type']],
      [{ from: middle - day, until: middle }, ['time']],
      [{ until: middle }, ['time']],
      [{ types: ['33', '61'], severities: ['info'], until: middle }, ['severity', 'time', 'type']],
      [{ text: 'operator maintenance' }, []],
      [{ types: ['4000'] }, ['type']],
    ]
    for (const [filter, parts] of cases) {
      const found = await readAll(source, filter, 40)
      const matches = eventMatcher(filter)
      const wanted = whole.filter(matches).map(eventKey)
      expect(found.events.filter(matches).map(eventKey), JSON.stringify(filter)).toEqual(wanted)
      expect([...found.parts].sort(), JSON.stringify(filter)).toEqual(parts)
    }
    for (const filter of [{ objects: ['other/1'] }, { types: ['VmEvent'] }, { chains: ['other/1'] }])
      expect(await source.older(filter, undefined, 10, never())).toEqual({ events: [], pushedDown: [] })
  })

  test('is not searched for networks, which no entry names', async () => {
    const engine = await open()
    const vm = await engine.fit('down', ({ nics }) => nics.length > 0)
    const [nic] = (await engine.connection.vm(vm.id, engine.signal)).nics
    const filter = { objects: [`sim/${nic?.networkId}`] }
    expect(nic?.networkId).toBeDefined()
    expect(await engine.source.older(filter, undefined, 10, never())).toEqual({ events: [], pushedDown: [] })
    const both = { objects: [...filter.objects, `sim/${vm.id}`] }
    expect((await engine.source.older(both, undefined, 10, never())).pushedDown).toEqual(['object'])
  })

  test('tells what an action of ours did, by its intent', async () => {
    const engine = await open()
    const { source, run, lastIntent } = engine
    const vm = await engine.fit()
    await run(vm.id, { verb: 'start' })
    const intent = lastIntent()
    const { events } = await readAll(source, { chains: [`sim/${intent}`] }, 50)
    expect(events.length).toBeGreaterThan(0)
    for (const event of events) expect(event).toMatchObject({ chain: intent, intent })
    expect(events[0]?.objects[0]).toEqual({ kind: 'vm', id: vm.id, name: vm.name })
  })

  test('is followed: what happens is told once, in order, late numbers too', async () => {
    const { source, upstream } = await open()
    const newest = (await source.older({}, undefined, 30, never())).events[0]
    const [one, other] = upstream.vms()
    const tail = following(source, newest?.id, [one?.id, other?.id])
    upstream.setPower(one?.name ?? '', 'off')
    await tail.told(1)
    const commit = upstream.writeLate(other?.name ?? '')
    upstream.setPower(one?.name ?? '', 'on')
    await tail.told(3)
    commit()
    await tail.told(4)
    upstream.setPower(other?.name ?? '', 'off')
    await tail.told(5)
    await tail.stop()
    expect(tail.events.map(({ type }) => type)).toEqual(['33', '153', '32', '35', '33'])
    const late = tail.events[3]
    expect(late?.order).toBeLessThan(tail.events[1]?.order ?? 0)
    expect(tail.lost).toEqual([])
  })

  test('is followed again after a break, with what was written late in it', async () => {
    const { source, upstream, restarted } = await open()
    const [vm] = upstream.vms()
    const commit = upstream.writeLate(vm?.name ?? '')
    upstream.setPower(vm?.name ?? '', 'off')
    const before = (await source.older({}, undefined, 30, never())).events
    commit()
    upstream.setPower(vm?.name ?? '', 'on')
    const tail = following(source, before[0]?.id, [vm?.id])
    await tail.told(3)
    await tail.stop()
    expect(tail.events.map(({ type }) => type)).toEqual(['35', '153', '32'])
    // Who was not there before cannot know what was late.
    const { events: fresh } = await restarted()
    if (fresh === undefined) throw new Error('no log')
    const second = following(fresh, before[0]?.id, [vm?.id])
    await second.told(2)
    await second.stop()
    expect(second.events.map(({ type }) => type)).toEqual(['153', '32'])
  })

  test('has kinds of entries with names', async () => {
    const { source } = await open()
    const types = await source.types(never())
    expect(types).toContainEqual({
      type: '12',
      name: 'VDS_FAILURE',
      severity: 'error',
      family: 'host',
      otherNames: ['HOST_FAILURE'],
    })
    expect(types.find(({ type }) => type === '9000')?.explanation).toMatch(/^An alert: /)
    const names = new Map(types.map(({ type, name }) => [type, name]))
    const { events } = await readAll(source, {}, 1_000)
    expect([...new Set(events.map(({ type }) => type))].filter((type) => !names.has(type))).toEqual([])
  })
})
