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
import { wireHostNic } from '../wire/host.ts'
import { valuesOf } from '../wire/statistic.ts'
import { type MissingPart, part } from './parts.ts'

interface Description {
  href: string | undefined
  facts: Fact[]
  missing: MissingPart[]
}

/** Facts of a host, cluster, storage domain or network. Throws `not-found`. */
export async function readObjectDetail(
  engine: Engine,
  kind: ObjectDetailKind,
  id: string,
  signal: AbortSignal,
): Promise<ObjectDetail> {
  const reader = new Reader(engine)
  const { href, facts, missing } = await look(reader, kind, id, signal)
  return {
    reference: href ?? `${engine.access.base}${collections[kind].path}/${id}`,
    facts,
    missing,
  }
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
      return { href: host.href, facts: hostFacts(host, nics, values), missing }
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
      return { href: cluster.href, facts: clusterFacts(cluster, names), missing }
    }
    case 'datastore': {
      const domain = await found(reader, kind, id, signal)
      return { href: domain.href, facts: storageFacts(domain), missing }
    }
    case 'network': {
      const network = await found(reader, kind, id, signal)
      const profiles = await part(missing, 'vNIC profiles', [], signal, () =>
        orAbsent(reader.list({ ...vnicProfiles, path: `${path}/vnicprofiles` }, {}, signal), []),
      )
      const names = profiles.flatMap((profile) => profile.name ?? [])
      return { href: network.href, facts: networkFacts(network, names), missing }
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
