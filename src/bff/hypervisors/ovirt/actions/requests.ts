import type { ActionOf, VmAction } from '../../../../contract/actions/vm-action.ts'
import { Fault } from '../../../../contract/fault.ts'
import type { Dialect } from '../../../../contract/system.ts'
import type { Write } from '../transport/engine.ts'
import type { WireVm } from '../wire/machine.ts'
import { type Body, written } from '../wire/write.ts'
import { atLeast, type Release } from './release.ts'
import { runOnceBody } from './run-once.ts'

/** What a request is made from beside the action itself. */
export interface Basis {
  dialect: Dialect
  release: Release
  vm: WireVm
  /** Id of the VM's CD drive. */
  cdrom: string
}

interface Plain {
  method: Write['method']
  /** Below the VM. */
  path: string
  root?: string
  body?: Body
}

/** The request that an action is sent as. Throws `Fault` when the action cannot be said in this dialect. */
export function requestOf(action: VmAction, basis: Basis, pretty = false): Write {
  const { method, path, root = 'action', body } = plainOf(action, basis)
  return {
    method,
    path: `/vms/${encodeURIComponent(basis.vm.id)}${path}`,
    ...(body === undefined ? {} : written(basis.dialect, root, body, pretty)),
  }
}

const act = (name: string, body: Body = {}): Plain => ({ method: 'POST', path: `/${name}`, body })

function plainOf(action: VmAction, basis: Basis): Plain {
  const { dialect, release, vm } = basis
  const v3 = dialect === 'v3'
  switch (action.verb) {
    case 'start':
    case 'reboot':
    case 'reset':
    case 'suspend':
    case 'logon':
      return act(action.verb)
    case 'stop':
    case 'shutdown': {
      const { reason } = action
      return act(action.verb, {
        reason: reason === '' || !atLeast(release, 4, 4) ? undefined : reason,
      })
    }
    case 'run-once':
      return act('start', runOnceBody(dialect, release, action.options, vm.stateless ?? false))
    case 'migrate':
      return act('migrate', {
        host: action.hostId === undefined ? undefined : { id: action.hostId },
        force: action.force,
      })
    case 'cancel-migration':
      return act('cancelmigration')
    case 'detach-pool':
      return act('detach')
    case 'freeze':
      return act('freezefilesystems')
    case 'thaw':
      return act('thawfilesystems')
    case 'reorder-macs':
      return act('reordermacaddresses')
    case 'maintenance':
      return act('maintenance', { maintenance_enabled: action.on })
    case 'export':
      return act('export', {
        storage_domain: { id: action.storageDomainId },
        exclusive: action.exclusive,
        discard_snapshots: action.discardSnapshots,
      })
    case 'export-ova':
      return act('export', {
        host: { id: action.hostId },
        directory: action.directory,
        filename: action.fileName,
      })
    case 'snapshot-create':
      return {
        method: 'POST',
        path: '/snapshots',
        root: 'snapshot',
        body: { description: snapshotText(action), persist_memorystate: action.memory },
      }
    case 'snapshot-revert':
      return act(`snapshots/${encodeURIComponent(action.snapshotId)}/restore`, {
        restore_memory: action.memory,
      })
    case 'snapshot-preview':
      return act(v3 ? 'preview_snapshot' : 'previewsnapshot', {
        snapshot: { id: action.snapshotId },
        restore_memory: action.memory,
      })
    case 'snapshot-commit':
      return act(v3 ? 'commit_snapshot' : 'commitsnapshot')
    case 'snapshot-undo':
      return act(v3 ? 'undo_snapshot' : 'undosnapshot')
    case 'snapshot-delete':
      return { method: 'DELETE', path: `/snapshots/${encodeURIComponent(action.snapshotId)}` }
    case 'remove':
      return remove(action, v3)
    case 'edit':
      return {
        method: 'PUT',
        path: action.nextRun === true ? '?next_run=true' : '',
        root: 'vm',
        body: edited(action, basis),
      }
    case 'change-cd':
      return {
        method: 'PUT',
        path: `/cdroms/${basis.cdrom}${action.current ? (v3 ? ';current' : '?current=true') : ''}`,
        root: 'cdrom',
        // An empty id ejects (fact sheet §4.2).
        body: { file: { id: action.file ?? '' } },
      }
    default:
      throw new Fault({ kind: 'unsupported', message: 'This engine has no such operation.' })
  }
}

