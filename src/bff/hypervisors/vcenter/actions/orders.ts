import type { VmAction } from '../../../../contract/actions/vm-action.ts'
import { Fault } from '../../../../contract/fault.ts'
import { wireName } from '../map/names.ts'
import type { Args, Ref } from '../transport/values.ts'

const mebibyte = 1024 * 1024

/**
 * One call on the wire and how its end is known: `task` returns one, `call` is over with its reply, and a guest is asked
 * for the rest.
 */
export interface Order {
  target: Ref
  method: string
  args: Args
  end: 'task' | 'call' | 'off' | 'restarted' | 'asleep'
}

/** Where a VM goes, as far as it must be said; found out by `placement.ts`. */
export interface Destination {
  pool?: string
}

const refTo = (type: string) => (id: string | undefined) =>
  id === undefined ? undefined : { type, value: id }
const hostRef = refTo('HostSystem')
const poolRef = refTo('ResourcePool')
const datastoreRef = refTo('Datastore')

/** The call for an action. Throws `unsupported` for what vCenter has no call for, `invalid-input` for values it cannot take. */
export function orderOf(vm: string, action: VmAction, destination: Destination = {}): Order {
  const machine: Ref = { type: 'VirtualMachine', value: vm }
  const task = (method: string, args: Args = {}, target = machine): Order => ({
    target,
    method,
    args,
    end: 'task',
  })
  const call = (method: string, args: Args = {}, target = machine): Order => ({
    target,
    method,
    args,
    end: 'call',
  })
  switch (action.verb) {
    case 'start':
      return task('PowerOnVM_Task')
    case 'stop':
      return task('PowerOffVM_Task')
    case 'suspend':
      return task('SuspendVM_Task')
    case 'reset':
      return task('ResetVM_Task')
    case 'shutdown':
      return { ...call('ShutdownGuest'), end: 'off' }
    case 'reboot':
      return { ...call('RebootGuest'), end: 'restarted' }
    case 'standby':
      return { ...call('StandbyGuest'), end: 'asleep' }
    case 'migrate':
      return task('MigrateVM_Task', {
        pool: poolRef(destination.pool),
        host: hostRef(action.hostId),
        priority: 'defaultPriority',
      })
    case 'relocate':
      return task('RelocateVM_Task', {
        spec: {
          datastore: datastoreRef(action.datastoreId),
          pool: poolRef(destination.pool),
          host: hostRef(action.hostId),
          disk:
            action.disks === undefined || action.disks.length === 0
              ? undefined
              : action.disks.map(({ id, datastoreId }, n) => ({
                  diskId: wholeNumber(id, `disks.${n}.id`),
                  datastore: datastoreRef(datastoreId),
                })),
        },
        priority: 'defaultPriority',
      })
    case 'snapshot-create':
      return task('CreateSnapshot_Task', {
        name: wireName(action.name),
        description: action.description ?? '',
        memory: action.memory,
        quiesce: action.quiesce ?? false,
      })
    case 'snapshot-revert':
      return task(
        'RevertToSnapshot_Task',
        // Without its memory a VM that ran stays off.
        action.memory === false ? { suppressPowerOn: true } : {},
        snapshotRef(action.snapshotId),
      )
    case 'snapshot-delete':
      return task(
        'RemoveSnapshot_Task',
        { removeChildren: action.children ?? false },
        snapshotRef(action.snapshotId),
      )
    case 'snapshot-delete-all':
      return task('RemoveAllSnapshots_Task')
    case 'snapshot-rename':
      return call(
        'RenameSnapshot',
        { name: wireName(action.name), description: action.description },
        snapshotRef(action.snapshotId),
      )
    case 'consolidate':
      return task('ConsolidateVMDisks_Task')
    case 'edit':
      return edit(action, task)
    case 'mark-template':
      return call('MarkAsTemplate')
    case 'mark-vm':
      return call('MarkAsVirtualMachine', { pool: poolRef(action.poolId), host: hostRef(action.hostId) })
    case 'unregister':
      return call('UnregisterVM')
    case 'remove':
      if (action.keepDisks === true) {
        throw refused('keepDisks', 'vCenter deletes the disks with the VM.', detachAdvice)
      }
      return task('Destroy_Task')
    case 'answer':
      return call('AnswerVM', { questionId: action.questionId, answerChoice: action.choice })
    default:
      throw new Fault({ kind: 'unsupported', message: `vCenter has no operation “${action.verb}”.` })
  }
}

const detachAdvice =
  'Remove it from the inventory to keep its files, or detach the disks in the vSphere Client first.'

function edit(
  { name, notes, cpus, coresPerSocket, memoryBytes }: Extract<VmAction, { verb: 'edit' }>,
  task: (method: string, args: Args) => Order,
): Order {
  const hardware = [notes, cpus, coresPerSocket, memoryBytes].some((value) => value !== undefined)
  // Renaming alone needs fewer privileges than reconfiguring.
  if (name !== undefined && !hardware) return task('Rename_Task', { newName: wireName(name) })
  if (memoryBytes !== undefined && memoryBytes % mebibyte !== 0) {
    throw refused('memoryBytes', 'vCenter takes memory in whole megabytes.')
  }
  return task('ReconfigVM_Task', {
    spec: {
      name: name === undefined ? undefined : wireName(name),
      annotation: notes,
      numCPUs: cpus,
      numCoresPerSocket: coresPerSocket,
      memoryMB: memoryBytes === undefined ? undefined : memoryBytes / mebibyte,
    },
  })
}

function snapshotRef(id: string): Ref {
  return { type: 'VirtualMachineSnapshot', value: id }
}

function wholeNumber(text: string, field: string): number {
  const number = Number(text)
  if (!Number.isInteger(number)) throw refused(field, `“${text}” is no disk of a VM in vCenter.`)
  return number
}

function refused(field: string, message: string, advice?: string): Fault {
  return new Fault({
    kind: 'invalid-input',
    message,
    field,
    ...(advice === undefined ? {} : { advice }),
  })
}
