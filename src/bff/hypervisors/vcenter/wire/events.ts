import type { CallOptions } from '../transport/line.ts'
import type { Decoded, Ref } from '../transport/values.ts'
import type { VimClient } from '../transport/vim-client.ts'
import { destroy, retrieve } from './property-collector.ts'
import { list, ref } from './read.ts'

/**
 * The newest events of one entity, at most `count`, in no order. A collector's `latestPage` is used, because
 * `QueryEvents` has no say over which events it leaves out when there are many.
 */
export async function latestEvents(
  vim: VimClient,
  managers: { eventManager: Ref; propertyCollector: Ref },
  entity: Ref,
  count: number,
  options: CallOptions,
): Promise<Decoded[]> {
  const filter = {
    entity: { entity, recursion: 'self' },
    // Unset is documented as: no text.
    disableFullMessage: false,
    maxCount: count,
  }
  const collector = ref(
    await vim.call(managers.eventManager, 'CreateCollectorForEvents', { filter }, options),
  )
  if (collector === undefined) return []
  try {
    const [page] = await retrieve(
      vim,
      managers.propertyCollector,
      { EventHistoryCollector: ['latestPage'] },
      [{ obj: collector }],
      options,
    )
    return list(page?.props.latestPage)
  } finally {
    // There may be few of them per session.
    void destroy(vim, 'DestroyCollector', collector, options)
  }
}

/** The rows of `EventManager.description.eventInfo`: large, the same for as long as the vCenter runs. */
export async function eventDescriptions(
  vim: VimClient,
  managers: { eventManager: Ref; propertyCollector: Ref },
  options: CallOptions,
): Promise<Decoded[]> {
  const [content] = await retrieve(
    vim,
    managers.propertyCollector,
    { EventManager: ['description.eventInfo'] },
    [{ obj: managers.eventManager }],
    options,
  )
  return list(content?.props['description.eventInfo'])
}
