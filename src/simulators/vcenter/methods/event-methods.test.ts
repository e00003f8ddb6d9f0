import { expect, test } from 'vitest'
import { at, JsonClient, type Loose, smallVcenter } from '../wire-test-client.ts'

const query = (json: JsonClient, filter: object) =>
  json.call('EventManager/EventManager', 'QueryEvents', { filter: { disableFullMessage: false, ...filter } })

const classes = (events: Loose): string[] => events.map((event) => String(event._typeName))

test('a VM has a past, and what happens to it is added', async () => {
  const simulator = smallVcenter()
  const json = await new JsonClient(simulator).login()
  const vm = simulator.upstream.vms().find((candidate) => candidate.power === 'off')
  if (vm === undefined) throw new Error('no stopped VM')
  const entity = { entity: { type: 'VirtualMachine', value: vm.id }, recursion: 'self' }
  const past = await query(json, { entity })
  expect(classes(past).slice(0, 4)).toEqual([
    'VmReconfiguredEvent',
    'TaskEvent',
    'VmStoppingEvent',
    'VmPoweredOffEvent',
  ])
  expect(new Set(past.slice(1, 4).map((event) => event.chainId)).size).toBe(1)
  expect(past[1]?.info?.eventChainId).toBe(past[1]?.chainId)
  simulator.upstream.setPower(vm.name, 'on')
  const events = await query(json, { entity, time: { beginTime: '2026-01-05T00:00:00Z' } })
  expect(classes(events)).toEqual(['VmStartingEvent', expect.stringMatching(/VmPoweredOnEvent$/)])
  expect(events[1]).toMatchObject({
    createdTime: '2026-01-05T00:00:00.000Z',
    vm: { _typeName: 'VmEventArgument', name: vm.name, vm: { type: 'VirtualMachine', value: vm.id } },
    host: { name: vm.host },
    template: false,
  })
  expect(events[1]?.fullFormattedMessage).toContain(vm.name)
  expect(events[0]?.chainId).toBe(events[1]?.chainId)
  const keys = (await query(json, {})).map((event) => Number(event.key))
  expect(keys).toEqual([...keys].sort((a, b) => a - b))
  expect(classes(await query(json, { entity, eventTypeId: ['VmStartingEvent'] }))).toEqual([
    'VmStartingEvent',
  ])
  const silent = await json.call('EventManager/EventManager', 'QueryEvents', { filter: { entity } })
  expect(silent[0]?.fullFormattedMessage).toBeUndefined()
})

test('the past has 30 days, in which people sign in, alarms sound and things fail', async () => {
  const simulator = smallVcenter()
  const json = await new JsonClient(simulator).login()
  const manager = 'EventManager/EventManager'
  const collector = await json.call(manager, 'CreateCollectorForEvents', { filter: { maxCount: 1_000 } })
  await json.call(at(collector), 'RewindCollector', {})
  const all: Loose[] = []
  for (;;) {
    const page = await json.call(at(collector), 'ReadNextEvents', { maxCount: 200 })
    if (page === undefined || page.length === 0) break
    all.push(...page)
  }
  const keys = all.map((event) => Number(event.key))
  expect(new Set(keys).size).toBe(keys.length)
  expect(keys).toEqual([...keys].sort((a, b) => a - b))
  const times = all.map((event) => Date.parse(String(event.createdTime)))
  expect(times).toEqual([...times].sort((a, b) => a - b))
  expect(times[0]).toBe(Date.UTC(2026, 0, 5) - 30 * 86_400_000)
  const kinds = new Set(all.map((event) => String(event._typeName)))
  for (const kind of [
    'UserLoginSessionEvent',
    'AlarmStatusChangedEvent',
    'VmFailedToPowerOnEvent',
    'EventEx',
  ])
    expect(kinds).toContain(kind)
  const some = async (filter: object) => (await query(json, filter)) as unknown as Loose[]
  const count = (fits: (event: Loose) => boolean) => all.filter(fits).length
  expect(await some({ category: ['error'] })).toHaveLength(
    count((event) => /Fail|BadUsername/.test(String(event._typeName))),
  )
  const operator = { userName: { systemUser: false, userList: ['GANTRY\\operator'] } }
  expect(await some(operator)).toHaveLength(count((event) => event.userName === 'GANTRY\\operator'))
  const nobody = { userName: { systemUser: true } }
  expect(await some(nobody)).toHaveLength(count((event) => (event.userName ?? '') === ''))
  const chain = { eventChainId: Number(all.find((event) => event._typeName === 'TaskEvent')?.chainId) }
  expect(await some(chain)).toHaveLength(3)
  const tooLarge = await json.call(manager, 'CreateCollectorForEvents', { filter: { maxCount: 1_001 } })
  expect(tooLarge).toMatchObject({ _typeName: 'InvalidArgument', invalidProperty: 'filter.maxCount' })
})

