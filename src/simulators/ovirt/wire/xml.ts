import { Decimal, type Document, Moment, type Wire, type WireObject } from './value.ts'

const special: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeText = (text: string) =>
  /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (c) => special[c] ?? c) : text

/** ISO time with the engine's own offset, `2019-08-20T12:57:43.049+03:00`. */
export function isoTime(ms: number, offsetMinutes: number): string {
  const local = new Date(ms + offsetMinutes * 60_000).toISOString().slice(0, -1)
  const size = Math.abs(offsetMinutes)
  const hours = String(Math.floor(size / 60)).padStart(2, '0')
  const minutes = String(size % 60).padStart(2, '0')
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${hours}:${minutes}`
}

/** Writes documents as the engine does in XML. `offsetMinutes` is its distance from UTC. */
export function toXml(document: Document, offsetMinutes: number): string {
  const scalar = (value: string | number | boolean | Decimal | Moment): string => {
    if (value instanceof Moment) return isoTime(value.ms, offsetMinutes)
    if (value instanceof Decimal) return String(value.value)
    return escapeText(String(value))
  }
  const element = (name: string, value: Wire): string => {
    if (value === undefined) return ''
    if (Array.isArray(value)) {
      let all = ''
      for (const item of value) all += element(name, item)
      return all
    }
    if (typeof value !== 'object' || value instanceof Decimal || value instanceof Moment) {
      const text = scalar(value)
      return text === '' ? `<${name}/>` : `<${name}>${text}</${name}>`
    }
    return structure(name, value)
  }
  const structure = (name: string, value: WireObject): string => {
    let attributes = ''
    let content = ''
    for (const key in value) {
      const item = value[key]
      if (item === undefined) continue
      if (key === 'id' || key === 'href' || key === 'rel' || key.startsWith('@')) {
        if (typeof item === 'object' && !(item instanceof Decimal) && !(item instanceof Moment)) continue
        attributes += ` ${key.replace('@', '')}="${scalar(item)}"`
      } else if (key !== '#text') content += element(key, item)
      else if (typeof item !== 'object') content += scalar(item)
    }
    return content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`
  }
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${structure(document.root, document.body)}`
}
