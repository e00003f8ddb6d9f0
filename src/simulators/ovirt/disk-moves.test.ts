import { describe, expect, test } from 'vitest'
import { openVm, versions } from './vm-test.ts'

const gib = 1024 ** 3

/** A VM with one disk, and a domain where that disk is not. */
async function openDisk(version: (typeof versions)[number], status: 'down' | 'up' | 'paused' = 'down') {
  const vm = await openVm(version, status)
  const text = vm.old
    ? (await vm.body(`${vm.path}/disks`)).list('disk')[0]?.text('id')
    : (await vm.body(`${vm.path}/diskattachments`)).list('disk_attachment')[0]?.text('id')
  const disk = text ?? ''
  const domainOf = async () =>
    (await vm.body(`/disks/${disk}`)).list('storage_domains.storage_domain')[0]?.text('id')
  const before = await domainOf()
  const target = vm.upstream.domainsFor(vm.name).find(({ id }) => id !== before)
  if (target === undefined) throw new Error('no other domain')
  const below = vm.old ? `${vm.path}/disks/${disk}` : `/disks/${disk}`
  const move = (id = target.id) => vm.ask('POST', `${below}/move`, { storage_domain: { id } })
  return { ...vm, disk, before, target, below, domainOf, move, diskState: () => vm.stateAt(`/disks/${disk}`) }
}

const q = encodeURIComponent

describe.each(versions)('moving disks (%s)', (version) => {
  test('a stopped VM’s disk is locked, then elsewhere; job, events and space tell of it', async () => {
    const vm = await openDisk(version)
    const usedOf = async (id: string) => Number((await vm.body(`/storagedomains/${id}`)).text('used'))
    const [used, there] = [await usedOf(vm.before ?? ''), await usedOf(vm.target.id)]
    const reply = await vm.ask(
      'POST',
      `${vm.below}/move`,
      { storage_domain: { id: vm.target.id } },
      { headers: { 'correlation-id': 'moving' } },
    )
    expect(reply.status).toBe(202)
    expect(await vm.diskState()).toBe('locked')
    expect(await vm.status()).toBe('down')
    expect(await vm.jobState(reply)).toBe('started')
    const start = await vm.act('start')
    expect(start.status).toBe(409)
    expect(start.at('fault.detail')).toContain('disks are locked')
    expect((await vm.move()).at('fault.detail')).toContain('is locked')
    vm.advance(60)
    expect(await vm.jobState(reply)).toBe('finished')
    expect(await vm.diskState()).toBe('ok')
    expect(await vm.domainOf()).toBe(vm.target.id)
    expect(await usedOf(vm.before ?? '')).toBeLessThan(used)
    expect(await usedOf(vm.target.id)).toBeGreaterThan(there)
    const events = (await vm.body(`/events?search=${q('correlation_id=moving')}`)).list('event')
    expect(events.map((event) => event.text('code')).sort()).toEqual(['2008', '2010'])
    expect(events.every((event) => event.text('storage_domain.id') === vm.target.id)).toBe(true)
    expect((await vm.act('start')).status).toBe(200)
  })

  test.each(['up', 'paused'] as const)('the disk of a VM that is %s moves while it runs', async (status) => {
    const vm = await openDisk(version, status)
    const snapshots = async () =>
      (await vm.body(`${vm.path}/snapshots`)).list('snapshot').map((one) => one.text('description'))
    const before = await snapshots()
    expect((await vm.move()).status).toBe(202)
    expect(await snapshots()).toContain('Auto-generated for Live Storage Migration')
    expect((await vm.act('migrate')).status).toBe(409)
    vm.advance(60)
    expect(await vm.status()).toBe(status)
    expect(await vm.domainOf()).toBe(vm.target.id)
    // Without a live merge the snapshot stays.
    expect(await snapshots()).toHaveLength(before.length + (vm.old ? 1 : 0))
  })

  test('is refused where it is, where it does not fit, where no disks go, and in other states', async () => {
    const vm = await openDisk(version)
    const why = async (id?: string) => {
      const reply = await vm.move(id)
      return [reply.status, reply.at('fault.detail')]
    }
    expect(await why(vm.before)).toEqual([409, expect.stringContaining('are the same')])
    expect(await why(await vm.idOf('storagedomains', 'storage_domain', 'iso'))).toEqual([
      409,
      expect.stringContaining('takes no disks'),
    ])
    expect((await why('00000000-0000-4000-8000-00000000dead'))[0]).toBe(404)
    expect((await vm.ask('POST', `${vm.below}/move`, {})).status).toBe(400)
    vm.upstream.leaveSpace(vm.target.name, gib / 1024)
    expect(await why()).toEqual([
      409,
      `[Cannot move Virtual Disk. Low disk space on Storage Domain ${vm.target.name}.]`,
    ])
    vm.upstream.leaveSpace(vm.target.name, 4096 * gib)
    vm.upstream.setStatus(vm.name, 'powering_up')
    expect(await why()).toEqual([409, expect.stringContaining('must be in status Down or Up')])
  })

  test('fails as ordered, and leaves the disk where it was', async () => {
    const vm = await openDisk(version, 'up')
    vm.upstream.failNext(vm.name, 'move disk', 'the array is tired')
    const reply = await vm.move()
    vm.advance(60)
    expect(await vm.jobState(reply)).toBe('failed')
    expect(await vm.domainOf()).toBe(vm.before)
    expect(await vm.diskState()).toBe('ok')
  })

  test('many disks go with the VM in 3.x only', async () => {
    const vm = await openDisk(version)
    const all = () => vm.act('move', { storage_domain: { id: vm.target.id } })
    if (!vm.old) {
      expect((await all()).status).toBe(404)
      return
    }
    vm.upstream.leaveSpace(vm.target.name, 0)
    expect((await all()).at('fault.detail')).toContain('Low disk space')
    vm.upstream.leaveSpace(vm.target.name, 4096 * gib)
    expect((await all()).status).toBe(202)
    vm.advance(60)
    expect(await vm.domainOf()).toBe(vm.target.id)
    expect((await all()).at('fault.detail')).toContain('there already')
  })
})
