import type { VmAction } from '../../contract/actions/vm-action.ts'
import type { Job } from '../../contract/job.ts'
import { api } from '../client/api.ts'
import { putJob } from '../client/jobs.ts'
import type { Target } from './request.ts'

/** A new id of an intent. Pages served without TLS have no `randomUUID`. */
export function newIntent(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  // Version 4, variant 1.
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/**
 * Sends an action as the job of `intent`; the same intent again is the same job. Resolves when the system took it, or
 * refused it (`failed`, with its fault); throws when Gantry did not even get to ask. `run` names what was started together.
 */
export async function sendAction(
  target: Pick<Target, 'system' | 'id'>,
  action: VmAction,
  intent: string,
  run?: string,
): Promise<Job> {
  const one = { system: target.system, vm: target.id, intent, action }
  const job = await api.vms.act(run === undefined ? one : { ...one, run })
  putJob(job)
  return job
}
