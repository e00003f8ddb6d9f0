import { allowed } from '../../../../contract/actions/rules.ts'
import type { VmAction } from '../../../../contract/actions/vm-action.ts'
import { Fault, type FaultInfo } from '../../../../contract/fault.ts'
import type { VmRow } from '../../../../contract/inventory.ts'

/**
 * What the engine refused, told apart by its HTTP status and the VM's state after it, never by its words alone, which
 * are kept. `row` is the VM as it was read again; undefined when it is gone.
 */
export function refusal(fault: Fault, action: VmAction, row: VmRow | undefined): Fault {
  const { info } = fault
  const message = sentences(info.message)
  const field = fieldOf(action, info)
  const found: FaultInfo = { ...info, message, ...(field === undefined ? {} : { field }) }
  if (info.kind === 'not-found') {
    // QUIRK(ovirt, rhev): an unknown id has no body; one that the body refers to has a fault (fact sheet §5.4).
    if (row === undefined) return new Fault({ ...found, message: 'The VM is gone.' }, { cause: fault })
    if (info.code?.startsWith('HTTP') === true) {
      const what =
        'snapshotId' in action
          ? 'The VM has no such snapshot any more.'
          : 'This engine has no such operation.'
      const kind = 'snapshotId' in action ? 'not-found' : 'unsupported'
      return new Fault({ ...found, kind, message: what }, { cause: fault })
    }
    return new Fault(
      { ...found, ...(field === undefined ? {} : { kind: 'invalid-input' }) },
      { cause: fault },
    )
  }
  if (info.kind !== 'conflict') return new Fault(found, { cause: fault })
  const verdict = row === undefined ? true : allowed(action.verb, row, 'ovirt')
  if (verdict !== true) {
    return new Fault(
      { ...found, kind: 'invalid-state', causes: [...(info.causes ?? []), verdict] },
      { cause: fault },
    )
  }
  return new Fault({ ...found, ...(field === undefined ? {} : { kind: 'invalid-input' }) }, { cause: fault })
}

/** `[Cannot stop VM. VM is not running.]` without its brackets. The list inside is not split: texts hold commas. */
function sentences(detail: string): string {
  return /^\[[\s\S]*\]$/.test(detail) ? detail.slice(1, -1).trim() || detail : detail
}

/** Words of a fault that name what they blame, with the options of each verb that they can mean. */
const blames: readonly [pattern: RegExp, fields: readonly string[]][] = [
  [/\bname is already in use|\[name\]|VM name|\bname\b.*(invalid|long)/i, ['name']],
  [/\bmemory\b/i, ['memoryBytes']],
  [/\b(sockets?|cpus?|virtual cpus|topology|processors?)\b/i, ['cpus', 'coresPerSocket']],
  [/\b(image|cd|iso)\b.*\bnot found\b/i, ['file', 'options.cd', 'options.floppy']],
  [/\bkernel\b/i, ['options.kernel', 'options.initrd', 'options.commandLine']],
  [/\bdomain\b.*\b(known|password)\b/i, ['options.domain.name']],
  [/\b(scheduling constraints|host)\b/i, ['hostId', 'options.hostId']],
  [/\bexport domain\b|\bstorage domain\b/i, ['storageDomainId']],
]

/** The option of the action that a fault blames, as a dotted path of its schema. */
function fieldOf(action: VmAction, { message, field }: FaultInfo): string | undefined {
  if (field !== undefined) return field
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
