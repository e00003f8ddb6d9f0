import type { Decoded } from '../transport/values.ts'
import type { ObjectContent } from '../wire/property-collector.ts'
import { num, time } from '../wire/read.ts'

/** Longer texts are notes and the like, which hardly repeat. */
const longestShared = 64
/** More different texts than that are names and addresses, each there only once. */
const mostShared = 20_000

/** Properties that differ from object to object: to look for their like costs time and memory, and finds none. */
const unique = new Set(['name', 'config.uuid', 'guest.hostName', 'guest.ipAddress'])
/** Numbers take half the memory of their texts. */
const times = new Set(['config.createDate', 'runtime.bootTime'])
const numbers = new Set(['summary.storage.committed', 'summary.storage.uncommitted'])

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/**
 * Makes values fit to be kept for tens of thousands of objects: equal texts, references and lists of references
 * become one, and no text keeps alive the reply that it was cut out of (engines share the memory of a substring
 * with its source; without this, 45,000 VMs held every byte of their replies).
 */
export class Interner {
  /** Whether texts are cut out of replies; those that `JSON.parse` makes have memory of their own. */
  private readonly cut: boolean
  private readonly texts = new Map<string, string>()
  private readonly refs = new Map<string, Decoded>()
  private readonly lists = new Map<string, Decoded[]>()

  constructor(cut = true) {
    this.cut = cut
  }

  /** The same content in less memory; changes what it is given. Times become epoch ms. */
  settle(content: ObjectContent): ObjectContent {
    const { obj, props } = content
    obj.type = this.settleText(obj.type)
    obj.value = this.own(obj.value)
    for (const path in props) props[path] = this.settleProperty(path, props[path])
    return { obj, props, denied: content.denied }
  }

  private settleProperty(path: string, value: Decoded): Decoded {
    if (typeof value === 'string') {
      if (unique.has(path)) return this.own(value)
      if (times.has(path)) return time(value)
      if (numbers.has(path)) return num(value)
    }
    return this.settleValue(value)
  }

  private settleValue(value: Decoded): Decoded {
    if (typeof value === 'string') return this.settleText(value)
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return this.settleList(value)
    // Any other object that a decoder makes is a record.
    const fields = value as Record<string, Decoded>
    const { type, value: id } = fields
    const isRef = typeof type === 'string' && typeof id === 'string'
    if (isRef) {
      const known = this.refs.get(id)
      if (known !== undefined) return known
    }
    for (const name in fields) fields[name] = this.settleValue(fields[name])
    if (isRef && this.refs.size < mostShared) this.refs.set(String(fields.value), fields)
    return fields
  }

  private settleList(items: Decoded[]): Decoded[] {
    let ids = ''
    for (let at = 0; at < items.length; at += 1) {
      const item = this.settleValue(items[at])
      items[at] = item
      // Anything but a reference makes the list one of its own.
      if (typeof item === 'object' && item !== null && this.refs.get(refIdOf(item)) === item) {
        ids += ` ${refIdOf(item)}`
      } else ids += ' ?'
    }
    if (ids.includes('?')) return items
    const known = this.lists.get(ids)
    if (known !== undefined) return known
    if (this.lists.size < mostShared) this.lists.set(ids, items)
    return items
  }

  private settleText(text: string): string {
    const known = this.texts.get(text)
    if (known !== undefined) return known
    const own = this.own(text)
    if (own.length <= longestShared && this.texts.size < mostShared) this.texts.set(own, own)
    return own
  }

  /** A text with memory of its own. Short ones are never shared by the engine. */
  private own(text: string): string {
    return !this.cut || text.length < 13 ? text : decoder.decode(encoder.encode(text))
  }
}

function refIdOf(item: object): string {
  return 'value' in item && typeof item.value === 'string' ? item.value : '?'
}
