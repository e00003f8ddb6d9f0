import { z } from 'zod'
import type { CloneSource } from '../../../../contract/clone/order.ts'
import { Fault } from '../../../../contract/fault.ts'
import type { VmSnapshot } from '../../../../contract/vm.ts'
import type { MissingPart } from '../detail/parts.ts'
import type { DiskUse } from '../map/disk.ts'
import { vmStatus } from '../map/machine.ts'
import { blankId } from '../map/row-context.ts'
import { toSnapshots } from '../map/snapshot.ts'
import { orAbsent } from '../transport/engine.ts'
import { collections, type Reader } from '../watch/collections.ts'
import { type Machine, MachineReader } from '../watch/machine-parts.ts'
import { number, object, text } from '../wire/coerce.ts'
import { diskItem } from '../wire/disk.ts'
import type { WireTemplate, WireVm } from '../wire/machine.ts'
import { nicItem } from '../wire/nic.ts'
import { wireSnapshot } from '../wire/snapshot.ts'

/** What copies are made of: a VM, a template, or a VM as one of its snapshots has it. */
export interface Source {
  kind: 'vm' | 'template'
  id: string
  name: string
  /** The engine's word. */
  status: string
  machine: Machine<WireVm | WireTemplate>
  /** Of the snapshot when there is one; that is what new VMs have unless told otherwise. */
  hardware: Pick<WireVm, 'cpu' | 'memory' | 'memory_policy'>
  stateless: boolean
  family: 'linux' | 'windows' | 'other' | undefined
  clusterId: string | undefined
  datacenterId: string | undefined
  snapshot: VmSnapshot | undefined
  snapshots: VmSnapshot[]
  /** Disks that are copied; direct LUNs are not. */
  disks: DiskUse[]
  /** Why disks or cards of the snapshot are those of the VM. */
  missing: MissingPart[]
}

const snapshotWithVm = wireSnapshot.extend({
  // v4 only: the VM as it was.
  vm: object(
    z.object({
      memory: number,
      cpu: object(
        z.object({ topology: object(z.object({ sockets: number, cores: number, threads: number })) }),
      ),
    }),
  ),
})
const snapshotDisk = diskItem.extend({ id: text })

/** Reads a source in full. Throws `not-found` when it, or its snapshot, is gone. */
export async function readSource(
  reader: Reader,
  { vm: id, snapshotId }: CloneSource,
  signal: AbortSignal,
): Promise<Source> {
  const machines = new MachineReader(reader)
  const vm = await machines.read('vm', id, false, signal)
  if (vm !== undefined) return ofVm(reader, vm, snapshotId, signal)
  const template = id === blankId ? undefined : await machines.read('template', id, false, signal)
  if (template === undefined) {
    const message = 'The VM or template to copy is gone.'
    throw new Fault({ kind: 'not-found', message, field: 'source.vm' })
  }
  const common = await commonOf(reader, template, signal)
  return {
    ...common,
    kind: 'template',
    status: template.wire.status.word ?? 'unknown',
    hardware: template.wire,
    snapshot: undefined,
    snapshots: [],
    disks: copied(template.disks),
    missing: [],
  }
}

