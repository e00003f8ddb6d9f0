import { toFault } from '../../../../contract/fault.ts'

export interface MissingPart {
  part: string
  reason: string
}

/**
 * Reads one part of a page; when that fails the page says so in its place, and `instead` is shown. A session
 * that ended or a request that was given up fails the whole page.
 */
export async function part<T>(
  missing: MissingPart[],
  name: string,
  instead: T,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    signal.throwIfAborted()
    const fault = toFault(error)
    if (fault.kind === 'auth') throw fault
    missing.push({ part: name, reason: fault.message })
    return instead
  }
}
