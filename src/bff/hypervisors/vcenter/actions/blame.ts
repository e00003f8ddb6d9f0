import type { VmAction } from '../../../../contract/actions/vm-action.ts'
import { Fault } from '../../../../contract/fault.ts'
import { VimError } from '../transport/faults.ts'
import { get, refId, str } from '../wire/read.ts'

/** What `InvalidArgument.invalidProperty` calls the options of actions, by the last part of its path. */
const arguments_: Record<string, string> = {
  host: 'hostId',
  pool: 'poolId',
  datastore: 'datastoreId',
  numCPUs: 'cpus',
  numCoresPerSocket: 'coresPerSocket',
  memoryMB: 'memoryBytes',
  annotation: 'notes',
  newName: 'name',
  answerChoice: 'choice',
  removeChildren: 'children',
  diskId: 'disks',
  disk: 'disks',
}

/** Faults that are about one option wherever it is given. */
const byType: Record<string, string> = {
  DuplicateName: 'name',
  InvalidName: 'name',
  CpuHotPlugNotSupported: 'cpus',
  NumVirtualCpusNotSupported: 'cpus',
  TooManyVirtualCpus: 'cpus',
  MemoryHotPlugNotSupported: 'memoryBytes',
  MemorySizeNotSupported: 'memoryBytes',
  MemorySizeNotSupportedByDatastore: 'memoryBytes',
  FilesystemQuiesceFault: 'quiesce',
}

/** The fault with the name of the option that it blames, where it blames one that was given. */
export function blame(error: unknown, action: VmAction): unknown {
  if (!(error instanceof VimError) || error.info.field !== undefined) return error
  const field = blamed(error, action)
  return field === undefined ? error : new Fault({ ...error.info, field }, { cause: error })
}

function blamed({ vim }: VimError, action: VmAction): string | undefined {
  const given = new Map<string, unknown>(Object.entries(action).filter(([, value]) => value !== undefined))
  given.delete('verb')
  const parts = str(get(vim.detail, 'invalidProperty'))?.split('.') ?? []
  for (const part of parts.toReversed()) {
    const field = arguments_[part] ?? part
    if (given.has(field)) return field
  }
  const field = byType[vim.type]
  if (field !== undefined && given.has(field)) return field
  // Whatever object the fault names may be one that an option named.
  for (const name of ['obj', 'host', 'datastore', 'object', 'entity']) {
    const id = refId(get(vim.detail, name))
    if (id === undefined) continue
    for (const [option, value] of given) if (value === id) return option
  }
  return undefined
}
