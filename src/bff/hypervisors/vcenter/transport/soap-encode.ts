import { type Arg, type Args, isRef, type Ref } from './values.ts'

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

// Characters that XML 1.0 cannot carry at all, not even escaped.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to remove
const unsayable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

function text(value: string): string {
  return value.replace(unsayable, '').replace(/[&<>"]/g, (char) => escapes[char] ?? char)
}

function element(name: string, value: Arg): string {
  if (value === undefined) return ''
  if (typeof value !== 'object') return `<${name}>${text(String(value))}</${name}>`
  if (Array.isArray(value)) return value.map((item: Arg) => element(name, item)).join('')
  // Arrays are gone, and what is no reference is a structure.
  const held = value as Ref | Args
  if (isRef(held)) return `<${name} type="${text(held.type)}">${text(held.value)}</${name}>`
  if (held._value !== undefined) return box(name, held._typeName ?? 'string', held._value)
  const { _typeName: type, ...fields } = held
  const subtype = type === undefined ? '' : ` xsi:type="${text(type)}"`
  return `<${name}${subtype}>${inner(fields)}</${name}>`
}

/** Scalars of an `any` slot are typed by XML Schema, lists by the type of what they hold. */
function box(name: string, type: string, value: Arg): string {
  if (typeof value !== 'object') return element(name, value).replace('>', ` xsi:type="xsd:${text(type)}">`)
  const item = type.replace(/^ArrayOf/, '')
  return `<${name} xsi:type="${text(type)}">${element(item.charAt(0).toLowerCase() + item.slice(1), value)}</${name}>`
}

function inner(fields: Args): string {
  let xml = ''
  for (const [name, value] of Object.entries(fields)) xml += element(name, value)
  return xml
}

/** The SOAP request for `method` on `target`; `operationId` is what the system's logs name it by. */
export function soapEnvelope(target: Ref, method: string, args: Args, operationId?: string): string {
  const header =
    operationId === undefined
      ? ''
      : `<soapenv:Header><operationID>${text(operationId)}</operationID></soapenv:Header>`
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"' +
    ' xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `${header}<soapenv:Body><${method} xmlns="urn:vim25">${element('_this', target)}${inner(args)}</${method}>` +
    '</soapenv:Body></soapenv:Envelope>'
  )
}
