import { expect, test } from 'vitest'
import { EventTable } from './event-table.ts'
import { readLog } from './read-log-event.ts'

const table = new EventTable([
  { key: 'VmPoweredOnEvent', category: 'info', description: 'VM powered on', fullFormat: '{vm.name} is on' },
  { key: 'VmFailedToResetEvent', category: 'error', description: 'Cannot reset VM', fullFormat: 'x' },
  { key: 'VmRenamedEvent', category: 'user', description: 'VM renamed', fullFormat: 'x' },
  { key: 'EventEx', category: 'error', fullFormat: 'esx.problem.net.down|Network is down' },
  {
    key: 'ExtendedEvent',
    category: 'warning',
    description: 'Late',
    fullFormat: 'com.example.late|Late {data.x}',
  },
])
const read = (...events: unknown[]) => readLog(events, { system: 'vc', table, now: 99_000 })
const base = { key: '7', chainId: 5, createdTime: '2026-01-05T00:00:00.123456Z', userName: 'A\\b' }
const at = Date.UTC(2026, 0, 5) + 123

test('classes and ids tell what an event is and how bad', () => {
  const severity = (event: object) => read({ ...base, ...event })[0]
  expect(severity({ _typeName: 'VmFailedToResetEvent' })).toMatchObject({
    severity: 'error',
    rawSeverity: 'error',
  })
  expect(severity({ _typeName: 'VmRenamedEvent' })).toMatchObject({ severity: 'info', rawSeverity: 'user' })
  // Its own severity is what counts, and none is info, whatever the table says.
  const lost = { _typeName: 'EventEx', eventTypeId: 'esx.problem.net.down' }
  expect(severity({ ...lost, severity: 'warning' })).toMatchObject({
    severity: 'warning',
    type: 'esx.problem.net.down',
  })
  expect(severity(lost)).toMatchObject({ severity: 'info', message: 'Network is down' })
  const late = { _typeName: 'ExtendedEvent', eventTypeId: 'com.example.late', message: 'so late' }
  expect(severity(late)).toMatchObject({ severity: 'warning', message: 'so late', type: 'com.example.late' })
  // Not in the table.
  expect(severity({ _typeName: 'VmUnheardOfEvent' })).toMatchObject({
    severity: 'info',
    message: 'VmUnheardOfEvent',
  })
  expect(severity({ _typeName: 'HostSomethingFailedEvent' })?.severity).toBe('error')
})

test('every object that an event names is kept, with names as people wrote them', () => {
  const [event] = read({
    ...base,
    _typeName: 'VmPoweredOnEvent',
    fullFormattedMessage: 'a%2fb on esx is on, 50%25 of CPU',
    vm: { name: 'a%2fb', vm: { type: 'VirtualMachine', value: 'vm-1' } },
    host: { name: 'esx', host: { type: 'HostSystem', value: 'host-1' } },
    sourceHost: { name: 'old', host: { type: 'HostSystem', value: 'host-2' } },
    datacenter: { name: 'DC', datacenter: { type: 'Datacenter', value: 'datacenter-1' } },
    alarm: { name: 'CPU', alarm: { type: 'Alarm', value: 'alarm-1' } },
    from: 'green',
    reason: { fault: { _typeName: 'InvalidState' }, localizedMessage: 'It is not so.' },
  })
  expect(event).toEqual({
    system: 'vc',
    id: '7',
    order: 7,
    at,
    severity: 'info',
    rawSeverity: 'info',
    type: 'VmPoweredOnEvent',
    message: 'a/b on esx is on, 50%25 of CPU',
    userName: 'A\\b',
    chain: '5',
    objects: [
      { kind: 'vm', id: 'vm-1', name: 'a/b' },
      { kind: 'host', id: 'host-1', name: 'esx' },
      { kind: 'datacenter', id: 'datacenter-1', name: 'DC' },
      { kind: 'host', id: 'host-2', name: 'old' },
      { kind: 'other', id: 'alarm-1', name: 'CPU' },
    ],
    facts: [
      { label: 'from', value: 'green' },
      { label: 'reason', value: 'It is not so.' },
    ],
  })
  const [extended] = read({
    ...base,
    _typeName: 'ExtendedEvent',
    eventTypeId: 'com.example.late',
    managedObject: { type: 'Datastore', value: 'datastore-1' },
    data: { key: 'x', value: '3' },
  })
  expect(extended).toMatchObject({
    objects: [{ kind: 'datastore', id: 'datastore-1', name: 'datastore-1' }],
    facts: [{ label: 'x', value: '3' }],
  })
})

test('a task is told with its id, object and state', () => {
  const [event] = read({
    ...base,
    _typeName: 'TaskEvent',
    info: {
      _typeName: 'TaskInfo',
      key: 'task-3',
      task: { type: 'Task', value: 'task-3' },
      descriptionId: 'VirtualMachine.powerOn',
      entity: { type: 'VirtualMachine', value: 'vm-1' },
      entityName: 'a%252fb',
      state: 'queued',
    },
  })
  expect(event).toMatchObject({
    task: 'task-3',
    chain: '5',
    objects: [{ kind: 'vm', id: 'vm-1', name: 'a%2fb' }],
    facts: [
      { label: 'task', value: 'VirtualMachine.powerOn' },
      { label: 'state', value: 'queued' },
    ],
  })
})

test('what cannot be understood is kept, once, beside its neighbours', () => {
  const good = { ...base, _typeName: 'VmPoweredOnEvent' }
  const found = read(good, { ...base, key: undefined }, { ...base, key: undefined }, 'gibberish', {
    key: '9',
  })
  expect(found).toHaveLength(4)
  const raw = found.filter((event) => event.raw !== undefined)
  expect(raw).toHaveLength(3)
  expect(raw.every((event) => event.at === at)).toBe(true)
  expect(raw.find(({ id }) => id === '9')).toMatchObject({ order: 9, raw: '{"key":"9"}' })
  expect(raw.find((event) => event.raw === 'gibberish')?.id).toMatch(/^raw-/)
  expect(read('gibberish')[0]?.at).toBe(99_000)
})

test('the table explains what it knows', () => {
  const longDescription = '<EventLongDescription><description>It is on.</description></EventLongDescription>'
  const [type] = new EventTable([{ key: 'VmPoweredOnEvent', category: 'info', longDescription }]).types
  expect(type).toMatchObject({ type: 'VmPoweredOnEvent', explanation: 'It is on.' })
})
