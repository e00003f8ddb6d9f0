import { Fault } from '../../../../contract/fault.ts'
import type { CustomizationSpecName, StoragePolicyName, SystemInfo } from '../../../../contract/system.ts'
import type { CallOptions } from '../transport/line.ts'
import type { RestClient } from '../transport/rest-client.ts'
import { get, list, str } from '../wire/read.ts'

/** Storage policies. Throws `Fault`; `unsupported` where there is no such endpoint. */
export async function storagePolicies(rest: RestClient, options: CallOptions): Promise<StoragePolicyName[]> {
  const reply = await rest.call('GET', `${rest.dialect}/vcenter/storage/policies`, undefined, options)
  return list(reply).flatMap((policy) => {
    const id = str(get(policy, 'policy'))
    const name = str(get(policy, 'name'))
    return id === undefined || name === undefined ? [] : [{ id, name }]
  })
}

/** Guest customization specifications. Throws `Fault`; `unsupported` where there is no such endpoint. */
async function customizationSpecs(rest: RestClient, options: CallOptions): Promise<CustomizationSpecName[]> {
  const reply = await rest.call(
    'GET',
    `${rest.dialect}/vcenter/guest/customization-specs`,
    undefined,
    options,
  )
  return list(reply).flatMap((spec) => {
    const name = str(get(spec, 'name'))
    const os = str(get(spec, 'OS_type'))
    return name === undefined ? [] : [{ name, ...(os === undefined ? {} : { os: os.toLowerCase() }) }]
  })
}

/** What clones can be made with, each list or the reason why it cannot be read. Never fails the rest. */
export async function readLibrary(
  rest: RestClient | undefined,
  noRest: string | undefined,
  options: CallOptions,
): Promise<Pick<SystemInfo, 'customizationSpecs' | 'storagePolicies'>> {
  if (rest === undefined) {
    const reason = noRest ?? 'There is no REST session on this vCenter.'
    return { customizationSpecs: reason, storagePolicies: reason }
  }
  const [specs, policies] = await Promise.all([
    orReason(customizationSpecs(rest, options), options),
    orReason(storagePolicies(rest, options), options),
  ])
  return { customizationSpecs: specs, storagePolicies: policies }
}

async function orReason<T>(attempt: Promise<T>, options: CallOptions): Promise<T | string> {
  try {
    return await attempt
  } catch (error) {
    options.signal.throwIfAborted()
    if (!(error instanceof Fault)) throw error
    return error.message
  }
}
