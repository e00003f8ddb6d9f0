import type { CallOptions } from '../transport/line.ts'
import type { Decoded, Ref } from '../transport/values.ts'
import type { VimClient } from '../transport/vim-client.ts'
import { retrieve } from './property-collector.ts'
import { list } from './read.ts'

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
