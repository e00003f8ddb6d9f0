import type { Arg, Args, Decoded, Ref } from '../transport/values.ts'
import type { VimDialect } from '../transport/vim-client.ts'
import { bool, get, list, num, ref, typeName } from '../wire/read.ts'
import { cloneTypes } from './clone-types.ts'

interface Field {
  name: string
  type: string
  list: boolean
}

/** A structure in the grain of VI JSON, its fields in any order. */
export interface Loose {
  _typeName?: string
  [field: string]: unknown
}

/** Types whose subtypes are sent in their place: SOAP must be told which one it is. */
const bases = new Set<string>()
const fieldsByType = parse()

function parse(): ReadonlyMap<string, readonly Field[]> {
  const types = new Map<string, readonly Field[]>()
  for (const line of cloneTypes.trim().split('\n')) {
    const match = /^(\w+)(?: < (\w+))?(?:: (.*))?$/.exec(line)
    if (match === null) throw new Error(`not a type: ${line}`)
    const [, name = '', base, own = ''] = match
    if (base !== undefined) bases.add(base)
    const fields = own === '' ? [] : own.split(', ').map(parseField)
    types.set(name, [...(base === undefined ? [] : (types.get(base) ?? [])), ...fields])
  }
  return types
}

function parseField(text: string): Field {
  const [name = '', type = 'string'] = text.split(' ')
  return name.endsWith('*') ? { name: name.slice(0, -1), type, list: true } : { name, type, list: false }
}

/** The fields that a type has, inherited ones first; `undefined` for a type that is not known here. */
export function fieldNames(type: string): string[] | undefined {
  return fieldsByType.get(type)?.map(({ name }) => name)
}

/**
 * A structure as a dialect wants it: fields in the order of the schema, lists and scalars of the right kind whichever
 * dialect they were read from, `_typeName` everywhere in VI JSON and only on subtypes in SOAP. Fields that the schema
 * does not know follow at the end as they are.
 */
export function shaped(declared: string, value: Loose, dialect: VimDialect): Args {
  const type = value._typeName ?? declared
  const fields = fieldsByType.get(type)
  const said = dialect === 'vi-json' || type !== declared || bases.has(declared)
  const args: Args = said && type !== 'unknown' ? { _typeName: type } : {}
  for (const field of fields ?? []) {
    const held = value[field.name]
    if (held === undefined || held === null) continue
    const items = field.list ? list(held) : undefined
    // An empty list is left out, as an unset one is.
    if (items?.length === 0) continue
    args[field.name] =
      items?.map((item) => shapedField(field.type, item, dialect)) ?? shapedField(field.type, held, dialect)
  }
  const known = new Set(fields?.map(({ name }) => name))
  for (const [name, held] of Object.entries(value)) {
    if (name === '_typeName' || known.has(name) || held === undefined || held === null) continue
    args[name] = free(held, dialect)
  }
  return args
}

function shapedField(type: string, held: Decoded, dialect: VimDialect): Arg {
  switch (type) {
    case 'string':
      return typeof held === 'string' ? held : free(held, dialect)
    case 'int':
      return num(held) ?? free(held, dialect)
    case 'boolean':
      return bool(held) ?? free(held, dialect)
    case 'ref':
      return plainRef(held)
    case 'any':
      return boxed(held, dialect)
    case 'LocalizedMethodFault':
      return isStructure(held) ? faultIn(held, dialect) : undefined
    default:
      return isStructure(held) ? shaped(type, held, dialect) : free(held, dialect)
  }
}

/** What SOAP wraps in a `LocalizedMethodFault` is the bare fault in VI JSON. */
function faultIn(held: Loose, dialect: VimDialect): Arg {
  const bare = isStructure(held.fault) ? held.fault : held
  if (dialect === 'vi-json') return shaped('MethodFault', bare, dialect)
  return shaped('LocalizedMethodFault', isStructure(held.fault) ? held : { fault: bare }, dialect)
}

function isStructure(held: unknown): held is Loose {
  return typeof held === 'object' && held !== null && !Array.isArray(held)
}

/** A reference without the name of its type, which the codec of VI JSON adds. */
function plainRef(held: Decoded): Ref | undefined {
  return ref(get(held, '_value') ?? held)
}

/** What is in a slot of type `any` says of which type it is. */
function boxed(held: Decoded, dialect: VimDialect): Arg {
  if (typeof held === 'string') return { _typeName: 'string', _value: held }
  if (typeof held === 'boolean') return { _typeName: 'boolean', _value: held }
  if (typeof held === 'number') return { _typeName: Number.isInteger(held) ? 'int' : 'double', _value: held }
  return free(held, dialect)
}

/** Something of a type that is not known here, its fields in the order in which they came. */
function free(held: Decoded, dialect: VimDialect): Arg {
  if (Array.isArray(held)) return held.map((item) => free(item, dialect))
  if (typeof held === 'string' || typeof held === 'number' || typeof held === 'boolean') return held
  if (!isStructure(held)) return undefined
  const type = typeName(held)
  if (type === 'ManagedObjectReference') return plainRef(held)
  if (type !== undefined && fieldsByType.has(type)) return shaped('unknown', held, dialect)
  const args: Args = type === undefined ? {} : { _typeName: type }
  for (const [name, inner] of Object.entries(held)) {
    if (name !== '_typeName') args[name] = free(inner, dialect)
  }
  return args
}

/** `over` on top of `base`: structures field by field, everything else as a whole; `null` takes a field away. */
export function merged(base: Loose, over: Loose): Loose {
  const result: Loose = { ...base }
  for (const [name, held] of Object.entries(over)) {
    const below = result[name]
    // Of two subtypes the new one counts as a whole.
    const same =
      typeName(held) === undefined || typeName(below) === undefined || typeName(held) === typeName(below)
    if (held === null) delete result[name]
    else if (isStructure(held) && isStructure(below) && same && ref(below) === undefined) {
      result[name] = merged(below, held)
    } else result[name] = held
  }
  return result
}

const mask = '•••'
const secret = /password|scripttext|userdata|^token$|^credential$/i

/** The same structure with its secrets hidden: passwords, scripts, and what could hold some. */
export function masked(value: Loose): Loose {
  const hide = (name: string, held: unknown, owner: Loose): unknown => {
    if (Array.isArray(held))
      return name === 'commandList' ? held.map(() => mask) : held.map((item) => hide('', item, owner))
    if (isStructure(held)) return masked(held)
    if (typeof held !== 'string') return held
    return secret.test(name) || (name === 'value' && isPassword(owner)) ? mask : held
  }
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, hide(name, held, value)]))
}

function isPassword(owner: Loose): boolean {
  // Every identity that is one long text may hold passwords, too.
  return (
    owner.plainText !== undefined ||
    owner._typeName === 'CustomizationPassword' ||
    owner._typeName === 'CustomizationSysprepText'
  )
}
