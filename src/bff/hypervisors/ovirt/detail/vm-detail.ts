import { z } from 'zod'
import { Fault } from '../../../../contract/fault.ts'
import type { VmDetail, VmNic } from '../../../../contract/vm.ts'
import type { AdapterOptions } from '../../port.ts'
import { storageDomainOf, toVmDisk } from '../map/disk.ts'
import { type MachineParts, toTemplateRow, toVmRow, vmStatus } from '../map/machine.ts'
import { toVmNic } from '../map/nic.ts'
import { blankId, type RowContext } from '../map/row-context.ts'
import { toSnapshots } from '../map/snapshot.ts'
import { isRunning } from '../map/states.ts'
import { templateFacts, type VmExtras, vmFacts } from '../map/vm-facts.ts'
import { type Engine, orAbsent } from '../transport/engine.ts'
import { collections, Reader, vnicProfiles } from '../watch/collections.ts'
import { type Machine, MachineReader } from '../watch/machine-parts.ts'
import { statisticsOf } from '../watch/samples.ts'
import { number, text } from '../wire/coerce.ts'
import type { WireTemplate, WireVm } from '../wire/machine.ts'
import type { WireNic } from '../wire/nic.ts'
import { wireSnapshot } from '../wire/snapshot.ts'
import { valuesOf } from '../wire/statistic.ts'
import { eventsOf, type MissingPart, part } from './parts.ts'

const snapshotList = { key: 'snapshot', schema: wireSnapshot }
const applicationList = { key: 'application', schema: z.object({ name: text }) }
const consoleList = {
  key: 'graphics_console',
  schema: z.object({ protocol: text, address: text, port: number, tls_port: number }),
}

