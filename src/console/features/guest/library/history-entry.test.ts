import { expect, test } from 'vitest'
import { type HistoryEntry, historyEntrySchema } from '../../../../contract/guest/library.ts'
import type { Batch } from '../run/item.ts'
import { againOf, entryOf, sidesOf, summaryOf, withEntry } from './history-entry.ts'

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

const batch: Batch = {
  id: id(1),
  title: 'df',
  startedAt: 5,
  typed: {
    command: { kind: 'program', path: '/bin/df', arguments: '{dir} {token} {name}' },
    parameters: [
      { name: 'dir', value: '/var' },
      { name: 'token', value: 'hunter2', secret: true },
    ],
    options: { capture: true, keepBytes: 1024 },
  },
  items: [
    {
      target: { system: 'vc', vm: 'vm-1', name: 'web' },
      id: id(2),
      attempt: 1,
      state: 'sent',
      command: { kind: 'program', path: '/bin/df', arguments: '/var hunter2 web' },
      run: {
        id: id(2),
        system: 'vc',
        vm: { id: 'vm-1', name: 'web' },
        batch: id(1),
        guestUser: 'root',
        state: 'done',
        pid: 7,
        exitCode: 0,
        startedAt: 6,
        endedAt: 9,
      },
    },
    {
      target: { system: 'vc', vm: 'vm-2', name: 'off' },
      id: id(3),
      attempt: 1,
      state: 'refused',
      note: 'Off.',
    },
  ],
}

const made = (output?: string): HistoryEntry => {
  const entry = entryOf(batch, () => output)
  if (entry === undefined) throw new Error('nothing was made')
  return entry
}

test('what ran is kept without secrets, and asks for them when it is run again', () => {
  const entry = made()
  expect(historyEntrySchema.parse(JSON.parse(JSON.stringify(entry)))).toEqual(entry)
  expect(JSON.stringify(entry)).not.toContain('hunter2')
  expect(summaryOf(entry)).toBe('1 exited 0')
  expect(againOf(entry).parameters).toEqual([
    { name: 'dir', value: '/var' },
    { name: 'token', secret: true },
  ])
})

test('what goes on, or never ran, is not kept', () => {
  const [first, second] = batch.items
  if (first?.run === undefined || second === undefined) throw new Error('no items')
  const going = { ...first, run: { ...first.run, state: 'running' as const } }
  expect(entryOf({ ...batch, items: [going] }, () => undefined)).toBeUndefined()
  expect(entryOf({ ...batch, items: [second] }, () => undefined)).toBeUndefined()
})

test('outputs are cut, and those of old runs go first', () => {
  const entry = made('x'.repeat(10_000))
  expect(entry.guests[0]?.stdout).toHaveLength(4_000)
  const [guest] = entry.guests
  if (guest === undefined) throw new Error('no guest')
  let entries: HistoryEntry[] = []
  for (let n = 0; n < 60; n += 1) {
    const guests = Array.from({ length: 10 }, () => guest)
    entries = withEntry(entries, { ...entry, id: id(100 + n), startedAt: n, guests })
  }
  expect(entries).toHaveLength(50)
  expect(entries[0]?.guests[0]?.stdout).toHaveLength(4_000)
  expect(entries.at(-1)?.guests[0]?.stdout).toBeUndefined()
  expect(JSON.stringify(entries).length).toBeLessThan(2_100_000)
})

test('two runs stand side by side, also where a guest is in one of them only', () => {
  const left = made()
  const [guest] = left.guests
  if (guest === undefined) throw new Error('no guest')
  const right = {
    ...left,
    guests: [
      { ...guest, exitCode: 3 },
      { ...guest, vm: { id: 'vm-9', name: 'new' } },
    ],
  }
  expect(
    sidesOf(left, right).map(({ name, left: one, right: other }) => [name, one?.exitCode, other?.exitCode]),
  ).toEqual([
    ['web', 0, 3],
    ['new', undefined, 0],
  ])
})
