import { expect, test } from 'vitest'
import { formatBytes, formatDuration, formatMhz } from './units.ts'

test.each([
  [undefined, '–'],
  [0, '0 B'],
  [1536, '1.5 KiB'],
  [8 * 1024 ** 3, '8 GiB'],
  [1.25 * 1024 ** 4, '1.3 TiB'],
])('%s bytes are shown as %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))

test.each([
  [undefined, '–'],
  [5_000, '5 s'],
  [61_000, '1 min'],
  [3_600_000, '1 h'],
  [93_784_000, '1 d 2 h'],
])('%s ms are shown as %s', (ms, text) => expect(formatDuration(ms)).toBe(text))

test('frequencies switch to GHz', () => {
  expect(formatMhz(2600)).toBe('2.6 GHz')
  expect(formatMhz(800)).toBe('800 MHz')
})
