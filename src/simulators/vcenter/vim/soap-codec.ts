import { VimFault } from './faults.ts'
import { readScalar, required, writeDate } from './scalars.ts'
import { anyName, dataShape, type Field, isEnum, isScalar } from './schema.ts'
import { type Data, isData, isList, isRef, isTyped, type Value } from './value.ts'
import { escapeXml, type XmlElement } from './xml.ts'

const head =
  '<?xml version="1.0" encoding="UTF-8"?>\n' +
  '<soapenv:Envelope xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/"\n' +
  ' xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"\n' +
  ' xmlns:xsd="http://www.w3.org/2001/XMLSchema"\n' +
  ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n' +
  '<soapenv:Body>\n'
const tail = '\n</soapenv:Body>\n</soapenv:Envelope>'

/** The reply to `method`; an unset result leaves `returnval` out, a list repeats it. */
export function soapReply(method: string, result: Omit<Field, 'name'> | undefined, value: Value): string {
  const body =
    result === undefined
      ? ''
      : writeField({ name: 'returnval', type: result.type, list: result.list, optional: true }, value)
  return `${head}<${method}Response xmlns="urn:vim25">${body}</${method}Response>${tail}`
}

/** A SOAP fault; `faultcode` is `ServerFaultCode` for what the service itself refuses. */
export function soapFault(fault: VimFault, faultcode = 'ServerFaultCode'): string {
  const name = `${fault.type}Fault`
  const shape = dataShape(fault.type)
  const fields = (shape?.fields ?? []).map((field) => writeField(field, fault.fields[field.name])).join('')
  return (
    `${head}<soapenv:Fault><faultcode>${faultcode}</faultcode>` +
    `<faultstring>${escapeXml(fault.message)}</faultstring>` +
    `<detail><${name} xmlns="urn:vim25" xsi:type="${fault.type}">${fields}</${name}></detail>` +
    `</soapenv:Fault>${tail}`
  )
}

function writeField(field: Field, value: Value): string {
  if (value === undefined) return ''
  if (!field.list) return writeElement(field.name, field.type, value)
  if (!isList(value)) throw new Error(`${field.name} is a list`)
  return value.map((item) => writeElement(field.name, field.type, item)).join('')
}

/** `type` is what the schema declares for the place; `xsi:type` says what it does not. */
function writeElement(name: string, type: string, value: Value): string {
  if (value === undefined) return ''
  if (type === 'any') return writeAny(name, value)
  if (isRef(value)) return `<${name} type="${value.type}">${escapeXml(value.value)}</${name}>`
  if (isData(value)) {
    const actual = value._typeName
    const xsiType = actual === type ? '' : ` xsi:type="${actual}"`
    return `<${name}${xsiType}>${writeFields(actual, value)}</${name}>`
  }
  return `<${name}>${writeScalar(type, value)}</${name}>`
}

function writeFields(type: string, value: Data): string {
  const shape = dataShape(type)
  if (shape === undefined) throw new Error(`no shape for ${type}`)
  let text = ''
  for (const field of shape.fields) text += writeField(field, value[field.name])
  return text
}

function writeAny(name: string, value: Value): string {
  if (isTyped(value)) {
    if (value.value === undefined) return ''
    if (isList(value.value)) {
      const single = anyName(value.any, false)
      const itemName = isScalar(value.any) && value.any !== 'ref' ? value.any : single
      const items = value.value.map((item) =>
        value.any === 'ref' && isRef(item)
          ? `<${itemName} type="${item.type}" xsi:type="ManagedObjectReference">${escapeXml(item.value)}</${itemName}>`
          : writeElement(itemName, value.any, item),
      )
      return `<${name} xsi:type="${anyName(value.any, true)}">${items.join('')}</${name}>`
    }
    if (isData(value.value) || isRef(value.value)) return writeAny(name, value.value)
    const xsiType = isEnum(value.any) ? value.any : `xsd:${value.any}`
    return `<${name} xsi:type="${xsiType}">${writeScalar(value.any, value.value)}</${name}>`
  }
  if (isRef(value)) {
    return `<${name} type="${value.type}" xsi:type="ManagedObjectReference">${escapeXml(value.value)}</${name}>`
  }
  if (isData(value)) {
    return `<${name} xsi:type="${value._typeName}">${writeFields(value._typeName, value)}</${name}>`
  }
  throw new Error(`${name} needs a typed value`)
}

function writeScalar(type: string, value: Value): string {
  if (type === 'dateTime' && typeof value === 'number') return writeDate(value)
  return escapeXml(String(value))
}

/** Reads the children of `element` as the given fields. Unknown elements are left aside. */
export function readSoapFields(
  fields: readonly Field[],
  element: XmlElement,
  where: string,
): Record<string, Value> {
  const values: Record<string, Value> = {}
  for (const field of fields) {
    const found = element.children.filter((candidate) => candidate.name === field.name)
    if (field.list) values[field.name] = found.map((item) => readElement(field.type, item))
    else if (found[0] !== undefined) values[field.name] = readElement(field.type, found[0])
    else if (!field.optional) throw required(field.name, where)
  }
  return values
}

function readElement(declared: string, element: XmlElement): Value {
  if (declared === 'any') return readAny(element)
  if (declared === 'ref') return { type: element.refType ?? '', value: element.text.trim() }
  if (isScalar(declared) || isEnum(declared)) return readScalar(declared, element.text)
  return readData(element.xsiType ?? declared, element)
}

function readData(type: string, element: XmlElement): Data {
  const shape = dataShape(type)
  if (shape === undefined) {
    throw new VimFault('InvalidType', `The request has an unknown type ${type}.`, { argument: element.name })
  }
  return { _typeName: type, ...readSoapFields(shape.fields, element, `data object of type ${type}`) }
}

function readAny(element: XmlElement): Value {
  const type = element.xsiType ?? 'string'
  if (type.startsWith('ArrayOf')) {
    return { any: 'any', value: element.children.map(readAny) }
  }
  if (type === 'ManagedObjectReference') return readElement('ref', element)
  if (isScalar(type) || isEnum(type)) return { any: type, value: readScalar(type, element.text) }
  return readData(type, element)
}
