/** Choosing bars by keys and pointer. Bars are named by their place from 0. */
export interface Brush {
  cursor: number
  /** Where a choice of several began; the cursor is its other end. */
  anchor?: number
}

interface Key {
  key: string
  shift: boolean
}

const page = 10

/** What a key does to the choice among `bars` bars; `undefined`: it is not for the histogram. */
export function brushKey(
  brush: Brush | undefined,
  { key, shift }: Key,
  bars: number,
): Brush | 'take' | 'drop' | undefined {
  if (bars === 0) return undefined
  if (key === 'Enter' || key === ' ') return brush === undefined ? undefined : 'take'
  if (key === 'Escape') return brush === undefined ? undefined : 'drop'
  const last = bars - 1
  const from = brush?.cursor
  const moved = {
    ArrowLeft: (from ?? bars) - 1,
    ArrowDown: (from ?? bars) - 1,
    ArrowRight: (from ?? last) + 1,
    ArrowUp: (from ?? last) + 1,
    PageDown: (from ?? bars) - page,
    PageUp: (from ?? last) + page,
    Home: 0,
    End: last,
  }[key]
  if (moved === undefined) return undefined
  const cursor = Math.min(last, Math.max(0, moved))
  const anchor = shift ? (brush?.anchor ?? from ?? cursor) : undefined
  return anchor === undefined ? { cursor } : { cursor, anchor }
}

/** First and last place of what is chosen. */
export function chosenOf({ cursor, anchor = cursor }: Brush): { first: number; last: number } {
  return { first: Math.min(cursor, anchor), last: Math.max(cursor, anchor) }
}

/** The bar below a pointer at `x` pixels; beyond the ends: the first or last. */
export function placeAt(x: number, pixels: number, bars: number): number {
  return Math.min(bars - 1, Math.max(0, Math.floor(x / pixels)))
}
