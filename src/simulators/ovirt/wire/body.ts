import { XMLParser } from 'fast-xml-parser'

const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', parseTagValue: false })

/** A request body, whichever way it was written: texts, objects and lists; XML without its root element. */
export class RequestBody {
  private readonly content: unknown

  constructor(content: unknown) {
    this.content = content
  }

  /** The text at a path such as `host.id`, or of the body itself; numbers and booleans as text too. */
  text(path = ''): string | undefined {
    const value = this.at(path)
    if (typeof value === 'string') return value
    if (typeof value === 'number' || typeof value === 'boolean') return String(value)
    // An element with attributes has its text beside them.
    return typeof value === 'object' && value !== null && '#text' in value
      ? String(value['#text'])
      : undefined
  }

  has(path: string): boolean {
    return this.at(path) !== undefined
  }

  /** What stands at a path, as a body of its own. */
  part(path: string): RequestBody | undefined {
    const value = this.at(path)
    return value === undefined ? undefined : new RequestBody(value)
  }

  /** The items at a path: XML repeats the element, JSON has a list. */
  list(path: string): RequestBody[] {
    const value = this.at(path)
    if (value === undefined || value === '') return []
    return (Array.isArray(value) ? value : [value]).map((item: unknown) => new RequestBody(item))
  }

  private at(path: string): unknown {
    let value: unknown = this.content
    for (const key of path === '' ? [] : path.split('.')) {
      if (typeof value !== 'object' || value === null) return undefined
      value = Object.entries(value).find(([name]) => name === key)?.[1]
    }
    return value ?? undefined
  }
}

/** Reads a body by its content type; nothing when it is empty or not well formed. */
export function readBody(contentType: string, text: string): RequestBody | undefined {
  if (text.trim() === '') return undefined
  if (contentType.includes('json')) {
    try {
      const value: unknown = JSON.parse(text)
      return typeof value === 'object' && value !== null ? new RequestBody(value) : undefined
    } catch {
      return undefined
    }
  }
  if (!/^\s*<[^>]*>/.test(text)) return undefined
  try {
    const document: unknown = parser.parse(text)
    if (typeof document !== 'object' || document === null) return undefined
    const root = Object.entries(document).find(([name]) => name !== '?xml')
    return root === undefined ? undefined : new RequestBody(root[1])
  } catch {
    return undefined
  }
}
