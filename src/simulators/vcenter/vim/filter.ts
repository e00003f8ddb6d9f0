import { type Managed, ref } from '../model/entities.ts'
import type { Restructuring } from '../model/estate.ts'
import { propertyTable, type ReadContext, typed } from '../properties/table.ts'
import { localizedFault, notFound } from './faults.ts'
import type { Selection } from './selection.ts'
import type { SessionObject } from './sessions.ts'
import type { Data, Ref } from './value.ts'

/** What a filter put into one reply, so that it can be taken back when the reply is asked for again. */
export interface Taken {
  entered: Ref[]
  modified: Map<string, Set<string>>
  left: Ref[]
}

/** One property filter of a collector: what its client knows, and what it has still to be told. */
export class PropertyFilter implements SessionObject {
  readonly type = 'PropertyFilter'
  readonly id: string
  readonly selection: Selection
  readonly partialUpdates: boolean
  private readonly context: ReadContext
  private readonly onDestroy: (filter: PropertyFilter) => void
  private readonly reported = new Map<string, Ref>()
  private readonly modified = new Map<string, Set<string>>()
  private selected = new Map<string, Managed>()
  private entering: Managed[] = []
  private leaving: Ref[] = []
  private missing: Ref[] = []
  private readonly missingReported = new Set<string>()
  private stale = true

  constructor(
    selection: Selection,
    context: ReadContext,
    options: { id: string; partialUpdates: boolean; onDestroy: (filter: PropertyFilter) => void },
  ) {
    this.selection = selection
    this.context = context
    this.id = options.id
    this.partialUpdates = options.partialUpdates
    this.onDestroy = options.onDestroy
  }

  dispose(): void {
    this.onDestroy(this)
  }

  /** The client knows nothing any more. */
  forget(): void {
    this.reported.clear()
    this.modified.clear()
    this.missingReported.clear()
    this.stale = true
  }

  /** Whether something may be to be told because of this. */
  restructured(type: string, { came, gone, moved }: Restructuring): boolean {
    if (!this.selection.follows(type)) return false
    if (this.stale || !(came ?? gone ?? moved) || !this.selection.seesAll()) {
      this.stale = true
      return true
    }
    if (came !== undefined) this.enter(came)
    if (gone !== undefined) this.leave(gone)
    return moved === undefined
  }

  private enter(object: Managed): void {
    if (!this.selection.shows(object)) return
    this.selected.set(object.id, object)
    this.entering.unshift(object)
  }

  private leave(object: Managed): void {
    if (!this.selected.delete(object.id)) return
    this.modified.delete(object.id)
    this.entering = this.entering.filter((other) => other !== object)
    const known = this.reported.get(object.id)
    if (known !== undefined) this.leaving.push(known)
  }

  /** Whether something is to be told because of this change. */
  markChanged(object: Managed, prefixes: readonly string[]): boolean {
    if (!this.reported.has(object.id)) return false
    let known = this.modified.get(object.id)
    for (const { path } of this.selection.propertiesOf(object.type)) {
      if (!prefixes.some((prefix) => touches(path, prefix))) continue
      if (known === undefined) {
        known = new Set()
        this.modified.set(object.id, known)
      }
      known.add(path)
    }
    return known !== undefined
  }

  markAll(type: string, prefix: string): boolean {
    const affected = this.selection.propertiesOf(type).filter(({ path }) => touches(path, prefix))
    if (affected.length === 0) return false
    let any = false
    for (const known of this.reported.values()) {
      if (known.type !== type) continue
      const object = this.selected.get(known.value)
      if (object !== undefined) any = this.markChanged(object, [prefix]) || any
    }
    return any
  }

  get hasNews(): boolean {
    this.refresh()
    return (
      this.entering.length > 0 || this.leaving.length > 0 || this.modified.size > 0 || this.missing.length > 0
    )
  }

  private refresh(): void {
    if (!this.stale) return
    this.stale = false
    const { objects, missing } = this.selection.select()
    this.selected = objects
    this.entering = []
    for (const object of objects.values()) if (!this.reported.has(object.id)) this.entering.push(object)
    // Taken from the end: the first found comes first.
    this.entering.reverse()
    this.leaving = [...this.reported.values()].filter((known) => !objects.has(known.value))
    for (const gone of this.leaving) this.modified.delete(gone.value)
    this.missing = missing.filter((obj) => !this.missingReported.has(obj.value))
  }

  /** At most `limit` object updates, and what they were; undefined when there is nothing to tell. */
  take(limit: number): { update: Data; taken: Taken; count: number } | undefined {
    if (!this.hasNews) return undefined
    const taken: Taken = { entered: [], modified: new Map(), left: [] }
    const updates: Data[] = []
    while (updates.length < limit && this.leaving.length > 0) {
      const gone = this.leaving.pop()
      if (gone === undefined) break
      this.reported.delete(gone.value)
      taken.left.push(gone)
      updates.push({ _typeName: 'ObjectUpdate', kind: 'leave', obj: gone })
    }
    while (updates.length < limit && this.entering.length > 0) {
      const object = this.entering.pop()
      if (object === undefined) break
      const obj = ref(object)
      this.reported.set(object.id, obj)
      taken.entered.push(obj)
      updates.push({ _typeName: 'ObjectUpdate', kind: 'enter', obj, changeSet: this.allValues(object) })
    }
    for (const [id, paths] of this.modified) {
      if (updates.length >= limit) break
      this.modified.delete(id)
      const object = this.selected.get(id)
      if (object === undefined) continue
      taken.modified.set(id, paths)
      updates.push({
        _typeName: 'ObjectUpdate',
        kind: 'modify',
        obj: ref(object),
        changeSet: this.values(object, paths),
      })
    }
    const missingSet = this.missing.map((obj) => {
      this.missingReported.add(obj.value)
      return { _typeName: 'MissingObject', obj, fault: localizedFault(notFound(obj)) }
    })
    this.missing = []
    const update = { _typeName: 'PropertyFilterUpdate', filter: ref(this), objectSet: updates, missingSet }
    return { update, taken, count: updates.length }
  }

  /** The client did not get the reply: everything in it is news again. */
  undo(taken: Taken): void {
    for (const known of taken.entered) this.reported.delete(known.value)
    for (const gone of taken.left) this.reported.set(gone.value, gone)
    for (const [id, paths] of taken.modified) {
      const known = this.modified.get(id) ?? new Set()
      for (const path of paths) known.add(path)
      this.modified.set(id, known)
    }
    this.stale = true
  }

  private allValues(object: Managed): Data[] {
    const changes: Data[] = []
    for (const property of this.selection.propertiesOf(object.type)) {
      const val = typed(property, property.read(object, this.context))
      if (val !== undefined)
        changes.push({ _typeName: 'PropertyChange', name: property.path, op: 'assign', val })
    }
    return changes
  }

  private values(object: Managed, paths: ReadonlySet<string>): Data[] {
    return this.selection
      .propertiesOf(object.type)
      .filter((property) => paths.has(property.path))
      .map((property) => ({
        _typeName: 'PropertyChange',
        name: property.path,
        op: 'assign',
        // Without a value: the property is unset now.
        val: typed(property, property.read(object, this.context)),
      }))
  }
}

function touches(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}.`) || prefix.startsWith(`${path}.`)
}

export const filterTable = propertyTable<PropertyFilter>('PropertyFilter', {
  spec: (filter) => filter.selection.spec,
  partialUpdates: (filter) => filter.partialUpdates,
})
