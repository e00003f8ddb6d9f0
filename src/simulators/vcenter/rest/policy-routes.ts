import { vmOf } from './by.ts'
import { fieldsOf, listIn } from './read-body.ts'
import type { RestRoute } from './rest-endpoint.ts'
import { noSuchObject } from './rest-errors.ts'

/** Storage policies: which there are, where they fit, and which a VM has. */
export const policyRoutes: readonly RestRoute[] = [
  {
    pattern: 'GET vcenter/storage/policies',
    run: ({ world }) => ({
      value: world.directory.policies.map(({ policy, name, description }) => ({ policy, name, description })),
    }),
  },
  {
    pattern: 'POST vcenter/storage/policies/{}?action=check-compatibility',
    run({ world, ids: [id = ''], body }) {
      const { directory, estate } = world
      if (!directory.policies.some(({ policy }) => policy === id)) throw noSuchObject('storage_policy', id)
      const asked = listIn(fieldsOf(body, 'the body', ['datastores']), 'datastores')
      const fitting = asked.filter((wanted) => {
        const datastore = estate.datastores.find((known) => known.id === wanted)
        if (datastore === undefined) throw noSuchObject('datastore', wanted)
        return directory.fits(id, datastore)
      })
      return { value: { compatible_datastores: fitting.map((datastore) => ({ datastore })) } }
    },
  },
  {
    pattern: 'GET vcenter/vm/{}/storage/policy',
    run(call) {
      const vm = vmOf(call)
      const disks = vm.disks.flatMap(({ key, policy }) =>
        policy === undefined ? [] : [[String(key), policy] as const],
      )
      const home = vm.homePolicy === undefined ? {} : { vm_home: vm.homePolicy }
      const map = call.legacy ? disks.map(([key, value]) => ({ key, value })) : Object.fromEntries(disks)
      return { value: { ...home, disks: map } }
    },
  },
]
