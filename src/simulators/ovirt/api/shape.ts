import type { EngineEvent } from '../engine/event-log.ts'
import type { Job, Step } from '../engine/job-log.ts'
import type { Statistic } from '../engine/statistics.ts'
import type { GuestDevice } from '../estate/guest.ts'
import type {
  Cluster,
  DataCenter,
  Disk,
  Host,
  HostNic,
  Network,
  Nic,
  Snapshot,
  StorageDomain,
  Tag,
  Template,
  Vm,
  VmPool,
} from '../estate/model.ts'
import type { WireObject } from '../wire/value.ts'
import type { View } from './view.ts'

/** How one dialect writes each object. */
export interface Shape {
  old: boolean
  /** Elements of a pool list and its items. */
  poolNames: [root: string, item: string]
  entry(view: View): WireObject
  dataCenter(view: View, it: DataCenter): WireObject
  cluster(view: View, it: Cluster): WireObject
  clusterNetwork(view: View, of: Cluster, it: Network): WireObject
  host(view: View, it: Host): WireObject
  hostNic(view: View, owner: Host, it: HostNic): WireObject
  storageDomain(view: View, it: StorageDomain, inside: DataCenter | undefined): WireObject
  network(view: View, it: Network): WireObject
  vnicProfile(view: View, it: Network): WireObject
  vm(view: View, it: Vm): WireObject
  template(view: View, it: Template): WireObject
  /** `owner`: as that VM or template has it (3.x). */
  disk(view: View, it: Disk, owner: Vm | Template | undefined): WireObject
  nic(view: View, owner: Vm | Template, it: Nic, reported: GuestDevice | undefined): WireObject
  reportedDevice(view: View, owner: Vm, it: GuestDevice): WireObject
  snapshot(view: View, owner: Vm, id: string, it: Snapshot | undefined): WireObject
  snapshotDisk(view: View, of: Snapshot, it: Disk): WireObject
  statistic(view: View, owner: StatisticOwner, id: string, it: Statistic): WireObject
  application(view: View, owner: Vm, id: string, name: string): WireObject
  cdrom(view: View, owner: Vm): WireObject
  pool(view: View, it: VmPool): WireObject
  tag(view: View, it: Tag, on?: Vm): WireObject
  rootTag(view: View): WireObject
  event(view: View, it: EngineEvent): WireObject
  job(view: View, it: Job): WireObject
  step(view: View, of: Job, it: Step, n: number): WireObject
}

export interface StatisticOwner {
  /** Path of the thing measured, `hosts/1`. */
  path: string
  /** Its element, `host`. */
  kind: string
  id: string
}
