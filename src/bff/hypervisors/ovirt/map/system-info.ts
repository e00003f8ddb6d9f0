import type { Capabilities, SystemInfo } from '../../../../contract/system.ts'
import { verbsOf } from '../actions/release.ts'
import type { Access } from '../transport/engine.ts'
import type { WireEntry } from '../wire/entry.ts'

export const capabilities: Capabilities = {
  tags: true,
  events: true,
  clone: true,
  'guest-agent': true,
  alarms: 'oVirt has no alarms; Gantry shows the state of each object and the severity of events instead.',
  'guest-processes':
    'The API of oVirt runs nothing inside a guest. It can hand a script to cloud-init at the next start, and freeze and thaw file systems.',
  folders: 'oVirt groups VMs by data center and cluster and has no folders.',
  'resource-pools': 'oVirt has no resource pools.',
}

export function toSystemInfo(entry: WireEntry, access: Access): SystemInfo {
  const product = entry.product_info
  const instanceId = product?.instance_id
  const version = product?.full_version ?? product?.version
  return {
    product: product?.name ?? 'oVirt Engine',
    version: version ?? 'unknown',
    ...(instanceId === undefined ? {} : { instanceId }),
    dialect: access.dialect,
    apis: [
      `REST ${access.dialect} ${access.base} (${access.dialect === 'v3' ? 'XML' : 'JSON'})`,
      access.bearer === undefined ? 'Persistent session' : 'OAuth session',
      ...(access.filter ? ['Filtered: own objects only'] : []),
    ],
    capabilities,
    actions: verbsOf(access.dialect, version ?? ''),
  }
}
