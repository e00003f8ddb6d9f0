import { describe, expect, test, vi } from 'vitest'
import { newestFirst } from '../../../../contract/events/event.ts'
import { eventMatcher } from '../../../../contract/events/filter.ts'
import { dialects, Follower, openLog, readAll, startAt } from './test-log.ts'

const { signal } = new AbortController()
const day = 86_400_000

describe.each(dialects)('the log of a vCenter over $name', (dialect) => {
  test('is read to its end, in order, without doubles, whatever the size of the pages', async () => {
    const { log, calls } = await openLog(dialect)
    const whole = await readAll(log, {}, 1_000)
    expect(whole.length).toBeGreaterThan(500)
    expect(whole).toEqual([...whole].sort(newestFirst))
    const pages = await readAll(log, {}, 37)
    expect(pages.map(({ id }) => id)).toEqual(whole.map(({ id }) => id))
    // Nothing stays open upstream.
    const made = calls.filter((call) => call === 'CreateCollectorForEvents').length
    await expect.poll(() => calls.filter((call) => call === 'DestroyCollector').length).toBe(made)
    expect(made).toBe(2)
  })

  test('goes on where it was when the collector is lost, and for another connection', async () => {
    const { log, open, upstream, calls } = await openLog(dialect)
    const whole = await readAll(log, {}, 500)
    const first = await log.older({}, undefined, 50, signal)
    // Others push it out.
    for (let other = 0; other < 4; other += 1) await log.older({}, undefined, 10, signal)
    const second = await open().older({}, first.next, 50, signal)
    upstream.dropCollectors()
    const third = await log.older({}, second.next, 50, signal)
    // A position is good more than once.
    const again = await log.older({}, second.next, 50, signal)
    const ids = [...first.events, ...second.events, ...third.events].map(({ id }) => id)
    expect(ids).toEqual(whole.slice(0, ids.length).map(({ id }) => id))
    expect(ids.length).toBeGreaterThan(80)
    expect(again.events.map(({ id }) => id)).toEqual(third.events.map(({ id }) => id))
    expect(calls.filter((call) => call === 'CreateCollectorForEvents').length).toBeGreaterThan(5)
  })

  test('is filtered upstream by what vCenter can filter', async () => {
    const { log, upstream } = await openLog(dialect)
    const vm = upstream.vms().find(({ power }) => power === 'off')
    if (vm === undefined) throw new Error('no stopped VM')
    const whole = await readAll(log, {}, 1_000)
    const chains = [...new Set(whole.flatMap(({ chain }) => (chain === undefined ? [] : [`vc/${chain}`])))]
    const filters = [
      [{ objects: [`vc/${vm.id}`] }, ['object']],
      [{ types: ['VmPoweredOffEvent', 'VmPoweredOnEvent'] }, ['type']],
      [{ users: ['gantry\\OPERATOR'] }, ['user']],
      [{ severities: ['error' as const] }, ['severity']],
      [{ severities: ['info' as const, 'warning' as const] }, ['severity']],
      [{ from: startAt - 9 * day, until: startAt - 3 * day }, ['time']],
      [
        { from: startAt - 20 * day, types: ['VmPoweredOffEvent'], severities: ['info' as const] },
        ['time', 'severity', 'type'],
      ],
      [{ chains: [`vc/${whole.find(({ type }) => type === 'VmPoweredOffEvent')?.chain}`] }, ['chain']],
      // A spec takes one chain: the rest is done here.
      [{ from: startAt - 20 * day, chains: chains.slice(0, 2) }, ['time']],
    ] as const
    for (const [filter, pushedDown] of filters) {
      const readonlyFree = structuredClone(filter) as Parameters<typeof eventMatcher>[0]
      const found = await readAll(log, readonlyFree, 40)
      const wanted = whole.filter(eventMatcher(readonlyFree))
      expect(found.filter(eventMatcher(readonlyFree)).map(({ id }) => id)).toEqual(wanted.map(({ id }) => id))
      expect(wanted.length, JSON.stringify(filter)).toBeGreaterThan(0)
      if (!('chains' in filter && filter.chains.length > 1))
        expect(found.length, JSON.stringify(filter)).toBe(wanted.length)
      expect((await log.older(readonlyFree, undefined, 5, signal)).pushedDown).toEqual(pushedDown)
    }
    for (const filter of [
      { severities: ['alert' as const] },
      { objects: ['other/vm-1'] },
      { types: ['32'] },
      { chains: ['other/7'] },
    ]) {
      expect(await log.older(filter, undefined, 5, signal)).toMatchObject({ events: [] })
    }
  })

  test('holds what happened to what is no more', async () => {
    const { log, upstream } = await openLog(dialect)
    const [vm] = upstream.vms().filter(({ power }) => power === 'off')
    if (vm === undefined) throw new Error('no stopped VM')
    upstream.remove(vm.name)
    const filter = { objects: [`vc/${vm.id}`] }
    const found = (await readAll(log, filter, 200)).filter(eventMatcher(filter))
    expect(found[0]).toMatchObject({ type: 'VmRemovedEvent' })
  })

  test('tells how far the clock of the system is off', async () => {
    const { log } = await openLog(dialect)
    const { skewMs = 0 } = await log.older({}, undefined, 5, signal)
    expect(Math.abs(skewMs - (startAt - Date.now()))).toBeLessThan(60_000)
  })

  test('is followed: each event once, chains and objects included', async () => {
    const { log, upstream, calls } = await openLog(dialect)
    const follower = new Follower(log)
    await expect.poll(() => calls.filter((call) => call === 'WaitForUpdatesEx').length).toBeGreaterThan(1)
    const vm = upstream.vms().find(({ power }) => power === 'off')
    if (vm === undefined) throw new Error('no stopped VM')
    upstream.setPower(vm.name, 'on')
    await vi.waitFor(() => expect(follower.types).toHaveLength(2))
    upstream.rename(vm.name, 'a/b %')
    await vi.waitFor(() => expect(follower.types).toHaveLength(3))
    expect(follower.types).toEqual([
      'VmStartingEvent',
      expect.stringMatching(/VmPoweredOnEvent$/),
      'VmRenamedEvent',
    ])
    const [starting, started, renamed] = follower.events
    expect(starting?.chain).toBe(started?.chain)
    expect(started).toMatchObject({ system: 'vc', severity: 'info', at: startAt })
    expect(started?.objects[0]).toEqual({ kind: 'vm', id: vm.id, name: vm.name })
    expect(started?.objects.map(({ kind }) => kind)).toEqual(['vm', 'host', 'cluster', 'datacenter'])
    expect(renamed?.objects[0]?.name).toBe('a/b %')
    expect(renamed?.message).toContain('a/b %')
    expect(renamed?.facts).toContainEqual({ label: 'newName', value: 'a/b %' })
    expect(follower.lost).toEqual([])
    await follower.stop()
  })

  test('is followed through pages that are wholly new, lost collectors, and from an event on', async () => {
    const { log, upstream, calls } = await openLog(dialect)
    const [newest] = (await log.older({}, undefined, 1, signal)).events
    const power = (times: number) => {
      const names = upstream
        .vms()
        .filter(({ power }) => power !== 'suspended')
        .map(({ name }) => name)
      for (let time = 0; time < times; time += 1) {
        for (const name of names) upstream.setPower(name, time % 2 === 0 ? 'on' : 'off')
      }
    }
    // More than a page before it begins.
    power(3)
    const follower = new Follower(log, newest?.id)
    await vi.waitFor(() => expect(follower.events.length).toBeGreaterThan(200))
    await expect.poll(() => calls.filter((call) => call === 'WaitForUpdatesEx').length).toBeGreaterThan(1)
    // More than a page at once.
    power(2)
    upstream.dropCollectors()
    power(2)
    const told = async () => {
      const all = await readAll(log, {}, 1_000)
      const since = all.filter(({ order }) => order > (newest?.order ?? 0)).map(({ order }) => order)
      return since.reverse()
    }
    const expected = await told()
    await vi.waitFor(() => expect(follower.events.length).toBe(expected.length), 5_000)
    upstream.create('the last one')
    await vi.waitFor(() => expect(follower.types.at(-1)).toBe('VmCreatedEvent'), 5_000)
    expect(follower.events.map(({ order }) => order)).toEqual(await told())
    expect(follower.lost).toEqual([])
    await follower.stop()
  })

  test('says since when events may be missing where they cannot be read', async () => {
    const { log, upstream, simulator, calls } = await openLog(dialect)
    const [newest] = (await log.older({}, undefined, 1, signal)).events
    const follower = new Follower(log, newest?.id)
    await expect.poll(() => calls.filter((call) => call === 'WaitForUpdatesEx').length).toBeGreaterThan(1)
    const read = 'CreateCollectorForEvents'
    const rule = dialect.dialect === 'soap' ? { body: read } : { path: read }
    simulator.faults.add({ ...rule, times: 1, effect: { refuse: true } })
    for (const { name, power } of upstream.vms()) {
      if (power !== 'suspended') upstream.setPower(name, power === 'on' ? 'off' : 'on')
    }
    await vi.waitFor(() => expect(follower.lost).toEqual([newest?.at]))
    await vi.waitFor(() => expect(follower.events.length).toBeGreaterThan(0))
    upstream.create('after it')
    await vi.waitFor(() => expect(follower.types.at(-1)).toBe('VmCreatedEvent'))
    expect(new Set(follower.events.map(({ id }) => id)).size).toBe(follower.events.length)
    await follower.stop()
  })

  test('ends with its session', async () => {
    const { log, simulator, calls } = await openLog(dialect)
    const follower = new Follower(log)
    await expect.poll(() => calls.filter((call) => call === 'WaitForUpdatesEx').length).toBeGreaterThan(1)
    simulator.restart()
    expect(await follower.ended).toMatchObject({ kind: 'auth' })
    await expect(log.older({}, undefined, 5, signal)).rejects.toMatchObject({ kind: 'auth' })
  })

  test('says which kinds of events there are', async () => {
    const { log } = await openLog(dialect)
    const types = await log.types(signal)
    expect(types).toContainEqual({
      type: 'VmPoweredOnEvent',
      name: 'VM powered on',
      severity: 'info',
      family: 'Virtual machines',
      explanation: expect.stringMatching(/^The machine has been given power/),
    })
    expect(types.find(({ type }) => type === 'VmFailedToPowerOnEvent')?.explanation).toContain(
      '\nPossible cause: Another host holds a file of the machine open.\nWhat to do: Find the host that runs it & stop it there.',
    )
    expect(types.find(({ type }) => type === 'esx.problem.vmfs.heartbeat.timedout')).toMatchObject({
      severity: 'warning',
      family: 'Storage',
    })
    expect(new Set(types.map(({ type }) => type)).size).toBe(types.length)
  })
})
