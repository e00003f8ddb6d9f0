import type { Clock } from '../hypervisors/port.ts'

const chunkItems = 500
const encoder = new TextEncoder()

/** Items of one part, each turned into what the reply shows only when its turn comes. */
export interface ListPart<T> {
  items: readonly T[]
  show(item: T): object
}

/**
 * `{"<name>":[…],"systems":[…]}` written piece by piece as the reader takes it. A list may hold 100,000
 * rows: as one value it would be copied three times over and hold up every other request meanwhile.
 */
export function streamList<T>(
  clock: Clock,
  name: string,
  parts: readonly ListPart<T>[],
  systems: readonly object[],
): ReadableStream<Uint8Array> {
  const pieces = listPieces(name, parts, systems)
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        // Other work gets its turn between pieces.
        await clock.sleep(0)
        const next = pieces.next()
        if (next.done === true) controller.close()
        else controller.enqueue(encoder.encode(next.value))
      },
    },
    { highWaterMark: 1 },
  )
}

function* listPieces<T>(
  name: string,
  parts: readonly ListPart<T>[],
  systems: readonly object[],
): Generator<string, void, void> {
  yield `{${JSON.stringify(name)}:[`
  let separator = ''
  for (const { items, show } of parts) {
    for (let from = 0; from < items.length; from += chunkItems) {
      const shown = items.slice(from, from + chunkItems).map((item) => JSON.stringify(show(item)))
      yield separator + shown.join(',')
      separator = ','
    }
  }
  yield `],"systems":${JSON.stringify(systems)}}`
}