/** oVirt snapshots have one text. */
const snapshotText = ({ name, description }: ActionOf<'snapshot-create'>): string =>
  description === undefined || description.trim() === '' ? name : `${name}: ${description.trim()}`

/** QUIRK(ovirt 3.x): options of a DELETE stand in its body; v4 has them in the query (fact sheet §5.1). */
function remove({ keepDisks, force }: ActionOf<'remove'>, v3: boolean): Plain {
  if (v3) {
    if (keepDisks !== true && force !== true) return { method: 'DELETE', path: '' }
    const body: Body = {
      force: force === true ? true : undefined,
      vm: keepDisks === true ? { disks: { detach_only: true } } : undefined,
    }
    return { method: 'DELETE', path: '', body }
  }
  const query = [
    ...(keepDisks === true ? ['detach_only=true'] : []),
    ...(force === true ? ['force=true'] : []),
  ]
  return { method: 'DELETE', path: query.length === 0 ? '' : `?${query.join('&')}` }
}

/** Only what changes is sent. */
function edited(action: ActionOf<'edit'>, { dialect, vm }: Basis): Body {
  const { name, notes, cpus, coresPerSocket, memoryBytes, nextRun } = action
  const v3 = dialect === 'v3'
  if (v3 && nextRun === true) {
    throw new Fault({
      kind: 'unsupported',
      field: 'nextRun',
      message:
        'An engine of 3.x decides by itself what of a running VM changes at once and what waits for its next start.',
    })
  }
  return {
    name,
    description: notes,
    memory: memoryBytes,
    memory_policy: memoryBytes === undefined ? undefined : memoryPolicy(memoryBytes, vm),
    cpu:
      cpus === undefined && coresPerSocket === undefined ? undefined : topology(cpus, coresPerSocket, vm, v3),
  }
}

/** The bounds that would forbid the new size move with it. */
export function memoryPolicy(
  bytes: number,
  { memory_policy: now }: Pick<WireVm, 'memory_policy'>,
): Body | undefined {
  const guaranteed = now?.guaranteed !== undefined && now.guaranteed > bytes ? bytes : undefined
  const max = now?.max !== undefined && now.max < bytes ? bytes : undefined
  return guaranteed === undefined && max === undefined ? undefined : { guaranteed, max }
}

/** Processors as sockets, cores and threads. Throws `invalid-input` with its field where that cannot be. */
export function topology(
  cpus: number | undefined,
  coresPerSocket: number | undefined,
  vm: Pick<WireVm, 'cpu'>,
  v3: boolean,
): Body {
  const now = vm.cpu?.topology
  const threads = now?.threads ?? 1
  const oldCores = now?.cores ?? 1
  const total = cpus ?? (now?.sockets ?? 1) * oldCores * threads
  const cores = coresPerSocket ?? oldCores
  const sockets = total / (cores * threads)
  if (!Number.isInteger(sockets)) {
    const each = cores * threads
    throw new Fault({
      kind: 'invalid-input',
      field: coresPerSocket === undefined ? 'cpus' : 'coresPerSocket',
      message: `${total} processors cannot be spread over sockets of ${each} each.`,
    })
  }
  const mark = v3 ? '@' : ''
  return {
    topology: {
      [`${mark}sockets`]: sockets,
      [`${mark}cores`]: cores,
      ...(now?.threads === undefined ? {} : { [`${mark}threads`]: threads }),
    },
  }
}

const stars = '******'

/** The action without its secrets, to be shown. */
export function masked(action: VmAction): VmAction {
  if (action.verb !== 'run-once') return action
  const { domain, cloudInit, sysprep } = action.options
  const hide = <T extends { password?: string | undefined }>(part: T): T =>
    part.password === undefined || part.password === '' ? part : { ...part, password: stars }
  return {
    ...action,
    options: {
      ...action.options,
      ...(domain === undefined ? {} : { domain: hide(domain) }),
      ...(cloudInit === undefined ? {} : { cloudInit: hide(cloudInit) }),
      ...(sysprep === undefined ? {} : { sysprep: hide(sysprep) }),
    },
  }
}
