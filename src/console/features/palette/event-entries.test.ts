import { expect, test } from 'vitest'
import type { InventoryRow } from '../../../contract/inventory.ts'
import type { SystemState } from '../../../contract/system.ts'
import { machine, systemWith } from '../../actions/test-machines.ts'
import { eventEntries } from './event-entries.tsx'

const rows: InventoryRow[] = [machine({ name: 'web01' }), machine({ id: 'vm-2', name: 'web02' })]
const find = (name: string) => rows.filter((row) => row.name.includes(name.trim()))
const base = systemWith({})
const { info } = base
if (info === undefined) throw new Error('the system has no info')
const logging = (events: true | string) => ({ ...base, info: { ...info, capabilities: { events } } })
const entries = (query: string, system: SystemState = logging(true)) =>
  eventEntries({ query, systems: [system], found: find(query), find })

test('leads to the log of what is found, and of what is named', () => {
  expect(entries('events of web').map(({ label }) => label)).toEqual(['Events of web01', 'Events of web02'])
  expect(entries('Events web02')).toMatchObject([{ to: '/events?object=vc%2Fvm-2&range=30d' }])
  expect(entries('WEB01').map(({ label }) => label)).toEqual([])
  expect(entries('web01').map(({ label }) => label)).toEqual(['Events of web01'])
  expect(entries('events')).toEqual([])
})

test('says why where a system has no log, to who asks for it', () => {
  expect(entries('events of web01', logging('It has none.'))).toMatchObject([
    { hint: 'It has none.', refused: true },
  ])
  expect(entries('web01', logging('It has none.'))).toEqual([])
  expect(entries('web01', base)).toEqual([])
})