async function ofVm(
  reader: Reader,
  machine: Machine<WireVm>,
  snapshotId: string | undefined,
  signal: AbortSignal,
): Promise<Source> {
  const { wire } = machine
  const path = `${collections.vm.path}/${encodeURIComponent(wire.id)}/snapshots`
  const [common, listed] = await Promise.all([
    commonOf(reader, machine, signal),
    reader.list({ path, key: 'snapshot', schema: snapshotWithVm }, {}, signal),
  ])
  const snapshots = toSnapshots(listed)
  const plain: Source = {
    ...common,
    kind: 'vm',
    status: vmStatus(wire),
    hardware: wire,
    snapshot: undefined,
    snapshots,
    disks: copied(machine.disks),
    missing: [],
  }
  if (snapshotId === undefined) return plain
  const snapshot = snapshots.find((one) => one.id === snapshotId)
  if (snapshot === undefined) {
    const message = 'The VM has no such snapshot any more.'
    throw new Fault({ kind: 'not-found', message, field: 'source.snapshotId' })
  }
  const kept = listed.find((one) => one.id === snapshotId)?.vm
  const parts = await snapshotParts(reader, `${path}/${encodeURIComponent(snapshotId)}`, machine, signal)
  return {
    ...plain,
    snapshot,
    hardware: {
      memory: kept?.memory ?? wire.memory,
      // The bounds of the VM as it is now say nothing of what it was.
      memory_policy: kept?.memory === undefined ? wire.memory_policy : undefined,
      cpu: kept?.cpu?.topology === undefined ? wire.cpu : { ...cpuOf(wire), topology: kept.cpu.topology },
    },
    machine: { ...machine, disks: parts.disks, nics: parts.nics },
    disks: copied(parts.disks),
    missing: parts.missing,
  }
}

const cpuOf = ({ cpu }: WireVm): NonNullable<WireVm['cpu']> =>
  cpu ?? { architecture: undefined, topology: undefined, mode: undefined }

/** Disks and cards of a snapshot; where the engine does not tell them, those of the VM. */
async function snapshotParts(
  reader: Reader,
  path: string,
  machine: Machine<WireVm>,
  signal: AbortSignal,
): Promise<Pick<Source, 'missing'> & Pick<Machine<WireVm>, 'disks' | 'nics'>> {
  const [disks, nics] = await Promise.all([
    orAbsent(
      reader.list({ path: `${path}/disks`, key: 'disk', schema: snapshotDisk }, {}, signal),
      undefined,
    ),
    orAbsent(reader.list({ path: `${path}/nics`, key: 'nic', schema: nicItem }, {}, signal), undefined),
  ])
  const missing: MissingPart[] = []
  const now = new Map(machine.disks.map((use) => [use.disk.id, use]))
  if (disks === undefined) {
    missing.push({
      part: 'Disks of the snapshot',
      reason: 'The engine does not tell them; shown are those of the VM.',
    })
  }
  return {
    missing,
    disks:
      disks?.flatMap((disk): DiskUse[] => {
        // Releases differ in whether a disk of a snapshot is named by the id of the disk or only by its image.
        const use =
          now.get(disk.id ?? '') ?? machine.disks.find((one) => one.disk.alias === (disk.alias ?? disk.name))
        const id = use?.disk.id ?? disk.id ?? disk.image_id
        if (id === undefined) return []
        return [
          {
            disk: { ...disk, id, storage_domains: disk.storage_domains ?? use?.disk.storage_domains },
            bootable: disk.bootable ?? use?.bootable,
            active: disk.active ?? use?.active,
            bus: disk.interface ?? use?.bus,
          },
        ]
      }) ?? machine.disks,
    nics: nics === undefined || nics.length === 0 ? machine.nics : nics,
  }
}

const copied = (disks: readonly DiskUse[]): DiskUse[] =>
  disks.filter(({ disk }) => disk.lun_storage === undefined)

async function commonOf(reader: Reader, machine: Machine<WireVm | WireTemplate>, signal: AbortSignal) {
  const { wire } = machine
  const clusterId = wire.cluster?.id
  const cluster =
    clusterId === undefined
      ? undefined
      : await orAbsent(reader.one(collections.cluster, clusterId, signal), undefined)
  return {
    id: wire.id,
    name: wire.name ?? wire.id,
    machine,
    stateless: wire.stateless === true,
    family: familyOf(wire.os?.type),
    clusterId,
    datacenterId: cluster?.data_center?.id,
  }
}

/** By the engine's own name of the operating system; undefined where that tells nothing. */
function familyOf(type: string | undefined): Source['family'] {
  const word = type?.toLowerCase() ?? ''
  if (word.startsWith('windows')) return 'windows'
  if (/linux|rhel|rhcos|ubuntu|debian|sles|centos|fedora/.test(word)) return 'linux'
  return word === '' || word === 'other' || word === 'unassigned' ? undefined : 'other'
}
