import type { LiveMessage } from '../../contract/live.ts'

const textFields: Record<LiveMessage['type'], readonly string[]> = {
  systems: [],
  begin: ['system', 'epoch'],
  rows: ['system', 'epoch'],
  complete: ['system', 'epoch'],
  patch: ['system', 'epoch'],
  beat: [],
}
const listFields: Partial<Record<LiveMessage['type'], readonly string[]>> = {
  systems: ['systems'],
  rows: ['rows'],
  patch: ['upsert', 'remove'],
}

/**
 * One message of the live stream, or `undefined` when it is none that this page knows. Only the envelope is
 * looked at: the rows come from our own BFF, and checking 45,000 of them would freeze the page.
 */
export function parseLiveMessage(data: string): LiveMessage | undefined {
  let value: unknown
  try {
    value = JSON.parse(data)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const record: Record<string, unknown> = { ...value }
  const { type } = record
  if (typeof type !== 'string' || !Object.hasOwn(textFields, type)) return undefined
  // Just checked: `type` is a key of the table.
  const known = type as LiveMessage['type']
  if (textFields[known].some((field) => typeof record[field] !== 'string')) return undefined
  if (listFields[known]?.some((field) => !Array.isArray(record[field]))) return undefined
  if ((known === 'patch' || known === 'complete') && typeof record.seq !== 'number') return undefined
  // The envelope is checked above, the rest is trusted on purpose.
  return value as LiveMessage
}
