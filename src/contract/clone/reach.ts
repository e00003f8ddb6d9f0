import type { HostRow } from '../inventory.ts'
import type { CloneInventory } from './clone-inventory.ts'
import { computeOf, hostsOf, takesVms } from './compute.ts'
import type { CloneOptions } from './options.ts'
import type { Place } from './place.ts'

/** What a host or cluster reaches; absent where the system does not say. */
interface Reached {
  datastores?: ReadonlySet<string>
  networks?: ReadonlySet<string>
}
export type Reachable = keyof Reached

const kept = new WeakMap<CloneOptions['reach'], ReadonlyMap<string, Reached>>()

function reachById({ reach }: CloneOptions): ReadonlyMap<string, Reached> {
  const known = kept.get(reach)
  if (known !== undefined) return known
  const byId = new Map(
    reach.map(({ id, datastoreIds, networkIds }): [string, Reached] => [
      id,
      {
        ...(datastoreIds === undefined ? {} : { datastores: new Set(datastoreIds) }),
        ...(networkIds === undefined ? {} : { networks: new Set(networkIds) }),
      },
    ]),
  )
  kept.set(reach, byId)
  return byId
}

/** Whether a host reaches a datastore or network; what is not known counts as reached. */
export function hostReaches(options: CloneOptions, host: HostRow, what: Reachable, id: string): boolean {
  const byId = reachById(options)
  const reached = byId.get(host.id) ?? (host.clusterId === undefined ? undefined : byId.get(host.clusterId))
  return reached?.[what]?.has(id) ?? true
}

/** What runs the copies of a place: one host, or any host of a cluster that takes VMs. */
export interface Target {
  /** What is said before the name of a thing out of reach: `Host esx1 does not reach`. */
  lacks: string
  reaches(what: Reachable, id: string): boolean
}

/** `undefined` while nothing says where the copies run. */
export function targetOf(
  inventory: CloneInventory,
  options: CloneOptions,
  { host, pool, cluster }: Pick<Place, 'host' | 'pool' | 'cluster'>,
): Target | undefined {
  if (host !== undefined)
    return {
      lacks: `Host ${host.name} does not reach`,
      reaches: (what, id) => hostReaches(options, host, what, id),
    }
  const compute = pool === undefined ? undefined : computeOf(pool)
  const clusterId = compute ?? cluster?.id
  if (clusterId === undefined) return undefined
  const own = reachById(options).get(clusterId)
  const hosts = hostsOf(inventory, clusterId).filter(takesVms)
  const name = inventory.get(clusterId)?.name ?? clusterId
  return {
    lacks: own === undefined ? `No usable host of ${name} reaches` : `Cluster ${name} does not reach`,
    reaches: (what, id) =>
      own?.[what]?.has(id) ??
      // Without a host that takes VMs there is a finding of its own.
      (hosts.length === 0 || hosts.some((one) => hostReaches(options, one, what, id))),
  }
}
