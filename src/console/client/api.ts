import { createORPCClient, ORPCError } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { JsonifiedClient } from '@orpc/openapi-client'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { contract } from '../../contract/api.ts'
import { type FaultInfo, faultInfoSchema } from '../../contract/fault.ts'
import { apiBase } from './base.ts'

const link = new OpenAPILink(contract, {
  url: () => apiBase(),
  // Cross-site pages cannot set this header, and the BFF refuses mutations without it.
  headers: { 'x-gantry': '1' },
  // Looked up at each call: a demo page without a service worker puts its own in place.
  fetch: (request, init) => fetch(request, init),
})

/** The BFF's procedures, typed by the contract: `await api.vms.get({ system, vm })`. Throws; see `faultOf`. */
export const api: JsonifiedClient<ContractRouterClient<typeof contract>> = createORPCClient(link)

/** The same as options of TanStack Query: `useQuery(orpc.vms.get.queryOptions({ input: { system, vm } }))`. */
export const orpc = createTanstackQueryUtils(api)

/** What any error of a call means to the reader. A call that never reached the BFF is `unavailable`. */
export function faultOf(error: unknown): FaultInfo {
  if (error instanceof ORPCError) {
    const fault = faultInfoSchema.safeParse(error.data)
    if (fault.success) return fault.data
    if (error.status === 429) {
      return {
        kind: 'unavailable',
        message: error.message || 'Too many attempts.',
        advice: 'Wait a minute, then try again.',
      }
    }
    return { kind: 'protocol', message: error.message, code: String(error.status) }
  }
  if (error instanceof TypeError) {
    return {
      kind: 'unavailable',
      message: 'The Gantry server does not answer.',
      advice: 'Check the network and that the Gantry server runs, then try again.',
    }
  }
  return { kind: 'protocol', message: error instanceof Error ? error.message : String(error) }
}
