import { type FaultInfo, faultInfoSchema } from '../../contract/fault.ts'

/** The fault that the server tells in a body of JSON; `undefined` where something between here and the server answered. */
export function faultInBody(text: string): FaultInfo | undefined {
  try {
    const body: unknown = JSON.parse(text)
    const told = typeof body === 'object' && body !== null && 'data' in body ? body.data : undefined
    return faultInfoSchema.safeParse(told).data
  } catch {
    return undefined
  }
}
