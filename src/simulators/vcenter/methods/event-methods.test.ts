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
  expect(await query(json, { entity })).toHaveLength(4)
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
  expect(classes(await query(json, { eventTypeId: ['VmStartingEvent'] }))).toEqual(['VmStartingEvent'])
  const silent = await json.call('EventManager/EventManager', 'QueryEvents', { filter: { entity } })
  expect(silent[0]?.fullFormattedMessage).toBeUndefined()
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
