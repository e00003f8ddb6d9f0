/** A reference to a managed object (MoRef), e.g. `{ type: 'VirtualMachine', value: 'vm-42' }`. */
export interface Ref {
  type: string
  value: string
}

/**
 * What a method takes. Fields are written in the order of the SOAP schema, where order matters;
 * `undefined` is left out. `_typeName` names the subtype that is sent where the base type is declared.
 */
export type Arg = undefined | string | number | boolean | Ref | Args | readonly Arg[]
export interface Args {
  _typeName?: string
  /** What a box of VI JSON holds in a slot of type `any`; then there are no other fields. */
  _value?: Arg
  [field: string]: Arg
}

export function isRef(value: Ref | Args | readonly Arg[]): value is Ref {
  if (Array.isArray(value) || '_typeName' in value) return false
  const { type, value: id } = value as Ref | Args
  // Structures may have fields of these names among others (`VAppPropertyInfo`).
  return typeof type === 'string' && typeof id === 'string' && Object.keys(value).length === 2
}

/**
 * Both codecs decode a reply to the same loose tree: structures are objects (with `_typeName` where the
 * wire named one), references are `Ref`, arrays in `any` slots are arrays. SOAP tells neither numbers
 * from text nor a list of one from a single value, so read it with the functions of `wire/read.ts`.
 */
export type Decoded = unknown
