import type { CloneOptions } from '../../../../contract/clone/options.ts'
import type { CloneOrder } from '../../../../contract/clone/order.ts'
import { listAt } from '../../../actions/forms/draft-paths.ts'
import type { CloneDraft } from '../wizard.ts'
import { newAdapter } from './customization-draft.ts'

type CloneNic = CloneOrder['nics'][number]
type Cards = CloneOptions['nics']

/** What a draft says of a card, and where; the card itself where it says nothing. */
export function nicAt(draft: CloneDraft, id: string): { nic: CloneNic; index: number } {
  const index = draft.nics.findIndex((nic) => nic.id === id)
  return { nic: draft.nics[index] ?? { id }, index }
}

/** The cards that the copies have, in their order. */
export function keptCards(draft: CloneDraft, cards: Cards): Cards {
  return cards.filter(({ id }) => nicAt(draft, id).nic.remove !== true)
}

/**
 * A draft with another word on one card; `undefined` takes a word back. The cards of the guest follow: what was filled in
 * for the others stays with them.
 */
export function withNic(
  draft: CloneDraft,
  cards: Cards,
  id: string,
  change: { [K in Exclude<keyof CloneNic, 'id'>]?: CloneNic[K] | undefined },
): CloneDraft {
  const { nic } = nicAt(draft, id)
  const said = Object.fromEntries(
    Object.entries({ ...nic, ...change }).filter(([, value]) => value !== undefined),
  )
  const next: CloneNic = { ...said, id }
  const others = draft.nics.filter((each) => each.id !== id)
  const nics = Object.keys(next).length === 1 ? others : inOrder([...others, next], cards)
  return withAdapters(draft, { ...draft, nics }, cards)
}

function inOrder(nics: CloneNic[], cards: Cards): CloneNic[] {
  const place = ({ id }: CloneNic) => cards.findIndex((card) => card.id === id)
  return nics.sort((a, b) => place(a) - place(b))
}

function withAdapters(before: CloneDraft, after: CloneDraft, cards: Cards): CloneDraft {
  if (!Array.isArray(after.customization.adapters)) return after
  const old = new Map(
    keptCards(before, cards).map(({ id }, index) => [id, listAt(before.customization, 'adapters')[index]]),
  )
  const adapters = keptCards(after, cards).map(({ id }) => old.get(id) ?? newAdapter)
  return { ...after, customization: { ...after.customization, adapters } }
}

/** A draft whose guest has as many cards as the copies; what was filled in stays with the first ones. */
export function withCards(draft: CloneDraft, count: number): CloneDraft {
  const known = listAt(draft.customization, 'adapters')
  const adapters = Array.from({ length: count }, (_, index) => known[index] ?? newAdapter)
  return { ...draft, customization: { ...draft.customization, adapters } }
}
