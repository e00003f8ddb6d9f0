import { describe, expect, test } from 'vitest'
import { asUser, openVm, type Version, versions } from './vm-test.ts'
import type { WireObject } from './wire/value.ts'

const userName = 'user@gantry.example'

async function open(version: Version) {
  const vm = await openVm(version)
  vm.upstream.makePlain(vm.name)
  const cluster = { id: (await vm.body(vm.path)).text('cluster.id') }
  const snapshot = async () => {
    const made = await vm.ask('POST', `${vm.path}/snapshots`, { description: 's' }, { root: 'snapshot' })
    vm.advance(30)
    return { name: 'n1', cluster, snapshots: { snapshot: [{ id: made.at('id') }] } }
  }
  const create = (body: WireObject, more: { as?: string } = {}) =>
    vm.ask('POST', '/vms', body, { root: 'vm', ...more })
  return { ...vm, cluster, create, snapshot }
}

describe.each(versions)('what new machines need (%s)', (version) => {
  test('a plain VM has two disks, one card and two processors', async () => {
    const vm = await open(version)
    const body = await vm.body(vm.path)
    expect([body.text('cpu.topology.sockets'), body.text('cpu.topology.cores')]).toEqual(['2', '1'])
    const disks = vm.old ? ['disks', 'disk'] : ['diskattachments', 'disk_attachment']
    expect((await vm.body(`${vm.path}/${disks[0]}`)).list(disks[1] ?? '')).toHaveLength(2)
    expect((await vm.body(`${vm.path}/nics`)).list('nic')).toHaveLength(1)
    expect(await vm.status()).toBe('down')
  })

  test('network cards are changed and removed', async () => {
    const vm = await open(version)
    const [nic] = (await vm.body(`${vm.path}/nics`)).list('nic')
    const path = `${vm.path}/nics/${nic?.text('id')}`
    const home = (await vm.body(`/clusters/${vm.cluster.id}`)).text('data_center.id')
    const [kind, collection] = vm.old ? ['network', 'networks'] : ['vnic_profile', 'vnicprofiles']
    const networks = (await vm.body(`/datacenters/${home}/networks`)).list('network')
    const target = networks.find(
      (one) => one.text('name') !== 'migration' && one.text('id') !== nic?.text('network.id'),
    )
    const profiles = vm.old
      ? [target]
      : (await vm.body(`/networks/${target?.text('id')}/${collection}`)).list('vnic_profile')
    const wanted = profiles[0]?.text('id')
    const put = (body: WireObject) => vm.ask('PUT', path, body, { root: 'nic' })
    const changed = await put({ [kind ?? '']: { id: wanted }, linked: false, plugged: false })
    expect([changed.status, changed.at(`${kind}.id`), changed.at('linked'), changed.at('plugged')]).toEqual([
      200,
      wanted,
      'false',
      'false',
    ])
    expect((await put({ [kind ?? '']: { id: 'x' } })).status).toBe(404)
    const migration = (await vm.body(`/datacenters/${home}/networks`))
      .list('network')
      .find((one) => one.text('name') === 'migration')
    if (vm.old) expect((await put({ network: { id: migration?.text('id') } })).status).toBe(409)
    expect((await vm.ask('DELETE', path)).status).toBe(200)
    expect((await vm.get(path)).status).toBe(404)
    expect(await vm.codes()).toEqual(['934', '930'])
  })

  test('a quota that is enforced lets copies take what is left of it, once', async () => {
    const vm = await open(version)
    const body = await vm.snapshot()
    vm.upstream.setQuota(vm.name, 'enabled', 3 * 1024 ** 3)
    expect((await vm.create(body)).status).toBe(202)
    const second = await vm.create({ ...body, name: 'n2' })
    expect([second.status, second.at('detail')]).toEqual([409, expect.stringContaining('Quota')])
    const home = (await vm.body(`/clusters/${vm.cluster.id}`)).text('data_center.id')
    expect((await vm.body(`/datacenters/${home}`)).text('quota_mode')).toBe('enabled')
    expect((await vm.body(`/datacenters/${home}/quotas`)).list('quota')).toHaveLength(1)
    vm.upstream.setQuota(vm.name, 'audit')
    expect((await vm.create({ ...body, name: 'n2' })).status).toBe(202)
  })

  test('all disks of a copy together must fit', async () => {
    const vm = await open(version)
    const body = await vm.snapshot()
    // Each of the two disks takes 1 GiB.
    for (const { name } of vm.upstream.domainsFor(vm.name)) vm.upstream.leaveSpace(name, 1.5 * 1024 ** 3)
    expect((await vm.create(body)).at('detail')).toContain('Low disk space')
    for (const { name } of vm.upstream.domainsFor(vm.name)) vm.upstream.leaveSpace(name, 2.5 * 1024 ** 3)
    expect((await vm.create(body)).status).toBe(202)
  })

  test('users make VMs where a role lets them, and manage those from then on', async () => {
    const vm = await open(version)
    const body = await vm.snapshot()
    expect((await vm.create(body, { as: asUser })).status).toBe(403)
    const name = async (path: string) => (await vm.body(path)).text('name') ?? ''
    vm.upstream.grant(userName, 'VmCreator', await name(`/clusters/${vm.cluster.id}`))
    expect((await vm.create(body, { as: asUser })).status).toBe(403)
    const home = (await vm.body(`/clusters/${vm.cluster.id}`)).text('data_center.id')
    vm.upstream.grant(userName, 'DiskCreator', home ?? '')
    const made = await vm.create(body, { as: asUser })
    expect(made.status).toBe(202)
    vm.advance(300)
    const path = `/vms/${made.at('id')}`
    const edit = { description: 'mine' }
    expect((await vm.ask('PUT', path, edit, { root: 'vm', as: asUser })).at('description')).toBe('mine')
    expect((await vm.ask('PUT', vm.path, edit, { root: 'vm', as: asUser })).status).toBe(403)
  })

  test('a placement of its own, and the permissions of its template', async () => {
    const vm = await open(version)
    const template = await vm.ask(
      'POST',
      '/templates',
      { name: 't1', vm: { id: vm.id } },
      { root: 'template' },
    )
    vm.advance(300)
    vm.upstream.grant(userName, 'UserVmManager', 't1')
    const host = (await vm.body('/hosts'))
      .list('host')
      .find((one) => one.text('cluster.id') === vm.cluster.id)
    const preferred = { id: host?.text('id') }
    const body: WireObject = {
      name: 'n1',
      cluster: vm.cluster,
      template: { id: template.at('id') },
      placement_policy: vm.old
        ? { host: preferred, affinity: 'migratable' }
        : { hosts: { host: [preferred] } },
      ...(vm.old ? { permissions: { clone: true } } : {}),
    }
    const made = await vm.ask('POST', `/vms${vm.old ? '' : '?clone_permissions=true'}`, body, { root: 'vm' })
    const path = `/vms/${made.at('id')}`
    const policy = (await vm.body(path)).part('placement_policy')
    expect(policy?.text('host.id') ?? policy?.list('hosts.host')[0]?.text('id')).toBe(preferred.id)
    expect((await vm.body(`${path}/permissions`)).list('permission')).toHaveLength(1)
  })
})

test('an account sees its own permissions, and what its roles permit', async () => {
  const vm = await open('4.5')
  const me = (await vm.body('')).text('authenticated_user.id')
  const [own] = (await vm.body(`/users/${me}/permissions`)).list('permission')
  const permits = (await vm.body(`/roles/${own?.text('role.id')}/permits`)).list('permit')
  expect(permits.map((one) => one.text('name'))).toContain('create_vm')
  const entry = await vm.ask('GET', '', undefined, { as: asUser })
  const theirs = `/users/${entry.at('authenticated_user.id')}`
  expect((await vm.ask('GET', theirs, undefined, { as: asUser })).status).toBe(200)
  expect((await vm.get(theirs)).status).toBe(404)
})
