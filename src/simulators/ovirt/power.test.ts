import { describe, expect, test } from 'vitest'
import { openVm, versions } from './vm-test.ts'

describe.each(versions)('power and the like (%s)', (version) => {
  test('migrate to another host, pinned or only by hand', async () => {
    const vm = await openVm(version, 'up')
    const affinity = (name: string) =>
      vm.ask('PUT', vm.path, { placement_policy: { affinity: name } }, { root: 'vm' })
    await affinity('pinned')
    expect((await vm.act('migrate')).at('fault.detail')).toBe('[Cannot migrate VM. VM is pinned to Host.]')
    await affinity('user_migratable')
    expect((await vm.act('migrate')).status).toBe(409)
    const before = (await vm.body(vm.path)).text('host.id')
    expect((await vm.act('migrate', { force: true })).status).toBe(200)
    expect(await vm.status()).toBe('migrating')
    vm.advance(30)
    expect(await vm.status()).toBe('up')
    expect((await vm.body(vm.path)).text('host.id')).not.toBe(before)
    expect((await vm.codes()).slice(-2)).toEqual(['62', '63'])
  })

  test('a VM starts on the host that it prefers, until it prefers none', async () => {
    const vm = await openVm(version)
    const cluster = (await vm.body(vm.path)).text('cluster.id')
    const state = vm.old ? 'status.state' : 'status'
    const fits = (await vm.body('/hosts'))
      .list('host')
      .filter((host) => host.text('cluster.id') === cluster && host.text(state) === 'up')
    const id = fits.at(-1)?.text('id')
    const prefer = (ids: string[]) =>
      vm.ask(
        'PUT',
        vm.path,
        {
          placement_policy: vm.old
            ? { host: ids[0] === undefined ? '' : { id: ids[0] } }
            : { hosts: { host: ids.map((one) => ({ id: one })) } },
        },
        { root: 'vm' },
      )
    const told = async () => {
      const body = await vm.body(vm.path)
      return vm.old
        ? body.text('placement_policy.host.id')
        : body.list('placement_policy.hosts.host')[0]?.text('id')
    }
    await prefer([id ?? ''])
    expect(await told()).toBe(id)
    await vm.act('start')
    expect((await vm.body(vm.path)).text('host.id')).toBe(id)
    await prefer([])
    expect(await told()).toBeUndefined()
  })

  test('a migration is cancelled: the VM stays, the job is aborted', async () => {
    const vm = await openVm(version, 'up')
    const before = (await vm.body(vm.path)).text('host.id')
    const migrate = await vm.act('migrate')
    vm.advance(2)
    expect((await vm.act('cancelmigration')).status).toBe(200)
    expect(await vm.status()).toBe('up')
    expect(await vm.jobState(migrate)).toBe('aborted')
    vm.advance(60)
    expect((await vm.body(vm.path)).text('host.id')).toBe(before)
    expect(await vm.codes()).toEqual(['62', '161'])
    const late = await vm.act('cancelmigration')
    expect(late.at('fault.detail')).toBe('[Cannot cancel migration for non migrating VM.]')
  })

  test('a migration fails and leaves the VM where it was', async () => {
    const vm = await openVm(version, 'up')
    const before = (await vm.body(vm.path)).text('host.id')
    vm.upstream.failNext(vm.name, 'migrate')
    const reply = await vm.act('migrate')
    vm.advance(30)
    expect(await vm.jobState(reply)).toBe('failed')
    expect((await vm.body(vm.path)).text('host.id')).toBe(before)
    expect(await vm.codes()).toEqual(['62', '65'])
  })

  test('stop of a suspended VM discards what it had saved', async () => {
    const vm = await openVm(version, 'suspended')
    expect((await vm.act('stop')).status).toBe(202)
    expect(await vm.status()).toBe('down')
    expect(await vm.codes()).toEqual(['111'])
  })

  test('stateless VMs and those of pools are not suspended; the latter leave their pool when down', async () => {
    const vm = await openVm(version)
    await vm.act('start', { vm: { stateless: true } })
    vm.advance(30)
    expect((await vm.act('suspend')).at('fault.detail')).toContain('stateless')
    const pool = vm.old ? 'vmpool' : 'vm_pool'
    const pooled = (await vm.body('/vms')).list('vm').find((one) => one.has(pool))
    const own = `/vms/${pooled?.text('id')}`
    const name = pooled?.text('name') ?? ''
    vm.upstream.setStatus(name, 'up')
    expect((await vm.ask('POST', `${own}/suspend`, {})).at('fault.detail')).toContain('VM-Pool')
    expect((await vm.ask('POST', `${own}/detach`, {})).status).toBe(409)
    vm.upstream.setStatus(name, 'down')
    expect((await vm.ask('DELETE', own)).at('detail')).toMatch(/VM-Pool|protection/)
    expect((await vm.ask('POST', `${own}/detach`, {})).status).toBe(200)
    expect((await vm.body(own)).has(pool)).toBe(false)
    expect((await vm.ask('POST', `${own}/detach`, {})).at('fault.detail')).toContain('not attached')
  })

  test('a VM that paused for its storage tells why, and recovers', async () => {
    const vm = await openVm(version, 'up')
    vm.upstream.pause(vm.name, 'enospc')
    expect(await vm.status()).toBe('paused')
    expect((await vm.body(vm.path)).text(vm.old ? 'status.detail' : 'status_detail')).toBe('enospc')
    vm.upstream.recover(vm.name)
    expect(await vm.status()).toBe('up')
    expect(await vm.codes()).toEqual(['138', '196'])
  })

  test('maintenance is for the VM of the engine only', async () => {
    const vm = await openVm(version, 'up')
    expect((await vm.act('maintenance')).status).toBe(400)
    expect((await vm.act('maintenance', { maintenance_enabled: true })).status).toBe(409)
    vm.upstream.hostEngineIn(vm.name)
    expect((await vm.act('maintenance', { maintenance_enabled: true })).status).toBe(200)
  })

  test('a console ticket lives for so many seconds', async () => {
    const vm = await openVm(version, 'up')
    const given = await vm.act('ticket', { ticket: { value: 'pw', expiry: 120 } })
    expect([given.at('ticket.value'), given.at('ticket.expiry')]).toEqual(['pw', '120'])
    vm.advance(119)
    expect(vm.upstream.ticketOf(vm.name)).toBe('pw')
    vm.advance(1)
    expect(vm.upstream.ticketOf(vm.name)).toBeUndefined()
    const made = await vm.act('ticket')
    expect(made.at('ticket.expiry')).toBe('7200')
    expect(made.at('ticket.value')).toHaveLength(12)
    expect((await vm.act('ticket', { ticket: { expiry: 'soon' } })).status).toBe(400)
    expect((await vm.codes()).slice(0, 2)).toEqual(['164', '164'])
  })
})

