import type { EventFilter } from '../../contract/events/filter.ts'

/** The range of a filter, epoch ms. */
export function rangeOf({ from, until }: EventFilter): { from?: number; until?: number } {
  return { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) }
}

/** Those of `systems` whose entries can fit: a filter may name systems, objects and chains of systems. */
export function systemsOf(filter: EventFilter, systems: readonly string[]): string[] {
  const named = [some(filter.objects), some(filter.chains)]
  const of = named.map((keys) => keys && new Set(keys.map((key) => key.slice(0, key.indexOf('/')))))
  const asked = some(filter.systems)
  return systems.filter(
    (system) =>
      (asked === undefined || asked.includes(system)) &&
      of.every((holders) => holders === undefined || holders.has(system)),
  )
}

/** Whether everything that fits `next` fits `before` too. */
export function narrows(before: EventFilter, next: EventFilter): boolean {
  const lists = ['severities', 'objects', 'users', 'types', 'chains'] as const
  const words = (filter: EventFilter) => (filter.text ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const within = words(next)
  return (
    lists.every((name) => {
      const old: readonly string[] | undefined = some(before[name])
      const now: readonly string[] | undefined = some(next[name])
      return old === undefined || (now?.every((value) => old.includes(value)) ?? false)
    }) &&
    words(before).every((old) => within.some((word) => word.includes(old))) &&
    (next.from ?? -Infinity) >= (before.from ?? -Infinity) &&
    (next.until ?? Infinity) <= (before.until ?? Infinity)
  )
}

/** An empty list restricts nothing. */
function some<T>(list: readonly T[] | undefined): readonly T[] | undefined {
  return list === undefined || list.length === 0 ? undefined : list
}
