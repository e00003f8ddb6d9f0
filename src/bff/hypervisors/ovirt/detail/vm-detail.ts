import { Fault } from '../../../../contract/fault.ts'
import type { VmDetail } from '../../../../contract/vm.ts'
import type { AdapterOptions } from '../../port.ts'
import { toTemplateRow, toVmRow, vmStatus } from '../map/machine.ts'
import type { Marks } from '../map/marks.ts'
import { blankId } from '../map/row-context.ts'
import { toSnapshots } from '../map/snapshot.ts'
import { isRunning } from '../map/states.ts'
import { templateFacts, type VmExtras, vmFacts } from '../map/vm-facts.ts'
import type { Engine } from '../transport/engine.ts'
import { collections, Reader } from '../watch/collections.ts'
import { type Machine, MachineReader } from '../watch/machine-parts.ts'
import { markRelease } from '../watch/release-now.ts'
import { statisticsOf } from '../watch/samples.ts'
import type { WireTemplate, WireVm } from '../wire/machine.ts'
import { wireSnapshot } from '../wire/snapshot.ts'
import { valuesOf } from '../wire/statistic.ts'
import { commonParts } from './machine-common.ts'
import { type MissingPart, part } from './parts.ts'
import { readExtras } from './vm-extras.ts'
import { changesOf, consoleKinds, readCds, readPending } from './vm-settings.ts'

const snapshotList = { key: 'snapshot', schema: wireSnapshot }
/** One VM or template in full. Throws `not-found` when there is neither of that id. */
export async function readVmDetail(
  { system }: AdapterOptions,
  engine: Engine,
  id: string,
  marks: Marks,
  signal: AbortSignal,
): Promise<VmDetail> {
  const reader = new Reader(engine)
  const machines = new MachineReader(reader)
  if (marks.coldMerge === undefined) await markRelease(engine, marks, signal)
  const vm = await machines.read('vm', id, true, signal)
  if (vm !== undefined) return vmDetail(system.id, reader, vm, marks, signal)
  const template = id === blankId ? undefined : await machines.read('template', id, true, signal)
  if (template !== undefined) return templateDetail(system.id, reader, template, signal)
  throw new Fault({
    kind: 'not-found',
    message: `There is no virtual machine or template with the id ${id}.`,
  })
}

async function vmDetail(
  system: string,
  reader: Reader,
  machine: Machine<WireVm>,
  marks: Marks,
  signal: AbortSignal,
): Promise<VmDetail> {
  const { wire } = machine
  const missing: MissingPart[] = []
  const path = `${collections.vm.path}/${encodeURIComponent(wire.id)}`
  const running = isRunning(vmStatus(wire))
  const read = <T>(name: string, instead: T, work: () => Promise<T>): Promise<T> =>
    part(missing, name, instead, signal, work)
  const [common, snapshots, statistics, extras, cds, consoles, pending] = await Promise.all([
    commonParts(system, reader, machine, missing, signal),
    read('Snapshots', [], async () =>
      toSnapshots(await reader.list({ ...snapshotList, path: `${path}/snapshots` }, {}, signal)),
    ),
    read('Statistics', [], () => statisticsOf(reader, collections.vm.path, wire.id, signal)),
    read<VmExtras>('Consoles and applications', { consoles: [], applications: [], pinnedHosts: [] }, () =>
      readExtras(reader, wire, path, running, signal),
    ),
    read('CD drives', [], () => readCds(reader, path, running, signal)),
    read('Consoles', [], () => consoleKinds(reader, wire, path, signal)),
    read('Settings of the next start', undefined, () => readPending(reader, wire, signal)),
  ])
  // The list of snapshots is the only place that tells of a preview.
  if (snapshots.length > 0 || !missing.some(({ part: name }) => name === 'Snapshots')) {
    marks.set(
      wire.id,
      'preview',
      snapshots.some(({ status }) => status === 'in_preview'),
    )
  }
  const changes = changesOf(wire, reader.engine.dialect === 'v3')
  const values = running ? valuesOf(statistics) : new Map<string, number>()
  const cpuUsedPercent = values.get('cpu.current.total')
  const memoryUsedBytes = values.get('memory.used')
  return {
    vm: toVmRow(wire, common.parts, { ...common.context, marks }),
    disks: common.disks,
    nics: common.nics,
    snapshots,
    facts: vmFacts(wire, extras),
    missing,
    reference: wire.href ?? `${reader.engine.access.base}${path}`,
    cds,
    consoles,
    ...(changes === undefined ? {} : { changes }),
    ...(pending === undefined ? {} : { pending }),
    ...(cpuUsedPercent === undefined
      ? {}
      : { cpuUsedPercent: Math.round(Math.min(100, cpuUsedPercent) * 10) / 10 }),
    ...(memoryUsedBytes === undefined ? {} : { memoryUsedBytes }),
  }
}

async function templateDetail(
  system: string,
  reader: Reader,
  machine: Machine<WireTemplate>,
  signal: AbortSignal,
): Promise<VmDetail> {
  const { wire } = machine
  const missing: MissingPart[] = []
  const common = await commonParts(system, reader, machine, missing, signal)
  return {
    vm: toTemplateRow(wire, common.parts, common.context),
    disks: common.disks,
    nics: common.nics,
    snapshots: [],
    facts: templateFacts(wire),
    missing,
    reference: wire.href ?? `${reader.engine.access.base}${collections.template.path}/${wire.id}`,
  }
}
