import type { ObjectDetailKind } from '../../../../contract/api.ts'
import type { ObjectDetail } from '../../../../contract/vm.ts'
import { plainName } from '../map/names.ts'
import { isUplink } from '../map/rows.ts'
import type { Ref } from '../transport/values.ts'
import { type Props, retrieve, type Traversal } from '../wire/property-collector.ts'
import { bool, get, list, num, refIds, str, time } from '../wire/read.ts'
import { type DetailContext, factsOf, missingParts, notFound, yesNo } from './entity.ts'

interface Kind {
  word: string
  /** Types that an object of this kind may have; ids tell which. */
  type(id: string): string
  paths: readonly string[]
  select?: Traversal[]
  facts(props: Props, namesOf: (path: string) => string | undefined): [string, string | undefined][]
}

const kinds: Record<ObjectDetailKind, Kind> = {
  host: {
    word: 'host',
    type: () => 'HostSystem',
    paths: [
      'summary.config.product.fullName',
      'summary.config.product.build',
      'summary.config.port',
      'summary.config.vmotionEnabled',
      'summary.hardware.uuid',
      'summary.hardware.numCpuPkgs',
      'summary.hardware.numCpuCores',
      'summary.hardware.numCpuThreads',
      'summary.hardware.numNics',
      'summary.hardware.numHBAs',
      'summary.maxEVCModeKey',
      'summary.currentEVCModeKey',
      'summary.rebootRequired',
      'runtime.bootTime',
      'runtime.inMaintenanceMode',
      'runtime.connectionState',
      'runtime.standbyMode',
      'datastore',
      'network',
    ],
    select: [
      { name: 'datastores', type: 'HostSystem', path: 'datastore' },
      { name: 'networks', type: 'HostSystem', path: 'network' },
    ],
    facts: (props, namesOf) => [
      ['Product', str(props['summary.config.product.fullName'])],
      ['Build', str(props['summary.config.product.build'])],
      ['Hardware UUID', str(props['summary.hardware.uuid'])],
      ['CPU packages', str(props['summary.hardware.numCpuPkgs'])],
      ['CPU cores', str(props['summary.hardware.numCpuCores'])],
      ['CPU threads', str(props['summary.hardware.numCpuThreads'])],
      ['Network adapters', str(props['summary.hardware.numNics'])],
      ['Storage adapters', str(props['summary.hardware.numHBAs'])],
      ['EVC mode', str(props['summary.currentEVCModeKey'])],
      ['Highest EVC mode', str(props['summary.maxEVCModeKey'])],
      ['vMotion enabled', yesNo(bool(props['summary.config.vmotionEnabled']))],
      ['Reboot required', yesNo(bool(props['summary.rebootRequired']))],
      ['Connection', str(props['runtime.connectionState'])],
      ['Maintenance mode', yesNo(bool(props['runtime.inMaintenanceMode']))],
      ['Booted', timeText(props['runtime.bootTime'])],
      ['Datastores', namesOf('datastore')],
      ['Networks', namesOf('network')],
    ],
  },
  cluster: {
    word: 'cluster',
    type: () => 'ClusterComputeResource',
    paths: [
      'summary.numHosts',
      'summary.numEffectiveHosts',
      'summary.numCpuCores',
      'summary.numCpuThreads',
      'summary.totalCpu',
      'summary.totalMemory',
      'summary.effectiveCpu',
      'summary.effectiveMemory',
      'configuration.drsConfig.enabled',
      'configuration.drsConfig.defaultVmBehavior',
      'configuration.dasConfig.enabled',
      'configuration.dasConfig.admissionControlEnabled',
    ],
    facts: (props) => [
      ['Hosts', str(props['summary.numHosts'])],
      ['Usable hosts', str(props['summary.numEffectiveHosts'])],
      ['CPU cores', str(props['summary.numCpuCores'])],
      ['CPU threads', str(props['summary.numCpuThreads'])],
      ['Total CPU', unit(num(props['summary.totalCpu']), 'MHz')],
      ['Total memory', gibibytes(num(props['summary.totalMemory']))],
      ['Usable CPU', unit(num(props['summary.effectiveCpu']), 'MHz')],
      // QUIRK(vcenter): effectiveMemory is in MB, totalMemory in bytes.
      ['Usable memory', gibibytes(scaled(num(props['summary.effectiveMemory']), 1024 ** 2))],
      ['DRS', onOff(bool(props['configuration.drsConfig.enabled']))],
      ['DRS automation', str(props['configuration.drsConfig.defaultVmBehavior'])],
      ['High availability', onOff(bool(props['configuration.dasConfig.enabled']))],
      ['HA admission control', onOff(bool(props['configuration.dasConfig.admissionControlEnabled']))],
    ],
  },
  datastore: {
    word: 'datastore',
    type: () => 'Datastore',
    paths: [
      'summary.type',
      'summary.url',
      'summary.accessible',
      'summary.maintenanceMode',
      'summary.multipleHostAccess',
      'summary.capacity',
      'summary.freeSpace',
      'summary.uncommitted',
      'info',
    ],
    facts: (props) => [
      ['Type', str(props['summary.type'])],
      ['URL', str(props['summary.url'])],
      ['File system version', str(get(get(props.info, 'vmfs'), 'version'))],
      ['Remote host', str(get(get(props.info, 'nas'), 'remoteHost'))],
      ['Remote path', str(get(get(props.info, 'nas'), 'remotePath'))],
      ['Accessible', yesNo(bool(props['summary.accessible']))],
      ['Several hosts', yesNo(bool(props['summary.multipleHostAccess']))],
      ['Maintenance mode', str(props['summary.maintenanceMode'])],
      ['Capacity', gibibytes(num(props['summary.capacity']))],
      ['Free', gibibytes(num(props['summary.freeSpace']))],
      ['Promised to thin disks', gibibytes(num(props['summary.uncommitted']))],
    ],
  },
  network: {
    word: 'network',
    // Of the three types of networks, distributed port groups show themselves by their ids.
    type: (id) => (id.startsWith('dvportgroup') ? 'DistributedVirtualPortgroup' : 'Network'),
    paths: ['summary.accessible', 'summary.ipPoolName', 'host', 'vm'],
    facts: (props) => [
      ['Accessible', yesNo(bool(props['summary.accessible']))],
      ['IP pool', str(props['summary.ipPoolName'])],
      ['Hosts', String(refIds(props.host).length)],
      ['Virtual machines', String(refIds(props.vm).length)],
      ['Port group key', str(props.key)],
      ['Ports', str(props['config.numPorts'])],
      ['Binding', str(props['config.type'])],
      ['VLAN', vlanText(props['config.defaultPortConfig'])],
      ['Description', str(props['config.description'])],
    ],
  },
}

