import type { EventFilter } from '../../contract/events/filter.ts'

/** A filter in one form: no empty lists, lists sorted, users and text in lower case, no `systems`. */
export function plainFilter(filter: EventFilter): EventFilter {
  const { severities, objects, users, types, chains, text, from, until } = filter
  const sorted = <T extends string>(list: readonly T[]): T[] => [...new Set(list)].sort()
  const some = <T>(list: readonly T[] | undefined): list is readonly T[] =>
    list !== undefined && list.length > 0
  return {
    ...(some(severities) ? { severities: sorted(severities) } : {}),
    ...(some(objects) ? { objects: sorted(objects) } : {}),
    ...(some(users) ? { users: sorted(users.map((user) => user.toLowerCase())) } : {}),
    ...(some(types) ? { types: sorted(types) } : {}),
    ...(some(chains) ? { chains: sorted(chains) } : {}),
    ...(text === undefined || text === '' ? {} : { text: text.toLowerCase() }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  }
}

/** Whether all that fits `inner` fits `outer`, but for the beginning of the range. Both in plain form. */
export function covers(outer: EventFilter, inner: EventFilter): boolean {
  return (
    sameList(outer.objects, inner.objects) &&
    sameList(outer.chains, inner.chains) &&
    outer.text === inner.text &&
    within(outer.severities, inner.severities) &&
    within(outer.types, inner.types) &&
    within(outer.users, inner.users) &&
    (outer.until === undefined || (inner.until !== undefined && inner.until <= outer.until))
  )
}

/** Whether both are the same but for their range. Both in plain form. */
export function sameButRange(a: EventFilter, b: EventFilter): boolean {
  const open = ({ from, until, ...rest }: EventFilter) => rest
  return covers(open(a), open(b)) && covers(open(b), open(a))
}

function sameList(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function within(outer: readonly string[] | undefined, inner: readonly string[] | undefined): boolean {
  return outer === undefined || (inner?.every((one) => outer.includes(one)) ?? false)
}
