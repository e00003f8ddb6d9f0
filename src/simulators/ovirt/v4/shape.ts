import type { Shape } from '../api/shape.ts'
import { entry } from './entry.ts'
import { cluster, dataCenter, host, hostNic, network, storageDomain, vnicProfile } from './infrastructure.ts'
import { template, vm } from './machine.ts'
import { event, job, pool, rootTag, step, tag } from './others.ts'
import {
  application,
  cdrom,
  disk,
  nic,
  reportedDevice,
  snapshot,
  snapshotDisk,
  statistic,
} from './vm-parts.ts'

export const shape4: Shape = {
  old: false,
  poolNames: ['vm_pools', 'vm_pool'],
  entry,
  dataCenter,
  cluster,
  clusterNetwork: (view, of, it) => ({
    ...network(view, it),
    href: view.href(`clusters/${of.id}/networks/${it.id}`),
    display: false,
    required: true,
    status: 'operational',
    cluster: view.ref('clusters', of),
  }),
  host,
  hostNic,
  storageDomain,
  network,
  vnicProfile,
  vm,
  template,
  disk,
  nic,
  reportedDevice,
  snapshot,
  snapshotDisk,
  statistic,
  application,
  cdrom,
  pool,
  tag,
  rootTag,
  event,
  job,
  step,
}
