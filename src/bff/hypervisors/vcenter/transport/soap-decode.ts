import { SaxesParser } from 'saxes'
import type { Decoded } from './values.ts'

/** An element whose end has not come yet. */
interface Frame {
  name: string
  /** Local name of `xsi:type`. */
  type: string | undefined
  /** Type of the object that a reference names: the attribute `type` without prefix. */
  refType: string | undefined
  nil: boolean
  text: string
  fields: Record<string, Decoded> | undefined
  repeated: Set<string> | undefined
  /** Items of an array in an `any` slot. */
  items: Decoded[] | undefined
}

/** Types whose element without text is an empty value, not an empty structure. */
const textTypes = new Set(['string', 'anyURI', 'base64Binary', 'PropertyPath'])

function local(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/** Decodes XML as it arrives; work and memory grow with the document's size only. */
export class SoapDecoder {
  private readonly parser = new SaxesParser({ xmlns: false, position: false })
  private readonly stack: Frame[] = [frameOf('')]
  private failure: Error | undefined
  private ended = false

  constructor() {
    this.parser.on('error', (error) => {
      this.failure ??= error
    })
    this.parser.on('opentag', (tag) => this.open(tag.name, tag.attributes))
    this.parser.on('text', (text) => this.add(text))
    this.parser.on('cdata', (text) => this.add(text))
    this.parser.on('closetag', () => this.close())
  }

  /** Takes the next piece of the document. Throws what is wrong with it. */
  write(chunk: string): void {
    this.parser.write(chunk)
    if (this.failure !== undefined) throw this.failure
  }

  /** The whole document: `{ Envelope: { Body: … } }`, names without prefixes. Throws when it is not complete. */
  end(): Decoded {
    if (!this.ended) {
      this.ended = true
      this.parser.close()
      if (this.failure !== undefined) throw this.failure
    }
    return this.stack[0]?.fields ?? {}
  }

  private open(name: string, attributes: Record<string, string>): void {
    const frame = frameOf(local(name))
    for (const attribute in attributes) {
      const value = attributes[attribute] ?? ''
      // Prefixes vary. QUIRK(vcsim 0.46): `xsi:type` may arrive as `XMLSchema-instance:type`. No attribute of
      // vim is called `type` in another namespace, so any prefix means `xsi`.
      if (attribute === 'type') frame.refType = value
      else if (attribute.endsWith(':type')) frame.type = local(value)
      else if (attribute.endsWith(':nil')) frame.nil = value === 'true' || value === '1'
    }
    if (frame.type?.startsWith('ArrayOf')) frame.items = []
    this.stack.push(frame)
  }

  private add(text: string): void {
    const frame = this.stack[this.stack.length - 1]
    if (frame !== undefined && frame.fields === undefined) frame.text += text
  }

  private close(): void {
    const frame = this.stack.pop()
    const parent = this.stack[this.stack.length - 1]
    if (frame === undefined || parent === undefined || frame.nil) return
    const value = decodedOf(frame)
    if (parent.items !== undefined) {
      parent.items.push(value)
      return
    }
    const { name } = frame
    if (name === '__proto__') return
    if (parent.fields === undefined) {
      parent.fields = {}
      parent.text = ''
    }
    if (!Object.hasOwn(parent.fields, name)) {
      parent.fields[name] = value
      return
    }
    parent.repeated ??= new Set()
    if (parent.repeated.has(name)) {
      // The line below made it an array when the second one came.
      const list = parent.fields[name] as Decoded[]
      list.push(value)
    } else {
      parent.repeated.add(name)
      parent.fields[name] = [parent.fields[name], value]
    }
  }
}

function frameOf(name: string): Frame {
  return {
    name,
    type: undefined,
    refType: undefined,
    nil: false,
    text: '',
    fields: undefined,
    repeated: undefined,
    items: undefined,
  }
}

function decodedOf(frame: Frame): Decoded {
  const { type, fields } = frame
  if (frame.items !== undefined) return frame.items
  if (frame.refType !== undefined && fields === undefined) return { type: frame.refType, value: frame.text }
  if (fields !== undefined) {
    if (type !== undefined) fields._typeName = type
    return fields
  }
  if (type === undefined || frame.text !== '' || textTypes.has(type)) return frame.text
  return { _typeName: type }
}
