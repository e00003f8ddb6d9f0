import type { LogEvent } from '../../contract/events/event.ts'
import { Fault } from '../../contract/fault.ts'

/**
 * Logs may hold entries this far from where their time belongs (ms): those that were committed late. Reading goes on this
 * much above where it stopped, where nothing else is known.
 */
export const disorderMs = 10_000

/** Ids in a cursor; what was given beyond them near its time may be given again. */
const mostIds = 100

/** Where a reader of pages stands, as the browser keeps it. */
export interface EventCursor {
  /** Names what this process remembers of it. */
  kept: string
  /** Everything at or after this time was given. Epoch ms. */
  at: number
  /** Ids of entries near that time that were given. */
  given: string[]
}

/** An entry that was given, as far as one must know to give it once. */
export type Given = Pick<LogEvent, 'id' | 'at'>

/** Of what was given, that which another read from `at` may meet again; newest last. */
export function nearby(given: readonly Given[], at: number): Given[] {
  return given.filter((one) => one.at <= at + disorderMs)
}

export function writeCursor(kept: string, at: number, given: readonly Given[]): string {
  const ids = given.slice(-mostIds).map(({ id }) => encodeURIComponent(id))
  return [kept, at, ids.join(',')].join(';')
}

/** Throws `invalid-input` for what `writeCursor` did not write. */
export function readCursor(text: string): EventCursor {
  const [kept, at, ids] = text.split(';')
  const time = Number(at)
  try {
    if (kept === undefined || at === undefined || at === '' || ids === undefined || !Number.isFinite(time))
      throw new URIError()
    return { kept, at: time, given: ids === '' ? [] : ids.split(',').map(decodeURIComponent) }
  } catch {
    throw new Fault({
      kind: 'invalid-input',
      message: 'This is not a cursor of a page of events.',
      field: 'cursor',
      advice: 'Read from the first page again.',
    })
  }
}
