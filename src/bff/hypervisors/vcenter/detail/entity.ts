import { Fault } from '../../../../contract/fault.ts'
import type { EventEntry } from '../../../../contract/vm.ts'
import { readEvents, readSeverities, type Severities } from '../map/events.ts'
import type { VimFault } from '../transport/faults.ts'
import type { Ref } from '../transport/values.ts'
import type { VimClient } from '../transport/vim-client.ts'
import { eventDescriptions, latestEvents } from '../wire/events.ts'
import type { ServiceContent } from '../wire/service-content.ts'

/** How many events a page shows. */
const eventCount = 50

export interface Missing {
  part: string
  reason: string
}

export interface DetailContext {
  vim: VimClient
  content: ServiceContent
  /** Severities of this vCenter's event types; kept by the caller, since they are large and do not change. */
  severities: SeverityCache
}

/** The table of severities, read once per vCenter; a failed read is tried again by the next page. */
export class SeverityCache {
  private known: Severities | undefined

  async read(
    vim: VimClient,
    content: ServiceContent,
    eventManager: Ref,
    signal: AbortSignal,
  ): Promise<Severities> {
    if (this.known !== undefined) return this.known
    const managers = { eventManager, propertyCollector: content.propertyCollector }
    try {
      this.known = readSeverities(await eventDescriptions(vim, managers, { signal }))
      return this.known
    } catch (error) {
      signal.throwIfAborted()
      vim.line.log.info({ system: vim.system, error: String(error) }, 'event descriptions not read')
      return new Map()
    }
  }
}

/** The newest events of an entity; a failure becomes a missing part. Throws only when the session ended. */
export async function eventsOf(
  { vim, content, severities }: DetailContext,
  entity: Ref,
  signal: AbortSignal,
): Promise<{ events: EventEntry[]; missing: Missing[] }> {
  const { eventManager, propertyCollector } = content
  if (eventManager === undefined) {
    return { events: [], missing: [{ part: 'events', reason: 'This system has no event manager.' }] }
  }
  try {
    const [found, table] = await Promise.all([
      latestEvents(vim, { eventManager, propertyCollector }, entity, eventCount, { signal }),
      severities.read(vim, content, eventManager, signal),
    ])
    return { events: readEvents(found, table).slice(0, eventCount), missing: [] }
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof Fault) || error.kind === 'auth') throw error
    return { events: [], missing: [{ part: 'events', reason: error.message }] }
  }
}

/** Denied paths as parts of a page; `partOf` says which part a path feeds. */
export function missingParts(
  denied: readonly { path: string; fault: VimFault }[],
  partOf: (path: string) => string,
): Missing[] {
  const parts = new Map<string, string>()
  for (const { path, fault } of denied) {
    const part = partOf(path)
    if (!parts.has(part)) parts.set(part, fault.message ?? fault.type)
  }
  return [...parts].map(([part, reason]) => ({ part, reason }))
}

export function notFound(system: string, what: string, id: string): Fault {
  return new Fault({
    kind: 'not-found',
    system,
    code: 'ManagedObjectNotFound',
    message: `There is no ${what} ${id} any more.`,
  })
}

/** Label and value pairs without those that have no value. */
export function factsOf(
  pairs: [label: string, value: string | undefined][],
): { label: string; value: string }[] {
  return pairs.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [{ label, value }]))
}

/** `Yes` or `No`, absent when unknown. */
export function yesNo(value: boolean | undefined): string | undefined {
  if (value === undefined) return undefined
  return value ? 'Yes' : 'No'
}
