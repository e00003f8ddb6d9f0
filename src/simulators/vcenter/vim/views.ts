import { type Entity, type Managed, ref } from '../model/entities.ts'
import type { Estate } from '../model/estate.ts'
import { propertyTable } from '../properties/table.ts'
import { isA } from './schema.ts'
import type { Session, SessionObject } from './sessions.ts'
import type { Ref } from './value.ts'

/** Everything of some types below an entity, kept up to date. */
export class ContainerView implements SessionObject {
  readonly type = 'ContainerView'
  readonly id: string
  readonly container: Entity
  readonly types: readonly string[]
  readonly recursive: boolean
  private readonly estate: Estate
  private structure = -1
  private members: Entity[] = []

  constructor(
    estate: Estate,
    options: { id: string; container: Entity; types: readonly string[]; recursive: boolean },
  ) {
    this.estate = estate
    this.id = options.id
    this.container = options.container
    this.types = options.types
    this.recursive = options.recursive
  }

  objects(): readonly Entity[] {
    if (this.structure !== this.estate.structure) {
      this.structure = this.estate.structure
      this.members = this.estate.below(this.container, this.recursive).filter((entity) => this.takes(entity))
    }
    return this.members
  }

  /** Whether it shows objects of this kind. */
  takes(object: Managed): boolean {
    return this.types.length === 0 || this.types.some((type) => isA(object.type, type))
  }

  dispose(): void {
    this.members = []
  }
}

/** A list that its owner keeps. */
export class ListView implements SessionObject {
  readonly type = 'ListView'
  readonly id: string
  private readonly members = new Map<string, Ref>()

  constructor(id: string, members: readonly Ref[]) {
    this.id = id
    this.modify(members, [])
  }

  modify(add: readonly Ref[], remove: readonly Ref[]): void {
    for (const member of add) this.members.set(member.value, member)
    for (const member of remove) this.members.delete(member.value)
  }

  refs(): Ref[] {
    return [...this.members.values()]
  }

  dispose(): void {
    this.members.clear()
  }
}

export const viewTables = [
  propertyTable<ContainerView>('ContainerView', {
    view: (view) => view.objects().map(ref),
    container: (view) => ref(view.container),
    type: (view) => view.types,
    recursive: (view) => view.recursive,
  }),
  propertyTable<ListView>('ListView', {
    view: (view, { world, session }) =>
      view.refs().filter((member) => existing(world.estate, session, member) !== undefined),
  }),
]

function existing(estate: Estate, session: Session | undefined, member: Ref): Managed | undefined {
  return session?.objects.get(member.value) ?? estate.objects.get(member.value)
}
