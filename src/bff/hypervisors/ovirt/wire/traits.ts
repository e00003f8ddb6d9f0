import type { VmRow } from '../../../../contract/inventory.ts'

export type Trait = NonNullable<VmRow['traits']>[number]

/** What of a VM's own words makes its traits, in both dialects. */
export interface TraitWords {
  inPool: boolean
  stateless: boolean | undefined
  nextRun: boolean | undefined
  deleteProtected: boolean | undefined
  affinity: string | undefined
  origin: string | undefined
}

const lists = new Map<string, readonly Trait[]>()

/** Undefined without any. Equal lists are one and the same, since thousands of VMs have them. */
export function traitsOf(words: TraitWords): readonly Trait[] | undefined {
  const traits: Trait[] = []
  if (words.inPool) traits.push('pool')
  if (words.stateless === true) traits.push('stateless')
  if (words.nextRun === true) traits.push('next-run')
  if (words.deleteProtected === true) traits.push('protected')
  if (words.affinity?.toLowerCase() === 'pinned') traits.push('pinned')
  if (words.origin?.toLowerCase().includes('hosted_engine') === true) traits.push('hosted-engine')
  if (traits.length === 0) return undefined
  const key = traits.join()
  const known = lists.get(key)
  if (known !== undefined) return known
  lists.set(key, traits)
  return traits
}
