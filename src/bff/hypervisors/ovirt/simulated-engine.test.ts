import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inventoryRowSchema } from '../../../contract/inventory.ts'
import { createOvirtSimulator, type OvirtSimulator } from '../../../simulators/ovirt/ovirt-simulator.ts'
import { demoAccount } from '../../../simulators/world/options.ts'
import type { Clock, Connection } from '../port.ts'
import { RecordingSink, realClock, silentLog } from '../recording-sink.ts'
import { createOvirt } from './ovirt.ts'

/** What the shared suite does not ask: accounts that see little, and what only time or a full check shows. */
const never = () => new AbortController().signal
/** Time passes that much faster for the adapter, so that slow checks can be awaited. */
const haste = 200
const hasty: Clock = {
  now: () => Date.now() * haste,
  sleep: (ms, signal) => realClock.sleep(ms / haste, signal),
}

describe.each([
  ['4.5', 'v4'],
  ['3.4', 'v3'],
] as const)('a simulated engine %s', (version, dialect) => {
  let simulator: OvirtSimulator
  let ending: AbortController

  beforeEach(() => {
    simulator = createOvirtSimulator({
      id: 'sim',
      seed: 'engine',
      estate: 'small',
      startAt: Date.UTC(2026, 0, 15, 9),
      version,
    })
    ending = new AbortController()
  })

  afterEach(() => ending.abort())

  async function connect(userName: string, clock: Clock = realClock): Promise<Connection> {
    const hypervisor = createOvirt({
      system: { id: 'sim', name: 'sim', kind: 'ovirt', url: `https://${simulator.host}`, dialect },
      send: (request) => simulator.fetch(request),
      clock,
      log: silentLog,
    })
    return hypervisor.connect(await hypervisor.signIn({ ...demoAccount, userName }, never()))
  }

  async function watched(connection: Connection): Promise<RecordingSink> {
    const sink = new RecordingSink()
    const ended = connection.watch(sink, ending.signal)
    await Promise.race([sink.until('complete', () => sink.completions > 0, 10_000), ended])
    return sink
  }

  test('shows an account without rights its own VMs and follows them', async () => {
    const connection = await connect('user@gantry.example')
    const sink = await watched(connection)
    for (const row of sink.rows.values()) inventoryRowSchema.parse(row)
    const all = simulator.upstream.vms()
    const own = sink.of('vm')
    expect(own.length).toBeGreaterThan(0)
    expect(own.length).toBeLessThan(all.length)
    // Where they run is not theirs to know.
    expect(own.filter((vm) => vm.hostId !== undefined)).toEqual([])
    const stopped = own.find((vm) => vm.status === 'down')
    if (stopped === undefined) throw new Error('no stopped VM')
    simulator.upstream.setPower(stopped.name, 'on')
    await sink.until('on', () => sink.byName('vm', stopped.name)?.power === 'on', 10_000)
    expect((await connection.vm(stopped.id, never())).vm.name).toBe(stopped.name)
  })

  test('tells disks, networks, tags and addresses soon after the list', async () => {
    const sink = await watched(await connect(demoAccount.userName))
    await sink.until('all read', () => sink.of('vm').every((vm) => vm.provisionedBytes !== undefined), 10_000)
    const vms = sink.of('vm')
    expect(vms.some((vm) => (vm.tags ?? []).length > 0)).toBe(true)
    expect(vms.some((vm) => (vm.ips ?? []).length > 0)).toBe(true)
    for (const vm of vms) {
      for (const id of vm.datastoreIds ?? []) expect(sink.rows.get(id)?.kind).toBe('datastore')
      for (const id of vm.networkIds ?? []) expect(sink.rows.get(id)?.kind).toBe('network')
    }
    await sink.until('load', () => sink.of('host').some((host) => host.cpuUsedPercent !== undefined), 10_000)
  })

  test('a guest that starts gets its address, which no event tells', async () => {
    const sink = await watched(await connect(demoAccount.userName, hasty))
    await sink.until('all read', () => sink.of('vm').every((vm) => vm.provisionedBytes !== undefined), 10_000)
    const withAgent = sink.of('vm').find((vm) => vm.power === 'on' && (vm.ips ?? []).length > 0)
    if (withAgent === undefined) throw new Error('no VM with an agent')
    const row = () => sink.byName('vm', withAgent.name)
    simulator.upstream.setPower(withAgent.name, 'off')
    await sink.until('off', () => row()?.power === 'off' && row()?.ips === undefined, 5_000)
    simulator.upstream.setPower(withAgent.name, 'on')
    await sink.until('on', () => row()?.power === 'on', 5_000)
    simulator.advance(120_000)
    await sink.until('address', () => (row()?.ips ?? []).length > 0, 5_000)
  })

  test('an account that is refused the log still sees everything, and changes after a while', async () => {
    simulator.upstream.refuseEvents(true)
    const sink = await watched(await connect(demoAccount.userName, hasty))
    expect(sink.of('vm').length).toBeGreaterThan(10)
    simulator.upstream.create('unheard-vm')
    await sink.until('found', () => sink.byName('vm', 'unheard-vm') !== undefined, 15_000)
    simulator.upstream.refuseEvents(false)
    await sink.until('read anew', () => sink.completions === 2, 15_000)
  })

  test('a full check finds what the log did not tell', async () => {
    const connection = await connect(demoAccount.userName, hasty)
    // The log stays as it is for this one: nothing new is ever reported.
    simulator.faults.add({
      path: '/events',
      effect: { status: 200, body: '<events/>', contentType: 'application/xml' },
    })
    const sink = await watched(connection)
    const victim = simulator.upstream.vms().find((vm) => vm.power === 'off')
    if (victim === undefined) throw new Error('no stopped VM')
    simulator.upstream.create('silent-vm')
    simulator.upstream.remove(victim.name)
    await sink.until('found', () => sink.byName('vm', 'silent-vm') !== undefined, 15_000)
    await sink.until('missed', () => sink.byName('vm', victim.name) === undefined, 15_000)
    expect(sink.completions).toBe(1)
  })
})
