import type { FaultInfo } from '../../contract/fault.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Why a request must not change anything, or `undefined` when it may: mutations need the header
 * `x-gantry: 1`, which no other site can set without being asked, and a browser that says that they come
 * from this very origin.
 */
export function crossSiteReason(request: Request): FaultInfo | undefined {
  if (safeMethods.has(request.method)) return undefined
  if (request.headers.get('x-gantry') !== '1') {
    return {
      kind: 'forbidden',
      code: 'CSRF_HEADER_MISSING',
      message: 'Requests that change something need the header "x-gantry: 1".',
    }
  }
  const site = request.headers.get('sec-fetch-site')
  const fault: FaultInfo = {
    kind: 'forbidden',
    code: 'CROSS_SITE',
    message: 'Requests that change something must come from the page that Gantry itself serves.',
  }
  if (site !== null) return site === 'same-origin' ? undefined : fault
  const origin = request.headers.get('origin')
  // No browser at work: scripts send neither of the two.
  if (origin === null) return undefined
  const { host } = new URL(request.url)
  return URL.canParse(origin) && new URL(origin).host === host ? undefined : fault
}
