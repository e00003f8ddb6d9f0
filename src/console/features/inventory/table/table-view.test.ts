import { expect, test } from 'vitest'
import { orderOf, type SortBy } from './sort-rows.ts'
import { TableView } from './table-view.ts'

interface Row {
  system: string
  id: string
  name: string
  size?: number
}

const bySize: SortBy<Row> = { value: ({ size }) => size, descending: true }
const small = ({ size }: Row) => (size ?? 0) < 25

/** Every look at the clock finds another millisecond gone. */
function started(narrows: (earlier: unknown, later: unknown) => boolean = () => false) {
  let time = 0
  const waiting: (() => void)[] = []
  const view = new TableView<Row>({
    now: () => {
      time += 1
      return time
    },
    later: (run) => void waiting.push(run),
    narrows,
  })
  return {
    view,
    waiting,
    ask: (more: object) =>
      view.ask({ by: { descending: false }, test: undefined, origin: 0, name: '', ...more }),
  }
}

function dice(seed: number): (below: number) => number {
  let last = seed
  return (below) => {
    last = (last * 16_807) % 2_147_483_647
    return last % below
  }
}

const many = (count: number): Row[] =>
  Array.from({ length: count }, (_, index) => ({
    system: 's',
    id: `${index}`,
    name: `vm${index % 977}`,
    size: index % 50,
  }))

test('following changes gives the same as asking anew', () => {
  const random = dice(3)
  for (const { by, test: passes } of [
    { by: { descending: false }, test: undefined },
    { by: { descending: true }, test: small },
    { by: bySize, test: undefined },
    { by: bySize, test: small },
  ]) {
    const { view, ask } = started()
    let rows: Row[] = ['t', 's', 'u'].flatMap((system) => many(150).map((row) => ({ ...row, system })))
    const selected = (row: Row) => row.id.endsWith('7')
    ask({ by, test: passes })
    view.select(selected)
    for (let round = 0; round < 40; round += 1) {
      view.setRows(rows)
      const { rows: shown, total, selected: counts } = view.answer()
      expect(shown).toEqual(rows.filter((row) => passes?.(row) ?? true).sort(orderOf(by)))
      expect(total).toBe(rows.length)
      expect(counts).toEqual({ total: rows.filter(selected).length, shown: shown.filter(selected).length })
      rows = rows.flatMap((row) => {
        const thrown = random(round % 7 === 0 ? 6 : 90)
        if (thrown === 0) return []
        if (thrown === 1) return [{ ...row, size: random(50) }]
        if (thrown === 2) return [{ ...row, name: `vm${random(300)}` }]
        return [row]
      })
      if (round % 3 === 0) rows.push({ system: 'u', id: `new${round}`, name: 'vm5', size: 3 })
      if (round % 5 === 0) rows.unshift({ system: 't', id: `new${round}`, name: 'vm5' })
    }
  }
})

test('a long test runs in stretches; what was shown stays until it is through', () => {
  const { view, waiting, ask } = started()
  const rows = many(40_000)
  view.setRows(rows)
  const before = view.answer().rows
  ask({ test: small, name: 'small' })
  expect(view.answer()).toMatchObject({ busy: true, name: '' })
  expect(view.answer().rows).toBe(before)
  while (waiting.length > 0) waiting.shift()?.()
  expect(view.answer()).toMatchObject({ busy: false, name: 'small' })
  expect(view.answer().rows).toHaveLength(20_000)
})

test('a newer question ends the work on the one before', () => {
  const { view, waiting, ask } = started()
  view.setRows(many(40_000))
  ask({ test: small, name: 'small' })
  ask({ test: (row: Row) => row.id === '7', name: 'seven' })
  while (waiting.length > 0) waiting.shift()?.()
  expect(view.answer().name).toBe('seven')
  expect(view.answer().rows.map(({ id }) => id)).toEqual(['7'])
})

test('rows that change under a test at work are in its answer', () => {
  const { view, waiting, ask } = started()
  const rows = many(40_000)
  view.setRows(rows)
  ask({ test: small })
  view.setRows(rows.slice(1))
  while (waiting.length > 0) waiting.shift()?.()
  expect(view.answer().rows).toHaveLength(19_999)
  expect(view.answer().busy).toBe(false)
})

test('a narrower test looks only at what is shown', () => {
  const { view, ask } = started((earlier, later) => earlier === 'wide' && later === 'narrow')
  let asked = 0
  view.setRows(many(500))
  ask({ test: small, origin: 'wide' })
  ask({
    test: (row: Row) => {
      asked += 1
      return row.size === 1
    },
    origin: 'narrow',
  })
  expect(asked).toBe(250)
  expect(view.answer().rows).toHaveLength(10)
})

test('the same rows under another question are the same array', () => {
  const { view, ask } = started()
  view.setRows(many(10))
  const { rows } = view.answer()
  ask({ test: () => true, name: 'all' })
  expect(view.answer().rows).toBe(rows)
})
