import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createOvirtSimulator } from '../../../simulators/ovirt/ovirt-simulator.ts'
import { demoAccount } from '../../../simulators/world/options.ts'
import type { Simulator } from '../../../simulators/world/simulator.ts'
import { RecordingSink, silentLog } from '../recording-sink.ts'
import { WatchedLoad } from './testing/watched-load.ts'

/** What the fact sheet's §8 and §10 ask of a client, counted over stepped time. */
describe.each(['4.5', '3.4'] as const)('a watch of an engine %s with 1,500 VMs', (version) => {
  let simulator: Simulator
  let sink: RecordingSink
  let load: WatchedLoad

  beforeEach(async () => {
    const startAt = Date.UTC(2026, 0, 15, 9)
    simulator = createOvirtSimulator({ id: 'sim', seed: 'load', estate: 'large', startAt, version })
    sink = new RecordingSink()
    load = new WatchedLoad(simulator)
    await load.start(demoAccount, sink, silentLog)
  })

  afterEach(() => load.stop())

  const listed = (paths: Map<string, number>): number =>
    [...paths].reduce((sum, [path, count]) => sum + (path.endsWith('/vms') ? count : 0), 0)

  test('reads all details by few requests, and asks little at rest', { timeout: 120_000 }, async () => {
    const first = await load.pass(60)
    expect(sink.of('vm').filter((vm) => vm.provisionedBytes === undefined)).toEqual([])
    // 1,500 VMs by fifties, the templates, the log, and VMs in a short state at every tick.
    expect(first.requests).toBeLessThan(180)
    // What stays in a short state is asked for less often by now.
    await load.pass(70)
    const rest = await load.pass(120)
    expect(rest.requests / 2).toBeLessThan(50)
    expect(Math.max(first.atOnce, rest.atOnce)).toBeLessThanOrEqual(4)
    // The log every 2 to 5 s.
    const asked = [...rest.byPath].find(([path]) => path.endsWith('/events'))?.[1] ?? 0
    expect(asked / 2).toBeGreaterThanOrEqual(12)
    expect(asked / 2).toBeLessThanOrEqual(30)
    expect(listed(rest.byPath)).toBeLessThan(30)
  })

  test('stays within its bound whatever happens upstream, and misses nothing', {
    timeout: 120_000,
  }, async () => {
    await load.pass(30)
    const churn = await load.pass(30, (second) => {
      change(simulator, 100, second)
      simulator.advance(1_000)
    })
    expect(churn.requests).toBeLessThanOrEqual(20 * 30)
    expect(churn.atOnce).toBeLessThanOrEqual(4)
    // By ids, fifty at a time: each change is read after its event and once more.
    expect(listed(churn.byPath)).toBeLessThan(300)
    await load.pass(20)
    const known = new Map(sink.of('vm').map((vm) => [vm.id, vm]))
    for (const { id, name, power } of simulator.upstream.vms()) {
      expect(known.get(id)?.name).toBe(name)
      if (power !== 'suspended' && known.get(id)?.power !== 'transition') {
        expect(known.get(id)?.power === 'off', name).toBe(power === 'off')
      }
      known.delete(id)
    }
    expect([...known.values()]).toEqual([])
  })
})

/** So many changes of VMs all over the estate: names, power, births and deaths. */
function change(simulator: Simulator, count: number, second: number): void {
  const { upstream } = simulator
  const vms = upstream.vms()
  for (let index = 0; index < count; index += 1) {
    const number = second * count + index
    const vm = vms[(number * 7) % vms.length]
    if (vm === undefined) return
    if (number % 50 === 0) upstream.create(`born-${number}`)
    else if (number % 50 === 1 && vm.power === 'off') upstream.remove(vm.name)
    else if (number % 3 === 0) upstream.setPower(vm.name, vm.power === 'on' ? 'off' : 'on')
    else upstream.rename(vm.name, `renamed-${number}`)
  }
}
