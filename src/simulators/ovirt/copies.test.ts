import { describe, expect, test } from 'vitest'
import { openVm, type Version, versions } from './vm-test.ts'
import type { WireObject } from './wire/value.ts'

async function open(version: Version, status: 'up' | 'down' = 'down') {
  const vm = await openVm(version, status)
  const source = await vm.body(vm.path)
  const cluster = { id: source.text('cluster.id') }
  const disksOf = async (path: string) => {
    const collection = vm.old ? 'disks' : 'diskattachments'
    const ids = (await vm.body(`${path}/${collection}`))
      .list(vm.old ? 'disk' : 'disk_attachment')
      .flatMap((one) => one.text('id') ?? [])
    return Promise.all(ids.map((id) => vm.body(`/disks/${id}`)))
  }
  const home = (await vm.body('/clusters'))
    .list('cluster')
    .find((one) => one.text('id') === cluster.id)
    ?.text('data_center.id')
  const domains = (await vm.body(`/datacenters/${home}/storagedomains`)).list('storage_domain')
  const state = vm.old ? 'status.state' : 'status'
  const usable = domains
    .filter((one) => one.text('type') === 'data' && one.text(state) === 'active')
    .sort((a, b) => Number(b.text('available')) - Number(a.text('available')))
    .flatMap((one) => one.text('id') ?? [])
  /** A template whose disk lies in the VM's data center. */
  const template = async () => {
    for (const one of (await vm.body('/templates')).list('template')) {
      const path = `/templates/${one.text('id')}`
      const [disk] = await disksOf(path)
      const domain = disk?.list('storage_domains.storage_domain')[0]?.text('id')
      if (domain !== undefined && usable.includes(domain)) {
        return { id: one.text('id'), diskId: disk?.text('id'), domain }
      }
    }
    throw new Error('no template here')
  }
  return {
    ...vm,
    cluster,
    usable,
    disksOf,
    template,
    create: (body: WireObject, query = '') => vm.ask('POST', `/vms${query}`, body, { root: 'vm' }),
    find: async (name: string) =>
      (await vm.body('/vms'))
        .list('vm')
        .find((one) => one.text('name') === name)
        ?.text('id'),
  }
}

describe.each(versions)('new VMs (%s)', (version) => {
  test('from Blank: there at once, without disks', async () => {
    const vm = await open(version)
    const made = await vm.create({ name: 'n1', cluster: vm.cluster, template: { name: 'Blank' } })
    expect(made.status).toBe(201)
    const path = `/vms/${made.at('id')}`
    expect(await vm.stateAt(path)).toBe('down')
    expect(await vm.disksOf(path)).toEqual([])
    expect((await vm.ask('POST', `${path}/start`, {})).at('fault.detail')).toContain('bootable disk')
  })

  test('thin from a template: locked until it is copied', async () => {
    const vm = await open(version)
    const template = await vm.template()
    const made = await vm.create({ name: 'n1', cluster: vm.cluster, template: { id: template.id } })
    expect(made.status).toBe(202)
    const path = `/vms/${made.at('id')}`
    expect(made.at('template.id')).toBe(template.id)
    expect(await vm.stateAt(path)).toBe('image_locked')
    const [disk] = await vm.disksOf(path)
    expect(disk?.text(vm.old ? 'status.state' : 'status')).toBe('locked')
    expect(disk?.text('format')).toBe('cow')
    expect((await vm.ask('POST', `${path}/start`, {})).status).toBe(409)
    vm.advance(4)
    expect(await vm.stateAt(path)).toBe('down')
    expect((await vm.ask('POST', `${path}/start`, {})).status).toBe(200)
  })

  test('a full copy on a domain of choice', async () => {
    const vm = await open(version)
    const template = await vm.template()
    const other = vm.usable.find((id) => id !== template.domain)
    const disk = {
      id: template.diskId,
      storage_domains: { storage_domain: [{ id: other }] },
      format: 'raw',
      sparse: false,
    }
    const base = { name: 'n1', cluster: vm.cluster, template: { id: template.id } }
    const placed = (clone: boolean): WireObject =>
      vm.old
        ? { ...base, disks: { clone, disk: [disk] } }
        : { ...base, disk_attachments: { disk_attachment: [{ disk }] } }
    expect((await vm.create(placed(false))).status).toBe(409)
    const made = await vm.create(placed(true), vm.old ? '' : '?clone=true')
    expect(made.status).toBe(202)
    vm.advance(300)
    const [copy] = await vm.disksOf(`/vms/${made.at('id')}`)
    expect(copy?.list('storage_domains.storage_domain')[0]?.text('id')).toBe(other)
    expect(copy?.text('format')).toBe('raw')
    expect(made.at('template.id')).toBe('00000000-0000-0000-0000-000000000000')
  })

  test('from a snapshot', async () => {
    const vm = await open(version)
    const snapshot = await vm.ask('POST', `${vm.path}/snapshots`, { description: 's' }, { root: 'snapshot' })
    const body = {
      name: 'n1',
      cluster: vm.cluster,
      snapshots: { snapshot: [{ id: snapshot.at('id') }] },
    }
    expect((await vm.create(body)).at('detail')).toContain('locked')
    vm.advance(10)
    const made = await vm.create(body)
    expect(made.status).toBe(202)
    vm.advance(300)
    const path = `/vms/${made.at('id')}`
    expect(await vm.stateAt(path)).toBe('down')
    expect(await vm.disksOf(path)).toHaveLength((await vm.disksOf(vm.path)).length)
  })

  test('a copy that fails makes the VM vanish', async () => {
    const vm = await open(version)
    const template = await vm.template()
    const name = (await vm.body(`/templates/${template.id}`)).text('name') ?? ''
    vm.upstream.failNext(name, 'create')
    const made = await vm.create({ name: 'n1', cluster: vm.cluster, template: { id: template.id } })
    vm.advance(10)
    expect((await vm.get(`/vms/${made.at('id')}`)).status).toBe(404)
  })

  test('what is missing or wrong is told', async () => {
    const vm = await open(version)
    const entity = vm.old ? 'VM' : 'Vm'
    expect((await vm.create({})).at('detail')).toBe(
      `${entity} [name, cluster.id|name, template.id|name] required for add`,
    )
    const blank = { cluster: vm.cluster, template: { name: 'Blank' } }
    expect((await vm.create(blank)).at('reason')).toBe('Incomplete parameters')
    expect((await vm.create({ ...blank, name: vm.name })).at('detail')).toBe(
      '[Cannot add VM. The VM name is already in use, please choose a unique name and try again.]',
    )
    const nowhere = await vm.create({ name: 'n1', template: { name: 'Blank' }, cluster: { id: 'x' } })
    expect([nowhere.status, nowhere.at('detail')]).toEqual([404, 'Entity not found: x'])
  })
})

