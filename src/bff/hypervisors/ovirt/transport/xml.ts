import { SaxesParser } from 'saxes'
import { type Tree, textKey } from './tree.ts'

type Record = { [key: string]: Tree | undefined }

/** Open elements where the fields of a list's items begin: the list and the item. */
const itemDepth = 2

interface Open {
  name: string
  content: Record
  text: string
}

/**
 * Reads one XML document. Returns its root element's name and tree. Repeated elements become a list;
 * schemas must expect a single one where a list has one item. Throws on anything that is not well-formed,
 * which is also how a reply that was cut short is noticed; entities other than XML's own five and character
 * references are refused.
 *
 * `fields`, where the document is a list, are the elements of its items to build; others are only checked.
 */
export function parseXml(source: string, fields?: ReadonlySet<string>): { root: string; tree: Tree } {
  const parser = new SaxesParser({ position: false })
  const stack: Open[] = []
  /** How deep inside an element that is not built. */
  let skipping = 0
  let result: { root: string; tree: Tree } | undefined
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', (tag) => {
    if (skipping > 0 || (fields !== undefined && stack.length === itemDepth && !fields.has(tag.name))) {
      skipping += 1
      return
    }
    // Without a prototype, so that no element name can reach one.
    const content: Record = Object.assign(Object.create(null), tag.attributes)
    stack.push({ name: tag.name, content, text: '' })
  })
  const onText = (text: string): void => {
    const open = stack.at(-1)
    if (skipping === 0 && open !== undefined) open.text += text
  }
  parser.on('text', onText)
  parser.on('cdata', onText)
  parser.on('closetag', () => {
    if (skipping > 0) {
      skipping -= 1
      return
    }
    const open = stack.pop()
    if (open === undefined) return
    const tree = closed(open)
    const parent = stack.at(-1)
    if (parent === undefined) result = { root: open.name, tree }
    else append(parent.content, open.name, tree)
  })
  parser.write(source).close()
  if (result === undefined) throw new Error('document has no root element')
  return result
}

function closed(open: Open): Tree {
  const text = open.text.trim()
  for (const _ in open.content) {
    if (text !== '') open.content[textKey] = text
    return open.content
  }
  return text
}

function append(content: Record, name: string, tree: Tree): void {
  const before = content[name]
  if (before === undefined) content[name] = tree
  else if (Array.isArray(before)) before.push(tree)
  else content[name] = [before, tree]
}

// Action and sub-collection links are nearly half of every listed object and nothing reads them.
const ballast = /<actions>[\s\S]*?<\/actions>|<actions\s*\/>|<link [^<>]*\/>/g

/** The same document without its links and actions: reads three times as fast. */
export function withoutLinks(source: string): string {
  return source.replace(ballast, '')
}
