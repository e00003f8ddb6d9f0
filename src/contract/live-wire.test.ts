import { expect, test } from 'vitest'
import type { InventoryRow } from './inventory.ts'
import type { LiveMessage } from './live.ts'
import { decodeLiveData, encodeLiveEvent } from './live-wire.ts'
import { vms } from './search/sample-rows.ts'

const sampleRows: InventoryRow[] = [
  ...vms,
  { kind: 'host', system: 'a', id: 'host-1', name: 'esx-1', health: 'ok', state: 'up', status: 'connected' },
  {
    kind: 'host',
    system: 'a',
    id: 'host-2',
    name: 'esx-2',
    health: 'ok',
    state: 'down',
    status: 'gone',
    cpuCores: 8,
  },
  { kind: 'folder', system: 'a', id: 'group-1', name: 'vm', health: 'ok', holds: 'vm', root: true },
]

const encodeLiveData = (message: LiveMessage) => encodeLiveEvent(message).split('data: ')[1] ?? ''
const rowsOf = (rows: InventoryRow[]): LiveMessage => ({ type: 'rows', system: 'a', epoch: 'e', rows })
const vm = (id: string, more: object = {}): InventoryRow => ({
  kind: 'vm',
  system: 'a',
  id,
  name: `name of ${id}`,
  health: 'ok',
  status: 'poweredOn',
  cpus: 2,
  memoryBytes: 2 ** 32,
  power: 'on',
  tools: 'running',
  ...more,
})

const byKey = (a: InventoryRow, b: InventoryRow) => `${a.kind}${a.id}`.localeCompare(`${b.kind}${b.id}`)

test('rows of every kind come out as they went in, kind by kind', () => {
  const read = decodeLiveData(encodeLiveData(rowsOf(sampleRows)))
  if (read?.type !== 'rows') throw new Error('no rows')
  expect(read.rows.toSorted(byKey)).toEqual(sampleRows.toSorted(byKey))
})

test('fields that some rows lack, lists, falsy values and UUIDs survive', () => {
  const rows = Array.from({ length: 40 }, (_, index) =>
    vm(`vm-${index}`, {
      uuid: `1018e70e-2802-40e3-a310-b4e57586d1${index + 10}`,
      ...(index % 3 === 0 ? {} : { notes: index % 3 === 1 ? '' : `note ${index}`, question: false }),
      ...(index % 2 === 0
        ? {}
        : { ips: [`10.0.0.${index}`, 'fe80::1'], datastoreIds: ['ds-1'], usedBytes: 0 }),
    }),
  )
  const read = decodeLiveData(encodeLiveData(rowsOf(rows)))
  expect(read).toEqual(rowsOf(rows))
})

test('a patch carries rows in the same way, and what is gone', () => {
  const patch: LiveMessage = {
    type: 'patch',
    system: 'a',
    epoch: 'e',
    seq: 7,
    at: 1,
    upsert: [vm('vm-1'), vm('vm-2', { notes: 'x' })],
    remove: ['vm-3'],
  }
  expect(decodeLiveData(encodeLiveData(patch))).toEqual(patch)
})

test('what many rows have is one value over all messages', () => {
  const hosts = Array.from({ length: 10 }, (_, index) =>
    vm(`vm-${index}`, { os: 'Debian', ips: ['10.0.0.1'] }),
  )
  const [first, later] = [hosts, [vm('vm-1', { os: 'Debian', ips: ['10.0.0.1'] })]].map((rows) => {
    const read = decodeLiveData(encodeLiveData(rowsOf(rows)))
    return read?.type === 'rows' ? read.rows[0] : undefined
  })
  if (first?.kind !== 'vm' || later?.kind !== 'vm') throw new Error('no rows')
  expect(later.ips).toBe(first.ips)
})

test('what all rows share is written once', () => {
  const wire = encodeLiveData(rowsOf(Array.from({ length: 100 }, (_, index) => vm(`vm-${index}`))))
  expect(wire.split('poweredOn')).toHaveLength(2)
})

test('an event is named by its type and fits one line', () => {
  const event = encodeLiveEvent(rowsOf([vm('vm-1', { notes: 'two\nlines' })]))
  expect(event).toMatch(/^event: rows\ndata: [^\n]+\n\n$/)
  expect(encodeLiveEvent({ type: 'beat', at: 1 })).toBe('event: beat\ndata: {"type":"beat","at":1}\n\n')
})

test.each([
  ['no JSON', 'beat'],
  ['no object', '1'],
  ['null', 'null'],
  ['an unknown type', '{"type":"job"}'],
  ['a name from the prototype', '{"type":"toString"}'],
  ['a missing system', '{"type":"begin","epoch":"e"}'],
  ['rows that are no list', '{"type":"rows","system":"a","epoch":"e","rows":{}}'],
  ['a patch without a number', '{"type":"patch","system":"a","epoch":"e","upsert":[],"remove":[]}'],
  ['a block without columns', block({ kind: 'vm', count: 1 })],
  ['a block without a kind', block({ count: 1, columns: {} })],
  ['a column of another length', block({ kind: 'vm', count: 2, columns: { id: { values: ['a'] } } })],
  [
    'places of another length',
    block({ kind: 'vm', count: 2, columns: { id: { distinct: ['a'], at: [0] } } }),
  ],
  ['UUIDs of another length', block({ kind: 'vm', count: 2, columns: { id: { uuids: '' } } })],
  ['an unknown column', block({ kind: 'vm', count: 1, columns: { id: { zipped: 'a' } } })],
])('passes over %s', (_name, data) => expect(decodeLiveData(data)).toBeUndefined())

function block(only: object): string {
  return JSON.stringify({ type: 'rows', system: 'a', epoch: 'e', rows: [only] })
}
