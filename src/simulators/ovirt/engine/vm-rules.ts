import type { Vm, VmStatus } from '../estate/model.ts'

/** What can be asked of a VM; `run once` is a start with values of its own. */
export type VmAction =
  | 'start'
  | 'run once'
  | 'stop'
  | 'shutdown'
  | 'reboot'
  | 'reset'
  | 'suspend'
  | 'detach'
  | 'migrate'
  | 'cancelmigration'
  | 'export'
  | 'move'
  | 'clone'
  | 'ticket'
  | 'logon'
  | 'freezefilesystems'
  | 'thawfilesystems'
  | 'maintenance'
  | 'reordermacaddresses'
  | 'create snapshot'
  | 'preview snapshot'
  | 'commit snapshot'
  | 'undo snapshot'
  | 'restore snapshot'
  | 'remove snapshot'
  | 'make template'
  | 'change cd'
  | 'update'
  | 'remove'

/** States in which a VM runs, or did when it was last heard of. */
const running: readonly VmStatus[] = [
  'up',
  'powering_up',
  'powering_down',
  'wait_for_launch',
  'reboot_in_progress',
  'migrating',
  'paused',
  'suspended',
  'not_responding',
]
const down: readonly VmStatus[] = ['down']
const stopped: readonly VmStatus[] = ['down', 'suspended']
const shown: readonly VmStatus[] = [
  'up',
  'powering_up',
  'powering_down',
  'wait_for_launch',
  'reboot_in_progress',
  'migrating',
  'paused',
]
/** A live VM whose disks can be worked with. */
const alive: readonly VmStatus[] = ['up', 'paused', 'powering_up', 'reboot_in_progress', 'not_responding']

const busy = 'Related operation is currently in progress. Please try again later.'
const notUp = () => 'VM is not up.'
const notRunning = (status: VmStatus) => (status === 'down' ? 'VM is not running.' : busy)
const isRunning = (status: VmStatus) => (running.includes(status) ? 'VM is running.' : busy)

interface Rule {
  /** States that accept it (fact sheet §5.5); the rest is refused with 409. */
  states: readonly VmStatus[]
  /** What the engine calls it in `Cannot … VM`. */
  verb: string
  reason(status: VmStatus): string
}

const rules: Record<VmAction, Rule> = {
  start: { states: ['down', 'suspended', 'paused'], verb: 'run', reason: isRunning },
  'run once': { states: down, verb: 'run', reason: isRunning },
  stop: { states: running, verb: 'stop', reason: notRunning },
  shutdown: { states: running, verb: 'shutdown', reason: notRunning },
  reboot: { states: ['up', 'powering_up'], verb: 'reboot', reason: notUp },
  reset: { states: ['up', 'powering_up', 'reboot_in_progress'], verb: 'reset', reason: notUp },
  suspend: { states: ['up'], verb: 'hibernate', reason: notUp },
  detach: { states: down, verb: 'detach', reason: isRunning },
  migrate: {
    states: ['up', 'powering_up', 'reboot_in_progress', 'paused'],
    verb: 'migrate',
    reason: notRunning,
  },
  cancelmigration: { states: ['migrating'], verb: 'cancel migration for', reason: () => '' },
  export: { states: down, verb: 'export', reason: isRunning },
  move: { states: down, verb: 'move', reason: isRunning },
  clone: { states: ['down', 'up', 'powering_up', 'paused'], verb: 'clone', reason: () => busy },
  ticket: { states: shown, verb: 'set ticket for', reason: () => 'VM is not running.' },
  logon: { states: ['up'], verb: 'log on to', reason: notUp },
  freezefilesystems: { states: ['up'], verb: 'freeze', reason: notUp },
  thawfilesystems: { states: ['up'], verb: 'thaw', reason: notUp },
  maintenance: { states: ['up'], verb: 'set maintenance mode for', reason: notUp },
  reordermacaddresses: { states: down, verb: 'reorder network interfaces of', reason: isRunning },
  'create snapshot': { states: [...down, ...alive], verb: 'create Snapshot of', reason: () => busy },
  'preview snapshot': { states: down, verb: 'preview Snapshot of', reason: isRunning },
  'commit snapshot': { states: down, verb: 'commit Snapshot of', reason: isRunning },
  'undo snapshot': { states: down, verb: 'undo Snapshot of', reason: isRunning },
  'restore snapshot': { states: down, verb: 'restore Snapshot of', reason: isRunning },
  'remove snapshot': { states: ['down', 'up', 'paused'], verb: 'remove Snapshot of', reason: () => busy },
  'make template': { states: down, verb: 'add Template of', reason: isRunning },
  'change cd': { states: shown, verb: 'change CD of', reason: () => 'VM is not running.' },
  update: {
    states: [...stopped, ...shown, 'not_responding', 'unknown', 'saving_state', 'restoring_state'],
    verb: 'edit',
    reason: () => busy,
  },
  remove: { states: down, verb: 'remove', reason: isRunning },
}

