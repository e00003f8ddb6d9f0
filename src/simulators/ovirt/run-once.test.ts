import { describe, expect, test } from 'vitest'
import { asUser, openVm, type Version, versions } from './vm-test.ts'
import type { WireObject } from './wire/value.ts'

const images = {
  '4.5': ['Rocky-8.9-x86_64-dvd1.iso', 'virtio-win_amd64.vfd'],
  '3.4': ['rhel-server-6.5-x86_64-dvd.iso', 'virtio-drivers-1.6.5.vfd'],
} as const

/** A boot order as the dialect writes it. */
const boot = (version: Version, ...devices: string[]): WireObject =>
  version === '3.4'
    ? { boot: devices.map((dev) => ({ '@dev': dev })) }
    : { boot: { devices: { device: devices } } }

const setup4 = {
  host_name: 'web01.x.test',
  user_name: 'root',
  root_password: 'p',
  authorized_ssh_keys: 'ssh-rsa AAA root@x\nssh-rsa BBB other@x',
  dns_servers: '192.0.2.2 192.0.2.3',
  dns_search: 'x.test',
  timezone: 'Etc/UTC',
  nic_configurations: {
    nic_configuration: [
      {
        name: 'eth0',
        on_boot: 'true',
        boot_protocol: 'static',
        ip: { address: '192.0.2.5', netmask: '255.255.255.0', gateway: '192.0.2.1' },
      },
    ],
  },
  custom_script: 'runcmd:\n- touch /x',
}
const setup3 = {
  cloud_init: {
    host: { address: 'web01.x.test' },
    timezone: 'Etc/UTC',
    users: { user: [{ user_name: 'root', password: 'p' }] },
    authorized_keys: {
      authorized_key: [
        { user: { user_name: 'root' }, key: 'ssh-rsa AAA root@x' },
        { user: { user_name: 'root' }, key: 'ssh-rsa BBB other@x' },
      ],
    },
    network_configuration: {
      nics: {
        nic: [
          {
            name: 'eth0',
            boot_protocol: 'STATIC',
            network: {
              ip: { '@address': '192.0.2.5', '@netmask': '255.255.255.0', '@gateway': '192.0.2.1' },
            },
            on_boot: true,
          },
        ],
      },
      dns: {
        servers: { host: [{ address: '192.0.2.2' }, { address: '192.0.2.3' }] },
        search_domains: { host: [{ address: 'x.test' }] },
      },
    },
  },
  custom_script: 'runcmd:\n- touch /x',
}

