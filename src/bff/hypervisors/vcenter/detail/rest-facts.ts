import { Fault } from '../../../../contract/fault.ts'
import { TagReader } from '../inventory/tags.ts'
import type { CallOptions } from '../transport/line.ts'
import type { RestClient } from '../transport/rest-client.ts'
import { get, str } from '../wire/read.ts'
import { storagePolicies } from './rest-library.ts'

/**
 * What only REST tells of a VM. All of it is a bonus: an endpoint that is missing, slow or refuses leaves its
 * facts out and never fails the page.
 */
export async function vmTags(
  rest: RestClient | undefined,
  vm: string,
  options: CallOptions,
): Promise<string[] | undefined> {
  if (rest === undefined) return undefined
  return orElse(rest, options, undefined, async () => (await new TagReader(rest).read([vm], options)).get(vm))
}

/** Storage policy of the VM's home and state of the last guest customization, as facts. */
export async function vmRestFacts(
  rest: RestClient | undefined,
  vm: string,
  options: CallOptions,
): Promise<{ label: string; value: string }[]> {
  if (rest === undefined) return []
  const base = `${rest.dialect}/vcenter`
  const path = `${base}/vm/${encodeURIComponent(vm)}`
  const [policy, customization] = await Promise.all([
    orElse(rest, options, undefined, async () => {
      const home = str(get(await rest.call('GET', `${path}/storage/policy`, undefined, options), 'vm_home'))
      if (home === undefined) return undefined
      const policies = await storagePolicies(rest, options)
      return policies.find(({ id }) => id === home)?.name ?? home
    }),
    orElse(rest, options, undefined, async () =>
      str(get(await rest.call('GET', `${path}/guest/customization`, undefined, options), 'status')),
    ),
  ])
  return [
    ...(policy === undefined ? [] : [{ label: 'Storage policy', value: policy }]),
    ...(customization === undefined || customization === 'IDLE'
      ? []
      : [{ label: 'Guest customization', value: customization }]),
  ]
}

async function orElse<T>(
  rest: RestClient,
  options: CallOptions,
  otherwise: T,
  attempt: () => Promise<T>,
): Promise<T> {
  try {
    return await attempt()
  } catch (error) {
    options.signal.throwIfAborted()
    if (!(error instanceof Fault)) throw error
    rest.line.log.debug({ system: rest.line.system.id, fault: error.info }, 'no REST facts')
    return otherwise
  }
}