/** `[Cannot … VM. …]`, as the engine writes what it refuses. */
export const cannot = (action: VmAction, why: string): string => `[Cannot ${rules[action].verb} VM. ${why}]`

/** Why a VM in its state refuses the action, in the engine's words; nothing when it accepts. */
export function refusal(action: VmAction, vm: Vm, old: boolean): string | undefined {
  const { status } = vm
  const { states, reason } = rules[action]
  const illegal = action === 'remove' && vm.host === undefined
  if (illegal && vm.disks.some((disk) => disk.status === 'illegal')) return undefined
  if (vm.busy && action !== 'update' && action !== 'ticket') return cannot(action, busy)
  // QUIRK(rhev 3.x): snapshots of a running VM cannot be merged yet.
  const wanted = old && action === 'remove snapshot' ? down : states
  if (wanted.includes(status)) return undefined
  if (action === 'cancelmigration') return '[Cannot cancel migration for non migrating VM.]'
  if (action === 'remove snapshot' && status === 'suspended') return cannot(action, 'VM is suspended.')
  return cannot(action, wanted === down ? isRunning(status) : reason(status))
}

/** What has to do with disks and waits for snapshots. */
const ofDisks: readonly VmAction[] = [
  'start',
  'run once',
  'suspend',
  'migrate',
  'export',
  'move',
  'clone',
  'create snapshot',
  'preview snapshot',
  'commit snapshot',
  'undo snapshot',
  'restore snapshot',
  'remove snapshot',
  'make template',
  'remove',
]
const notInPreview: readonly VmAction[] = [
  'export',
  'move',
  'clone',
  'create snapshot',
  'preview snapshot',
  'restore snapshot',
  'remove snapshot',
  'make template',
  'remove',
]

/** Why its snapshots or disks keep a VM from the action; nothing when they don't. */
export function storageRefusal(action: VmAction, vm: Vm): string | undefined {
  if (ofDisks.includes(action) && vm.snapshots.some((one) => one.status === 'locked')) {
    return cannot(
      action,
      'The VM is performing an operation on a Snapshot. Please wait for the operation to finish, and try again.',
    )
  }
  const previews = vm.snapshots.some((one) => one.status === 'in_preview')
  if (previews && notInPreview.includes(action)) return cannot(action, 'VM is previewing a Snapshot.')
  const locked = vm.disks.filter((disk) => disk.status === 'locked').map(({ name }) => name)
  if (locked.length > 0 && ofDisks.includes(action)) {
    const why = `The following disks are locked: ${locked.join(', ')}. Please try again in a few minutes.`
    return cannot(action, why)
  }
  if (!previews && (action === 'commit snapshot' || action === 'undo snapshot')) {
    return cannot(action, 'VM is not previewing a Snapshot.')
  }
  return undefined
}
