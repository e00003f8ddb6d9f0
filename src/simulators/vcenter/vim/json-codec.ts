import { VimFault } from './faults.ts'
import { readScalar, required, writeDate } from './scalars.ts'
import { anyName, dataShape, type Field, isA, isEnum, isScalar } from './schema.ts'
import { type Data, isData, isList, isRef, isTyped, type Ref, type Value } from './value.ts'

type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

/** The value as the VI JSON body of a place declared `type`; undefined for an unset value. */
export function toJson(type: string, list: boolean, value: Value): Json | undefined {
  if (value === undefined) return undefined
  if (!list) return write(type, value)
  if (!isList(value)) throw new Error(`a list of ${type} was expected`)
  return value.map((item) => write(type, item) ?? null)
}

/** A fault as it stands alone in a reply. */
export function faultToJson(fault: VimFault): Json {
  const json = writeData({ _typeName: fault.type, ...fault.fields })
  return { ...json, faultMessage: [], faultstring: fault.message }
}

function write(type: string, value: Value): Json | undefined {
  if (value === undefined) return undefined
  if (type === 'any') return writeAny(value)
  if (isRef(value)) return writeRef(value)
  if (isData(value)) {
    // Where SOAP has a LocalizedMethodFault, VI JSON has the bare fault.
    return value._typeName === 'LocalizedMethodFault' ? writeLocalized(value) : writeData(value)
  }
  return writeScalar(type, value)
}

function writeRef(ref: Ref): { [name: string]: Json } {
  return { _typeName: 'ManagedObjectReference', type: ref.type, value: ref.value }
}

function writeData(value: Data): { [name: string]: Json } {
  const shape = dataShape(value._typeName)
  if (shape === undefined) throw new Error(`no shape for ${value._typeName}`)
  const json: { [name: string]: Json } = { _typeName: value._typeName }
  for (const field of shape.fields) {
    const written = toJson(field.type, field.list, value[field.name])
    // An empty list is left out, as an unset one is.
    if (written !== undefined && !(Array.isArray(written) && written.length === 0)) json[field.name] = written
  }
  return json
}

function writeLocalized(value: Data): Json {
  const fault = value.fault
  if (!isData(fault)) throw new Error('a LocalizedMethodFault holds a fault')
  const json = writeData(fault)
  const message = value.localizedMessage
  if (typeof message !== 'string') return json
  const key = `com.vmware.vim.vpxd.fault.${fault._typeName}`
  return { ...json, faultMessage: [{ _typeName: 'LocalizableMessage', key, message }] }
}

/** Scalars, enums, lists and references are boxed; data objects say their type themselves. */
function writeAny(value: Value): Json | undefined {
  if (isTyped(value)) {
    const inner = value.value
    if (inner === undefined) return undefined
    if (isList(inner)) {
      return {
        _typeName: anyName(value.any, true),
        _value: inner.map((item) => write(value.any, item) ?? null),
      }
    }
    if (isData(inner) || isRef(inner)) return writeAny(inner)
    return { _typeName: anyName(value.any, false), _value: writeScalar(value.any, inner) }
  }
  if (isRef(value)) return { _typeName: 'ManagedObjectReference', _value: writeRef(value) }
  if (isData(value)) return write(value._typeName, value)
  throw new Error('a slot of type any needs a typed value')
}

function writeScalar(type: string, value: Value): Json {
  if (type === 'dateTime' && typeof value === 'number') return writeDate(value)
  if (typeof value === 'object' || value === undefined) throw new Error(`${type} is no scalar`)
  return value
}

/** Reads a request body as the given fields. A field that the schema does not know is refused. */
export function readJsonFields(
  fields: readonly Field[],
  json: unknown,
  where: string,
): Record<string, Value> {
  const source = record(json, where)
  const values: Record<string, Value> = {}
  for (const name of Object.keys(source)) {
    if (name !== '_typeName' && !fields.some((field) => field.name === name)) {
      throw new VimFault('InvalidRequest', `Unknown property ${name} in ${where}`)
    }
  }
  for (const field of fields) {
    const given = source[field.name] ?? undefined
    if (field.list) {
      if (given !== undefined && !Array.isArray(given)) {
        throw new VimFault('InvalidRequest', `${field.name} in ${where} must be an array`)
      }
      values[field.name] = (given ?? []).map((item: unknown) => read(field.type, item, field.name))
    } else if (given !== undefined) values[field.name] = read(field.type, given, field.name)
    else if (!field.optional) throw required(field.name, where)
  }
  return values
}

function read(type: string, json: unknown, where: string): Value {
  if (type === 'any') return readAny(json, where)
  if (type === 'ref') return readRef(json, where)
  if (isScalar(type) || isEnum(type)) return readJsonScalar(type, json, where)
  const source = record(json, where)
  return readData(type, typeof source._typeName === 'string' ? source._typeName : type, source)
}

function readData(declared: string, type: string, source: Record<string, unknown>): Data {
  const shape = dataShape(type)
  if (shape === undefined || !isA(type, declared)) {
    throw new VimFault('InvalidRequest', `${type} is no data object of type ${declared}`)
  }
  return { _typeName: type, ...readJsonFields(shape.fields, source, `data object of type ${type}`) }
}

function readRef(json: unknown, where: string): Ref {
  const source = record(json, where)
  if (typeof source.type !== 'string' || typeof source.value !== 'string') {
    throw new VimFault('InvalidRequest', `${where} is no ManagedObjectReference`)
  }
  return { type: source.type, value: source.value }
}

function readAny(json: unknown, where: string): Value {
  const source = record(json, where)
  const type = source._typeName
  if (typeof type !== 'string') throw new VimFault('InvalidRequest', `_typeName is missing from ${where}`)
  if (!('_value' in source)) {
    return type === 'ManagedObjectReference' ? readRef(source, where) : readData(type, type, source)
  }
  if (type === 'ManagedObjectReference') return readRef(source._value, where)
  if (Array.isArray(source._value)) {
    return {
      any: 'any',
      value: source._value.map((item: unknown) => (typeof item === 'string' ? item : undefined)),
    }
  }
  return { any: type, value: readJsonScalar(type, source._value, where) }
}

function readJsonScalar(type: string, json: unknown, where: string): Value {
  const fits =
    type === 'boolean'
      ? typeof json === 'boolean'
      : ['int', 'long', 'short', 'byte', 'float', 'double'].includes(type)
        ? typeof json === 'number'
        : typeof json === 'string'
  if (!fits) throw new VimFault('InvalidRequest', `${where} is no value of type ${type}`)
  return type === 'dateTime' ? readScalar(type, String(json)) : (json as string | number | boolean)
}

function record(json: unknown, where: string): Record<string, unknown> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new VimFault('InvalidRequest', `${where} must be an object`)
  }
  // Checked above: an object that is no array can be read by name.
  return json as Record<string, unknown>
}
