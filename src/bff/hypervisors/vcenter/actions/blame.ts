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
  diskId: 'disks.0.id',
  disk: 'disks.0.datastoreId',
}

const where = ['datastoreId', 'disks.0.datastoreId']

/** Faults that are about one option wherever it is given; the first one that is. */
const byType: Record<string, readonly string[]> = {
  DuplicateName: ['name'],
  InvalidName: ['name'],
  CpuHotPlugNotSupported: ['cpus'],
  NumVirtualCpusNotSupported: ['cpus'],
  TooManyVirtualCpus: ['cpus'],
  MemoryHotPlugNotSupported: ['memoryBytes'],
  MemorySizeNotSupported: ['memoryBytes'],
  MemorySizeNotSupportedByDatastore: ['memoryBytes'],
  FilesystemQuiesceFault: ['quiesce'],
  HostNotConnected: ['hostId'],
  HostNotReachable: ['hostId'],
  InvalidHostState: ['hostId'],
  CannotAccessVmDisk: ['hostId', ...where],
  CannotAccessNetwork: ['hostId'],
  InaccessibleDatastore: where,
  InvalidDatastore: where,
  NoDiskSpace: where,
  InsufficientDiskSpace: where,
  InsufficientStorageSpace: where,
}

/**
 * The fault with the name of the option that it blames, where it blames one that was given. `vm`: what the action was for,
 * which may be gone.
 */
export function blame(error: unknown, action: VmAction, vm: string): unknown {
  if (!(error instanceof VimError) || error.info.field !== undefined) return error
  if (error.vim.type === 'ManagedObjectNotFound' && refId(get(error.vim.detail, 'obj')) === vm) {
    const advice = 'Somebody removed it meanwhile. Look for it in the inventory.'
    return new Fault({ ...error.info, advice }, { cause: error })
  }
  const field = blamed(error, action)
  return field === undefined ? error : new Fault({ ...error.info, field }, { cause: error })
}

function blamed({ vim }: VimError, action: VmAction): string | undefined {
  const given = new Map(leaves(action, ''))
  given.delete('verb')
  const parts = str(get(vim.detail, 'invalidProperty'))?.split('.') ?? []
  for (const part of parts.toReversed()) {
    const field = arguments_[part] ?? part
    if (given.has(field)) return field
  }
  // Whatever object the fault names may be one that an option named.
  for (const name of ['obj', 'host', 'datastore', 'object', 'entity']) {
    const id = refId(get(vim.detail, name))
    if (id === undefined) continue
    for (const [option, value] of given) if (value === id) return option
  }
  return byType[vim.type]?.find((field) => given.has(field))
}

/** The options that were given, by dotted path: `disks.0.datastoreId`. */
function leaves(value: unknown, path: string): [path: string, value: unknown][] {
  if (typeof value !== 'object' || value === null) return value === undefined ? [] : [[path, value]]
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`))
}
