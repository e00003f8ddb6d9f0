import { expect, it } from 'vitest'
import { listAt, withValue } from '../../../actions/forms/draft-paths.ts'
import { newDraft } from '../drafts/new-draft.ts'
import type { CloneDraft } from '../wizard.ts'
import { newCustomization } from './customization-draft.ts'
import { keptCards, nicAt, withCards, withNic } from './nic-draft.ts'

const cards = ['4000', '4001', '4002'].map((id) => ({ id, name: id, ips: [] }))

it('says only what differs from the source, in the order of the cards', () => {
  let draft = withNic(newDraft('vm-1'), cards, '4001', { networkId: 'n2' })
  draft = withNic(draft, cards, '4000', { connected: false })
  expect(draft.nics).toEqual([
    { id: '4000', connected: false },
    { id: '4001', networkId: 'n2' },
  ])
  expect(nicAt(draft, '4001').index).toBe(1)
  draft = withNic(draft, cards, '4000', { connected: undefined })
  expect(draft.nics).toEqual([{ id: '4001', networkId: 'n2' }])
  expect(nicAt(draft, '4000')).toEqual({ nic: { id: '4000' }, index: -1 })
})

it('a card that goes takes its settings in the guest along, and no others', () => {
  const customization = [1, 2].reduce<Record<string, unknown>>(
    (made, index) => withValue(made, `adapters.${index}.dnsDomain`, `d${index}`),
    newCustomization('linux', 3),
  )
  // Its kind stands in it.
  let draft: CloneDraft = { ...newDraft('vm-1'), customization: customization as CloneDraft['customization'] }
  const domains = () => listAt(draft, 'customization.adapters').map((each) => Object(each).dnsDomain)
  draft = withNic(draft, cards, '4001', { remove: true })
  expect(keptCards(draft, cards).map(({ id }) => id)).toEqual(['4000', '4002'])
  expect(domains()).toEqual(['', 'd2'])
  draft = withNic(draft, cards, '4001', { remove: undefined })
  expect(domains()).toEqual(['', '', 'd2'])
  draft = withCards(draft, 1)
  expect(domains()).toEqual([''])
})
