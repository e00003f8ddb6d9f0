import type { ObjectDetailKind } from '../../../../contract/api.ts'
import { Fault } from '../../../../contract/fault.ts'
import type { ObjectDetail } from '../../../../contract/vm.ts'
import type { Fact } from '../map/facts.ts'
import { clusterFacts, hostFacts, networkFacts, storageFacts } from '../map/object-facts.ts'
import { type Engine, orAbsent } from '../transport/engine.ts'
import {
  collections,
  type Kind,
  Reader,
  schedulingPolicies,
  vnicProfiles,
  type WireOf,
} from '../watch/collections.ts'
import { statisticsOf } from '../watch/samples.ts'
import type { WireEvent } from '../wire/event.ts'
import { wireHostNic } from '../wire/host.ts'
import { valuesOf } from '../wire/statistic.ts'
import { eventsOf, type MissingPart, part } from './parts.ts'

interface Description {
  name: string
  href: string | undefined
  facts: Fact[]
  missing: MissingPart[]
}

/** Search field of events about each kind; a cluster and a network have none. */
const eventFields: Record<ObjectDetailKind, string | undefined> = {
  host: 'event_host',
  datastore: 'event_storage',
  cluster: undefined,
  network: undefined,
}

/** Facts and events of a host, cluster, storage domain or network. Throws `not-found`. */
export async function readObjectDetail(
  engine: Engine,
  kind: ObjectDetailKind,
  id: string,
  signal: AbortSignal,
): Promise<ObjectDetail> {
  const reader = new Reader(engine)
  const { name, href, facts, missing } = await look(reader, kind, id, signal)
  const events =
    // The log never names a network.
    kind === 'network'
      ? []
      : await part(missing, 'Events', [], signal, () =>
          eventsOf(reader, eventFields[kind], name, (event) => idIn(event, kind) === id, signal),
        )
  return {
    reference: href ?? `${engine.access.base}${collections[kind].path}/${id}`,
    facts,
    events,
    missing,
  }
}

function idIn(event: WireEvent, kind: ObjectDetailKind): string | undefined {
  if (kind === 'host') return event.host?.id
  if (kind === 'datastore') return event.storage_domain?.id
  return kind === 'cluster' ? event.cluster?.id : undefined
}

async function look(
  reader: Reader,
  kind: ObjectDetailKind,
  id: string,
  signal: AbortSignal,
): Promise<Description> {
  const missing: MissingPart[] = []
  const path = `${collections[kind].path}/${encodeURIComponent(id)}`
  switch (kind) {
    case 'host': {
      const host = await found(reader, kind, id, signal)
      const nics = await part(missing, 'Network interfaces', [], signal, () =>
        orAbsent(reader.list({ path: `${path}/nics`, key: 'host_nic', schema: wireHostNic }, {}, signal), []),
      )
      const values = await part(missing, 'Statistics', new Map<string, number>(), signal, async () =>
        valuesOf(await statisticsOf(reader, collections.host.path, id, signal)),
      )
      return { name: host.name ?? id, href: host.href, facts: hostFacts(host, nics, values), missing }
    }
    case 'cluster': {
      const cluster = await found(reader, kind, id, signal)
      const policyId = cluster.scheduling_policy?.id
      const policy =
        policyId === undefined
          ? undefined
          : await part(missing, 'Scheduling policy', undefined, signal, () =>
              orAbsent(reader.one(schedulingPolicies, policyId, signal), undefined),
            )
      const names = new Map(policy?.name === undefined ? [] : [[policy.id, policy.name] as const])
      return { name: cluster.name ?? id, href: cluster.href, facts: clusterFacts(cluster, names), missing }
    }
    case 'datastore': {
      const domain = await found(reader, kind, id, signal)
      return { name: domain.name ?? id, href: domain.href, facts: storageFacts(domain), missing }
    }
    case 'network': {
      const network = await found(reader, kind, id, signal)
      const profiles = await part(missing, 'vNIC profiles', [], signal, () =>
        orAbsent(reader.list({ ...vnicProfiles, path: `${path}/vnicprofiles` }, {}, signal), []),
      )
      const names = profiles.flatMap((profile) => profile.name ?? [])
      return { name: network.name ?? id, href: network.href, facts: networkFacts(network, names), missing }
    }
  }
}

async function found<K extends Kind>(
  reader: Reader,
  kind: K,
  id: string,
  signal: AbortSignal,
): Promise<WireOf<K>> {
  const item = await reader.one<WireOf<K>>(collections[kind], id, signal)
  if (item === undefined) {
    throw new Fault({ kind: 'not-found', message: `There is no ${kind} with the id ${id}.` })
  }
  return item
}
