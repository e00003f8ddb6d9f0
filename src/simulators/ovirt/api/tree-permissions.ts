import type { Permission, Role } from '../engine/permissions.ts'
import type { WireObject } from '../wire/value.ts'
import { type Account, accountOf } from './accounts.ts'
import { collection, type Resource } from './resource.ts'
import type { View } from './view.ts'

const paths = {
  cluster: 'clusters',
  data_center: 'datacenters',
  storage_domain: 'storagedomains',
  template: 'templates',
  vm: 'vms',
} as const

const permission =
  (view: View) =>
  (it: Permission): WireObject => ({
    id: it.id,
    role: view.ref('roles', it.role),
    user: view.ref('users', { id: it.userId }),
    ...(it.object === undefined ? {} : { [it.object.kind]: view.ref(paths[it.object.kind], it.object) }),
  })

/** The permissions that were given on one object itself. */
export function permissionsOn(view: View, object: NonNullable<Permission['object']>): Resource {
  return list(view, () => view.engine.permissions.on(object))
}

function list(view: View, items: () => readonly Permission[]): Resource {
  return collection<Permission>(view, {
    root: 'permissions',
    item: 'permission',
    items,
    id: (it) => it.id,
    render: permission(view),
  })
}

export function roleCollection(view: View): Resource {
  return collection<Role>(view, {
    root: 'roles',
    item: 'role',
    items: () => view.engine.permissions.roles,
    id: (it) => it.id,
    render: (it) => ({
      href: view.href(`roles/${it.id}`),
      id: it.id,
      name: it.name,
      administrative: it.administrative,
      mutable: false,
      link: [{ href: view.href(`roles/${it.id}/permits`), rel: 'permits' }],
    }),
    children: (it) => ({
      permits: () =>
        collection<string>(view, {
          root: 'permits',
          item: 'permit',
          items: () => it.permits,
          id: (name) => name,
          render: (name) => ({ id: name, name, administrative: false, role: view.ref('roles', it) }),
        }),
    }),
  })
}

/** Everybody sees themselves only; administrators see nobody else here either. */
export function userCollection(view: View): Resource {
  return collection<Account>(view, {
    root: 'users',
    item: 'user',
    items: () => [accountOf(view.account.id)].filter((account) => account !== undefined),
    id: (it) => it.id,
    render: (it) => ({ href: view.href(`users/${it.id}`), id: it.id, user_name: it.userName }),
    children: (it) => ({ permissions: () => list(view, () => ownOf(view, it)) }),
  })
}

/** What was granted, and the use of the VMs that the account sees as its own. */
function ownOf(view: View, account: Account): Permission[] {
  const { permissions } = view.engine
  const granted = permissions.of(account.id, account.admin)
  const role = permissions.roles.find(({ name }) => name === 'UserRole')
  if (account.admin || role === undefined) return granted
  const own = view.vms().map(
    (vm): Permission => ({
      id: `own-${vm.id}`,
      role,
      userId: account.id,
      object: { kind: 'vm', id: vm.id },
    }),
  )
  return [...granted, ...own]
}
