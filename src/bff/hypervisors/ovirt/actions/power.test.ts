import { describe, expect, test } from 'vitest'
import { actingEngine } from '../testing/acting-engine.ts'

describe.each(['4.5', '3.4'] as const)('power on a simulated engine %s', (version) => {
  test('follows a VM from off to up and back', async () => {
    const engine = await actingEngine(version)
    const vm = await engine.fit('down')
    const start = await engine.run(vm.id, { verb: 'start' })
    expect(start.end).toEqual({ state: 'done' })
    expect(await vm.state()).toBe('up')
    expect(start.progress[0]).toEqual({ chain: engine.lastIntent() })
    expect(start.progress[1]?.upstreamId).toBeDefined()
    expect(start.progress.some(({ step }) => step !== undefined)).toBe(true)
    expect(engine.sent[0]?.correlation).toBe(engine.lastIntent())
    engine.upstream.setAgent(vm.name, true)
    expect((await engine.run(vm.id, { verb: 'reboot' })).end).toEqual({ state: 'done' })
    expect(await vm.state()).toBe('up')
    engine.upstream.setAgent(vm.name, true)
    expect((await engine.run(vm.id, { verb: 'suspend' })).end).toEqual({ state: 'done' })
    expect(await vm.state()).toBe('suspended')
    expect((await engine.run(vm.id, { verb: 'start' })).end).toEqual({ state: 'done' })
    expect((await engine.run(vm.id, { verb: 'shutdown' })).end).toEqual({ state: 'done' })
    expect(await vm.state()).toBe('down')
    await engine.run(vm.id, { verb: 'start' })
    expect((await engine.run(vm.id, { verb: 'stop' })).end).toEqual({ state: 'done' })
    expect(await vm.state()).toBe('down')
  })

  test.each([
    ['start', 'down', 54],
    ['stop', 'up', 56],
    ['shutdown', 'up', 147],
    ['suspend', 'up', 521],
    ['migrate', 'up', undefined],
  ] as const)('tells why %s failed after it was taken', async (verb, status, code) => {
    const engine = await actingEngine(version)
    const vm = await engine.fit(status)
    engine.upstream.failNext(vm.name, verb, 'out of luck')
    const { end } = await engine.run(vm.id, { verb })
    expect(end.state).toBe('failed')
    if (end.state !== 'failed') return
    if (code !== undefined) expect(end.fault.code).toBe(String(code))
    expect(end.fault.message).toContain(vm.name)
  })

  test('refuses in the words of the engine, told apart by the state', async () => {
    const engine = await actingEngine(version)
    const vm = await engine.fit('down')
    await expect(engine.run(vm.id, { verb: 'suspend' })).rejects.toMatchObject({
      info: { kind: 'invalid-state', message: 'Cannot hibernate VM. VM is not up.', system: 'sim' },
    })
    await expect(engine.run('00000000-0000-4000-8000-00000000dead', { verb: 'stop' })).rejects.toMatchObject({
      info: { kind: 'not-found' },
    })
  })

  test('migrates to a host, tells how far, and can be cancelled', async () => {
    const engine = await actingEngine(version)
    const vm = await engine.fit('up')
    const before = await vm.read()
    const { end, progress } = await engine.run(vm.id, { verb: 'migrate' })
    expect(end).toEqual({ state: 'done' })
    const after = await vm.read()
    expect(after.kind === 'vm' && before.kind === 'vm' && after.hostId !== before.hostId).toBe(true)
    expect(progress.some(({ percent }) => (percent ?? 0) > 0)).toBe(true)

    let asked = false
    const request = { vm: vm.id, action: { verb: 'migrate' } as const, intent: crypto.randomUUID() }
    let job: string | undefined
    const cancelled = await engine.actions.run(
      request,
      (one) => {
        job = one.upstreamId ?? job
        if (one.cancel !== true || asked || job === undefined) return
        asked = true
        void engine.actions.cancelJob(job, engine.signal)
      },
      engine.signal,
    )
    expect(asked).toBe(true)
    expect(cancelled).toEqual({ state: 'cancelled' })
    expect(await vm.state()).toBe('up')
  })

  test('follows what the engine took although its answer got lost', async () => {
    const engine = await actingEngine(version)
    const vm = await engine.fit('down')
    engine.loseAnswers()
    expect((await engine.run(vm.id, { verb: 'start' })).end).toEqual({ state: 'done' })
    expect(await vm.state()).toBe('up')
    expect((await engine.run(vm.id, { verb: 'edit', notes: 'x' })).end.state).toBe('unknown')
  })

  test('takes a VM out of its pool', async () => {
    const engine = await actingEngine(version)
    for (const { id, name } of engine.upstream.vms()) {
      const { vm } = await engine.connection.vm(id, engine.signal)
      if (vm.kind !== 'vm' || vm.traits?.includes('pool') !== true) continue
      engine.upstream.setStatus(name, 'down')
      expect((await engine.run(id, { verb: 'detach-pool' })).end).toEqual({ state: 'done' })
      const after = (await engine.connection.vm(id, engine.signal)).vm
      expect(after.kind === 'vm' && after.traits?.includes('pool') === true).toBe(false)
      return
    }
    throw new Error('no VM is in a pool')
  })

  test('says so when nothing shows whether the engine took it', async () => {
    const engine = await actingEngine(version)
    const vm = await engine.fit('down')
    engine.simulator.faults.add({ path: '/start', effect: { status: 503, body: '' } })
    const lost = await engine.run(vm.id, { verb: 'start' })
    expect(lost.end.state).toBe('unknown')
    expect(engine.sent.filter(({ path }) => path.endsWith('/start'))).toHaveLength(1)
  })

  test('starts once with everything that this run has of its own', async () => {
    const engine = await actingEngine(version)
    const vm = await engine.fit('down')
    const image = (await engine.actions.isoFiles(vm.id, engine.signal))[0]
    const { end } = await engine.run(vm.id, {
      verb: 'run-once',
      options: {
        pause: true,
        boot: ['cdrom', 'hd'],
        ...(image === undefined ? {} : { cd: image.id }),
        display: 'vnc',
        commandLine: 'quiet',
        kernel: '/k',
        initrd: '/i',
        cloudInit: {
          hostName: 'web01.x.test',
          userName: 'root',
          password: 'p<&"',
          sshKeys: 'ssh-rsa AAA root@x\nssh-rsa BBB other@x',
          nics: [
            {
              name: 'eth0',
              protocol: 'static',
              address: '192.0.2.5',
              netmask: '255.255.255.0',
              gateway: '192.0.2.1',
              onBoot: true,
            },
          ],
          dnsServers: ['192.0.2.2', '192.0.2.3'],
          dnsSearch: ['x.test'],
          timeZone: 'Etc/UTC',
          customScript: 'runcmd:\n- touch /x',
        },
      },
    })
    expect(end).toEqual({ state: 'done' })
    expect(engine.upstream.runOf(vm.name)).toMatchObject({
      paused: true,
      display: 'vnc',
      boot: ['cdrom', 'hd'],
      cd: image?.id,
      kernel: '/k',
      initrd: '/i',
      cmdline: 'quiet',
    })
    const resumed = await engine.run(vm.id, { verb: 'start' })
    expect(resumed.end).toEqual({ state: 'done' })
    expect(engine.upstream.guestSetupOf(vm.name)).toMatchObject({
      by: 'cloud-init',
      hostName: 'web01.x.test',
      users: [{ name: 'root', password: 'p<&"' }],
      sshKeys: ['ssh-rsa AAA root@x', 'ssh-rsa BBB other@x'],
      dnsServers: ['192.0.2.2', '192.0.2.3'],
      dnsSearch: ['x.test'],
      nics: [{ name: 'eth0', protocol: 'static', address: '192.0.2.5', onBoot: true }],
      customScript: 'runcmd:\n- touch /x',
    })
  })

  test('shows a request without its secrets and sends nothing', async () => {
    const engine = await actingEngine(version)
    const vm = await engine.fit('down')
    const action = { verb: 'run-once', options: { cloudInit: { password: 'hidden' } } } as const
    const request = { vm: vm.id, action, intent: 'x' }
    const [shown] = await engine.actions.preview(request, engine.signal)
    expect(shown?.path).toContain(`/vms/${vm.id}/start`)
    expect(shown?.body).toContain('******')
    expect(shown?.body).not.toContain('hidden')
    expect(engine.sent).toEqual([])
  })
})
