/** Values of the vim model, before a codec writes them as SOAP or JSON. */

/** A managed object reference, e.g. `{type: 'VirtualMachine', value: 'vm-42'}`. */
export interface Ref {
  type: string
  value: string
}

/** A data object or fault; its fields are looked up by the schema of `_typeName`, so getters work too. */
export interface Data {
  readonly _typeName: string
  readonly [field: string]: Value
}

/** A value for a slot that takes anything: it must carry its type, e.g. `{any: 'int', value: 4}`. */
export interface Typed {
  any: string
  value: Value
}

/** Times are epoch ms; binary is base64 text. `undefined` is an unset value. */
export type Value = string | number | boolean | Ref | Data | Typed | readonly Value[] | undefined

export function isTyped(value: Value): value is Typed {
  return typeof value === 'object' && 'any' in value
}

export function isData(value: Value): value is Data {
  return typeof value === 'object' && '_typeName' in value
}

export function isRef(value: Value): value is Ref {
  return typeof value === 'object' && 'type' in value && 'value' in value && !('_typeName' in value)
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}
