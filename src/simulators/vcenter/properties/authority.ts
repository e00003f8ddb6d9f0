import type { Permission } from '../model/authority.ts'
import { type Managed, ref } from '../model/entities.ts'
import { type Privilege, privileges, roles } from '../model/privileges.ts'
import type { Data } from '../vim/value.ts'
import { propertyTable } from './table.ts'

export function shownPermission({ principal, entity, role }: Permission): Data {
  return {
    _typeName: 'Permission',
    entity: ref(entity),
    principal,
    group: false,
    roleId: role.id,
    propagate: true,
  }
}

const described = (key: string, label: string): Data => ({
  _typeName: 'ElementDescription',
  label,
  summary: label,
  key,
})

const privilegeRow = ({ id, name, group }: Privilege): Data => ({
  _typeName: 'AuthorizationPrivilege',
  privId: id,
  onParent: false,
  name,
  privGroupName: group,
})

export const authorityTable = propertyTable<Managed>('AuthorizationManager', {
  privilegeList: () => privileges.map(privilegeRow),
  roleList: () =>
    Object.values(roles).map((role) => ({
      _typeName: 'AuthorizationRole',
      roleId: role.id,
      system: role.builtIn,
      name: role.name,
      info: { _typeName: 'Description', label: role.label, summary: role.label },
      privilege: [...role.privileges],
    })),
  description: () => ({
    _typeName: 'AuthorizationDescription',
    privilege: privileges.map(({ id, name }) => described(id, name)),
    privilegeGroup: [...new Set(privileges.map(({ group }) => group))].map((group) =>
      described(group, group),
    ),
  }),
})
