import type { Draft } from '../../../actions/draft.ts'
import { listAt, valueAt } from '../../../actions/forms/draft-paths.ts'
import type { CloneDraft } from '../wizard.ts'
import { customizationOf } from './customization-draft.ts'
import { parseJson } from './json-text.ts'

/** What this step holds as texts, as an order has it. */
export function finishGuest(order: Draft): Draft {
  // The draft that it was made of has both, and each copy is an object there.
  const customization = (valueAt(order, 'customization') ?? { kind: 'none' }) as CloneDraft['customization']
  const copies = listAt(order, 'copies') as CloneDraft['copies']
  const finished = { ...order, customization: customizationOf(customization, copies) }
  if (typeof order.extraSpec !== 'string') return finished
  const parsed = parseJson(order.extraSpec)
  // A text that is no JSON stays one, which an order refuses.
  return 'value' in parsed ? { ...finished, extraSpec: parsed.value } : finished
}