describe.each(versions)('Run Once (%s)', (version) => {
  const [iso, vfd] = images[version]

  test('overrides hold for one run', async () => {
    const vm = await openVm(version)
    const reply = await vm.act('start', {
      pause: true,
      vm: {
        stateless: true,
        display: { type: 'vnc' },
        os: { ...boot(version, 'cdrom', 'hd'), kernel: '/k', initrd: '/i', cmdline: 'quiet' },
        cdroms: { cdrom: [{ file: { id: iso } }] },
        floppies: { floppy: [{ file: { id: vfd } }] },
      },
    })
    expect(reply.status).toBe(200)
    vm.advance(20)
    expect(await vm.status()).toBe('paused')
    expect(vm.upstream.runOf(vm.name)).toEqual({
      paused: true,
      stateless: true,
      display: 'vnc',
      boot: ['cdrom', 'hd'],
      cd: iso,
      floppy: vfd,
      kernel: '/k',
      initrd: '/i',
      cmdline: 'quiet',
      domain: undefined,
      volatile: false,
    })
    const running = await vm.body(vm.path)
    expect(running.text('display.type')).toBe('vnc')
    if (!vm.old) expect(running.text('run_once')).toBe('true')
    const drive = `${vm.path}/cdroms/00000000-0000-0000-0000-000000000000`
    expect((await vm.body(drive + (vm.old ? ';current' : '?current=true'))).text('file.id')).toBe(iso)
    expect((await vm.body(drive)).text('file.id')).not.toBe(iso)
    const snapshots = (await vm.body(`${vm.path}/snapshots`)).list('snapshot')
    expect(snapshots.map((one) => one.text(vm.old ? 'type' : 'snapshot_type'))).toEqual([
      'active',
      'stateless',
    ])
    await vm.act('start')
    expect(await vm.status()).toBe('up')
    await vm.act('stop')
    vm.advance(2)
    expect(await vm.codes()).toEqual(['179', '538', '32', '40', '33'])
    expect(vm.upstream.runOf(vm.name)).toBeUndefined()
    expect((await vm.body(`${vm.path}/snapshots`)).list('snapshot')).toHaveLength(1)
  })

  test('runs on the host that is named, if that can take it', async () => {
    const vm = await openVm(version)
    const cluster = (await vm.body(vm.path)).text('cluster.id')
    const hosts = (await vm.body('/hosts')).list('host')
    const own = hosts.filter((host) => host.text('cluster.id') === cluster)
    const state = vm.old ? 'status.state' : 'status'
    const target = own.filter((host) => host.text(state) === 'up').at(-1)
    const other = hosts.find((host) => host.text('cluster.id') !== cluster)
    const on = (id: string | undefined): WireObject => ({
      vm: { placement_policy: vm.old ? { host: { id } } : { hosts: { host: [{ id }] } } },
    })
    const refused = await vm.act('start', on(other?.text('id')))
    expect(refused.status).toBe(409)
    expect(refused.at('fault.detail')).toContain('no host that satisfies current scheduling constraints')
    expect((await vm.act('start', on('nowhere'))).status).toBe(404)
    expect((await vm.act('start', on(target?.text('id')))).status).toBe(200)
    expect((await vm.body(vm.path)).text('host.id')).toBe(target?.text('id'))
  })

  test.each([
    ['an image that is not there', { cdroms: { cdrom: [{ file: { id: 'no.iso' } }] } }, 409],
    ['kernel parameters without a kernel', { os: { cmdline: 'quiet' } }, 409],
    ['a device that does not exist', { os: boot(version, 'tape') }, 400],
    ['a display that does not exist', { display: { type: 'tty' } }, 400],
    ['a word where a Boolean belongs', { stateless: 'perhaps' }, 400],
  ])('refuses %s', async (_, once, status) => {
    const vm = await openVm(version)
    expect((await vm.act('start', { vm: once })).status).toBe(status)
    expect(await vm.status()).toBe('down')
  })

  test('cloud-init sets up the guest: name, users, keys, cards, DNS, script', async () => {
    const vm = await openVm(version)
    const body: WireObject = vm.old
      ? { vm: { initialization: setup3 } }
      : { use_cloud_init: 'true', vm: { initialization: setup4 } }
    expect((await vm.act('start', body)).status).toBe(200)
    vm.advance(60)
    expect(vm.upstream.guestSetupOf(vm.name)).toEqual({
      by: 'cloud-init',
      hostName: 'web01.x.test',
      timezone: 'Etc/UTC',
      users: [{ name: 'root', password: 'p' }],
      sshKeys: ['ssh-rsa AAA root@x', 'ssh-rsa BBB other@x'],
      nics: [
        {
          name: 'eth0',
          onBoot: true,
          protocol: 'static',
          address: '192.0.2.5',
          netmask: '255.255.255.0',
          gateway: '192.0.2.1',
        },
      ],
      dnsServers: ['192.0.2.2', '192.0.2.3'],
      dnsSearch: ['x.test'],
      customScript: 'runcmd:\n- touch /x',
    })
    expect((await vm.body(vm.path)).text(vm.old ? 'guest_info.fqdn' : 'fqdn')).toBe('web01.x.test')
    expect(await vm.xml(`${vm.path}/reporteddevices`)).toContain('192.0.2.5')
  })

  test('a domain that the engine does not know needs an account', async () => {
    const vm = await openVm(version, 'down', 'Windows')
    const joining = (domain: WireObject) => vm.act('start', { vm: { domain } })
    expect((await joining({ name: 'corp.test' })).status).toBe(409)
    const user = { user_name: 'joiner', password: 'p' }
    expect((await joining({ name: 'corp.test', user })).status).toBe(200)
    expect(vm.upstream.runOf(vm.name)?.domain).toEqual({
      name: 'corp.test',
      userName: 'joiner',
      password: 'p',
    })
  })

  test('a user starts and runs once, but on no host of choice', async () => {
    const vm = await openVm(version)
    const { id } = vm.upstream.vms().find((one) => one.name === vm.name) ?? {}
    const hosts = await vm.idOf('hosts', 'host', vm.upstream.hosts()[0]?.name ?? '')
    const as = { as: asUser, headers: { filter: 'true' } }
    const mine = (await vm.ask('GET', `/vms/${id}`, undefined, as)).status === 200
    const reply = await vm.ask(
      'POST',
      `/vms/${id}/start`,
      { vm: { placement_policy: { host: { id: hosts } } } },
      as,
    )
    expect(reply.status).toBe(mine ? 403 : 404)
  })
})

