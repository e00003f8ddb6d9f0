import type { ClusterRow, DatacenterRow, NetworkRow } from '../../../../contract/inventory.ts'
import type { WireCluster, WireDatacenter, WireNetwork } from '../wire/infrastructure.ts'
import { compact, type RowContext } from './row-context.ts'
import { spoken } from './states.ts'

export function toDatacenterRow(datacenter: WireDatacenter, context: RowContext): DatacenterRow {
  const status = datacenter.status.word
  const health = datacenterHealth(status)
  return compact({
    kind: 'datacenter',
    system: context.system,
    id: datacenter.id,
    name: datacenter.name ?? datacenter.id,
    health,
    issues: health === 'ok' || status === undefined ? undefined : [`Data center is ${spoken(status)}`],
    status,
    description: datacenter.description,
  })
}

function datacenterHealth(status: string | undefined): DatacenterRow['health'] {
  if (status === 'up' || status === 'maintenance') return 'ok'
  if (status === 'uninitialized' || status === 'contend') return 'warning'
  if (status === 'not_operational' || status === 'problematic') return 'error'
  return 'unknown'
}

/** `policyNames` translates ids of scheduling policies, where the engine lists them. */
export function toClusterRow(
  cluster: WireCluster,
  policyNames: ReadonlyMap<string, string>,
  context: RowContext,
): ClusterRow {
  const policy = policyOf(cluster, policyNames)
  return compact({
    kind: 'cluster',
    system: context.system,
    id: cluster.id,
    name: cluster.name ?? cluster.id,
    health: 'ok',
    datacenterId: context.seen('datacenter', cluster.data_center?.id),
    ha: cluster.fencing_policy?.enabled,
    drs: policy === undefined ? undefined : policy.toLowerCase() !== 'none',
    cpuModel: cluster.cpu?.type ?? cluster.cpu?.id,
    version: cluster.version,
    description: cluster.description ?? cluster.comment,
  })
}

/** Name of the scheduling policy; undefined where only its id is known. */
export function policyOf(cluster: WireCluster, names: ReadonlyMap<string, string>): string | undefined {
  const { scheduling_policy: policy, scheduling } = cluster
  const byId = policy?.id === undefined ? undefined : names.get(policy.id)
  return byId ?? policy?.name ?? policy?.policy ?? scheduling?.policy
}

export function toNetworkRow(network: WireNetwork, context: RowContext): NetworkRow {
  const status = network.status.word
  return compact({
    kind: 'network',
    system: context.system,
    id: network.id,
    name: network.name ?? network.id,
    health: status === 'non_operational' ? 'warning' : 'ok',
    issues: status === 'non_operational' ? ['Network is not operational on some host.'] : undefined,
    datacenterId: context.seen('datacenter', network.data_center?.id),
    type: 'logical',
    vlan: network.vlan?.id,
    // 0 stands for the engine's default.
    mtu: network.mtu === undefined || network.mtu === 0 ? undefined : network.mtu,
    accessible: status === undefined ? undefined : status === 'operational',
    description: network.description ?? network.comment,
  })
}
