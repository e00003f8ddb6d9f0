import { SaxesParser } from 'saxes'

const xsi = 'http://www.w3.org/2001/XMLSchema-instance'

/** An element of a request, without its prefixes. */
export interface XmlElement {
  name: string
  text: string
  /** Attribute `type` in no namespace: the type of a managed object reference. */
  refType: string | undefined
  /** Local part of `xsi:type`. */
  xsiType: string | undefined
  children: XmlElement[]
}

/** Throws a SyntaxError with the parser's words when the text is no XML. */
export function parseXml(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true })
  const top: XmlElement = { name: '', text: '', refType: undefined, xsiType: undefined, children: [] }
  const open = [top]
  parser.on('error', (error) => {
    throw new SyntaxError(error.message)
  })
  parser.on('opentag', (tag) => {
    const attributes = Object.values(tag.attributes)
    const xsiType = attributes.find((attribute) => attribute.local === 'type' && attribute.uri === xsi)
    const element: XmlElement = {
      name: tag.local,
      text: '',
      refType: attributes.find((attribute) => attribute.name === 'type')?.value,
      xsiType: xsiType?.value.replace(/^.*:/, ''),
      children: [],
    }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  const addText = (part: string) => {
    const element = open.at(-1)
    if (element !== undefined) element.text += part
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    open.pop()
  })
  parser.write(text).close()
  const root = top.children[0]
  if (root === undefined) throw new SyntaxError('no root element')
  return root
}

export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((candidate) => candidate.name === name)
}

export function escapeXml(text: string): string {
  // Most texts need nothing, and replies hold millions of them.
  if (!/[&<>"]/.test(text)) return text
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
