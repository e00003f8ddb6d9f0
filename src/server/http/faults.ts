import { faultResponse } from '../../bff/errors.ts'
import type { FaultInfo } from '../../contract/fault.ts'

/** A refusal of the server itself, in the same shape as every other error of the API. */
export function refusal(info: FaultInfo, status: number, headers: Record<string, string> = {}): Response {
  const response = faultResponse(info, status)
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}
