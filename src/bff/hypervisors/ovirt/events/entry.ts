import type { EventObject, EventSeverity, LogEvent } from '../../../../contract/events/event.ts'
import { areUuids } from '../../../../contract/uuids.ts'
import { isRecord } from '../transport/tree.ts'
import { type Shape, toText, type WireRef } from '../wire/coerce.ts'
import { type WireEvent, wireEvent } from '../wire/event.ts'

/** An entry of the log, whatever it looks like. */
export interface LogEntry {
  id: string
  /** Not a number where the engine's could not be read. */
  index: number
  /** What could be read. */
  wire: Partial<WireEvent>
  /** Fields beyond those of `wire`. */
  rest: Record<string, unknown>
  /** The whole as it came, where something that every entry has is missing. */
  raw?: string
}

const longestRaw = 4_000

/** Reads every item of a list: what is not understood is kept, too. */
export const logEntry: Shape<LogEntry> = {
  safeParse: (value) => ({ success: true, data: readEntry(value) }),
}

export const logList = { path: '/events', key: 'event', schema: logEntry }

function readEntry(value: unknown): LogEntry {
  // What an entry without an id says is still worth reading.
  const nameless = isRecord(value) && (value.id === undefined || value.id === null)
  const parsed = wireEvent.safeParse(nameless ? { ...value, id: '' } : value)
  const wire: Partial<WireEvent> = parsed.success ? parsed.data : {}
  const rest: LogEntry['rest'] = {}
  // A log is long: nothing is copied that is not kept.
  if (isRecord(value)) for (const key in value) if (!known.has(key)) rest[key] = value[key]
  const { id = '', index = Number.NaN, time, code } = wire
  const whole = id !== '' && !Number.isNaN(index) && time !== undefined && code !== undefined
  if (whole) return { id, index, wire, rest }
  const raw = (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, longestRaw)
  return { id: id === '' ? `raw-${digestOf(raw)}` : id, index, wire, rest, raw }
}

/** Fields that `wireEvent` reads, and links. */
const known = new Set([
  ...['id', 'href', 'index', 'code', 'severity', 'time', 'description', 'correlation_id', 'link', 'actions'],
  ...['user', 'vm', 'host', 'template', 'cluster', 'data_center', 'storage_domain'],
])

/** FNV-1a: tells texts apart, no more. */
function digestOf(text: string): string {
  let hash = 2_166_136_261
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 16_777_619)
  return (hash >>> 0).toString(16).padStart(8, '0')
}

/** Kinds of references, in the order in which a page shows them. */
const references = [
  ['vm', 'vm'],
  ['host', 'host'],
  ['storage_domain', 'datastore'],
  ['template', 'template'],
  ['cluster', 'cluster'],
  ['data_center', 'datacenter'],
] as const satisfies readonly (readonly [keyof WireEvent, EventObject['kind']])[]

/** A reference that an entry makes, with the collection in which the object stands. */
export interface Reference {
  collection: (typeof references)[number][0] | 'user'
  ref: NonNullable<WireRef>
}

const collections = [...references.map(([key]) => key), 'user'] as const

/** QUIRK(ovirt, rhev): a VM that comes from no template names the all-zero one (fact sheet §8). */
const isNothing = (id: string | undefined): boolean => id !== undefined && /^[0-]+$/.test(id)

/** What an entry names, its user included. */
export function referencesOf({ wire }: LogEntry): Reference[] {
  const found: Reference[] = []
  for (const collection of collections) {
    const ref = wire[collection]
    if (ref !== undefined && !isNothing(ref.id)) found.push({ collection, ref })
  }
  return found
}

const severities: Record<string, EventSeverity> = {
  normal: 'info',
  warning: 'warning',
  error: 'error',
  alert: 'alert',
}

/** What most entries say and nobody wants to read. */
const dull: Record<string, readonly string[]> = {
  origin: ['oVirt'],
  custom_id: ['-1'],
  flood_rate: ['0', '30'],
}

export interface EntryContext {
  system: string
  /** Name of an object that an entry gives only by id. */
  nameOf(reference: Reference): string | undefined
}

/**
 * Entries as they are shown, in the same order. One without a readable time or number takes those of the entry that stands
 * before it in the list, else after it, else `now`.
 */
export function toLogEvents(entries: readonly LogEntry[], context: EntryContext, now: number): LogEvent[] {
  let at = entries.find(({ wire }) => wire.time !== undefined)?.wire.time ?? now
  let order = entries.find(({ index }) => !Number.isNaN(index))?.index ?? 0
  return entries.map((entry) => {
    at = entry.wire.time ?? at
    order = Number.isNaN(entry.index) ? order : entry.index
    return toLogEvent(entry, at, order, context)
  })
}

function toLogEvent(entry: LogEntry, at: number, order: number, context: EntryContext): LogEvent {
  const { wire, raw } = entry
  const chain = wire.correlation_id
  const user = wire.user
  const userName =
    user === undefined ? undefined : (user.name ?? context.nameOf({ collection: 'user', ref: user }))
  const facts = factsOf(entry)
  return {
    system: context.system,
    id: entry.id,
    order,
    at,
    severity: severities[wire.severity ?? ''] ?? 'info',
    ...(wire.severity === undefined ? {} : { rawSeverity: wire.severity }),
    type: wire.code === undefined ? 'unknown' : String(wire.code),
    message: wire.description ?? '',
    ...(userName === undefined ? {} : { userName }),
    objects: objectsOf(entry, context),
    ...(chain === undefined ? {} : { chain }),
    // The engine's own pages make UUIDs as well: only the job book can tell whether this is one of ours.
    ...(chain !== undefined && areUuids([chain]) ? { intent: chain } : {}),
    ...(facts.length === 0 ? {} : { facts }),
    ...(raw === undefined ? {} : { raw }),
  }
}

function objectsOf(entry: LogEntry, context: EntryContext): EventObject[] {
  const objects: EventObject[] = []
  for (const [collection, kind] of references) {
    const ref = entry.wire[collection]
    if (ref === undefined || isNothing(ref.id)) continue
    const name = ref.name ?? context.nameOf({ collection, ref }) ?? ref.id
    if (name !== undefined) objects.push({ kind, ...(ref.id === undefined ? {} : { id: ref.id }), name })
  }
  for (const key in entry.rest) {
    const value = entry.rest[key]
    if (!isRecord(value)) continue
    const id = toText(value.id)
    const name = toText(value.name) ?? id
    if (name === undefined || isNothing(id)) continue
    objects.push({ kind: 'other', ...(id === undefined ? {} : { id }), name })
  }
  return objects
}

/** Further fields by the engine's own names. */
function factsOf(entry: LogEntry): { label: string; value: string }[] {
  const facts: { label: string; value: string }[] = []
  for (const label in entry.rest) {
    const field = entry.rest[label]
    const value = isRecord(field) ? undefined : toText(field)
    if (value !== undefined && dull[label]?.includes(value) !== true) facts.push({ label, value })
  }
  return facts
}
