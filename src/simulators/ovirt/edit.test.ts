import { describe, expect, test } from 'vitest'
import { openVm, type Version, versions } from './vm-test.ts'
import type { WireObject } from './wire/value.ts'

const gib = 1024 ** 3

async function open(version: Version, status: 'up' | 'down') {
  const vm = await openVm(version, status)
  return {
    ...vm,
    put: (body: WireObject, query = '') => vm.ask('PUT', vm.path + query, body, { root: 'vm' }),
    topology: (sockets: number, cores: number): WireObject => ({
      cpu: { topology: vm.old ? { '@sockets': sockets, '@cores': cores } : { sockets, cores } },
    }),
    read: async (...paths: string[]) => {
      const body = await vm.body(vm.path)
      return paths.map((path) => body.text(path))
    },
  }
}

describe.each(versions)('editing (%s)', (version) => {
  const waits = 'next_run_configuration_exists'

  test('a stopped VM takes everything at once', async () => {
    const vm = await open(version, 'down')
    const reply = await vm.put({
      name: 'renamed-1',
      description: 'new',
      comment: 'c',
      memory: 3 * gib,
      ...vm.topology(2, 3),
      high_availability: { enabled: true },
      delete_protected: true,
    })
    expect(reply.status).toBe(200)
    expect(reply.at('name')).toBe('renamed-1')
    expect(
      await vm.read(
        'description',
        'comment',
        'memory',
        'cpu.topology.sockets',
        'cpu.topology.cores',
        'high_availability.enabled',
        'delete_protected',
        waits,
      ),
    ).toEqual(['new', 'c', String(3 * gib), '2', '3', 'true', 'true', 'false'])
    expect(await vm.codes()).toEqual(['35'])
  })

  test('a running VM takes what is hot at once and keeps the rest for its next start', async () => {
    const vm = await open(version, 'up')
    await vm.put({ ...vm.topology(1, 1) }, vm.old ? ';next_run' : '?next_run=true')
    vm.upstream.setStatus(vm.name, 'down')
    await vm.put({ memory: 2 * gib, ...vm.topology(1, 2) })
    vm.upstream.setStatus(vm.name, 'up')
    const before = await vm.codes()
    await vm.put({ description: 'hot', memory: 4 * gib, ...vm.topology(3, 2) })
    expect(await vm.read('description', 'memory', 'cpu.topology.sockets', waits)).toEqual(
      vm.old ? ['hot', String(2 * gib), '3', 'true'] : ['hot', String(4 * gib), '3', 'false'],
    )
    expect((await vm.codes()).slice(before.length)).toEqual(vm.old ? ['2033', '35'] : ['2033', '2039', '35'])
    await vm.put({ memory: gib, ...vm.topology(3, 4) })
    expect(await vm.read('cpu.topology.cores', waits)).toEqual(['2', 'true'])
    const next = await vm.body(`${vm.path}${vm.old ? ';next_run' : '?next_run=true'}`)
    expect([next.text('memory'), next.text('cpu.topology.cores')]).toEqual([String(gib), '4'])
    await vm.act('stop')
    vm.advance(2)
    expect(await vm.read('memory', 'cpu.topology.cores', waits)).toEqual([String(gib), '4', 'false'])
  })

  test('next_run keeps even what is hot; taking it back leaves nothing waiting', async () => {
    const vm = await open(version, 'up')
    const [memory] = await vm.read('memory')
    const query = vm.old ? ';next_run=true' : '?next_run=true'
    await vm.put({ memory: Number(memory) + gib }, query)
    expect(await vm.read('memory', waits)).toEqual([memory, 'true'])
    await vm.put({ memory: Number(memory) }, query)
    expect(await vm.read(waits)).toEqual(['false'])
  })

  test('a reboot with something waiting is a cold one', async () => {
    const vm = await open(version, 'up')
    await vm.put({ memory: gib }, vm.old ? ';next_run=true' : '?next_run=true')
    const reply = await vm.act('reboot')
    vm.advance(60)
    expect(await vm.read('memory', waits)).toEqual([String(gib), 'false'])
    expect(await vm.status()).toBe('up')
    expect(await vm.jobState(reply)).toBe('finished')
    expect(await vm.codes()).toEqual(['35', '157', '9611', '153', '32'])
  })

  test.each([
    ['a fixed field', { id: 'other' }, 409, 'Broken immutability constraint'],
    ['no number', { memory: 'lots' }, 400, 'Invalid value'],
    ['nothing', { memory: 0 }, 400, 'Invalid value'],
    ['more than there can be', { memory: 64 * 1024 ** 4 }, 409, 'Operation Failed'],
    ['a name of strange characters', { name: 'a b?' }, 409, 'Operation Failed'],
    ['an empty name', { name: '' }, 409, 'Operation Failed'],
    ['guaranteed more than all', { memory_policy: { guaranteed: 1024 ** 4 } }, 409, 'Operation Failed'],
    ['an unknown word', { placement_policy: { affinity: 'glued' } }, 400, 'Invalid value'],
  ])('refuses %s', async (_, body, status, reason) => {
    const vm = await open(version, 'down')
    const reply = await vm.put(body)
    expect([reply.status, reply.at('reason')]).toEqual([status, reason])
    expect(await vm.codes()).toEqual([])
  })

  test('refuses a name that is taken and too many processors', async () => {
    const vm = await open(version, 'down')
    const other = vm.upstream.vms().find((one) => one.name !== vm.name)
    expect((await vm.put({ name: other?.name })).at('detail')).toContain('already in use')
    expect((await vm.put(vm.topology(17, 1))).status).toBe(409)
    expect((await vm.put(vm.topology(16, 64))).status).toBe(409)
    expect((await vm.ask('PUT', '/vms/none', {}, { root: 'vm' })).status).toBe(404)
  })
})

describe.each(versions)('the drive (%s)', (version) => {
  const drive = '/cdroms/00000000-0000-0000-0000-000000000000'
  const iso = version === '3.4' ? 'RHEV-toolsSetup_3.4_9.iso' : 'virtio-win-0.1.240.iso'

  test('change and eject now, or for later', async () => {
    const vm = await open(version, 'up')
    const current = vm.old ? ';current' : '?current=true'
    const insert = (id: string, query: string) =>
      vm.ask('PUT', vm.path + drive + query, { file: { id } }, { root: 'cdrom' })
    const inside = async (query: string) => (await vm.body(vm.path + drive + query)).text('file.id')
    const stored = await inside('')
    expect((await insert(iso, current)).at('file.id')).toBe(iso)
    expect([await inside(current), await inside('')]).toEqual([iso, stored])
    expect((await insert('', current)).status).toBe(200)
    expect(await inside(current)).toBeUndefined()
    expect((await insert(iso, '')).status).toBe(200)
    expect([await inside(current), await inside('')]).toEqual([undefined, iso])
    expect(await vm.codes()).toEqual(['38', '528', '35'])
    expect((await insert('no.iso', current)).status).toBe(409)
    expect((await vm.ask('PUT', vm.path + drive, {}, { root: 'cdrom' })).status).toBe(400)
    vm.upstream.setStatus(vm.name, 'down')
    expect((await insert(iso, current)).at('detail')).toBe('[Cannot change CD of VM. VM is not running.]')
  })
})
