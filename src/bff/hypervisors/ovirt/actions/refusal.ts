import { allowed } from '../../../../contract/actions/rules.ts'
import type { VmAction } from '../../../../contract/actions/vm-action.ts'
import { Fault, type FaultInfo } from '../../../../contract/fault.ts'
import type { VmRow } from '../../../../contract/inventory.ts'
import { spoken } from '../map/states.ts'

/**
 * What the engine refused, told apart by its HTTP status and the VM's state after it, never by its words alone, which
 * are kept. `row` is the VM as it was read again; undefined when it is gone. `before`: its state when the request was made.
 * `suspect`: the option that a fault about storage is about.
 */
export function refusal(
  fault: Fault,
  action: VmAction,
  row: VmRow | undefined,
  { before, suspect }: { before?: string; suspect?: string } = {},
): Fault {
  const { info } = fault
  const message = sentences(info.message)
  const field = fieldOf(action, info, suspect)
  const found: FaultInfo = { ...info, message, ...(field === undefined ? {} : { field }) }
  if (info.kind === 'not-found') {
    // QUIRK(ovirt, rhev): an unknown id has no body; one that the body refers to has a fault (fact sheet §5.4).
    if (row === undefined) return new Fault(gone, { cause: fault })
    if (info.code?.startsWith('HTTP') === true) {
      const what = missing(action)
      const kind = what === undefined ? 'unsupported' : 'not-found'
      const message = what?.message ?? 'This engine has no such operation.'
      const blamed = field ?? what?.field
      return new Fault(
        { ...found, kind, message, ...(blamed === undefined ? {} : { field: blamed }) },
        { cause: fault },
      )
    }
    return new Fault(
      { ...found, ...(field === undefined ? {} : { kind: 'invalid-input' }) },
      { cause: fault },
    )
  }
  if (info.kind !== 'conflict') return new Fault(found, { cause: fault })
  if (row === undefined) return new Fault({ ...gone, causes: [message] }, { cause: fault })
  const verdict = allowed(action.verb, row, 'ovirt')
  const change = before === undefined || before === row.status ? [] : [changed(before, row.status)]
  const causes = [...(info.causes ?? []), ...change, ...(verdict === true ? [] : [verdict])]
  if (verdict !== true) return new Fault({ ...found, kind: 'invalid-state', causes }, { cause: fault })
  if (change.length > 0) return new Fault({ ...found, causes }, { cause: fault })
  return new Fault({ ...found, ...(field === undefined ? {} : { kind: 'invalid-input' }) }, { cause: fault })
}

const gone: FaultInfo = {
  kind: 'not-found',
  message: 'The VM is gone: somebody removed it meanwhile.',
}

const changed = (before: string, now: string): string =>
  `It was ${spoken(before)} when this was asked for, and is ${spoken(now)} now.`

/** What an address stands for that the engine does not know although it knows the VM. */
function missing(action: VmAction): { message: string; field?: string } | undefined {
  if ('snapshotId' in action) {
    return { message: 'The VM has no such snapshot any more.', field: 'snapshotId' }
  }
  return action.verb === 'relocate' ? { message: 'The VM has no such disk any more.' } : undefined
}

/** `[Cannot stop VM. VM is not running.]` without its brackets. The list inside is not split: texts hold commas. */
function sentences(detail: string): string {
  return /^\[[\s\S]*\]$/.test(detail) ? detail.slice(1, -1).trim() || detail : detail
}

const storage = /\bexport domain\b|\bstorage domains?\b/i

/** Words of a fault that name what they blame, with the options of each verb that they can mean. */
const blames: readonly [pattern: RegExp, fields: readonly string[]][] = [
  [/\bname is already in use|\[name\]|VM name|\bname\b.*(invalid|long)/i, ['name']],
  [/\bmemory\b/i, ['memoryBytes']],
  [/\b(sockets?|cpus?|virtual cpus|topology|processors?)\b/i, ['cpus', 'coresPerSocket']],
  [/\b(image|cd|iso)\b.*\bnot found\b/i, ['file', 'options.cd', 'options.floppy']],
  [/\bkernel\b/i, ['options.kernel', 'options.initrd', 'options.commandLine']],
  [/\bdomain\b.*\b(known|password)\b/i, ['options.domain.name']],
  [/\b(scheduling constraints|host|target cluster)\b/i, ['hostId', 'options.hostId']],
  [storage, ['storageDomainId', 'datastoreId']],
]

/** The option of the action that a fault blames, as a dotted path of its schema. */
function fieldOf(
  action: VmAction,
  { message, field }: FaultInfo,
  suspect: string | undefined,
): string | undefined {
  if (field !== undefined) return field
  if (suspect !== undefined && storage.test(message)) return suspect
  const given = new Map(leaves(action, ''))
  given.delete('verb')
  for (const [path, value] of given) {
    // `Entity not found: {id}`, `The image {file} was not found`: the value itself is named.
    if (typeof value === 'string' && value.length > 3 && message.includes(value) && path !== 'name')
      return path
  }
  for (const [pattern, fields] of blames) {
    if (!pattern.test(message)) continue
    const found = fields.find((path) => given.has(path))
    if (found !== undefined) return found
  }
  return undefined
}

function leaves(value: unknown, path: string): [path: string, value: unknown][] {
  if (typeof value !== 'object' || value === null) return path === '' ? [] : [[path, value]]
  return Object.entries(value).flatMap(([key, inner]) =>
    inner === undefined ? [] : leaves(inner, path === '' ? key : `${path}.${key}`),
  )
}
