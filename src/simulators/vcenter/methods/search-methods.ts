import { childrenOf, type Entity, escapeName, ref, unescapeName } from '../model/entities.ts'
import { entityAt } from '../operations/placement.ts'
import { invalidArgument } from '../vim/faults.ts'
import { method, needText, refOf } from '../vim/method.ts'

export const searchMethods = [
  method('SearchIndex.FindChild', 'entity ref, name string', 'ref?', ({ world, args }) => {
    const target = refOf(args, 'entity')
    if (target === undefined) throw invalidArgument('entity')
    // Whatever is a managed entity is one of the entity types.
    const parent = entityAt(world, target, 'ManagedEntity' as Entity['type'], 'entity')
    const name = escapeName(unescapeName(needText(args, 'name')))
    for (const child of childrenOf(parent)) if (escapeName(child.name) === name) return ref(child)
    return undefined
  }),
]
