import type { Verb } from '../../../../contract/actions/vm-action.ts'
import type { CallOptions } from '../transport/line.ts'
import type { RestClient } from '../transport/rest-client.ts'

const power = new Set<Verb>(['start', 'stop', 'suspend', 'reset'])
const guest = new Set<Verb>(['shutdown', 'reboot', 'standby'])

/** Faults of vim that say that this method is not to be had there, whatever state the VM is in. */
export const noSuchMethod = new Set(['MethodNotFound', 'RestrictedVersion', 'NotImplemented'])

/** REST answers power calls when they are over. */
const powerTimeoutMs = 600_000

/** The path of a power verb in REST; `undefined` for everything else. */
export function restPowerPath(rest: RestClient, vm: string, verb: Verb): string | undefined {
  const base = `${rest.dialect}/vcenter/vm/${encodeURIComponent(vm)}`
  if (guest.has(verb)) return `${base}/guest/power?action=${verb}`
  if (!power.has(verb)) return undefined
  return rest.dialect === '/api' ? `${base}/power?action=${verb}` : `${base}/power/${verb}`
}

export async function restPower(rest: RestClient, path: string, options: CallOptions): Promise<void> {
  await rest.call('POST', path, undefined, { ...options, timeoutMs: powerTimeoutMs })
}
