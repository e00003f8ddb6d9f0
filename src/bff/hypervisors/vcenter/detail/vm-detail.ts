import type { VmDetail } from '../../../../contract/vm.ts'
import { AlarmNames } from '../inventory/alarm-names.ts'
import { Estate } from '../inventory/estate.ts'
import { watchedPaths } from '../inventory/paths.ts'
import { allAddresses, readDisks, readNics } from '../map/devices.ts'
import { ownAlarms } from '../map/health.ts'
import { plainName } from '../map/names.ts'
import { rowOf } from '../map/rows.ts'
import { readSnapshots } from '../map/snapshots.ts'
import type { Ref } from '../transport/values.ts'
import { retrieve, type Traversal } from '../wire/property-collector.ts'
import { get, list, num, refId, str } from '../wire/read.ts'
import { type DetailContext, missingParts, notFound } from './entity.ts'
import { extraPaths, vmExtras } from './vm-extras.ts'
import { vmFacts } from './vm-facts.ts'

const mebibyte = 1024 * 1024

const detailPaths = [
  'config.hardware.device',
  'config.instanceUuid',
  'config.guestId',
  'config.firmware',
  'config.files.vmPathName',
  'config.bootOptions',
  'config.changeTrackingEnabled',
  ...extraPaths,
  'config.managedBy',
  'guest.net',
  'guest.disk',
  'guest.guestFamily',
  'guest.guestId',
  'guest.toolsVersion',
  'guest.guestOperationsReady',
  'snapshot.currentSnapshot',
  'snapshot.rootSnapshotList',
  'summary.quickStats',
  'summary.runtime.maxCpuUsage',
  'summary.runtime.maxMemoryUsage',
] as const

/** From anything up to the root folder. */
const upwards: Traversal = { name: 'up', type: 'ManagedEntity', path: 'parent', next: [{ name: 'up' }] }

/** To everything that the row of a VM names. */
const around: Traversal[] = [
  upwards,
  { name: 'host', type: 'VirtualMachine', path: 'runtime.host', next: [{ name: 'up' }] },
  {
    name: 'pool',
    type: 'VirtualMachine',
    path: 'resourcePool',
    next: [{ name: 'owner', type: 'ResourcePool', path: 'owner', next: [{ name: 'up' }] }],
  },
  {
    name: 'vApp',
    type: 'VirtualMachine',
    path: 'parentVApp',
    next: [
      { name: 'up' },
      { name: 'vAppFolder', type: 'VirtualApp', path: 'parentFolder', next: [{ name: 'up' }] },
    ],
  },
  { name: 'datastores', type: 'VirtualMachine', path: 'datastore' },
  { name: 'networks', type: 'VirtualMachine', path: 'network' },
]

const surroundings = {
  HostSystem: ['name', 'parent', 'summary.hardware.numCpuThreads'],
  ComputeResource: ['name', 'parent'],
  ClusterComputeResource: ['name', 'parent'],
  Datastore: ['name'],
  Network: ['name'],
  DistributedVirtualPortgroup: ['name'],
  Folder: ['name', 'parent'],
  Datacenter: ['name', 'parent'],
  ResourcePool: ['name', 'parent', 'owner'],
  VirtualApp: ['name', 'parent', 'owner', 'parentFolder'],
}

function partOf(path: string): string {
  if (path === 'config.hardware.device') return 'disks and network cards'
  if (path.startsWith('snapshot')) return 'snapshots'
  if (path.startsWith('guest')) return 'guest'
  return path.startsWith('summary.quickStats') ? 'usage' : path
}

/** One VM or template in full. Throws `not-found`, `auth` and what breaks the connection. */
export async function vmDetail(
  context: DetailContext,
  id: string,
  tags: Promise<string[] | undefined>,
  extraFacts: Promise<{ label: string; value: string }[]>,
  signal: AbortSignal,
): Promise<VmDetail> {
  const { vim, content } = context
  const obj: Ref = { type: 'VirtualMachine', value: id }
  const machinePaths = watchedPaths.VirtualMachine ?? []
  const [found, tagNames, extra] = await Promise.all([
    retrieve(
      vim,
      content.propertyCollector,
      { VirtualMachine: [...machinePaths, ...detailPaths], ...surroundings },
      [{ obj, select: around }],
      { signal },
    ),
    tags,
    extraFacts,
  ])
  const estate = new Estate()
  for (const each of found) estate.apply(each)
  const known = estate.objects.get(id)
  if (known === undefined) throw notFound(vim.system, 'virtual machine', id)
  const { props } = known
  const alarms = new AlarmNames()
  const triggered = ownAlarms(id, props.triggeredAlarmState).map(({ alarm }) => alarm)
  await alarms.learn(vim, content.propertyCollector, triggered, signal)
  const environment = { system: vim.system, alarmName: alarms.nameOf, tagsOf: () => tagNames }
  const row = rowOf(known, estate.place(known), environment)
  if (row?.kind !== 'vm' && row?.kind !== 'template') throw notFound(vim.system, 'virtual machine', id)

  const nameOf = (other: string) => {
    const name = str(estate.objects.get(other)?.props.name)
    return name === undefined ? undefined : plainName(name)
  }
  const guestNet = list(props['guest.net'])
  const ips = [...new Set([...(row.ips ?? []), ...allAddresses(guestNet)])]
  const devices = list(props['config.hardware.device'])
  const threads = num(estate.objects.get(row.hostId ?? '')?.props['summary.hardware.numCpuThreads'])
  const denied = found.find((each) => each.obj.value === id)?.denied ?? []
  return {
    vm: ips.length === 0 ? row : { ...row, ips },
    disks: readDisks(devices, nameOf),
    nics: readNics(devices, guestNet, nameOf),
    snapshots: readSnapshots(props['snapshot.rootSnapshotList'], refId(props['snapshot.currentSnapshot'])),
    facts: [...vmFacts(props), ...extra],
    missing: missingParts(denied, partOf),
    reference: `VirtualMachine:${id}`,
    ...vmExtras(props, devices, row.kind === 'template', threads),
    ...(row.kind === 'vm' && row.power === 'on' ? readUsage(props) : {}),
  }
}

function readUsage(
  props: Record<string, unknown>,
): Pick<VmDetail, 'cpuUsedMhz' | 'cpuUsedPercent' | 'memoryUsedBytes'> {
  const stats = props['summary.quickStats']
  const cpuUsedMhz = num(get(stats, 'overallCpuUsage'))
  const most = num(props['summary.runtime.maxCpuUsage'])
  const memory = num(get(stats, 'hostMemoryUsage')) ?? num(get(stats, 'guestMemoryUsage'))
  return {
    ...(cpuUsedMhz === undefined ? {} : { cpuUsedMhz }),
    ...(cpuUsedMhz === undefined || most === undefined || most <= 0
      ? {}
      : { cpuUsedPercent: Math.min(100, (cpuUsedMhz / most) * 100) }),
    ...(memory === undefined ? {} : { memoryUsedBytes: memory * mebibyte }),
  }
}
