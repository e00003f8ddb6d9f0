import type { EngineEvent } from '../engine/event-log.ts'
import { defaultPage, prepareSearch, runSearch } from '../search/run.ts'
import { searchTables } from '../search/tables.ts'
import type { Query } from './query.ts'
import type { View } from './view.ts'

/**
 * Entries with a number above `from`, the newest first unless sorted. The log stands in the order of time, so that the first
 * ones are found without a look at all the others.
 */
export function readLog(
  view: View,
  from: number | undefined,
  { search, max }: Pick<Query, 'search' | 'max'>,
): readonly EngineEvent[] {
  const { events: log, now } = view.engine
  const table = searchTables(view.engine).events
  const options = { max, caseSensitive: view.query.caseSensitive, now }
  const prepared = prepareSearch(search ?? '', table, options)
  if (prepared === undefined) return []
  const { sortBy, page, anyOf } = prepared.parsed
  const first = from === undefined ? 0 : log.placeAfter(from)
  if (sortBy !== undefined && sortBy.field !== 'time')
    return runSearch(readLog(view, from, { search: undefined, max: undefined }), search ?? '', table, options)
  const upwards = sortBy !== undefined && !sortBy.descending
  const size = page === undefined ? (max ?? Number.POSITIVE_INFINITY) : (max ?? defaultPage)
  let skip = page === undefined ? 0 : (page - 1) * size
  const everything = anyOf.length === 0 && view.account.admin
  const found: EngineEvent[] = []
  const count = log.size - first
  // Nothing to look at in what is passed over.
  let n = everything ? skip : 0
  if (everything) skip = 0
  for (; n < count && found.length < size; n += 1) {
    const event = log.at(upwards ? first + n : log.size - 1 - n)
    if (event === undefined || !view.seesEvent(event) || !prepared.matches(event)) continue
    if (skip > 0) skip -= 1
    else found.push(event)
  }
  return found
}
