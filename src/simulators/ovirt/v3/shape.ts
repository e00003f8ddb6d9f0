import type { Shape } from '../api/shape.ts'
import { entry } from './entry.ts'
import {
  cluster,
  clusterNetwork,
  dataCenter,
  host,
  hostNic,
  network,
  storageDomain,
  vnicProfile,
} from './infrastructure.ts'
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

export const shape3: Shape = {
  old: true,
  poolNames: ['vmpools', 'vmpool'],
  entry,
  dataCenter,
  cluster,
  clusterNetwork,
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