const portGroupPaths = [
  'key',
  'config.numPorts',
  'config.type',
  'config.description',
  'config.defaultPortConfig',
] as const

/** Facts of a host, cluster, datastore or network. Throws as `vmDetail` does. */
export async function objectDetail(
  context: DetailContext,
  kind: ObjectDetailKind,
  id: string,
  signal: AbortSignal,
): Promise<ObjectDetail> {
  const { vim, content } = context
  const { word, type, paths, select, facts } = kinds[kind]
  const obj: Ref = { type: type(id), value: id }
  const own = obj.type === 'DistributedVirtualPortgroup' ? [...paths, ...portGroupPaths] : paths
  const named = { Datastore: ['name'], Network: ['name'], DistributedVirtualPortgroup: ['name', 'tag'] }
  const found = await retrieve(
    vim,
    content.propertyCollector,
    { ...(select === undefined ? {} : named), [obj.type]: ['name', ...own] },
    [{ obj, ...(select === undefined ? {} : { select }) }],
    { signal },
  )
  const itself = found.find((each) => each.obj.value === id)
  if (itself === undefined) throw notFound(vim.system, word, id)
  const shown = found.filter((each) => !isUplink(each.props))
  const names = new Map(shown.map((each) => [each.obj.value, str(each.props.name)]))
  const namesOf = (path: string) => {
    const known = refIds(itself.props[path]).flatMap((other) => names.get(other) ?? [])
    return known.length === 0 ? undefined : known.map(plainName).sort().join(', ')
  }
  return {
    reference: `${obj.type}:${id}`,
    facts: factsOf(facts(itself.props, namesOf)),
    missing: missingParts(itself.denied, (path) => path),
  }
}

function scaled(value: number | undefined, factor: number): number | undefined {
  return value === undefined ? undefined : value * factor
}

function unit(value: number | undefined, name: string): string | undefined {
  return value === undefined ? undefined : `${value.toLocaleString('en')} ${name}`
}

function gibibytes(bytes: number | undefined): string | undefined {
  return bytes === undefined ? undefined : `${(bytes / 1024 ** 3).toFixed(1)} GiB`
}

function onOff(value: boolean | undefined): string | undefined {
  if (value === undefined) return undefined
  return value ? 'On' : 'Off'
}

function timeText(value: unknown): string | undefined {
  const at = time(value)
  return at === undefined ? undefined : new Date(at).toISOString()
}

/** One VLAN, the ranges of a trunk, or a private VLAN. */
function vlanText(portConfig: unknown): string | undefined {
  const vlan = get(portConfig, 'vlan')
  const ids = get(vlan, 'vlanId')
  const ranges = list(ids).flatMap((range) => {
    const start = str(get(range, 'start'))
    return start === undefined ? [] : [`${start}–${str(get(range, 'end')) ?? '?'}`]
  })
  if (ranges.length > 0) return `Trunk ${ranges.join(', ')}`
  return str(ids) ?? str(get(vlan, 'pvlanId'))
}
