/** A row in the page: the element that shows it, by number, and its key. */
export interface Placed {
  slot: number
  key: string
}

interface Wish {
  /** Keys of the rows to show, in order. */
  keys: readonly string[]
  /** A new question was asked: most rows are others, so that those which stay may change elements as well. */
  anew: boolean
  /** The row that has the focus or had it last. Its element is never given to another row. */
  visited: string | undefined
  /** It has the focus, so that it keeps its element also when a new question was asked. */
  focused: boolean
  /** A press on a row has begun: no row may get the element of another before it ends. */
  pressed: boolean
}

/**
 * Which element shows which row. A row keeps its element as long as it is shown, and with it focus and presses. One
 * that comes gets the element of one that went, because to write other texts into an element costs a browser much
 * less than to make one; but only where no element has to move for it, since moving costs as much as making.
 * `before` stands in the order of the page, and so does the result.
 */
export function placeRows(before: readonly Placed[], wish: Wish): readonly Placed[] {
  const { keys, anew, visited, focused, pressed } = wish
  const places = new Map(before.map(({ key }, place) => [key, place]))
  const stays = keys.map((key) => (anew && !(focused && key === visited) ? undefined : places.get(key)))
  const free = pressed ? new Set<number>() : new Set(before.keys())
  for (const place of stays) if (place !== undefined) free.delete(place)
  // Focus and open menus are to go with their row rather than to stand on another one.
  const gone = visited === undefined || keys.includes(visited) ? undefined : places.get(visited)
  if (gone !== undefined) free.delete(gone)

  let unused = before.reduce((most, { slot }) => Math.max(most, slot), -1) + 1
  let last = -1
  return keys.map((key, index) => {
    let place = stays[index]
    if (place === undefined) {
      const next = stays.slice(index).find((later) => later !== undefined && later > last) ?? before.length
      place = firstWithin(free, last, next)
      if (place !== undefined) free.delete(place)
    }
    if (place !== undefined) last = Math.max(last, place)
    const slot = place === undefined ? undefined : before[place]?.slot
    if (slot !== undefined) return { slot, key }
    unused += 1
    return { slot: unused - 1, key }
  })
}

/** The first of some ascending places between two others. */
function firstWithin(places: ReadonlySet<number>, after: number, before: number): number | undefined {
  for (const place of places) {
    if (place >= before) return undefined
    if (place > after) return place
  }
  return undefined
}
