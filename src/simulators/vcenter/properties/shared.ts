import { type Entity, escapeName, ref } from '../model/entities.ts'
import type { Data } from '../vim/value.ts'
import { shownPermission } from './authority.ts'
import type { Fields, ReadContext } from './table.ts'

/** What every managed entity has. */
export function entityFields<T extends Entity>(): Fields<T> {
  return {
    name: (entity) => escapeName(entity.name),
    parent: (entity) => (entity.parent === undefined ? undefined : ref(entity.parent)),
    overallStatus: (entity, { world }) => world.estate.statusOf(entity),
    configStatus: () => 'green',
    permission: (entity, { world }) =>
      world.authority.permissions.filter((permission) => permission.entity === entity).map(shownPermission),
    effectiveRole: (entity, { world, session }) =>
      session === undefined ? [] : [world.authority.roleOn(session.userName, entity).id],
    disabledMethod: () => [],
    recentTask: (entity, { world }) => world.tasks.recentOf(entity).map(ref),
    triggeredAlarmState: alarmStates,
    alarmActionsEnabled: () => true,
  }
}

function alarmStates(entity: Entity, { world }: ReadContext): Data[] {
  return world.estate.alarmsOf(entity).map((state) => ({
    _typeName: 'AlarmState',
    key: `${state.alarm.id}.${state.entity.id}`,
    entity: ref(state.entity),
    alarm: ref(state.alarm),
    overallStatus: state.status,
    time: state.at,
    acknowledged: false,
  }))
}
