import { z } from 'zod'
import type { FaultInfo } from '../../../../contract/fault.ts'
import { jobList } from '../actions/poller.ts'
import { term } from '../transport/address.ts'
import { collections, type Reader } from '../watch/collections.ts'
import { eventList } from '../watch/events.ts'
import { text } from '../wire/coerce.ts'
import type { WireEvent } from '../wire/event.ts'

/** What the engine's log says under this correlation id, newest first. */
async function eventsOf(reader: Reader, intent: string, signal: AbortSignal): Promise<WireEvent[]> {
  const options = { search: `correlation_id=${intent} sortby time desc`, max: 20 }
  const events = await reader.list(eventList, options, signal).catch(() => [])
  // A search that is not understood may bring the events of others.
  return events.filter((event) => event.correlation_id === intent)
}

/** The engine's own words for a failure. */
export async function wordsOf(
  reader: Reader,
  intent: string,
  signal: AbortSignal,
): Promise<Pick<FaultInfo, 'message' | 'code'> | undefined> {
  const events = await eventsOf(reader, intent, signal)
  const severe = (...words: string[]) =>
    events.find(({ severity }) => words.includes(severity?.toLowerCase() ?? ''))
  const found = severe('error', 'alert') ?? severe('warning')
  if (found?.description === undefined) return undefined
  return {
    message: found.description,
    ...(found.code === undefined ? {} : { code: String(found.code) }),
  }
}

/** The job that was begun under this correlation id. */
export async function jobOf(
  reader: Reader,
  intent: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const jobs = await reader.list(jobList, { search: `correlation_id=${intent}` }, signal).catch(() => [])
  // QUIRK(ovirt 3.x): jobs are found by it, but do not tell it. A search that is not understood may give all.
  const silent = jobs.filter((job) => job.correlation_id === undefined)
  return (
    jobs.find((job) => job.correlation_id === intent)?.id ?? (jobs.length === 1 ? silent[0]?.id : undefined)
  )
}

const named = z.object({ id: z.string().min(1), name: text })
const lists = {
  vm: { path: collections.vm.path, key: 'vm', schema: named },
  template: { path: collections.template.path, key: 'template', schema: named },
}

/** Ids of what has exactly this name; several only where the engine lets data centers share names. */
export async function idsNamed(
  reader: Reader,
  kind: keyof typeof lists,
  name: string,
  signal: AbortSignal,
): Promise<string[]> {
  const found = await reader.list(lists[kind], { search: term('name', name) }, signal)
  return found.filter((one) => one.name === name).map(({ id }) => id)
}

/**
 * The copy that was made under this correlation id: what the log names beside its source, or what has its name since.
 * QUIRK(all versions): the reply to `clone` describes the source (fact sheet §6).
 */
export async function findCopy(
  reader: Reader,
  { kind, name, source, intent, before }: Sought,
  signal: AbortSignal,
): Promise<string | undefined> {
  const ids = await idsNamed(reader, kind, name, signal).catch(() => [])
  const fresh = ids.filter((id) => !before.has(id) && id !== source)
  if (fresh.length < 2) return fresh[0]
  const events = await eventsOf(reader, intent, signal)
  return fresh.find((id) => events.some((event) => event[kind]?.id === id))
}

export interface Sought {
  kind: 'vm' | 'template'
  name: string
  source: string
  intent: string
  /** What had the name before. */
  before: ReadonlySet<string>
}
