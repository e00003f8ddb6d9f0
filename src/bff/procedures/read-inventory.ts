import type { InventoryRow } from '../../contract/inventory.ts'
import type { SystemState } from '../../contract/system.ts'
import type { InventoryStore } from '../live/inventory-store.ts'
import { stateOf } from '../systems/system-states.ts'
import type { Call } from './call.ts'

/** How long a list waits for a first full read before it answers with what there is. */
const completeWithinMs = 25_000

/**
 * Reads from every signed-in system side by side. A system that fails or is slow gives what is there; its
 * state says so.
 */
export async function readInventory(
  call: Call,
): Promise<{ stores: InventoryStore[]; systems: SystemState[] }> {
  const { core, sessions } = call
  for (const system of core.systems) if (!system.known) void system.probe()
  const parts = await Promise.all(
    core.systems.map(async (system) => {
      const session = sessions.find(system.id)
      if (session !== undefined) await core.book.verify(system.id, session)
      if (session === undefined || sessions.find(system.id) === undefined) {
        return { stores: [], state: stateOf(system, sessions, core.pool) }
      }
      const lease = core.pool.lease(system.id, session)
      try {
        await lease.watcher.settled(completeWithinMs)
        const stores = sessions.find(system.id) === undefined ? [] : [lease.watcher.store]
        return { stores, state: stateOf(system, sessions, core.pool) }
      } finally {
        lease.release()
      }
    }),
  )
  return { stores: parts.flatMap(({ stores }) => stores), systems: parts.map(({ state }) => state) }
}

/** The name of a referenced object as a member, or nothing where it is not known. */
export function named<K extends string>(
  store: InventoryStore,
  key: K,
  id: string | undefined,
): { [P in K]?: string } {
  const name: InventoryRow['name'] | undefined = id === undefined ? undefined : store.get(id)?.name
  const member: { [P in K]?: string } = {}
  if (name !== undefined) member[key] = name
  return member
}
