import type { InventoryKind, InventoryRow } from './inventory.ts'
import type { Column, LiveMessage, RowBlock } from './live.ts'
import { blankOf } from './row-shape.ts'
import { areUuids, packUuids, unpackUuids } from './uuids.ts'

/** A value that more rows than this share have to themselves is cheaper as it is. */
const distinctShare = 0.5

/** `data` of one server-sent event. */
function encodeLiveData(message: LiveMessage): string {
  switch (message.type) {
    case 'rows':
      return JSON.stringify({ ...message, rows: blocksOf(message.rows) })
    case 'patch':
      return JSON.stringify({ ...message, upsert: blocksOf(message.upsert) })
    default:
      return JSON.stringify(message)
  }
}

/** One server-sent event. */
export function encodeLiveEvent(message: LiveMessage): string {
  return `event: ${message.type}\ndata: ${encodeLiveData(message)}\n\n`
}

const required: Record<LiveMessage['type'], Record<string, 'string' | 'number' | 'list'>> = {
  systems: { systems: 'list' },
  begin: { system: 'string', epoch: 'string' },
  rows: { system: 'string', epoch: 'string', rows: 'list' },
  complete: { system: 'string', epoch: 'string', seq: 'number' },
  patch: { system: 'string', epoch: 'string', seq: 'number', upsert: 'list', remove: 'list' },
  jobs: { system: 'string', jobs: 'list', gone: 'list' },
  'guest-runs': { system: 'string', runs: 'list', gone: 'list' },
  events: { system: 'string', epoch: 'string', version: 'number', events: 'list', gaps: 'list' },
  beat: {},
}

/**
 * Reads `data` of one event; `undefined` when it is no message that this page knows. Envelope and columns are
 * checked, the values are not: they come from our own BFF, and checking 45,000 rows would freeze the page.
 */
export function decodeLiveData(data: string): LiveMessage | undefined {
  let value: unknown
  try {
    value = JSON.parse(data)
  } catch {
    return undefined
  }
  if (!isRecord(value)) return undefined
  const { type } = value
  if (typeof type !== 'string' || !Object.hasOwn(required, type)) return undefined
  // Just checked: `type` is a key of the table.
  const fields = Object.entries(required[type as LiveMessage['type']])
  for (const [field, kind] of fields) {
    const given = value[field]
    if (kind === 'list' ? !Array.isArray(given) : typeof given !== kind) return undefined
  }
  const packed = type === 'rows' ? 'rows' : type === 'patch' ? 'upsert' : undefined
  if (packed !== undefined) {
    const rows = rowsOf(value[packed])
    if (rows === undefined) return undefined
    value[packed] = rows
  }
  // The envelope is checked above, the rest is trusted on purpose.
  return value as LiveMessage
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function blocksOf(rows: readonly InventoryRow[]): RowBlock[] {
  const byKind = new Map<InventoryKind, InventoryRow[]>()
  for (const row of rows) {
    const same = byKind.get(row.kind)
    if (same === undefined) byKind.set(row.kind, [row])
    else same.push(row)
  }
  return Array.from(byKind, ([kind, same]) => ({ kind, count: same.length, columns: columnsOf(same) }))
}

function columnsOf(rows: readonly InventoryRow[]): Record<string, Column> {
  const fields = new Set<string>()
  for (const row of rows) for (const field in row) fields.add(field)
  fields.delete('kind')
  const columns: Record<string, Column> = {}
  for (const field of fields) {
    // Every row is a plain record; absent fields read as undefined.
    const values = rows.map((row) => (row as unknown as Record<string, unknown>)[field])
    const column = columnOf(values)
    if (column !== undefined) columns[field] = column
  }
  return columns
}

function columnOf(values: readonly unknown[]): Column | undefined {
  const distinct: unknown[] = []
  const places = new Map<unknown, number>()
  const at: number[] = []
  const tooMany = values.length * distinctShare
  for (const value of values) {
    if (value === undefined) {
      at.push(-1)
      continue
    }
    const key = Array.isArray(value) ? JSON.stringify(value) : value
    let place = places.get(key)
    if (place === undefined) {
      place = distinct.length
      if (place > 0 && place >= tooMany) return plainColumn(values)
      places.set(key, place)
      distinct.push(value)
    }
    at.push(place)
  }
  if (distinct.length === 0) return undefined
  return distinct.length === 1 && !at.includes(-1) ? { distinct } : { distinct, at }
}

function plainColumn(values: readonly unknown[]): Column {
  return areUuids(values) ? { uuids: packUuids(values) } : { values: values.map((each) => each ?? null) }
}

/** `undefined` when a block contradicts itself. */
function rowsOf(blocks: unknown): InventoryRow[] | undefined {
  const rows: InventoryRow[] = []
  // Just checked: it is a list.
  for (const block of blocks as unknown[]) {
    if (!isRecord(block) || !isRecord(block.columns) || typeof block.count !== 'number') return undefined
    if (typeof block.kind !== 'string') return undefined
    if (!unpack(block.kind, block.count, block.columns, rows)) return undefined
  }
  return rows
}

function unpack(
  kind: string,
  count: number,
  columns: Record<string, unknown>,
  into: InventoryRow[],
): boolean {
  const blank = blankOf(kind, ['kind', ...Object.keys(columns)])
  const rows: Record<string, unknown>[] = []
  for (let index = 0; index < count; index += 1) rows.push({ ...blank, kind })
  for (const field in columns) {
    const valueAt = readColumn(columns[field], count)
    if (valueAt === undefined) return false
    let index = 0
    for (const row of rows) {
      const value = valueAt(index)
      index += 1
      if (value !== undefined) row[field] = value
    }
  }
  // Each block holds rows of its kind.
  for (const row of rows) into.push(row as unknown as InventoryRow)
  return true
}

/** Texts and lists that many rows have, each once over all messages; lists by their JSON. */
const texts = new Map<string, string>()
const lists = new Map<string, unknown[]>()
/** More are not worth to be looked for. */
const mostShared = 20_000

/** The value as it was met before, if it was: patches would bring each row copies of its own, which add up. */
function met(value: unknown): unknown {
  if (typeof value === 'string') return texts.get(value) ?? value
  return Array.isArray(value) ? (lists.get(JSON.stringify(value)) ?? value) : value
}

/** The same, and remembers it. */
function share(value: unknown): unknown {
  const known = met(value)
  if (typeof known === 'string' && texts.size < mostShared) texts.set(known, known)
  if (Array.isArray(known) && lists.size < mostShared) lists.set(JSON.stringify(known), known)
  return known
}

/** Gives the value of each row, `undefined` where it lacks the field; `undefined` for no proper column. */
function readColumn(column: unknown, count: number): ((index: number) => unknown) | undefined {
  if (!isRecord(column)) return undefined
  const { values, at, uuids } = column
  if (Array.isArray(values)) {
    return values.length === count ? (index) => met(values[index]) ?? undefined : undefined
  }
  if (Array.isArray(column.distinct)) {
    const distinct = column.distinct.map(share)
    if (at === undefined) return () => distinct[0]
    return Array.isArray(at) && at.length === count ? (index) => distinct[at[index]] : undefined
  }
  if (typeof uuids !== 'string') return undefined
  const list = unpackUuids(uuids)
  return list.length === count ? (index) => list[index] : undefined
}