describe('initialization in 4.x', () => {
  test.each([
    ['without a flag inline data are ignored', { vm: { initialization: setup4 } }, undefined],
    [
      'a flag that is false turns it off',
      { use_cloud_init: 'false', vm: { initialization: setup4 } },
      undefined,
    ],
    ['sysprep is nothing to Linux', { use_sysprep: 'true', vm: { initialization: setup4 } }, undefined],
    ['ignition is', { use_ignition: 'true', vm: { initialization: setup4 } }, 'ignition'],
    [
      'use_initialization takes what fits',
      { use_initialization: 'true', vm: { initialization: setup4 } },
      'cloud-init',
    ],
  ])('%s', async (_, body, by) => {
    const vm = await openVm('4.5')
    await vm.act('start', body)
    vm.advance(30)
    expect(vm.upstream.guestSetupOf(vm.name)?.by).toBe(by)
  })

  test('two flags are refused by a bare fault with a reason only', async () => {
    const vm = await openVm('4.5')
    const reply = await vm.act('start', { use_cloud_init: 'true', use_sysprep: 'true', vm: {} })
    expect(reply.status).toBe(409)
    expect(Object.keys(JSON.parse(reply.text))).toEqual(['reason'])
  })

  test('what is stored is used until the VM has run once, and its password cannot be read', async () => {
    const vm = await openVm('4.5')
    await vm.ask('PUT', vm.path, { initialization: setup4 })
    const stored = await vm.body(vm.path)
    expect(stored.text('initialization.root_password')).toBe('******')
    expect(stored.text('initialization.host_name')).toBe('web01.x.test')
    await vm.act('start')
    vm.advance(30)
    expect(vm.upstream.guestSetupOf(vm.name)?.hostName).toBe('web01.x.test')
    await vm.ask('PUT', vm.path, { initialization: { host_name: 'again' } })
    await vm.act('stop')
    vm.advance(2)
    await vm.act('start')
    vm.advance(30)
    expect(vm.upstream.guestSetupOf(vm.name)?.hostName).toBe('web01.x.test')
    await vm.act('stop')
    vm.advance(2)
    await vm.act('start', { use_cloud_init: 'true' })
    vm.advance(30)
    expect(vm.upstream.guestSetupOf(vm.name)?.hostName).toBe('again')
  })

  test('a nonsensical protocol is refused', async () => {
    const vm = await openVm('4.5')
    const nics = { nic_configuration: [{ name: 'eth0', boot_protocol: 'pigeon' }] }
    const body = { use_cloud_init: 'true', vm: { initialization: { nic_configurations: nics } } }
    expect((await vm.act('start', body)).status).toBe(400)
  })
})
