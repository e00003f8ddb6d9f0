import { Fault } from '../../../../contract/fault.ts'
import type { VimFault } from '../transport/faults.ts'
import type { VimClient } from '../transport/vim-client.ts'
import type { ServiceContent } from '../wire/service-content.ts'

export interface Missing {
  part: string
  reason: string
}

export interface DetailContext {
  vim: VimClient
  content: ServiceContent
}

/** Denied paths as parts of a page; `partOf` says which part a path feeds. */
export function missingParts(
  denied: readonly { path: string; fault: VimFault }[],
  partOf: (path: string) => string,
): Missing[] {
  const parts = new Map<string, string>()
  for (const { path, fault } of denied) {
    const part = partOf(path)
    if (!parts.has(part)) parts.set(part, fault.message ?? fault.type)
  }
  return [...parts].map(([part, reason]) => ({ part, reason }))
}

export function notFound(system: string, what: string, id: string): Fault {
  return new Fault({
    kind: 'not-found',
    system,
    code: 'ManagedObjectNotFound',
    message: `There is no ${what} ${id} any more.`,
  })
}

/** Label and value pairs without those that have no value. */
export function factsOf(
  pairs: [label: string, value: string | undefined][],
): { label: string; value: string }[] {
  return pairs.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [{ label, value }]))
}

/** `Yes` or `No`, absent when unknown. */
export function yesNo(value: boolean | undefined): string | undefined {
  if (value === undefined) return undefined
  return value ? 'Yes' : 'No'
}
