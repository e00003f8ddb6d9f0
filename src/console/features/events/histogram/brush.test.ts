import { expect, test } from 'vitest'
import { type Brush, brushKey, chosenOf, placeAt } from './brush.ts'
import { asBefore, narrowed, wider } from './ranges.ts'

const press = (brush: Brush | undefined, key: string, shift = false) => brushKey(brush, { key, shift }, 20)
const hour = 3_600_000
const now = Date.UTC(2026, 10, 20, 12)

test('arrows begin at the newest bar and move the cursor', () => {
  expect(press(undefined, 'ArrowLeft')).toEqual({ cursor: 19 })
  expect(press({ cursor: 19 }, 'ArrowLeft')).toEqual({ cursor: 18 })
  expect(press({ cursor: 19 }, 'ArrowRight')).toEqual({ cursor: 19 })
  expect(press({ cursor: 3 }, 'PageDown')).toEqual({ cursor: 0 })
  expect(press({ cursor: 3 }, 'End')).toEqual({ cursor: 19 })
})

test('shift extends from where it began, and without it the choice is one bar again', () => {
  const one = press({ cursor: 5 }, 'ArrowRight', true)
  expect(one).toEqual({ cursor: 6, anchor: 5 })
  const back = press({ cursor: 6, anchor: 5 }, 'Home', true)
  expect(back).toEqual({ cursor: 0, anchor: 5 })
  expect(chosenOf({ cursor: 0, anchor: 5 })).toEqual({ first: 0, last: 5 })
  expect(press({ cursor: 0, anchor: 5 }, 'ArrowRight')).toEqual({ cursor: 1 })
})

test('Enter takes and Escape drops only what is chosen', () => {
  expect(press({ cursor: 5 }, 'Enter')).toBe('take')
  expect(press({ cursor: 5 }, 'Escape')).toBe('drop')
  expect(press(undefined, 'Enter')).toBeUndefined()
  expect(press(undefined, 'Escape')).toBeUndefined()
  expect(press({ cursor: 5 }, 'Tab')).toBeUndefined()
  expect(brushKey(undefined, { key: 'ArrowLeft', shift: false }, 0)).toBeUndefined()
})

test('a pointer outside chooses the nearest bar', () => {
  expect([-5, 0, 9, 10, 500].map((x) => placeAt(x, 10, 20))).toEqual([0, 0, 0, 1, 19])
})

test('the newest bar of a range that goes on to now goes on to now', () => {
  const shown = { from: now - 24 * hour }
  expect(narrowed(shown, { from: now - hour / 2, until: now + hour / 2 }, now)).toEqual({
    from: now - hour / 2,
  })
  expect(narrowed(shown, { from: now - 25 * hour, until: now - 23 * hour }, now)).toEqual({
    from: now - 24 * hour,
    until: now - 23 * hour,
  })
})

test('zooming out goes by presets, else around the middle, and ends at everything', () => {
  expect(wider({ from: now - hour }, now)).toEqual({ preset: '24h' })
  expect(wider({ from: now - 25 * hour }, now)).toEqual({ preset: '7d' })
  expect(wider({ from: now - 40 * 24 * hour }, now)).toEqual({ preset: 'all' })
  expect(wider({}, now)).toBeUndefined()
  expect(wider({ from: now - 10 * hour, until: now - 8 * hour }, now)).toEqual({
    from: now - 13 * hour,
    until: now - 5 * hour,
  })
  expect(wider({ from: now - 2 * hour, until: now - hour }, now)).toEqual({ from: now - 3.5 * hour })
})

test('what was a preset becomes it again', () => {
  expect(asBefore({ from: now - 24.5 * hour }, now)).toEqual({ preset: '24h' })
  expect(asBefore({ from: now - 3 * hour }, now)).toEqual({ from: now - 3 * hour })
  expect(asBefore({}, now)).toEqual({ preset: 'all' })
})