/** One VM or template in full. Throws `not-found` when there is neither of that id. */
export async function readVmDetail(
  { system }: AdapterOptions,
  engine: Engine,
  id: string,
  signal: AbortSignal,
): Promise<VmDetail> {
  const reader = new Reader(engine)
  const machines = new MachineReader(reader)
  const vm = await machines.read('vm', id, true, signal)
  if (vm !== undefined) return vmDetail(system.id, reader, vm, signal)
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
  signal: AbortSignal,
): Promise<VmDetail> {
  const { wire } = machine
  const missing: MissingPart[] = []
  const path = `${collections.vm.path}/${encodeURIComponent(wire.id)}`
  const running = isRunning(vmStatus(wire))
  const read = <T>(name: string, instead: T, work: () => Promise<T>): Promise<T> =>
    part(missing, name, instead, signal, work)
  const [common, snapshots, events, statistics, extras] = await Promise.all([
    commonParts(system, reader, machine, missing, signal),
    read('Snapshots', [], async () =>
      toSnapshots(await reader.list({ ...snapshotList, path: `${path}/snapshots` }, {}, signal)),
    ),
    read('Events', [], () =>
      eventsOf(reader, 'event_vm', wire.name ?? '', (event) => event.vm?.id === wire.id, signal),
    ),
    read('Statistics', [], () => statisticsOf(reader, collections.vm.path, wire.id, signal)),
    read<VmExtras>('Consoles and applications', { consoles: [], applications: [], pinnedHosts: [] }, () =>
      readExtras(reader, wire, path, running, signal),
    ),
  ])
  const values = running ? valuesOf(statistics) : new Map<string, number>()
  const cpuUsedPercent = values.get('cpu.current.total')
  const memoryUsedBytes = values.get('memory.used')
  return {
    vm: toVmRow(wire, common.parts, common.context),
    disks: common.disks,
    nics: common.nics,
    snapshots,
    events,
    facts: vmFacts(wire, extras),
    missing,
    reference: wire.href ?? `${reader.engine.access.base}${path}`,
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
  const [common, events] = await Promise.all([
    commonParts(system, reader, machine, missing, signal),
    part(missing, 'Events', [], signal, () =>
      eventsOf(reader, 'event_template', wire.name ?? '', (event) => event.template?.id === wire.id, signal),
    ),
  ])
  return {
    vm: toTemplateRow(wire, common.parts, common.context),
    disks: common.disks,
    nics: common.nics,
    snapshots: [],
    events,
    facts: templateFacts(wire),
    missing,
    reference: wire.href ?? `${reader.engine.access.base}${collections.template.path}/${wire.id}`,
  }
}

/** Row context, disks and cards with the names behind their references. */
async function commonParts(
  system: string,
  reader: Reader,
  machine: Machine<WireVm | WireTemplate>,
  missing: MissingPart[],
  signal: AbortSignal,
) {
  const { wire } = machine
  const clusterId = wire.cluster?.id
  const [cluster, domainNames, nics] = await Promise.all([
    clusterId === undefined
      ? undefined
      : part(missing, 'Data center', undefined, signal, () =>
          orAbsent(reader.one(collections.cluster, clusterId, signal), undefined),
        ),
    part(missing, 'Storage domain names', new Map<string, string>(), signal, () =>
      storageNames(reader, machine, signal),
    ),
    part(missing, 'Networks', [], signal, () => readNics(reader, machine, signal)),
  ])
  const context: RowContext = {
    system,
    datacenterOf: (id) => (id === undefined ? undefined : cluster?.data_center?.id),
    // A single object is asked for: what it refers to is taken as it says.
    seen: (_, id) => id,
  }
  const networkIds = nics.flatMap((nic) => nic.networkId ?? [])
  const reported = [...machine.devices, ...machine.nics.flatMap((nic) => nic.reported_devices ?? [])]
  const parts: MachineParts = {
    disks: machine.disks,
    devices: reported,
    networkIds: [...new Set(networkIds)],
    tags: machine.tags,
  }
  return { context, parts, nics, disks: machine.disks.map((use) => toVmDisk(use, domainNames)) }
}

async function storageNames(
  reader: Reader,
  machine: Machine<WireVm | WireTemplate>,
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  const ids = new Set(machine.disks.flatMap((use) => storageDomainOf(use.disk) ?? []))
  for (const id of ids) {
    const domain = await orAbsent(reader.one(collections.datastore, id, signal), undefined)
    if (domain?.name !== undefined) names.set(id, domain.name)
  }
  return names
}

async function readNics(
  reader: Reader,
  machine: Machine<WireVm | WireTemplate>,
  signal: AbortSignal,
): Promise<VmNic[]> {
  const profiles = new Map<string, { name?: string | undefined; network?: string | undefined }>()
  const networks = new Map<string, string>()
  const behind = async (nic: WireNic) => {
    const profileId = nic.vnic_profile?.id
    if (profileId !== undefined && !profiles.has(profileId)) {
      const profile = await orAbsent(reader.one(vnicProfiles, profileId, signal), undefined)
      profiles.set(profileId, { name: profile?.name, network: profile?.network?.id })
    }
    const profile = profileId === undefined ? undefined : profiles.get(profileId)
    const networkId = nic.network?.id ?? profile?.network
    if (networkId !== undefined && !networks.has(networkId)) {
      const network = await orAbsent(reader.one(collections.network, networkId, signal), undefined)
      if (network?.name !== undefined) networks.set(networkId, network.name)
    }
    const networkName = networkId === undefined ? undefined : networks.get(networkId)
    return { networkId, networkName: networkName ?? nic.network?.name, profile: profile?.name }
  }
  const nics: VmNic[] = []
  for (const nic of machine.nics) nics.push(toVmNic(nic, await behind(nic), machine.devices))
  return nics
}

async function readExtras(
  reader: Reader,
  vm: WireVm,
  path: string,
  running: boolean,
  signal: AbortSignal,
): Promise<VmExtras> {
  const { display, placement_policy: placement } = vm
  // QUIRK(ovirt 3.x): the console's address stands in the VM; v4 lists consoles, with addresses only for
  // `current` (fact sheet §9).
  const shown =
    display?.address === undefined
      ? []
      : [
          {
            protocol: display.type,
            address: display.address,
            port: display.port,
            tls_port: display.secure_port,
          },
        ]
  const consoles =
    reader.engine.dialect === 'v4' && running
      ? await orAbsent(
          reader.list({ ...consoleList, path: `${path}/graphicsconsoles` }, { current: true }, signal),
          shown,
        )
      : shown
  const applications = await orAbsent(
    reader.list({ ...applicationList, path: `${path}/applications` }, {}, signal),
    [],
  )
  const pinned = [...(placement?.hosts ?? []), ...(placement?.host === undefined ? [] : [placement.host])]
  const pinnedHosts: string[] = []
  for (const { id } of pinned) {
    if (id === undefined) continue
    const host = await orAbsent(reader.one(collections.host, id, signal), undefined)
    pinnedHosts.push(host?.name ?? id)
  }
  return {
    consoles: running ? consoles : [],
    applications: applications.flatMap((app) => app.name ?? []),
    pinnedHosts,
  }
}
