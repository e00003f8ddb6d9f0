import { orAbsent } from '../transport/engine.ts'
import { inParallel } from '../transport/wait.ts'
import {
  collections,
  type Kind,
  type Reader,
  schedulingPolicies,
  vnicProfiles,
  type WireOf,
} from './collections.ts'
import { own } from './keeper.ts'
import type { InventoryModel } from './model.ts'
import type { Publisher } from './publisher.ts'

/**
 * Reads every list once, in the order in which rows refer to each other, and publishes as it goes. Returns the
 * ids seen per kind. One request at a time, so that a large engine is not burdened; the next page is under way
 * while one is read.
 */
export async function readInventory(
  reader: Reader,
  model: InventoryModel,
  publisher: Publisher,
  signal: AbortSignal,
): Promise<Record<Kind, Set<string>>> {
  const seen: Record<Kind, Set<string>> = {
    datacenter: new Set(),
    cluster: new Set(),
    host: new Set(),
    datastore: new Set(),
    network: new Set(),
    template: new Set(),
    vm: new Set(),
  }
  model.removed.clear()
  const readKind = async <K extends Kind>(kind: K): Promise<void> => {
    for await (const items of reader.pages<WireOf<K>>(collections[kind], signal)) {
      const ids: string[] = []
      for (const item of items) {
        if (model.removed.has(item.id)) continue
        model.set(kind, item)
        ids.push(item.id)
        seen[kind].add(item.id)
      }
      publisher.publish(kind, ids)
    }
  }
  await readKind('datacenter')
  await readAttachments(reader, model, [...model.of.datacenter.keys()], signal)
  await readPolicies(reader, model, signal)
  await readKind('cluster')
  await readKind('host')
  await readKind('datastore')
  await readKind('network')
  await readProfiles(reader, model, signal)
  await readKind('template')
  await readKind('vm')
  return seen
}

/** State of the attached storage domains; the top-level list does not tell it. */
export async function readAttachments(
  reader: Reader,
  model: InventoryModel,
  datacenters: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  await inParallel(datacenters, 2, async (id) => {
    const path = `${collections.datacenter.path}/${encodeURIComponent(id)}/storagedomains`
    const domains = await orAbsent(reader.list({ ...collections.datastore, path }, {}, signal), [])
    const states = domains.flatMap((domain): [string, string][] =>
      domain.status.word === undefined ? [] : [[domain.id, domain.status.word]],
    )
    model.setAttached(id, new Map(states))
  })
}

/** vNIC profiles stand between cards and networks since 3.3; older engines have none. */
export async function readProfiles(
  reader: Reader,
  model: InventoryModel,
  signal: AbortSignal,
): Promise<void> {
  for (const profile of await orAbsent(reader.whole(vnicProfiles, signal), [])) {
    const network = profile.network?.id
    if (network !== undefined) model.profileNetworks.set(own(profile.id), own(network))
  }
}

async function readPolicies(reader: Reader, model: InventoryModel, signal: AbortSignal): Promise<void> {
  for (const policy of await orAbsent(reader.whole(schedulingPolicies, signal), [])) {
    if (policy.name !== undefined) model.policyNames.set(own(policy.id), own(policy.name))
  }
}
