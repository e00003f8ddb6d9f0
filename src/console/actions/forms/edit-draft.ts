import type { Machine } from '../../../contract/actions/rules.ts'
import type { SystemKind } from '../../../contract/system.ts'
import { formatBytes } from '../../../contract/units.ts'
import type { VmDetail } from '../../../contract/vm.ts'
import type { Draft } from '../draft.ts'

export const units = { GiB: 1024 ** 3, MiB: 1024 ** 2 } as const
export type Unit = keyof typeof units

interface Settings {
  name: string
  notes: string
  cpus: number
  coresPerSocket: number | ''
  memoryBytes: number
}

/** What a running vSphere VM takes while it runs; an engine keeps the rest for the next start instead. */
interface Limits {
  cpus?: { min: number; max?: number }
  memory?: { min: number; max?: number; step?: number }
}

/** What the fields start with, beside what it was and what is possible, for `changed` and `checkEdit`. */
export function editDraft(
  machine: Machine | undefined,
  kind: SystemKind,
  detail: VmDetail | undefined,
): Draft {
  if (machine === undefined) return {}
  const { name, notes = '', cpus, coresPerSocket = '', memoryBytes } = machine
  const was: Settings = { name, notes, cpus, coresPerSocket, memoryBytes }
  const limits = kind === 'vcenter' && isRunning(machine) ? limitsOf(machine, detail?.changes) : {}
  return {
    name,
    notes,
    cpus,
    coresPerSocket,
    memory: { amount: memoryBytes / units[unitOf(memoryBytes)], unit: unitOf(memoryBytes) },
    nextRun: false,
    was,
    limits,
  }
}

/** Whether hardware changes meet a guest that runs, or one whose state is kept. */
export function isRunning(machine: Machine): boolean {
  return machine.kind === 'vm' && machine.power !== 'off'
}

function limitsOf(machine: Machine, changes: VmDetail['changes']): Limits {
  if (changes === undefined) return {}
  const { cpus, memory, cpusMax, memoryMaxBytes, memoryStepBytes } = changes
  return {
    ...(cpus === true
      ? { cpus: { min: machine.cpus, ...(cpusMax === undefined ? {} : { max: cpusMax }) } }
      : {}),
    ...(memory === true
      ? {
          memory: {
            min: machine.memoryBytes,
            ...(memoryMaxBytes === undefined ? {} : { max: memoryMaxBytes }),
            ...(memoryStepBytes === undefined ? {} : { step: memoryStepBytes }),
          },
        }
      : {}),
  }
}

function unitOf(bytes: number): Unit {
  return bytes % units.GiB === 0 ? 'GiB' : 'MiB'
}

/** Bytes of the two memory fields; `undefined` while there is no number in them. */
function memoryBytesOf(draft: Draft): number | undefined {
  // Only `editDraft` and its two fields write here.
  const { amount, unit } = (draft.memory ?? {}) as { amount?: unknown; unit?: Unit }
  return typeof amount === 'number' && unit !== undefined ? Math.round(amount * units[unit]) : undefined
}

/** The changes alone: what is left as it was is not sent. */
export function changed(draft: Draft): Draft {
  const was = settingsBefore(draft)
  const now: Draft = {
    name: draft.name,
    notes: draft.notes,
    cpus: draft.cpus,
    // What the system does not say may stay unsaid; a number that was taken away is an error of the field.
    coresPerSocket: draft.coresPerSocket,
    memoryBytes: memoryBytesOf(draft) ?? '',
  }
  const changes = Object.fromEntries(
    Object.entries(now).filter(([key, value]) => value !== was?.[key as keyof Settings]),
  )
  const hardware = 'cpus' in changes || 'coresPerSocket' in changes || 'memoryBytes' in changes
  return draft.nextRun === true && hardware ? { ...changes, nextRun: true } : changes
}

/** What the schema cannot know: that something must change, and what this VM takes while it runs. */
export function checkEdit(draft: Draft): ReadonlyMap<string, string> {
  const errors = new Map<string, string>()
  const changes = changed(draft)
  const was = settingsBefore(draft)
  if (was === undefined) return errors
  if (Object.keys(changes).length === 0) errors.set('', 'Nothing was changed.')
  // Written by `editDraft` alone.
  const limits = (draft.limits ?? {}) as Limits
  const { cpus, coresPerSocket, memoryBytes } = changes
  const noNumber = 'Enter a number.'
  for (const [key, value] of Object.entries({ cpus, coresPerSocket, memoryBytes })) {
    if (key in changes && typeof value !== 'number') errors.set(key, noNumber)
  }
  if (typeof cpus === 'number') put(errors, 'cpus', between(cpus, limits.cpus, String, 'CPUs'))
  if (typeof memoryBytes === 'number') {
    put(errors, 'memoryBytes', between(memoryBytes, limits.memory, formatBytes, 'memory'))
    const step = limits.memory?.step ?? 0
    if (step > 0 && (memoryBytes - was.memoryBytes) % step !== 0) {
      put(errors, 'memoryBytes', `While it runs, memory is added in steps of ${formatBytes(step)}.`)
    }
  }
  const total = typeof cpus === 'number' ? cpus : was.cpus
  const cores = typeof coresPerSocket === 'number' ? coresPerSocket : was.coresPerSocket
  const touched = 'cpus' in changes || 'coresPerSocket' in changes
  if (touched && typeof cores === 'number' && cores > 0 && total % cores !== 0) {
    put(errors, 'coresPerSocket', `${total} CPUs do not fill sockets of ${cores} cores.`)
  }
  return errors
}

function between(
  value: number,
  limit: { min: number; max?: number } | undefined,
  spoken: (value: number) => string,
  what: string,
): string | undefined {
  if (limit === undefined) return undefined
  if (value < limit.min) return `While it runs, ${what} can only be added: at least ${spoken(limit.min)}.`
  if (limit.max !== undefined && value > limit.max) return `While it runs, at most ${spoken(limit.max)}.`
  return undefined
}

function put(errors: Map<string, string>, field: string, message: string | undefined): void {
  if (message !== undefined && !errors.has(field)) errors.set(field, message)
}

function settingsBefore(draft: Draft): Settings | undefined {
  // Written by `editDraft` alone.
  return draft.was as Settings | undefined
}