test('a collector shows the latest page and walks back and forth', async () => {
  const simulator = smallVcenter()
  const json = await new JsonClient(simulator).login()
  const collector = await json.call('EventManager/EventManager', 'CreateCollectorForEvents', {
    filter: { disableFullMessage: false, maxCount: 5 },
  })
  expect(collector.value).toMatch(/^session\[/)
  await json.call('PropertyCollector/propertyCollector', 'CreateFilter', {
    spec: {
      propSet: [{ type: 'EventHistoryCollector', pathSet: ['latestPage'] }],
      objectSet: [{ obj: collector }],
    },
    partialUpdates: false,
  })
  const wait = (version: string) =>
    json.call('PropertyCollector/propertyCollector', 'WaitForUpdatesEx', {
      version,
      options: { maxWaitSeconds: 60 },
    })
  const page = (set: Loose): Loose => set.filterSet?.[0]?.objectSet?.[0]?.changeSet?.[0]?.val as Loose
  const first = await wait('')
  expect(page(first)).toMatchObject({ _typeName: 'ArrayOfEvent' })
  expect(page(first)._value).toHaveLength(5)
  const next = wait(String(first.version))
  simulator.upstream.create('newborn')
  expect(classes(page(await next)._value as Loose)).toContain('VmCreatedEvent')
  const earlier = await json.call(at(collector), 'ReadPreviousEvents', { maxCount: 3 })
  const later = await json.call(at(collector), 'ReadNextEvents', { maxCount: 3 })
  expect([...later].reverse().map((event) => event.key)).toEqual(earlier.map((event) => event.key))
  await json.call(at(collector), 'SetCollectorPageSize', { maxCount: 2 })
  const read = await json.send(
    'GET',
    `/sdk/vim25/8.0.3.0/EventHistoryCollector/${encodeURIComponent(String(collector.value))}/latestPage`,
  )
  expect(read.json).toHaveLength(2)
})

test('the catalogue tells the severity of each class', async () => {
  const json = await new JsonClient(smallVcenter()).login()
  const description = (await json.send('GET', '/sdk/vim25/8.0.3.0/EventManager/EventManager/description'))
    .json
  const rows: Loose[] = description.eventInfo ?? []
  expect(rows.find((row) => String(row.key) === 'VmFailedToPowerOnEvent')?.category).toBe('error')
  expect(rows.filter((row) => String(row.key) === 'EventEx').length).toBeGreaterThan(1)
})

test('logins and failed logins leave events', async () => {
  const simulator = smallVcenter()
  const json = await new JsonClient(simulator).login()
  await new JsonClient(simulator).send('POST', '/sdk/vim25/8.0.3.0/SessionManager/SessionManager/Login', {
    body: { userName: 'mallory', password: 'x' },
  })
  const events = await query(json, { time: { beginTime: '2026-01-05T00:00:00Z' } })
  expect(classes(events)).toEqual(['UserLoginSessionEvent', 'BadUsernameSessionEvent'])
  expect(events[1]?.fullFormattedMessage).toBe('Cannot login mallory@127.0.0.1')
})

test('can be refused, slow, and hold what nobody understands', async () => {
  const simulator = smallVcenter()
  const { upstream } = simulator
  const json = await new JsonClient(simulator).login()
  upstream.quiet(true)
  upstream.writeMalformed('What is this?')
  const odd = (await query(json, {})).at(-1)
  expect(odd).toMatchObject({ _typeName: 'Event', fullFormattedMessage: 'What is this?' })
  expect(odd).not.toHaveProperty('createdTime')

  const manager = 'EventManager/EventManager'
  const collector = await json.call(manager, 'CreateCollectorForEvents', { filter: { maxCount: 10 } })
  upstream.refuseEvents(true)
  expect(await query(json, {})).toMatchObject({ _typeName: 'NoPermission' })
  expect(await json.call(at(collector), 'ReadNextEvents', { maxCount: 10 })).toMatchObject({
    _typeName: 'ManagedObjectNotFound',
  })
  upstream.refuseEvents(false)

  upstream.slowEvents(40)
  const answered: string[] = []
  const reading = query(json, {}).then((events) => answered.push(`${events.length} events`))
  await json.call('ServiceInstance/ServiceInstance', 'CurrentTime').then(() => answered.push('the time'))
  await reading
  expect(answered).toEqual(['the time', expect.stringMatching(/^\d{2,} events$/)])
})
