import type { HostRow } from '../../../../contract/inventory.ts'
import type { WireHost } from '../wire/host.ts'
import { compact, type RowContext } from './row-context.ts'
import { hostState, spoken } from './states.ts'

function hostStatus(host: WireHost): string {
  return host.status.word ?? 'unknown'
}

/** `statistics` by name, from the host itself or a request of their own; without them, no load is shown. */
export function toHostRow(
  host: WireHost,
  statistics: ReadonlyMap<string, number> | undefined,
  context: RowContext,
): HostRow {
  const status = hostStatus(host)
  const state = hostState(status)
  const clusterId = context.seen('cluster', host.cluster?.id)
  const topology = host.cpu?.topology
  const cores = topology?.cores === undefined ? undefined : (topology.sockets ?? 1) * topology.cores
  const issues = hostIssues(host, status)
  // Values of a host that does not run are left over from before.
  const values = state === 'up' || state === 'transition' ? statistics : undefined
  const boot = values?.get('boot.time')
  return compact({
    kind: 'host',
    system: context.system,
    id: host.id,
    name: host.name ?? host.id,
    health: healthOf(host, state, issues),
    issues: issues.length === 0 ? undefined : issues,
    state,
    status,
    address: host.address,
    clusterId,
    datacenterId: context.datacenterOf(clusterId),
    version: versionOf(host),
    vendor: host.hardware_information?.manufacturer,
    model: host.hardware_information?.product_name,
    cpuModel: host.cpu?.name ?? host.cpu?.type ?? host.cpu?.id,
    cpuCores: cores,
    cpuThreads: cores === undefined ? undefined : cores * (topology?.threads ?? 1),
    cpuMhz: host.cpu?.speed,
    cpuUsedPercent: cpuUse(values),
    memoryBytes: host.memory ?? statistics?.get('memory.total'),
    memoryUsedBytes: values?.get('memory.used'),
    bootedAt: boot === undefined || boot <= 0 ? undefined : boot * 1000,
  })
}

function versionOf(host: WireHost): string | undefined {
  const os = [host.os?.type, host.os?.version].filter((part) => part !== undefined).join(' ')
  return os === '' ? host.version : os
}

function cpuUse(values: ReadonlyMap<string, number> | undefined): number | undefined {
  const user = values?.get('cpu.current.user')
  const system = values?.get('cpu.current.system')
  const idle = values?.get('cpu.current.idle')
  const used =
    user !== undefined && system !== undefined ? user + system : idle === undefined ? undefined : 100 - idle
  return used === undefined ? undefined : Math.round(Math.min(100, Math.max(0, used)) * 10) / 10
}

function hostIssues(host: WireHost, status: string): string[] {
  const issues: string[] = []
  const state = hostState(status)
  const detail = host.status_detail ?? host.status.detail
  if (state === 'down' || state === 'unknown') {
    issues.push(
      detail === undefined ? `Host is ${spoken(status)}` : `Host is ${spoken(status)}: ${spoken(detail)}`,
    )
  }
  const external = host.external_status.word
  if (external !== undefined && external !== 'ok') issues.push(`External status: ${external}`)
  return issues
}

function healthOf(host: WireHost, state: HostRow['state'], issues: readonly string[]): HostRow['health'] {
  const external = host.external_status.word
  if (state === 'down' || external === 'error' || external === 'failure') return 'error'
  if (state === 'unknown') return 'unknown'
  return issues.length > 0 && external !== 'info' ? 'warning' : 'ok'
}
