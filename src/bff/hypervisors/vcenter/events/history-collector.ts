import { Fault } from '../../../../contract/fault.ts'
import type { CallOptions } from '../transport/line.ts'
import type { Args, Decoded, Ref } from '../transport/values.ts'
import type { VimClient } from '../transport/vim-client.ts'
import { destroy, retrieve } from '../wire/property-collector.ts'
import { list, ref } from '../wire/read.ts'
import type { ServiceContent } from '../wire/service-content.ts'

/** Pages may not be larger (community reports; vcsim refuses more). */
export const largestPage = 1_000
const tidyMs = 5_000

export interface EventManagers {
  vim: VimClient
  content: ServiceContent
  eventManager: Ref
}

/** The event manager of a system. Throws `unsupported` where there is none. */
export function eventManagers(vim: VimClient, content: ServiceContent): EventManagers {
  const { eventManager } = content
  if (eventManager !== undefined) return { vim, content, eventManager }
  throw new Fault({ kind: 'unsupported', system: vim.system, message: 'This system has no event manager.' })
}

/** Makes an `EventHistoryCollector`; it lives until `dropCollector` or the session's end. */
export async function createHistory(
  { vim, eventManager }: EventManagers,
  filter: Args,
  options: CallOptions,
): Promise<Ref> {
  const collector = ref(await vim.call(eventManager, 'CreateCollectorForEvents', { filter }, options))
  if (collector !== undefined) return collector
  throw new Fault({
    kind: 'protocol',
    system: vim.system,
    message: 'The system made no collector of events.',
  })
}

/** The newest events that fit, in no order. Throws `not-found` when the collector is gone. */
export async function latestPage(
  { vim, content }: EventManagers,
  collector: Ref,
  options: CallOptions,
): Promise<Decoded[]> {
  const paths = { EventHistoryCollector: ['latestPage'] }
  const [page] = await retrieve(vim, content.propertyCollector, paths, [{ obj: collector }], options)
  if (page !== undefined) return list(page.props.latestPage)
  throw new Fault({ kind: 'not-found', system: vim.system, message: 'The collector of events is gone.' })
}

/** There may be few of them per session, so that none is left behind; best effort. */
export function dropCollector(vim: VimClient, collector: Ref): void {
  const tidying = { signal: new AbortController().signal, timeoutMs: tidyMs }
  void destroy(vim, 'DestroyCollector', collector, tidying)
}
