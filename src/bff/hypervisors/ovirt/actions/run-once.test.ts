import { describe, expect, test } from 'vitest'
import { actingEngine } from '../testing/acting-engine.ts'

const secret = 'p<&"]]>'

describe.each(['4.5', '3.4'] as const)('Run Once on a simulated engine %s', (version) => {
  test('a Windows guest is set up by sysprep', async () => {
    const engine = await actingEngine(version)
    const vm = await engine.fit('down', undefined, true)
    const { end } = await engine.run(vm.id, {
      verb: 'run-once',
      options: {
        sysprep: {
          hostName: 'WEB01',
          domain: 'corp.example.com',
          organization: 'Example & Co',
          timeZone: 'GMT Standard Time',
          userName: 'Administrator',
          password: secret,
        },
      },
    })
    expect(end).toEqual({ state: 'done' })
    expect(engine.upstream.guestSetupOf(vm.name)).toMatchObject({
      by: 'sysprep',
      hostName: 'WEB01',
      timezone: 'GMT Standard Time',
      users: [{ name: 'Administrator', password: secret }],
    })
  })

  test('an answer file of sysprep arrives as it was written', async () => {
    const engine = await actingEngine(version)
    const vm = await engine.fit('down', undefined, true)
    const customScript = '<unattend a="1">\n  <b>&amp;</b>\n</unattend>'
    await engine.run(vm.id, { verb: 'run-once', options: { sysprep: { customScript } } })
    expect(engine.upstream.guestSetupOf(vm.name)).toMatchObject({ by: 'sysprep', customScript })
  })

  test('a Windows guest joins a domain with an account', async () => {
    const engine = await actingEngine(version)
    const vm = await engine.fit('down', undefined, true)
    const domain = { name: 'corp.example.com', userName: 'joiner', password: secret }
    const action = { verb: 'run-once', options: { domain } } as const
    expect((await engine.run(vm.id, action)).end).toEqual({ state: 'done' })
    expect(engine.upstream.runOf(vm.name)?.domain).toEqual(domain)
  })

  test('it runs on the host that was chosen', async () => {
    const engine = await actingEngine(version)
    const vm = await engine.fit('down')
    const ends = []
    for (const { id: hostId } of engine.upstream.hosts()) {
      const run = engine.run(vm.id, { verb: 'run-once', options: { hostId } })
      const end = await run.then(
        (acted) => acted.end.state,
        () => 'refused',
      )
      ends.push(end)
      if (end !== 'done') continue
      expect((await vm.read()).hostId).toBe(hostId)
      await engine.run(vm.id, { verb: 'stop' })
    }
    expect(ends.filter((end) => end === 'done').length).toBeGreaterThan(1)
    expect(ends).toContain('refused')
  })

  test('floppy, statelessness and network boot are for this run alone', async () => {
    const engine = await actingEngine(version)
    const vm = await engine.fit('down')
    const floppy = version === '4.5' ? 'virtio-win_amd64.vfd' : 'virtio-drivers-1.6.5.vfd'
    const options = { floppy, stateless: true, boot: ['network' as const, 'hd' as const] }
    expect((await engine.run(vm.id, { verb: 'run-once', options })).end).toEqual({ state: 'done' })
    expect(engine.upstream.runOf(vm.name)).toMatchObject({ floppy, stateless: true, boot: ['network', 'hd'] })
    await engine.run(vm.id, { verb: 'stop' })
    await engine.run(vm.id, { verb: 'start' })
    expect(engine.upstream.runOf(vm.name)).toBeUndefined()
  })

  test('cards of every protocol, and keys of another user, reach cloud-init', async () => {
    const engine = await actingEngine(version)
    const vm = await engine.fit('down')
    const { end } = await engine.run(vm.id, {
      verb: 'run-once',
      options: {
        cloudInit: {
          userName: 'admin',
          sshKeys: 'ssh-rsa A a@x\n\nssh-ed25519 B b@x',
          timeZone: 'Europe/Berlin',
          nics: [
            { name: 'eth0', protocol: 'dhcp', onBoot: true },
            { name: 'eth1', protocol: 'none', onBoot: false },
          ],
        },
      },
    })
    expect(end).toEqual({ state: 'done' })
    expect(engine.upstream.guestSetupOf(vm.name)).toMatchObject({
      by: 'cloud-init',
      timezone: 'Europe/Berlin',
      users: [{ name: 'admin' }],
      sshKeys: ['ssh-rsa A a@x', 'ssh-ed25519 B b@x'],
      nics: [
        { name: 'eth0', protocol: 'dhcp', onBoot: true },
        { name: 'eth1', protocol: 'none', onBoot: false },
      ],
    })
  })

  test('no secret is shown', async () => {
    const engine = await actingEngine(version)
    const vm = await engine.fit('down', undefined, true)
    const hidden = { userName: 'u', password: 'hidden' }
    const options = { domain: { name: 'd', ...hidden }, sysprep: hidden, cloudInit: { password: 'hidden' } }
    for (const part of [{ domain: options.domain }, { sysprep: hidden }, { cloudInit: options.cloudInit }]) {
      const action = { verb: 'run-once', options: part } as const
      const [shown] = await engine.actions.preview({ vm: vm.id, action, intent: 'x' }, engine.signal)
      expect(shown?.body).toContain('******')
      expect(shown?.body).not.toContain('hidden')
    }
    expect(engine.sent).toEqual([])
  })
})
