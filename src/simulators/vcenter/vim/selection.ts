import type { Managed } from '../model/entities.ts'
import type { Property, ReadContext } from '../properties/table.ts'
import { invalidArgument } from './faults.ts'
import { flagOf, listOf, lookUp, needText, refOf, textOf } from './method.ts'
import { isA, managedShape } from './schema.ts'
import { type Data, isData, isList, isRef, type Ref, type Value } from './value.ts'
import { ContainerView } from './views.ts'

/** A PropertyFilterSpec made ready: which objects it selects and which of their properties it reads. */
export class Selection {
  readonly spec: Data
  private readonly context: ReadContext
  private readonly byType = new Map<string, readonly Property[]>()
  private readonly followed = new Map<string, boolean>()

  /** Throws InvalidProperty or InvalidArgument for a specification that no object could satisfy. */
  constructor(spec: Data, context: ReadContext) {
    this.spec = spec
    this.context = context
    for (const set of dataList(spec, 'propSet')) {
      const type = needText(set, 'type')
      if (managedShape(type) === undefined && type !== 'ManagedObject') throw invalidArgument('specSet')
      for (const path of paths(set)) context.world.properties.property(type, path)
    }
  }

  /** What is to be read of an object of this type; nothing when the filter does not name the type. */
  propertiesOf(type: string): readonly Property[] {
    let found = this.byType.get(type)
    if (found === undefined) {
      const { properties } = this.context.world
      const byPath = new Map<string, Property>()
      for (const set of dataList(this.spec, 'propSet')) {
        if (!isA(type, needText(set, 'type'))) continue
        const wanted =
          flagOf(set, 'all') === true
            ? properties.all(type)
            : paths(set).map((path) => properties.property(type, path))
        for (const property of wanted) byPath.set(property.path, property)
      }
      found = [...byPath.values()]
      this.byType.set(type, found)
    }
    return found
  }

  /** Whether objects of this type are selected, or lead to those that are. */
  follows(type: string): boolean {
    let found = this.followed.get(type)
    if (found === undefined) {
      const sets = dataList(this.spec, 'objectSet')
      found = this.names(type) || sets.some((set) => refOf(set, 'obj')?.type === type || walksOver(set, type))
      this.followed.set(type, found)
    }
    return found
  }

  /** Whether it shows just what views of the whole tree or lists hold, wherever that moves. */
  seesAll(): boolean {
    const { world, session } = this.context
    return dataList(this.spec, 'objectSet').every((set) => {
      const obj = refOf(set, 'obj')
      const view = obj === undefined ? undefined : lookUp(world, session, obj)
      const flat = dataList(set, 'selectSet').every(
        (at) => textOf(at, 'path') === 'view' && dataList(at, 'selectSet').length === 0,
      )
      return flat && view instanceof ContainerView && view.recursive && view.container === world.estate.root
    })
  }

  /** Whether an object that has just come is selected, when it sees all. */
  shows(object: Managed): boolean {
    const { world, session } = this.context
    return (
      this.names(object.type) &&
      this.starts().some((obj) => {
        const view = lookUp(world, session, obj)
        return view instanceof ContainerView && view.takes(object)
      })
    )
  }

  private names(type: string): boolean {
    return dataList(this.spec, 'propSet').some((set) => isA(type, needText(set, 'type')))
  }

  /** Objects the specification names by itself. */
  starts(): Ref[] {
    return dataList(this.spec, 'objectSet')
      .map((set) => refOf(set, 'obj'))
      .filter((obj) => obj !== undefined)
  }

  /** Everything selected now, in the order found. */
  select(): { objects: Map<string, Managed>; missing: Ref[] } {
    const objects = new Map<string, Managed>()
    const missing: Ref[] = []
    const wanted = new Map<string, boolean>()
    const take = (object: Managed) => {
      let named = wanted.get(object.type)
      if (named === undefined) {
        named = this.names(object.type)
        wanted.set(object.type, named)
      }
      if (named) objects.set(object.id, object)
    }
    for (const set of dataList(this.spec, 'objectSet')) {
      const obj = refOf(set, 'obj')
      if (obj === undefined) continue
      const start = lookUp(this.context.world, this.context.session, obj)
      if (start === undefined) {
        missing.push(obj)
        continue
      }
      if (flagOf(set, 'skip') !== true) take(start)
      this.walk(start, set, take)
    }
    return { objects, missing }
  }

  private walk(start: Managed, objectSpec: Data, take: (object: Managed) => void): void {
    const named = new Map<string, Data>()
    collectNames(objectSpec, named)
    const seen = new Map<Data, Set<Managed>>()
    const open: [Managed, Data][] = [[start, objectSpec]]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const [object, owner] = at
      for (const selection of dataList(owner, 'selectSet')) {
        const traversal =
          selection._typeName === 'TraversalSpec' ? selection : named.get(textOf(selection, 'name') ?? '')
        if (traversal === undefined || !isA(object.type, needText(traversal, 'type'))) continue
        const done = seen.get(traversal) ?? new Set<Managed>()
        seen.set(traversal, done)
        if (done.has(object)) continue
        done.add(object)
        for (const target of this.follow(object, needText(traversal, 'path'))) {
          if (flagOf(traversal, 'skip') !== true) take(target)
          if (dataList(traversal, 'selectSet').length > 0) open.push([target, traversal])
        }
      }
    }
  }

  private follow(object: Managed, path: string): Managed[] {
    const { world, session } = this.context
    const value = world.properties.property(object.type, path).read(object, this.context)
    const refs: Value[] = isList(value) ? [...value] : [value]
    const found: Managed[] = []
    for (const item of refs) {
      const target = isRef(item) ? lookUp(world, session, item) : undefined
      if (target !== undefined) found.push(target)
    }
    return found
  }
}

function walksOver(owner: Data, type: string): boolean {
  return dataList(owner, 'selectSet').some(
    (selection) =>
      selection._typeName === 'TraversalSpec' &&
      (isA(type, needText(selection, 'type')) || walksOver(selection, type)),
  )
}

function collectNames(owner: Data, into: Map<string, Data>): void {
  for (const selection of dataList(owner, 'selectSet')) {
    const name = textOf(selection, 'name')
    if (selection._typeName !== 'TraversalSpec') continue
    if (name !== undefined) into.set(name, selection)
    collectNames(selection, into)
  }
}

function paths(set: Data): string[] {
  return listOf(set, 'pathSet').filter((path) => typeof path === 'string')
}

export function dataList(owner: Readonly<Record<string, Value>>, name: string): Data[] {
  return listOf(owner, name).filter(isData)
}
