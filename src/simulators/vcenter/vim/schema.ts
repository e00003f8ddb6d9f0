import { coreTypes } from './types-core.ts'
import { enums } from './types-enums.ts'
import { eventTypes } from './types-event.ts'
import { faultTypes } from './types-fault.ts'
import { guestFaultTypes, guestTypes } from './types-guest.ts'
import { hostTypes } from './types-host.ts'
import { managedTypes } from './types-managed.ts'
import { specTypes } from './types-spec.ts'
import { vmTypes } from './types-vm.ts'

/** A field of a data object, a property of a managed object, or a parameter of a method. */
export interface Field {
  name: string
  /** `string`, `int`, `long`, `short`, `byte`, `double`, `float`, `boolean`, `dateTime`, `base64Binary`, `any`, `ref`, an enum or a data object. */
  type: string
  list: boolean
  optional: boolean
}

export interface Shape {
  name: string
  base: string | undefined
  /** Inherited fields first, in the order in which SOAP wants them. */
  fields: readonly Field[]
  byName: ReadonlyMap<string, Field>
}

const scalars = new Set([
  'string',
  'int',
  'long',
  'short',
  'byte',
  'double',
  'float',
  'boolean',
  'dateTime',
  'base64Binary',
  'any',
  'ref',
])

/** Reads `name type, other? type, list* type`. */
export function parseFields(text: string): Field[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const match = /^(\w+)([?*]?) (\w+)$/.exec(part)
      if (match === null) throw new Error(`bad field in schema: ${part}`)
      const [, name = '', mark, type = ''] = match
      return { name, type, list: mark === '*', optional: mark !== '' }
    })
}

/** Reads lines of `Name < Base: fields` (base and fields may be absent). */
function parseShapes(texts: string[], into: Map<string, Shape>): Map<string, Shape> {
  for (const line of texts.join('\n').split('\n')) {
    const match = /^\s*(\w+)(?: < (\w+))?(?:: ?(.*))?$/.exec(line)
    if (match === null) continue
    const [, name = '', base, own = ''] = match
    const parent = base === undefined ? undefined : into.get(base)
    if (base !== undefined && parent === undefined) throw new Error(`${name} comes before its base ${base}`)
    const fields = [...(parent?.fields ?? []), ...parseFields(own)]
    into.set(name, { name, base, fields, byName: new Map(fields.map((field) => [field.name, field])) })
  }
  return into
}

const dataShapes = parseShapes(
  [coreTypes, faultTypes, guestFaultTypes, hostTypes, vmTypes, specTypes, guestTypes, eventTypes],
  new Map(),
)
const managedShapes = parseShapes([managedTypes], new Map())
const enumNames = new Set(enums.split(/\s+/).filter((name) => name !== ''))

export function dataShape(name: string): Shape | undefined {
  return dataShapes.get(name)
}

export function managedShape(name: string): Shape | undefined {
  return managedShapes.get(name)
}

export function isScalar(type: string): boolean {
  return scalars.has(type)
}

export function isEnum(type: string): boolean {
  return enumNames.has(type)
}

/** Whether `type` (data or managed) is `base` or inherits from it. */
export function isA(type: string, base: string): boolean {
  if (base === 'ManagedObject') return true
  for (let name: string | undefined = type; name !== undefined; ) {
    if (name === base) return true
    name = (managedShapes.get(name) ?? dataShapes.get(name))?.base
  }
  return false
}

/** Every field whose type nobody declares; a test keeps it empty. */
export function undeclaredTypes(): string[] {
  const known = (type: string) => isScalar(type) || isEnum(type) || dataShapes.has(type)
  return [...dataShapes.values(), ...managedShapes.values()].flatMap((shape) =>
    shape.fields
      .filter((field) => !known(field.type))
      .map((field) => `${shape.name}.${field.name}: ${field.type}`),
  )
}

/** XSD name of a type in a slot that takes anything, e.g. `ArrayOfManagedObjectReference`. */
export function anyName(type: string, list: boolean): string {
  const single = type === 'ref' ? 'ManagedObjectReference' : type === 'any' ? 'anyType' : type
  if (!list) return single
  return `ArrayOf${single.charAt(0).toUpperCase()}${single.slice(1)}`
}
