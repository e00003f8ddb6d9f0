import type { LogEvent } from '../../contract/events/event.ts'
import type { EventFilter } from '../../contract/events/filter.ts'
import type { InventoryKind } from '../../contract/inventory.ts'

/** Page of an object; objects without a page of their own open in the inventory tree. */
export function objectPath(row: { kind: InventoryKind; system: string; id: string }): string {
  const system = encodeURIComponent(row.system)
  const id = encodeURIComponent(row.id)
  switch (row.kind) {
    case 'vm':
    case 'template':
      return `/systems/${system}/vms/${id}`
    case 'host':
    case 'cluster':
    case 'datastore':
    case 'network':
      return `/systems/${system}/${row.kind}s/${id}`
    case 'datacenter':
    case 'folder':
    case 'pool':
      return `/inventory?tree=${system}/${id}`
  }
}

/** Stretches of time that end now; `all` has no beginning. */
export type EventRange = '1h' | '24h' | '7d' | '30d' | 'all'

/** What the page of events is to show: a filter, and an entry that is open in its surroundings. */
export interface EventsLink extends EventFilter {
  /** Instead of `from` and `until`; without any of them the page decides. */
  range?: EventRange
  event?: Pick<LogEvent, 'system' | 'id' | 'at'>
}

/** Writes the lists of a filter of events as they stand in the page's address. */
export function appendLists(
  params: URLSearchParams,
  filter: {
    readonly [list in 'systems' | 'severities' | 'types' | 'users' | 'objects' | 'chains']?:
      | readonly string[]
      | undefined
  },
): void {
  const lists = [
    ['system', filter.systems],
    ['severity', filter.severities],
    ['type', filter.types],
    ['user', filter.users],
    ['object', filter.objects],
    ['chain', filter.chains],
  ] as const
  for (const [name, values] of lists) for (const value of values ?? []) params.append(name, value)
}

/** Address of the page of events. */
export function eventsHref(link: EventsLink = {}): string {
  const params = new URLSearchParams()
  if (link.text) params.set('q', link.text)
  appendLists(params, link)
  if (link.range) params.set('range', link.range)
  if (link.from !== undefined) params.set('from', new Date(link.from).toISOString())
  if (link.until !== undefined) params.set('to', new Date(link.until).toISOString())
  if (link.event) {
    params.set('event', `${link.event.system}/${link.event.id}`)
    params.set('at', String(link.event.at))
  }
  return params.size === 0 ? '/events' : `/events?${params}`
}

/** Page of a run: of copies, or of an action on many VMs. */
export function runPath({ run, verb }: { run: string; verb: string }): string {
  return `${verb === 'clone' ? '/clone' : '/jobs'}/runs/${encodeURIComponent(run)}`
}
