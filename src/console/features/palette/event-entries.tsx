import { type InventoryRow, keyOf } from '../../../contract/inventory.ts'
import type { SystemState } from '../../../contract/system.ts'
import { eventsHref } from '../../client/links.ts'
import { EventsIcon } from '../../ui/icons.tsx'
import type { PaletteEntry } from './entries.tsx'

/** So many objects are offered for `events of`. */
const mostObjects = 6

/** `Events of web01`: for `events of` and a part of a name, the log of what is found; for a name alone, that of its object. */
export function eventEntries(options: {
  query: string
  systems: readonly SystemState[]
  /** What was found for the query as it is. */
  found: readonly InventoryRow[]
  find: (name: string) => readonly InventoryRow[]
}): PaletteEntry[] {
  const { query, systems, found, find } = options
  const asked = /^\s*events\s+(?:of\s+)?(\S.*)$/i.exec(query)?.[1]?.trim()
  const name = query.trim().toLowerCase()
  const rows =
    asked === undefined
      ? found.filter((row) => row.name.toLowerCase() === name)
      : find(asked).slice(0, mostObjects)
  return rows.flatMap((row): PaletteEntry[] => {
    const system = systems.find(({ id }) => id === row.system)
    const offer = system?.info?.capabilities.events
    const line = {
      key: `events:${row.kind}:${keyOf(row)}`,
      label: `Events of ${row.name}`,
      icon: <EventsIcon />,
    }
    if (system === undefined || offer === undefined) return []
    if (offer !== true) return asked === undefined ? [] : [{ ...line, hint: offer, refused: true }]
    return [{ ...line, hint: system.name, to: eventsHref({ objects: [keyOf(row)], range: '30d' }) }]
  })
}
