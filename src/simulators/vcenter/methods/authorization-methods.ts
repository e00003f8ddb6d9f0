import type { Entity } from '../model/entities.ts'
import { entityAt } from '../operations/placement.ts'
import { shownPermission } from '../properties/authority.ts'
import { invalidArgument } from '../vim/faults.ts'
import { type Call, flagOf, listOf, method, needText, refOf } from '../vim/method.ts'
import { isRef, type Value } from '../vim/value.ts'

function entities({ world, args }: Call, name: string): { target: Value; entity: Entity }[] {
  return listOf(args, name)
    .filter(isRef)
    .map((target) => ({ target, entity: anyEntity(world, target, name) }))
}

function anyEntity(world: Call['world'], target: { type: string; value: string }, name: string): Entity {
  // Whatever is a managed entity is one of the entity types.
  return entityAt(world, target, 'ManagedEntity' as Entity['type'], name)
}

const words = (call: Call, name: string) => listOf(call.args, name).filter((word) => typeof word === 'string')

/** The user of a session that `sessionId` names; not the caller's, perhaps. */
function userOf({ world, args }: Call): string {
  const session = world.sessions.byKey(needText(args, 'sessionId'))
  if (session === undefined) throw invalidArgument('sessionId')
  return session.userName
}

function availability(call: Call, user: string, name: string): Value {
  const wanted = words(call, 'privId')
  return entities(call, name).map(({ target, entity }) => ({
    _typeName: 'EntityPrivilege',
    entity: target,
    privAvailability: wanted.map((privId) => ({
      _typeName: 'PrivilegeAvailability',
      privId,
      isGranted: call.world.authority.has(user, entity, privId),
    })),
  }))
}

export const authorizationMethods = [
  method(
    'AuthorizationManager.HasPrivilegeOnEntities',
    'entity* ref, sessionId string, privId* string',
    'EntityPrivilege*',
    (call: Call) => availability(call, userOf(call), 'entity'),
  ),
  method(
    'AuthorizationManager.HasPrivilegeOnEntity',
    'entity ref, sessionId string, privId* string',
    'boolean*',
    (call: Call) => {
      const target = refOf(call.args, 'entity')
      if (target === undefined) throw invalidArgument('entity')
      const entity = anyEntity(call.world, target, 'entity')
      const user = userOf(call)
      return words(call, 'privId').map((privId) => call.world.authority.has(user, entity, privId))
    },
  ),
  method(
    'AuthorizationManager.HasUserPrivilegeOnEntities',
    'entities* ref, userName string, privId* string',
    'EntityPrivilege*',
    (call: Call) => availability(call, needText(call.args, 'userName'), 'entities'),
  ),
  method(
    'AuthorizationManager.FetchUserPrivilegeOnEntities',
    'entities* ref, userName string',
    'UserPrivilegeResult*',
    (call: Call) => {
      const user = needText(call.args, 'userName')
      return entities(call, 'entities').map(({ target, entity }) => ({
        _typeName: 'UserPrivilegeResult',
        entity: target,
        privileges: [...call.world.authority.roleOn(user, entity).privileges],
      }))
    },
  ),
  method('AuthorizationManager.RetrieveAllPermissions', '', 'Permission*', ({ world }) =>
    world.authority.permissions.map(shownPermission),
  ),
  method(
    'AuthorizationManager.RetrieveEntityPermissions',
    'entity ref, inherited boolean',
    'Permission*',
    (call: Call) => {
      const { world, args } = call
      const target = refOf(args, 'entity')
      if (target === undefined) throw invalidArgument('entity')
      const above = new Set<Entity>()
      for (
        let at: Entity | undefined = anyEntity(world, target, 'entity');
        at !== undefined;
        at = at.parent
      ) {
        above.add(at)
        if (flagOf(args, 'inherited') !== true) break
      }
      return world.authority.permissions.filter(({ entity }) => above.has(entity)).map(shownPermission)
    },
  ),
]
