import type { Decoded } from '../transport/values.ts'
import type { ObjectContent } from '../wire/property-collector.ts'

/** Longer texts are notes and the like, which hardly repeat. */
const longestShared = 64
/** More different texts than that are names and addresses, each there only once. */
const mostShared = 50_000

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/**
 * Makes values fit to be kept for tens of thousands of objects: equal texts and references become one, and no
 * text keeps alive the reply that it was cut out of (engines share the memory of a substring with its source;
 * without this, 45,000 VMs held every byte of their replies).
 */
export class Interner {
  private readonly texts = new Map<string, string>()
  private readonly refs = new Map<string, Decoded>()

  /** The same content in the least memory. May change what it is given. */
  settle({ obj, props, denied }: ObjectContent): ObjectContent {
    return {
      obj: { type: this.settleText(obj.type), value: ownText(obj.value) },
      // As small as it gets; see `compact`.
      props: Object.fromEntries(
        Object.entries(props).map(([path, value]) => [path, this.settleValue(value)] as const),
      ),
      denied,
    }
  }

  private settleValue(value: Decoded): Decoded {
    if (typeof value === 'string') return this.settleText(value)
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map((item: Decoded) => this.settleValue(item))
    // Any other object that a decoder makes is a record.
    const fields = value as Record<string, Decoded>
    const { type, value: id } = fields
    if (typeof type === 'string' && typeof id === 'string') {
      const known = this.refs.get(id)
      if (known !== undefined) return known
    }
    for (const name in fields) fields[name] = this.settleValue(fields[name])
    if (typeof type === 'string' && typeof id === 'string' && this.refs.size < mostShared) {
      this.refs.set(String(fields.value), fields)
    }
    return fields
  }

  private settleText(text: string): string {
    const known = this.texts.get(text)
    if (known !== undefined) return known
    const own = ownText(text)
    if (own.length <= longestShared && this.texts.size < mostShared) this.texts.set(own, own)
    return own
  }
}

/** A text with memory of its own. Short ones are never shared by the engine. */
function ownText(text: string): string {
  return text.length < 13 ? text : decoder.decode(encoder.encode(text))
}
