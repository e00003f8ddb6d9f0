import { z } from 'zod'
import type { VmDetail } from '../../../../contract/vm.ts'
import { vmStatus } from '../map/machine.ts'
import { isRunning } from '../map/states.ts'
import { orAbsent } from '../transport/engine.ts'
import type { Reader } from '../watch/collections.ts'
import { object, text } from '../wire/coerce.ts'
import { type WireVm, wireVm } from '../wire/machine.ts'

const cdromList = {
  key: 'cdrom',
  schema: z.object({ id: z.string().min(1), file: object(z.object({ id: text })) }),
}
const consoleList = { key: 'graphics_console', schema: z.object({ protocol: text }) }

/** CD drives with what is in them: in the running VM where it runs, else what is stored. */
export async function readCds(
  reader: Reader,
  path: string,
  running: boolean,
  signal: AbortSignal,
): Promise<NonNullable<VmDetail['cds']>> {
  const list = { ...cdromList, path: `${path}/cdroms` }
  const drives = await orAbsent(reader.list(list, {}, signal), [])
  const cds: NonNullable<VmDetail['cds']> = []
  for (const [index, stored] of drives.entries()) {
    const drive = running
      ? ((await orAbsent(reader.one(list, stored.id, signal, { current: true }), undefined)) ?? stored)
      : stored
    const file = drive.file?.id
    cds.push({
      id: stored.id,
      name: drives.length === 1 ? 'CD drive' : `CD drive ${index + 1}`,
      ...(file === undefined ? {} : { file }),
    })
  }
  return cds
}

/** Kinds of console that the VM has now. */
export async function consoleKinds(
  reader: Reader,
  vm: WireVm,
  path: string,
  signal: AbortSignal,
): Promise<NonNullable<VmDetail['consoles']>> {
  if (!isRunning(vmStatus(vm))) return []
  const words =
    reader.engine.dialect === 'v3'
      ? [vm.display?.address === undefined ? undefined : vm.display.type]
      : (
          await orAbsent(reader.list({ ...consoleList, path: `${path}/graphicsconsoles` }, {}, signal), [])
        ).map(({ protocol }) => protocol)
  return words.flatMap((word) => (word === 'spice' || word === 'vnc' ? [word] : []))
}

/** What waits for the next start, next to what runs. v4 only: 3.x tells that something waits, never what. */
export async function readPending(
  reader: Reader,
  vm: WireVm,
  signal: AbortSignal,
): Promise<VmDetail['pending']> {
  if (vm.next_run_configuration_exists !== true || reader.engine.dialect !== 'v4') return undefined
  const next = await reader.one({ path: '/vms', schema: wireVm }, vm.id, signal, { nextRun: true })
  if (next === undefined) return undefined
  const [before, after] = [settingsOf(vm), settingsOf(next)]
  return before.flatMap(([label, now], index) => {
    const then = after[index]?.[1] ?? ''
    return now === then ? [] : [{ label, now, next: then }]
  })
}

const flag = (value: boolean | undefined): string => (value === true ? 'yes' : 'no')

function settingsOf(vm: WireVm): [label: string, value: string][] {
  const { cpu, memory, memory_policy: policy, os } = vm
  const { sockets = 1, cores = 1, threads = 1 } = cpu?.topology ?? {}
  return [
    ['Memory', size(memory)],
    ['Guaranteed memory', size(policy?.guaranteed)],
    ['Maximum memory', size(policy?.max)],
    ['CPU topology', `${sockets} × ${cores} × ${threads} (sockets × cores × threads)`],
    ['Operating system', os?.type ?? 'unknown'],
    ['Boot order', os?.boot.join(', ') ?? ''],
    ['Display', vm.display?.type ?? 'none'],
    ['Stateless', flag(vm.stateless)],
    ['High availability', flag(vm.high_availability?.enabled)],
  ]
}

const size = (bytes: number | undefined): string =>
  bytes === undefined ? 'unknown' : `${Math.round((bytes / 1024 ** 2) * 10) / 10} MiB`

const mib256 = 256 * 1024 ** 2

/** What a running VM takes at once; everything else waits for its next start. */
export function changesOf(vm: WireVm, v3: boolean): VmDetail['changes'] {
  if (!isRunning(vmStatus(vm))) return { cpus: true, memory: true }
  const waits = 'It waits for the next start.'
  if (vmStatus(vm) !== 'up')
    return { cpus: `The VM is not up. ${waits}`, memory: `The VM is not up. ${waits}` }
  return {
    cpus: true,
    memory: v3 ? `Engines of 3.x add no memory to a running VM. ${waits}` : true,
    ...(v3 ? {} : { memoryStepBytes: mib256 }),
    ...(v3 || vm.memory_policy?.max === undefined ? {} : { memoryMaxBytes: vm.memory_policy.max }),
  }
}