describe('only in 4.x', () => {
  test('reset goes through a reboot', async () => {
    const vm = await openVm('4.5', 'up')
    expect((await vm.act('reset')).status).toBe(200)
    expect(await vm.status()).toBe('reboot_in_progress')
    vm.advance(9)
    expect(await vm.status()).toBe('up')
    expect(await vm.codes()).toEqual(['221'])
  })

  test('file systems are frozen until they are thawed; a frozen guest ignores a shutdown', async () => {
    const vm = await openVm('4.5', 'up')
    expect((await vm.act('freezefilesystems')).status).toBe(200)
    expect(vm.upstream.isFrozen(vm.name)).toBe(true)
    await vm.act('shutdown', { reason: 'patching' })
    vm.advance(20)
    expect(await vm.status()).toBe('up')
    expect((await vm.act('thawfilesystems')).status).toBe(200)
    expect((await vm.act('thawfilesystems')).status).toBe(200)
    expect(vm.upstream.isFrozen(vm.name)).toBe(false)
    await vm.act('shutdown')
    vm.advance(20)
    expect(await vm.codes()).toEqual(['73', '147', '73', '61'])
    expect(await vm.xml('/events?search=type%3D73%20sortby%20time%20desc')).toContain('Reason: patching.')
  })

  test('freezing and logging on need an agent', async () => {
    const vm = await openVm('4.5', 'up')
    expect((await vm.act('logon')).status).toBe(200)
    vm.upstream.setAgent(vm.name, false)
    for (const action of ['logon', 'freezefilesystems', 'thawfilesystems']) {
      expect((await vm.act(action)).at('fault.detail')).toContain('guest agent')
    }
  })

  test('migrates to a cluster of the same data center that is named', async () => {
    const vm = await openVm('4.5', 'up')
    const mine = (await vm.body(vm.path)).text('cluster.id')
    const clusters = (await vm.body('/clusters')).list('cluster')
    const home = clusters.find((one) => one.text('id') === mine)?.text('data_center.id')
    const sister = clusters.find((one) => one.text('data_center.id') === home && one.text('id') !== mine)
    const stranger = clusters.find((one) => one.text('data_center.id') !== home)
    expect((await vm.act('migrate', { cluster: { id: stranger?.text('id') } })).status).toBe(409)
    expect((await vm.act('migrate', { cluster: { id: sister?.text('id') } })).status).toBe(200)
    vm.advance(30)
    expect((await vm.body(vm.path)).text('cluster.id')).toBe(sister?.text('id'))
  })

  test('MAC addresses are put in order', async () => {
    const vm = await openVm('4.5')
    expect((await vm.act('reordermacaddresses')).status).toBe(200)
  })

  test('a console gives its file, its tickets, and nothing while the VM is off', async () => {
    const vm = await openVm('4.5', 'up')
    const [console_] = (await vm.body(`${vm.path}/graphicsconsoles?current=true`)).list('graphics_console')
    const path = `${vm.path}/graphicsconsoles/${console_?.text('id')}`
    expect(console_?.text('address')).toMatch(/^10\./)
    const action = await vm.ask('POST', `${path}/remoteviewerconnectionfile`, {})
    expect(action.at('remote_viewer_connection_file')).toContain('[virt-viewer]')
    const file = await vm.ask('GET', path, undefined, { headers: { accept: 'application/x-virt-viewer' } })
    expect(file.headers.get('content-type')).toBe('application/x-virt-viewer')
    expect(file.text).toContain(`password=${vm.upstream.ticketOf(vm.name)}`)
    const ticket = await vm.ask('POST', `${path}/ticket`, { ticket: { value: 'x', expiry: '60' } })
    expect(ticket.at('ticket.value')).toBe('x')
    expect((await vm.ask('POST', `${path}/proxyticket`, {})).at('proxy_ticket.value')).toBeDefined()
    vm.upstream.setStatus(vm.name, 'down')
    expect((await vm.ask('POST', `${path}/remoteviewerconnectionfile`, {})).status).toBe(409)
    const off = await vm.ask('GET', path, undefined, { headers: { accept: 'application/x-virt-viewer' } })
    expect(off.status).toBe(204)
  })
})