describe.each(versions)('templates, exports, removal (%s)', (version) => {
  test('a template is made, versions it, and is removed', async () => {
    const vm = await open(version)
    const ask = (body: WireObject) => vm.ask('POST', '/templates', body, { root: 'template' })
    expect((await ask({ name: 't1' })).at('detail')).toBe('Template [vm.id|name] required for add')
    const made = await ask({ name: 't1', vm: { id: vm.id } })
    expect(made.status).toBe(202)
    const path = `/templates/${made.at('id')}`
    expect(await vm.stateAt(path)).toBe('locked')
    expect(await vm.status()).toBe('image_locked')
    vm.advance(300)
    expect([await vm.stateAt(path), await vm.status()]).toEqual(['ok', 'down'])
    expect(await vm.codes()).toEqual(['48', '51'])
    expect((await vm.disksOf(path)).length).toBe((await vm.disksOf(vm.path)).length)
    if (!vm.old) {
      const version2 = { base_template: { id: made.at('id') }, version_name: 'two' }
      const second = await ask({ name: 't1', vm: { id: vm.id }, version: version2 })
      expect([second.at('version.version_number'), second.at('version.version_name')]).toEqual(['2', 'two'])
      vm.advance(300)
    }
    expect((await vm.ask('PUT', path, { description: 'd' }, { root: 'template' })).at('description')).toBe(
      'd',
    )
    expect((await vm.ask('DELETE', path)).status).toBe(200)
    vm.advance(5)
    expect((await vm.get(path)).status).toBe(404)
    vm.upstream.failNext(vm.name, 'make template')
    const lost = await ask({ name: 't2', vm: { id: vm.id } })
    vm.advance(300)
    expect((await vm.get(`/templates/${lost.at('id')}`)).status).toBe(404)
  })

  test('an export goes to an export domain, and again only over what is there', async () => {
    const vm = await open(version)
    expect((await vm.act('export')).at('detail')).toBe('Action [storageDomain.id|name] required for export')
    expect((await vm.act('export', { storage_domain: { id: vm.usable[0] } })).status).toBe(409)
    expect((await vm.act('export', { storage_domain: { name: 'nowhere' } })).status).toBe(404)
    const exporting = { storage_domain: { name: 'export' }, discard_snapshots: true }
    const reply = await vm.act('export', exporting)
    expect(reply.status).toBe(202)
    expect(await vm.status()).toBe('image_locked')
    vm.advance(300)
    expect([await vm.status(), await vm.jobState(reply)]).toEqual(['down', 'finished'])
    const domain = await vm.idOf('storagedomains', 'storage_domain', 'export')
    expect((await vm.body(`/storagedomains/${domain}/vms`)).list('vm')[0]?.text('name')).toBe(vm.name)
    expect((await vm.act('export', exporting)).status).toBe(409)
    expect((await vm.act('export', { ...exporting, exclusive: true })).status).toBe(202)
    vm.advance(300)
    vm.upstream.failNext(vm.name, 'export')
    await vm.act('export', { ...exporting, exclusive: true })
    vm.advance(300)
    expect(await vm.codes()).toEqual(['1162', '1150', '1162', '1150', '1162', '1151'])
  })

  test('removed with its disks', async () => {
    const vm = await open(version)
    const [disk] = await vm.disksOf(vm.path)
    const reply = await vm.ask('DELETE', vm.path)
    expect(reply.status).toBe(200)
    expect(await vm.status()).toBe('image_locked')
    vm.advance(5)
    expect((await vm.get(vm.path)).status).toBe(404)
    expect((await vm.get(`/disks/${disk?.text('id')}`)).status).toBe(404)
    expect(await vm.jobState(reply)).toBe('finished')
    expect(await vm.codes()).toEqual(['113'])
  })

  test('removed without its disks', async () => {
    const vm = await open(version)
    const disks = await vm.disksOf(vm.path)
    const only = { vm: { disks: { detach_only: true } } }
    await (vm.old ? vm.ask('DELETE', vm.path, only) : vm.ask('DELETE', `${vm.path}?detach_only=true`))
    vm.advance(5)
    expect((await vm.get(vm.path)).status).toBe(404)
    for (const disk of disks) expect((await vm.get(`/disks/${disk.text('id')}`)).status).toBe(200)
  })

  test('a locked VM goes by force only, a protected one not at all', async () => {
    const vm = await open(version)
    await vm.ask('PUT', vm.path, { delete_protected: true }, { root: 'vm' })
    expect((await vm.ask('DELETE', vm.path)).at('detail')).toContain('Delete protection is enabled')
    await vm.ask('PUT', vm.path, { delete_protected: false }, { root: 'vm' })
    vm.upstream.setStatus(vm.name, 'image_locked')
    expect((await vm.ask('DELETE', vm.path)).status).toBe(409)
    const forced = vm.old
      ? await vm.ask('DELETE', vm.path, { force: true })
      : await vm.ask('DELETE', `${vm.path}?force=true`)
    expect(forced.status).toBe(200)
    vm.advance(5)
    expect((await vm.get(vm.path)).status).toBe(404)
  })

  test('a removal that fails leaves the VM', async () => {
    const vm = await open(version)
    vm.upstream.failNext(vm.name, 'remove')
    await vm.ask('DELETE', vm.path)
    vm.advance(5)
    expect(await vm.status()).toBe('down')
    expect(await vm.codes()).toEqual(['59'])
  })
})

