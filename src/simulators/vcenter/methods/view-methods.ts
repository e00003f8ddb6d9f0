import { type Entity, ref } from '../model/entities.ts'
import { invalidArgument, notFound } from '../vim/faults.ts'
import { flagOf, listOf, lookUp, method, refOf } from '../vim/method.ts'
import { isA, managedShape } from '../vim/schema.ts'
import { isRef, type Ref, type Value } from '../vim/value.ts'
import { ContainerView, ListView } from '../vim/views.ts'
import type { World } from '../world.ts'

function refs(values: readonly Value[]): Ref[] {
  return values.filter(isRef)
}

export const viewMethods = [
  method(
    'ViewManager.CreateContainerView',
    'container ref, type* string, recursive boolean',
    'ref',
    ({ world, session, args }) => {
      const container = entityOf(world, refOf(args, 'container'))
      const types = listOf(args, 'type').filter((type) => typeof type === 'string')
      if (types.some((type) => managedShape(type) === undefined)) throw invalidArgument('type')
      const id = world.sessions.newObjectId(session)
      const recursive = flagOf(args, 'recursive') ?? false
      const view = new ContainerView(world.estate, { id, container, types, recursive })
      world.sessions.keep(session, view)
      return ref(view)
    },
  ),
  method('ViewManager.CreateListView', 'obj* ref', 'ref', ({ world, session, args }) => {
    const view = new ListView(world.sessions.newObjectId(session), refs(listOf(args, 'obj')))
    world.sessions.keep(session, view)
    return ref(view)
  }),
  method<ListView>(
    'ListView.ModifyListView',
    'add* ref, remove* ref',
    'ref*',
    ({ world, session, self, args }) => {
      const add = refs(listOf(args, 'add'))
      const lost = add.filter((member) => lookUp(world, session, member) === undefined)
      self.modify(
        add.filter((member) => !lost.includes(member)),
        refs(listOf(args, 'remove')),
      )
      // Filters of this session follow the list.
      world.estate.restructured(self.type)
      return lost
    },
  ),
  method<ListView>('ListView.ResetListView', 'obj* ref', 'ref*', ({ world, self, args }) => {
    self.modify([], self.refs())
    self.modify(refs(listOf(args, 'obj')), [])
    world.estate.restructured(self.type)
    return []
  }),
  method<ContainerView | ListView>('View.DestroyView', '', 'void', ({ world, session, self }) => {
    session.objects.delete(self.id)
    self.dispose()
    world.estate.restructured(self.type)
    return undefined
  }),
]

function entityOf(world: World, target: Ref | undefined): Entity {
  if (target === undefined) throw invalidArgument('container')
  const found = world.estate.objects.get(target.value)
  if (found === undefined || found.type !== target.type) throw notFound(target)
  if (!isA(found.type, 'ManagedEntity')) throw invalidArgument('container')
  // Every managed entity of the estate is one of the entity types.
  return found as Entity
}
