import type { EventObject, LogEvent } from '../../../../contract/events/event.ts'
import { newestFirst } from '../../../../contract/events/event.ts'
import { plainName } from '../map/names.ts'
import { nestedFault } from '../transport/faults.ts'
import type { Decoded } from '../transport/values.ts'
import { at, compact, get, list, num, ref, str, time, typeName } from '../wire/read.ts'
import { objectsOf, withPlainNames } from './event-objects.ts'
import type { EventTable } from './event-table.ts'

const extended = new Set(['EventEx', 'ExtendedEvent'])
/** Characters kept of an entry that could not be understood, and of one further field. */
const rawLimit = 8_000
const factLimit = 500

export interface LogReading {
  system: string
  table: EventTable
  /** The time of entries that tell none, where no neighbour has one either. */
  now: number
}

/**
 * Entries as the contract has them, newest first. What cannot be understood is kept as `raw`, with the time of the entry that
 * stood before it. Entries that came twice are given once.
 */
export function readLog(events: readonly Decoded[], reading: LogReading): LogEvent[] {
  const found = new Map<string, LogEvent>()
  let before: { at: number; order: number } | undefined
  for (const event of events) {
    const read = readLogEvent(event, reading) ?? keepRaw(event, reading, before)
    before = read
    found.set(read.id, read)
  }
  return [...found.values()].sort(newestFirst)
}

/** The key of an entry as a number; undefined where it has none. */
export function keyOf(event: Decoded): number | undefined {
  return num(get(event, 'key'))
}

function readLogEvent(event: Decoded, { system, table }: LogReading): LogEvent | undefined {
  const key = keyOf(event)
  const created = time(get(event, 'createdTime'))
  if (key === undefined || created === undefined) return undefined
  const className = typeName(event) ?? 'Event'
  const type = (extended.has(className) ? str(get(event, 'eventTypeId')) : undefined) ?? className
  const objects = objectsOf(event)
  const text = str(get(event, 'fullFormattedMessage')) ?? str(get(event, 'message'))
  const own = className === 'EventEx' ? str(get(event, 'severity')) : undefined
  const facts = factsOf(event)
  const info = get(event, 'info')
  return compact({
    system,
    id: String(key),
    order: key,
    at: created,
    ...table.severityOf({ className, type }, own),
    type,
    message: text === undefined ? (table.nameOf(type) ?? type) : withPlainNames(text, event),
    userName: str(get(event, 'userName')),
    objects: objects as EventObject[],
    chain: chainOf(event),
    task: className === 'TaskEvent' ? (str(at(info, 'task', 'value')) ?? str(get(info, 'key'))) : undefined,
    facts: facts.length === 0 ? undefined : facts,
  })
}

/** QUIRK(vcenter): what belongs to no operation has its own key, 0 or -1 as chain. */
function chainOf(event: Decoded): string | undefined {
  const chain = num(get(event, 'chainId')) ?? num(at(event, 'info', 'eventChainId'))
  return chain === undefined || chain <= 0 ? undefined : String(chain)
}

function keepRaw(
  event: Decoded,
  { system, now }: LogReading,
  before: { at: number; order: number } | undefined,
): LogEvent {
  const raw = (typeof event === 'string' ? event : (JSON.stringify(event) ?? '')).slice(0, rawLimit)
  const key = keyOf(event)
  return compact({
    system,
    id: key === undefined ? `raw-${hashOf(raw)}` : String(key),
    order: key ?? before?.order ?? 0,
    at: time(get(event, 'createdTime')) ?? before?.at ?? now,
    severity: 'info' as const,
    type: str(get(event, 'eventTypeId')) ?? typeName(event) ?? 'unknown',
    message:
      str(get(event, 'fullFormattedMessage')) ??
      str(get(event, 'message')) ??
      'An entry that could not be read.',
    userName: str(get(event, 'userName')),
    objects: [],
    raw,
  })
}

/** The same text gives the same id, so that an entry without a key is told once. FNV-1a. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}

/** Fields that have a place of their own in the contract, or say nothing to people. */
const placed = new Set([
  '_typeName',
  'key',
  'chainId',
  'createdTime',
  'userName',
  'fullFormattedMessage',
  'message',
  'eventTypeId',
  'severity',
  'template',
  'objectId',
  'objectType',
  'objectName',
  'changeTag',
])

function factsOf(event: Decoded): { label: string; value: string }[] {
  const facts: { label: string; value: string }[] = []
  const add = (label: string, value: string | undefined) => {
    if (value !== undefined && facts.length < 40)
      facts.push({ label, value: plainName(value).slice(0, factLimit) })
  }
  if (typeof event !== 'object' || event === null) return facts
  for (const [name, value] of Object.entries(event)) {
    if (placed.has(name)) continue
    if (name === 'info') addTask(value, add)
    // EventEx has `arguments`, ExtendedEvent has `data`.
    else if (name === 'arguments' || name === 'data') {
      for (const pair of list(value)) add(str(get(pair, 'key')) ?? name, textOf(get(pair, 'value')))
    } else add(name, textOf(value))
  }
  return facts
}

function addTask(info: Decoded, add: (label: string, value: string | undefined) => void): void {
  add('task', str(get(info, 'descriptionId')) ?? str(get(info, 'name')))
  add('state', str(get(info, 'state')))
  add('error', nestedFault(get(info, 'error'))?.message)
}

/** Text of a plain value, of a list of them, or of a fault; undefined for other structures. */
function textOf(value: Decoded): string | undefined {
  if (Array.isArray(value)) {
    const texts = value.map((item) => (typeof item === 'object' ? undefined : str(item)))
    return texts.length > 0 && texts.every((text) => text !== undefined) ? texts.join(', ') : undefined
  }
  if (typeof value !== 'object') return str(value)
  if (ref(value) !== undefined) return undefined
  return get(value, 'localizedMessage') === undefined && get(value, 'faultstring') === undefined
    ? undefined
    : nestedFault(value)?.message
}
