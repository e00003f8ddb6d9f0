import type { EventCoverage, EventSeverity } from '../../../../contract/events/event.ts'
import type { EventFilter } from '../../../../contract/events/filter.ts'
import { term } from '../transport/address.ts'
import { type LogEntry, referencesOf } from './entry.ts'

type Part = EventCoverage['pushedDown'][number]

/** One part of a filter as the engine's search can say it: any of the alternatives holds. */
export interface Criterion {
  part: Part
  /** Field of the search, e.g. `usrname`. */
  field: string
  alternatives: string[]
  /** A criterion that must find something in any log; tells whether the engine knows the field. */
  proof(sample: readonly LogEntry[]): string
}

/** Field by which entries of an object are found, and the value to look for. */
export interface ObjectField {
  field: string
  value: string
}

/**
 * What of a filter the engine can search for. Undefined when nothing in this system can match. `objects` are those of the
 * filter that stand in this system; absent when entries cannot be searched by one of them.
 */
export function criteriaOf(
  filter: EventFilter,
  system: string,
  objects: readonly ObjectField[] | undefined,
): Criterion[] | undefined {
  const criteria: Criterion[] = []
  const { types, users, severities, chains, from, until } = filter
  if (objects !== undefined && objects.length > 0) {
    for (const field of new Set(objects.map((one) => one.field))) {
      // Fields of several kinds would have to be joined by `or` with each other.
      if (field !== objects[0]?.field) continue
      const same = objects.filter((one) => one.field === field)
      if (same.length < objects.length) continue
      criteria.push({
        part: 'object',
        field,
        alternatives: same.map((one) => term(field, one.value)),
        proof: (sample) => term(field, sampleObject(field, sample) ?? '*'),
      })
    }
  }
  if (chains !== undefined && chains.length > 0) {
    const prefix = `${system}/`
    const ids = chains.filter((one) => one.startsWith(prefix)).map((one) => one.slice(prefix.length))
    const own = ids.filter((id) => id !== '')
    if (own.length === 0) return undefined
    const field = 'correlation_id'
    const proof = (sample: readonly LogEntry[]) =>
      term(field, sample.find(({ wire }) => wire.correlation_id !== undefined)?.wire.correlation_id ?? '*')
    criteria.push({ part: 'chain', field, alternatives: own.map((id) => term(field, id)), proof })
  }
  if (types !== undefined && types.length > 0 && !types.includes('unknown')) {
    const codes = types.filter((type) => /^\d+$/.test(type))
    if (codes.length === 0) return undefined
    criteria.push({
      part: 'type',
      field: 'type',
      alternatives: codes.map((code) => `type=${code}`),
      proof: (sample) => `type=${sample.find(({ wire }) => wire.code !== undefined)?.wire.code ?? 30}`,
    })
  }
  // What nobody caused has no user, for which there is no word.
  if (users !== undefined && users.length > 0 && !users.includes('')) {
    const field = 'usrname'
    const proof = (sample: readonly LogEntry[]) =>
      term(field, sample.find(({ wire }) => wire.user?.name !== undefined)?.wire.user?.name ?? '*')
    criteria.push({ part: 'user', field, alternatives: users.map((user) => term(field, user)), proof })
  }
  const wanted = severityCriterion(severities)
  if (wanted !== undefined) {
    const alternatives = wanted
    criteria.push({ part: 'severity', field: 'severity', alternatives, proof: () => 'severity>=normal' })
  }
  const bounds = [
    ...(from === undefined ? [] : [`time>${dayOf(from - margin)}`]),
    ...(until === undefined ? [] : [`time<${dayOf(until + margin)}`]),
  ]
  if (bounds.length > 0) {
    const proof = () => 'time>2000-01-01'
    criteria.push({ part: 'time', field: 'time', alternatives: [bounds.join(' and ')], proof })
  }
  return criteria
}

/**
 * The engine's search takes dates in a time zone that it does not tell, and may count a day in or out: so many days more are
 * asked for, and the rest is done here.
 */
const margin = 2 * 86_400_000

const dayOf = (time: number): string => new Date(Math.max(0, time)).toISOString().slice(0, 10)

const words: Record<EventSeverity, string> = {
  info: 'normal',
  warning: 'warning',
  error: 'error',
  alert: 'alert',
}
const ranks: readonly EventSeverity[] = ['info', 'warning', 'error', 'alert']

/** Undefined where every severity is wanted. */
function severityCriterion(severities: EventFilter['severities']): string[] | undefined {
  if (severities === undefined || severities.length === 0) return undefined
  const wanted = ranks.filter((one) => severities.includes(one))
  const [lowest] = wanted
  if (lowest === undefined || wanted.length === ranks.length) return undefined
  const upwards = wanted.length === ranks.length - ranks.indexOf(lowest)
  if (upwards && wanted.length > 1) return [`severity>=${words[lowest]}`]
  return wanted.map((one) => `severity=${words[one]}`)
}

function sampleObject(field: string, sample: readonly LogEntry[]): string | undefined {
  const wanted = Object.entries(objectFields).find(([, one]) => one.field === field)
  for (const entry of sample) {
    const found = referencesOf(entry).find(({ collection }) => collection === wanted?.[0])?.ref
    const value = wanted?.[1].by === 'id' ? found?.id : found?.name
    if (value !== undefined) return value
  }
  return undefined
}

/**
 * How entries of an object are found. QUIRK(ovirt): only VMs have a field for their id (fact sheet §8); by name, entries from
 * before the object was renamed are not found. Clusters have none.
 */
export const objectFields = {
  vm: { field: '_event_vm_id', by: 'id' },
  host: { field: 'event_host', by: 'name' },
  storage_domain: { field: 'event_storage', by: 'name' },
  template: { field: 'event_template', by: 'name' },
  data_center: { field: 'event_datacenter', by: 'name' },
} as const

/**
 * The search for criteria of which all hold. There are no parentheses: alternatives are written out, `a and b or a and c`,
 * which is why `joins` says whether the engine binds `and` closer than `or`; else only one criterion may have several.
 */
export function searchOf(
  criteria: readonly Criterion[],
  joins: boolean,
): { search: string; pushed: Criterion[] } {
  let groups: string[][] = [[]]
  const pushed: Criterion[] = []
  const narrowFirst = [...criteria].sort((a, b) => a.alternatives.length - b.alternatives.length)
  for (const criterion of narrowFirst) {
    const { alternatives } = criterion
    if (groups.length * alternatives.length > mostGroups) continue
    if (alternatives.length > 1 && pushed.length > 0 && !joins) continue
    groups = groups.flatMap((group) => alternatives.map((one) => [...group, one]))
    pushed.push(criterion)
  }
  return { search: groups.map((group) => group.join(' and ')).join(' or '), pushed }
}

/** A longer search makes too long an address. */
const mostGroups = 24
