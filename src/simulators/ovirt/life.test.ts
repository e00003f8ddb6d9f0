import { describe, expect, test } from 'vitest'
import { createOvirtSimulator } from './ovirt-simulator.ts'
import { all, asAdmin, openWire, startAt } from './wire-test.ts'

const q = encodeURIComponent

describe('an estate', () => {
  test('is the same for the same seed and another for another', async () => {
    const names = (seed: string) =>
      createOvirtSimulator({ id: 'a', seed, estate: 'small', startAt, version: '4.5' }).upstream.vms()
    expect(names('1')).toEqual(names('1'))
    expect(names('1')).not.toEqual(names('2'))
  })

  test.each(['4.5', '3.4'] as const)(
    'of the largest size grows and lists in seconds (%s)',
    async (version) => {
      const wire = openWire(version, 'max')
      expect(wire.simulator.upstream.vms()).toHaveLength(10_000)
      const path = version === '4.5' ? '/vms?max=500' : '/vms;max=500?x'
      const text = await wire.xml(`${path}&search=${q('sortby name page 20')}`)
      expect(all(text, /<vm (href)/g)).toHaveLength(500)
    },
  )

  test('stands still until time is moved', async () => {
    const { json, simulator } = openWire('4.5')
    const once = await json('/hosts?detail=statistics')
    expect(await json('/hosts?detail=statistics')).toEqual(once)
    simulator.advance(60_000)
    expect(await json('/hosts?detail=statistics')).not.toEqual(once)
  })

  test('lives: about one thing in ten seconds happens, told by events', async () => {
    const { json, simulator } = openWire('4.5')
    const [{ index }] = (await json('/events?max=1')).event
    simulator.advance(30 * 60_000)
    const codes = new Set<string>()
    let happened = 0
    for (const event of (await json(`/events?from=${index}`)).event) {
      codes.add(event.code)
      if (!['30', '31'].includes(event.code)) happened += 1
    }
    expect(happened).toBeGreaterThan(100)
    expect([...codes]).toEqual(
      expect.arrayContaining(['153', '32', '33', '61', '62', '63', '600', '15', '16', '26']),
    )
    const { vm: vms } = await json('/vms')
    const up = vms.filter((vm: { status: string }) => vm.status === 'up').length
    expect(up).toBeGreaterThan(20)
    expect(up).toBeLessThan(55)
    for (const vm of vms) if (vm.status === 'up') expect(vm.host).toBeDefined()
  })

  test('a host goes into maintenance, empties, and comes back', async () => {
    const { json, simulator } = openWire('4.5')
    const history: string[] = []
    let watched: string | undefined
    for (let n = 0; n < 2_000 && history.at(-1) !== 'back'; n += 1) {
      simulator.advance(1_000)
      const { host: hosts } = await json('/hosts')
      watched ??= hosts.find((host: { status: string }) => host.status === 'preparing_for_maintenance')?.id
      const host = hosts.find((candidate: { id: string }) => candidate.id === watched)
      if (host === undefined) continue
      if (host.status === 'maintenance') expect(host.summary.active).toBe('0')
      const state = host.status === 'up' && history.length > 0 ? 'back' : host.status
      if (history.at(-1) !== state) history.push(state)
    }
    expect(history[0]).toBe('preparing_for_maintenance')
    expect(history.at(-1)).toBe('back')
  })
})

describe.each(['4.5', '3.4'] as const)('what somebody else does (%s)', (version) => {
  test('shows at once and has its events', async () => {
    const { xml, simulator } = openWire(version)
    const { upstream } = simulator
    const ids = all(await xml('/events'), /<event href="[^"]+" id="(\d+)"/g)
    const from = version === '4.5' ? `/events?from=${ids[0]}` : `/events;from=${ids[0]}`
    const codes = async () =>
      all(await xml(from), /<code>(\d+)<\/code>/g)
        .filter((code) => code !== '30' && code !== '31')
        .reverse()
    const victim = upstream.vms().find((vm) => vm.power === 'off')
    if (victim === undefined) throw new Error('no stopped VM')
    const seen = () => xml(`/vms?search=${q(`id=${victim.id}`)}`)
    const state = (status: string) => (version === '4.5' ? `<status>${status}<` : `<state>${status}<`)

    upstream.setPower(victim.name, 'on')
    expect(await seen()).toContain(state('up'))
    const host = upstream.vms().find((vm) => vm.id === victim.id)?.host
    const target = upstream.hosts().find((candidate) => candidate.name !== host)?.name ?? ''
    upstream.move(victim.name, target)
    expect(upstream.vms().find((vm) => vm.id === victim.id)?.host).toBe(target)
    upstream.setPower(victim.name, 'suspended')
    expect(await seen()).toContain(state('suspended'))
    upstream.setPower(victim.name, 'off')
    expect(await seen()).toContain(state('down'))
    upstream.rename(victim.name, 'renamed')
    expect(await seen()).toContain('<name>renamed</name>')
    upstream.create('newborn')
    expect(upstream.vms().find((vm) => vm.name === 'newborn')).toMatchObject({
      power: 'off',
      host: undefined,
    })
    upstream.remove('newborn')
    expect(await xml(`/vms?search=${q('name=newborn')}`)).toMatch(/<vms\/>$/)
    expect(await codes()).toEqual(['153', '32', '62', '63', '501', '503', '33', '35', '34', '53', '113'])
    expect(() => upstream.remove('newborn')).toThrow('newborn')
    expect(() => upstream.move('renamed', 'nowhere')).toThrow('nowhere')
  })
})

test('fault rules reach the wire', async () => {
  const { simulator, send, base } = openWire('4.5')
  const get = () => send('GET', `${base}/vms`, { authorization: asAdmin })
  simulator.faults.add({ path: '/vms', effect: { status: 503, body: 'restarting' }, times: 1 })
  expect(await get()).toMatchObject({ status: 503, text: 'restarting' })
  simulator.faults.add({ path: '/vms', effect: { refuse: true }, times: 1 })
  await expect(get()).rejects.toThrow('refused')
  simulator.faults.add({ path: '/vms', effect: { cut: true }, times: 1 })
  await expect(get()).rejects.toThrow()
  expect((await get()).status).toBe(200)
})
