import { noPermission, type VimFault } from '../vim/faults.ts'
import { type Entity, ref } from './entities.ts'
import type { Estate } from './estate.ts'
import { type Role, roles } from './privileges.ts'

export interface Permission {
  readonly principal: string
  readonly entity: Entity
  readonly role: Role
}

interface Account {
  /** As it signs in. */
  readonly login: string
  readonly principal: string
  readonly role: Role
}

const accounts: readonly Account[] = [
  { login: 'admin@gantry.example', principal: 'GANTRY\\admin', role: roles.admin },
  {
    login: 'administrator@vsphere.local',
    principal: 'VSPHERE.LOCAL\\Administrator',
    role: roles.admin,
  },
  { login: 'operator@gantry.example', principal: 'GANTRY\\operator', role: roles.operator },
  { login: 'viewer@gantry.example', principal: 'GANTRY\\viewer', role: roles.readOnly },
]

/** The name inside vCenter of the account that signs in as `login`. */
export function principalOf(login: string): string | undefined {
  return accounts.find((account) => account.login === login.toLowerCase())?.principal
}

/** Who may do what, where. A permission holds below its entity, too; the nearest one counts. */
export class Authority {
  readonly permissions: readonly Permission[]
  private readonly byPrincipal = new Map<string, Map<string, Permission>>()

  constructor(estate: Estate) {
    // The operator may only look at the templates.
    const templates = estate.folders.find((folder) => folder.name === 'Templates')
    this.permissions = [
      ...accounts.map(({ principal, role }) => ({ principal, entity: estate.root, role })),
      ...(templates === undefined
        ? []
        : [{ principal: 'GANTRY\\operator', entity: templates, role: roles.readOnly }]),
    ]
    for (const permission of this.permissions) {
      const own = this.byPrincipal.get(permission.principal) ?? new Map<string, Permission>()
      own.set(permission.entity.id, permission)
      this.byPrincipal.set(permission.principal, own)
    }
  }

  permissionOn(principal: string, entity: Entity): Permission | undefined {
    const own = this.byPrincipal.get(principal)
    if (own === undefined) return undefined
    for (let at: Entity | undefined = entity; at !== undefined; at = at.parent) {
      const found = own.get(at.id)
      if (found !== undefined) return found
    }
    return undefined
  }

  roleOn(principal: string, entity: Entity): Role {
    return this.permissionOn(principal, entity)?.role ?? roles.noAccess
  }

  has(principal: string, entity: Entity, privilege: string): boolean {
    return this.roleOn(principal, entity).privileges.has(privilege)
  }

  /** The NoPermission fault for the privileges that `principal` lacks; undefined when it has them all. */
  lack(principal: string, entity: Entity, privileges: readonly string[]): VimFault | undefined {
    const held = this.roleOn(principal, entity).privileges
    const missing = privileges.filter((privilege) => !held.has(privilege))
    return missing.length === 0 ? undefined : noPermission(ref(entity), missing)
  }
}
