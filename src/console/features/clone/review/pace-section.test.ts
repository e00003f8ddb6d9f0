import { expect, it } from 'vitest'
import { orderSentence } from './pace-section.tsx'

const names = Array.from({ length: 20 }, (_, index) => `web-${index + 1}`)
const pace = (atOnce: number, staggerSeconds = 0) => ({ atOnce, staggerSeconds })

it.each([
  [names.slice(0, 1), pace(8), 4, 'web-1 goes at once.'],
  [names.slice(0, 3), pace(8), 4, 'All 3 are made at the same time.'],
  [
    names,
    pace(8),
    4,
    'In the order of the grid: web-1 to web-4 go first, then the next whenever one has ended, 4 at once.',
  ],
  [
    names,
    pace(1),
    undefined,
    'In the order of the grid: web-1 goes first, then the next whenever one has ended, 1 at once.',
  ],
  [
    names.slice(0, 3),
    pace(8, 30),
    4,
    'All 3 are made at the same time. Starts are 30 s apart, so the last one begins after 1 min at the earliest.',
  ],
])('says who goes first: %#', (list, wanted, perSource, sentence) => {
  expect(orderSentence(list, wanted, perSource)).toBe(sentence)
})
