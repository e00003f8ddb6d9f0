import type { VmStatus } from '../estate/model.ts'

export type VmAction = 'start' | 'stop' | 'shutdown' | 'reboot' | 'suspend' | 'migrate'

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

/** Which state accepts what (fact sheet §5.5). */
const accepted: Record<VmAction, readonly VmStatus[]> = {
  start: ['down', 'suspended', 'paused'],
  stop: running,
  shutdown: running,
  reboot: ['up', 'powering_up'],
  suspend: ['up'],
  migrate: ['up', 'powering_up', 'reboot_in_progress', 'paused'],
}

const busy = 'Related operation is currently in progress. Please try again later.'

const refusals: Record<VmAction, { verb: string; reason(status: VmStatus): string }> = {
  start: { verb: 'run', reason: (status) => (running.includes(status) ? 'VM is running.' : busy) },
  stop: { verb: 'stop', reason: (status) => (status === 'down' ? 'VM is not running.' : busy) },
  shutdown: { verb: 'shutdown', reason: (status) => (status === 'down' ? 'VM is not running.' : busy) },
  reboot: { verb: 'reboot', reason: () => 'VM is not up.' },
  suspend: { verb: 'hibernate', reason: () => 'VM is not up.' },
  migrate: { verb: 'migrate', reason: (status) => (status === 'down' ? 'VM is not running.' : busy) },
}

export const vmActions: readonly string[] = Object.keys(accepted)

export const isVmAction = (name: string): name is VmAction => vmActions.includes(name)

/** Why a VM in this state refuses the action, in the engine's words; nothing when it accepts. */
export function refusal(action: VmAction, status: VmStatus): string | undefined {
  if (accepted[action].includes(status)) return undefined
  const { verb, reason } = refusals[action]
  return `[Cannot ${verb} VM. ${reason(status)}]`
}

/** Run Once takes a stopped VM only. */
export function runOnceRefusal(status: VmStatus): string | undefined {
  return status === 'down'
    ? undefined
    : `[Cannot run VM. ${running.includes(status) ? 'VM is running.' : busy}]`
}
