import type { Managed } from '../model/entities.ts'
import { VimFault } from '../vim/faults.ts'
import { dataShape, type Field, managedShape } from '../vim/schema.ts'
import type { Session } from '../vim/sessions.ts'
import { type Data, isData, isList, type Value } from '../vim/value.ts'
import type { World } from '../world.ts'

export interface ReadContext {
  world: World
  /** Of the caller; some properties are about it. */
  session: Session | undefined
}

type Leaf<T> = (subject: T, context: ReadContext) => Value

/** A data object whose fields are read one by one, so that a path into it costs only what it names. */
interface Branch<T> {
  readonly type: string
  /** Unset when it returns false. */
  readonly when?: (subject: T, context: ReadContext) => boolean
  readonly fields: Fields<T>
}

export type Fields<T> = { readonly [name: string]: Leaf<T> | Branch<T> }

export interface PropertyTable {
  readonly type: string
  readonly fields: Fields<never>
}

/** Properties of a managed type: how each is read from the model. */
export function propertyTable<T extends Managed>(type: string, fields: Fields<T>): PropertyTable {
  return { type, fields }
}

export interface Property {
  readonly path: string
  readonly type: string
  readonly list: boolean
  /** Throws nothing; an unset value is undefined. */
  read(subject: Managed, context: ReadContext): Value
}

/** Finds properties by managed type and path. */
export class PropertyReader {
  private readonly tables = new Map<string, PropertyTable>()
  private readonly compiled = new Map<string, Property>()

  constructor(tables: readonly PropertyTable[]) {
    for (const table of tables) this.tables.set(table.type, table)
  }

  /** Throws InvalidProperty when the type has no such path. */
  property(type: string, path: string): Property {
    const key = `${type} ${path}`
    let property = this.compiled.get(key)
    if (property === undefined) {
      property = this.compile(type, path)
      this.compiled.set(key, property)
    }
    return property
  }

  /** Every property of a type, as `all` wants them. */
  all(type: string): Property[] {
    return (managedShape(type)?.fields ?? []).map((field) => this.property(type, field.name))
  }

  private compile(type: string, path: string): Property {
    const steps = path.split('.')
    const field = resolve(type, path, steps)
    let at: Leaf<never> | Branch<never> | undefined
    let rest = steps.length
    const guards: ((subject: never, context: ReadContext) => boolean)[] = []
    let fields = this.tables.get(type)?.fields
    for (const [index, step] of steps.entries()) {
      at = fields?.[step]
      rest = steps.length - index - 1
      if (at === undefined || typeof at === 'function') break
      if (at.when !== undefined) guards.push(at.when)
      fields = at.fields
    }
    const end = at
    const tail = steps.slice(steps.length - rest)
    const { list } = field
    const read = (subject: Managed, context: ReadContext): Value => {
      // The table was made for this type of object: `propertyTable` ties them together.
      const own = subject as never
      if (end === undefined || !guards.every((guard) => guard(own, context))) return undefined
      let value: Value = typeof end === 'function' ? end(own, context) : build(end, own, context)
      for (const step of tail) value = isData(value) ? value[step] : undefined
      // A list without items is reported as an empty one.
      return list && value === undefined && tail.length === 0 ? [] : value
    }
    return { path, type: field.type, list, read }
  }
}

function build(branch: Branch<never>, subject: never, context: ReadContext): Data {
  const data: Record<string, Value> = {}
  for (const [name, part] of Object.entries(branch.fields)) {
    if (typeof part === 'function') data[name] = part(subject, context)
    else if (part.when === undefined || part.when(subject, context))
      data[name] = build(part, subject, context)
  }
  return { _typeName: branch.type, ...data }
}

function resolve(type: string, path: string, steps: readonly string[]): Field {
  let shape = managedShape(type)
  let field: Field | undefined
  for (const step of steps) {
    field = field?.list === true ? undefined : shape?.byName.get(step)
    if (field === undefined) {
      throw new VimFault('InvalidProperty', `The property ${path} of vim.${type} is not known`, {
        name: path,
      })
    }
    shape = dataShape(field.type)
  }
  if (field === undefined) throw new VimFault('InvalidProperty', 'An empty path', { name: path })
  return field
}

/** The value with its type, for a slot that takes anything; undefined when unset. */
export function typed(property: Property, value: Value): Value {
  if (value === undefined) return undefined
  if (isData(value) && !isList(value)) return value
  return { any: property.type, value }
}
