import { type CloneOrder, cloneOrderSchema } from '../../../contract/clone/order.ts'
import type { Draft } from '../../actions/draft.ts'
import { withoutEmpty } from '../../actions/forms/draft-paths.ts'
import { finishGuest } from './guest/finish-guest.ts'
import type { CloneDraft } from './wizard.ts'

/** A draft as far as it can be sent. */
export interface DraftOrder {
  /** The order; absent while something in the draft is not legal. */
  order: CloneOrder | undefined
  /** The same without what is not legal, for rules that look at the rest. Names may be empty. */
  legal: CloneOrder
  /** What is not legal, by dotted path. */
  errors: ReadonlyMap<string, string>
}

/**
 * Turns what fields hold into what is sent, e.g. a text of addresses into a list. Each is given the whole order and gives
 * it back; paths must stay as they are, or findings would miss their fields.
 */
const finishers: readonly ((order: Draft) => Draft)[] = [finishGuest]

/** Makes the order of a draft. Pure; takes a few ms for 100 copies. */
export function orderOf(draft: CloneDraft): DraftOrder {
  const { names: _, spare: _spare, copies, disks, nics, ...rest } = draft
  const filled = {
    // Lists keep their length, so that paths into the order are paths into the draft.
    copies: copies.map(({ name, byHand: __, ...copy }) => ({ ...filledIn(copy), name })),
    disks: disks.map(filledIn),
    nics: nics.map(filledIn),
    placement: {},
    customization: { kind: 'none' },
    ...filledIn(rest),
  }
  const finished = finishers.reduce<Draft>((value, finish) => finish(value), filled)
  const parsed = cloneOrderSchema.safeParse(finished)
  if (parsed.success) return { order: parsed.data, legal: parsed.data, errors: new Map() }
  const errors = new Map<string, string>()
  let legal = finished
  for (const { path, message } of parsed.error.issues) {
    const field = path.map(String).join('.')
    // The first thing wrong with a field is said.
    if (!errors.has(field)) errors.set(field, message)
    legal = without(legal, field)
  }
  return { order: undefined, legal: legalOf(legal, draft), errors }
}

function filledIn(value: object): Draft {
  // An object without its empty fields is an object, or nothing at all.
  return (withoutEmpty(value) ?? {}) as Draft
}

/** Takes away what is not legal: a field of a list's item, or the whole it stands in where that needs it. */
function without(order: Draft, field: string): Draft {
  const [head = '', index, ...inner] = field.split('.')
  const list = order[head]
  if (!Array.isArray(list)) {
    if (head === 'customization') return { ...order, customization: { kind: 'none' } }
    const { [head]: _, ...rest } = order
    return rest
  }
  return {
    ...order,
    [head]: list.map((item: unknown, at) =>
      String(at) === index && typeof item === 'object' && item !== null ? withoutKey(item, inner[0]) : item,
    ),
  }
}

function withoutKey(item: object, key: string | undefined): object {
  // An empty name is looked at like any other.
  if (key === undefined || key === 'name' || key === 'id') return item
  return Object.fromEntries(Object.entries(item).filter(([name]) => name !== key))
}

function legalOf(order: Draft, draft: CloneDraft): CloneOrder {
  const parsed = cloneOrderSchema.safeParse(order)
  if (parsed.success) return parsed.data
  // What is wrong still is a name or the number of copies: rules read those as any texts and lists.
  const { copies } = order as Pick<CloneOrder, 'copies'>
  const first = { name: '-' }
  const bare = cloneOrderSchema.safeParse({ ...order, copies: [first] })
  if (bare.success) return { ...bare.data, copies }
  const { source, template, powerOn, linked } = draft
  return {
    source,
    template,
    powerOn,
    linked,
    copies,
    placement: {},
    disks: [],
    nics: [],
    customization: { kind: 'none' },
  }
}
