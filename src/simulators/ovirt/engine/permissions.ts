import type { Random } from '../../world/random.ts'

export interface Role {
  id: string
  name: string
  administrative: boolean
  permits: readonly string[]
}

/** The kinds of objects on which a role can be given, as a permission names them. */
export type PermissionKind = 'cluster' | 'data_center' | 'storage_domain' | 'template' | 'vm'

export interface Permission {
  id: string
  role: Role
  userId: string
  /** On everything when absent. */
  object: { kind: PermissionKind; id: string } | undefined
}

const running = ['vm_basic_operations', 'run_vm', 'stop_vm', 'reboot_vm', 'change_vm_cd', 'connect_to_vm']
const owning = [
  ...running,
  'edit_vm_properties',
  'delete_vm',
  'configure_vm_network',
  'configure_vm_storage',
  'manipulate_vm_snapshots',
]
const creating = ['create_vm', 'create_disk', 'create_template']

/** Some of the roles that every engine brings along, with what counts here of their permits. */
const known: Omit<Role, 'id'>[] = [
  {
    name: 'SuperUser',
    administrative: true,
    permits: [...owning, ...creating, 'migrate_vm', 'edit_template_properties', 'delete_template'],
  },
  { name: 'UserRole', administrative: false, permits: running },
  { name: 'UserVmManager', administrative: false, permits: owning },
  { name: 'VmCreator', administrative: false, permits: ['create_vm'] },
  { name: 'DiskCreator', administrative: false, permits: ['create_disk'] },
  { name: 'TemplateCreator', administrative: false, permits: ['create_template'] },
  { name: 'PowerUserRole', administrative: false, permits: creating },
]

/** Who may do what. Administrators may everything; others what was granted to them. */
export class Permissions {
  readonly roles: readonly Role[]
  private readonly random: Random
  private readonly granted: Permission[] = []

  constructor(random: Random) {
    this.random = random
    this.roles = known.map((role, n) => ({
      id: `00000000-0000-0000-0000-${String(n + 1).padStart(12, '0')}`,
      ...role,
    }))
  }

  grant(userId: string, roleName: string, object: Permission['object']): void {
    this.granted.push({ id: this.random.uuid(), role: this.role(roleName), userId, object })
  }

  /** Gives the new object what its source has. */
  copy(from: NonNullable<Permission['object']>, to: NonNullable<Permission['object']>): void {
    for (const { role, userId } of this.on(from)) this.grant(userId, role.name, to)
  }

  on({ kind, id }: NonNullable<Permission['object']>): Permission[] {
    return this.granted.filter(({ object }) => object?.kind === kind && object.id === id)
  }

  /** `admin`: rules everything. */
  of(userId: string, admin: boolean): Permission[] {
    const own = this.granted.filter((one) => one.userId === userId)
    if (!admin) return own
    return [{ id: `sys-${userId}`, role: this.role('SuperUser'), userId, object: undefined }, ...own]
  }

  /** `chain`: ids of the object and of what it belongs to. */
  may(userId: string, permit: string, chain: readonly string[]): boolean {
    return this.granted.some(
      ({ userId: who, role, object }) =>
        who === userId &&
        role.permits.includes(permit) &&
        (object === undefined || chain.includes(object.id)),
    )
  }

  private role(name: string): Role {
    const role = this.roles.find((one) => one.name === name)
    if (role === undefined) throw new Error(`no role is named ${name}`)
    return role
  }
}