describe('in one version only', () => {
  test('4.x clones; the reply is about the source', async () => {
    const vm = await open('4.5', 'up')
    expect((await vm.act('clone', {})).status).toBe(400)
    expect((await vm.act('clone', { vm: { name: vm.name } })).status).toBe(409)
    const reply = await vm.act('clone', { vm: { name: 'copy1' }, storage_domain: { id: vm.usable[1] } })
    expect(reply.status).toBe(202)
    expect(reply.at('vm.id')).toBe(vm.id)
    expect((await vm.act('stop')).at('fault.detail')).toContain('Related operation')
    const copy = `/vms/${await vm.find('copy1')}`
    expect(await vm.stateAt(copy)).toBe('image_locked')
    vm.advance(300)
    expect(await vm.stateAt(copy)).toBe('down')
    expect((await vm.act('stop')).status).toBe(200)
    const [disk] = await vm.disksOf(copy)
    expect(disk?.list('storage_domains.storage_domain')[0]?.text('id')).toBe(vm.usable[1])
  })

  test('4.x exports to an OVA', async () => {
    const vm = await open('4.5')
    const host = vm.upstream.hosts()[0]?.name
    expect((await vm.act('export', { host: { name: host } })).status).toBe(400)
    expect((await vm.act('export', { host: { name: host }, directory: '/ova' })).status).toBe(202)
    vm.advance(300)
    expect(await vm.codes()).toEqual(['1223', '1224'])
  })

  test('3.4 moves all disks', async () => {
    const vm = await open('3.4')
    expect((await vm.act('move')).status).toBe(400)
    const target = vm.usable.at(-1)
    expect((await vm.act('move', { storage_domain: { id: target } })).status).toBe(202)
    vm.advance(300)
    for (const disk of await vm.disksOf(vm.path)) {
      expect(disk.list('storage_domains.storage_domain')[0]?.text('id')).toBe(target)
    }
    expect(await vm.codes()).toEqual(['82', '91'])
  })
})
