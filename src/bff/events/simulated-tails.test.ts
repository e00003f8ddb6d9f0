import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LogEvent } from '../../contract/events/event.ts'
import { createOvirtSimulator } from '../../simulators/ovirt/ovirt-simulator.ts'
import { createVcenterSimulator } from '../../simulators/vcenter/vcenter-simulator.ts'
import { demoAccount } from '../../simulators/world/options.ts'
import { createBff } from '../create-bff.ts'
import type { Bff } from '../host.ts'
import type { Clock } from '../hypervisors/port.ts'
import { realClock, silentLog } from '../hypervisors/recording-sink.ts'
import { EventStream } from '../testing/event-stream.ts'
import { Browser } from '../testing/fake-host.ts'

/** What happens in a simulated system is told once in the live stream, whatever happens to the connections. */

const options = { id: 'sim', seed: 'tails', estate: 'small', startAt: Date.UTC(2026, 0, 5) } as const

/** Time passes that much faster for adapters that ask now and then. */
const haste = 20
const hasty: Clock = {
  now: () => Date.now() * haste,
  sleep: (ms, signal) => realClock.sleep(ms / haste, signal),
}

describe.each([
  ['vCenter 8.0.3', 'vcenter', () => createVcenterSimulator({ ...options, version: '8.0.3' })],
  ['vCenter 7.0.3', 'vcenter', () => createVcenterSimulator({ ...options, version: '7.0.3' })],
  ['oVirt 4.5', 'ovirt', () => createOvirtSimulator({ ...options, version: '4.5' })],
  ['RHEV 3.4', 'ovirt', () => createOvirtSimulator({ ...options, version: '3.4' })],
] as const)('the tail of a simulated %s', { timeout: 90_000 }, (_, kind, create) => {
  const clock = kind === 'ovirt' ? hasty : realClock
  let simulator: ReturnType<typeof create>
  let bff: Bff
  let browser: Browser
  const streams: EventStream[] = []

  beforeEach(async () => {
    simulator = create()
    simulator.upstream.quiet(true)
    const config = { id: 'sim', name: 'sim', kind, url: `https://${simulator.host}` }
    const send = (request: Request) => simulator.fetch(request)
    bff = createBff({ systems: [{ config, send, warnings: [] }], clock, log: silentLog })
    browser = new Browser(bff)
    await signIn()
  })

  afterEach(async () => {
    for (const stream of streams.splice(0)) {
      expect(stream.doubles).toEqual([])
      stream.stop()
    }
    await bff.close()
  })

  const signIn = () => browser.signIn('sim', demoAccount.password, demoAccount.userName)

  async function open(place = ''): Promise<EventStream> {
    const response = await browser.request(`/api/live?events=${place}`)
    if (response.body === null) throw new Error('no stream')
    const stream = new EventStream(response.body)
    streams.push(stream)
    await stream.until(() => stream.last !== undefined, 'first message')
    return stream
  }

  const readPage = () =>
    browser.request('/api/systems/sim/events/page', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ filter: {}, limit: 300 }),
    })

  /** Texts of a VM's entries, which are told with this name. */
  const texts = ({ order, events }: EventStream, name: string) =>
    order.flatMap((id) => {
      const { message = '' } = events.get(id) ?? {}
      return message.includes(name) ? [message] : []
    })

  test('tells each action once, as the log of the system has it', async () => {
    const stream = await open()
    expect(stream.last).toMatchObject({ full: true, gaps: [] })
    expect(stream.events.size).toBe(200)
    const [first, second] = simulator.upstream.vms().filter(({ power }) => power === 'off')
    if (first === undefined || second === undefined) throw new Error('no stopped VMs')
    simulator.upstream.rename(first.name, 'tail-test')
    simulator.upstream.setPower('tail-test', 'on')
    simulator.upstream.setPower('tail-test', 'off')
    simulator.upstream.create('tail-made')
    for (let turn = 0; turn < 40; turn += 1) {
      simulator.upstream.setPower(second.name, 'on')
      simulator.upstream.setPower(second.name, 'off')
    }
    simulator.upstream.remove('tail-made')
    await stream.until(() => texts(stream, 'tail-made').length >= 2, 'the last action')
    const page = await (await readPage()).json()
    const ids: string[] = page.events.map(({ id }: LogEvent) => id)
    const told = new Set(stream.order)
    // Reading the page may have been the last thing that happened.
    expect(ids.slice(20, 280).filter((id) => !told.has(id))).toEqual([])
    expect(texts(stream, second.name).length).toBeGreaterThanOrEqual(80)
  })

  test('loses nothing over a broken line, a restart of the system and a new stream', async () => {
    const stream = await open()
    simulator.upstream.create('made-1')
    await stream.until(() => texts(stream, 'made-1').length > 0, 'before the break')
    simulator.faults.add({ effect: { refuse: true } })
    simulator.upstream.create('made-2')
    await stream.until(() => stream.last?.fault !== undefined, 'the fault')
    simulator.upstream.create('made-3')
    simulator.faults.clear()
    await stream.until(() => texts(stream, 'made-3').length > 0, 'after the break')
    await stream.until(() => stream.last?.fault === undefined, 'healed')
    expect(texts(stream, 'made-2').length).toBe(texts(stream, 'made-1').length)

    const { place } = stream
    stream.stop()
    simulator.upstream.create('made-4')
    const next = await open(place)
    await next.until(() => texts(next, 'made-4').length > 0, 'after the new stream')
    expect(next.fulls).toBe(0)
    expect(next.order.filter((id) => stream.events.has(id))).toEqual([])

    simulator.restart()
    simulator.upstream.create('made-5')
    await expect
      .poll(async () => (await (await browser.request('/api/systems')).json()).systems[0].session.state, {
        timeout: 20_000,
      })
      .toBe('expired')
    simulator.upstream.create('made-6')
    await signIn()
    // Nobody watched meanwhile: the newest entries are told again.
    const again = await open(next.place)
    await again.until(() => texts(again, 'made-6').length > 0, 'after the restart')
    expect(again.fulls).toBe(1)
    for (const name of ['made-1', 'made-4', 'made-5'])
      expect(texts(again, name)).toHaveLength(texts(stream, 'made-1').length)
  })

  test('keeps what it cannot read, and says when it may not read at all', async () => {
    const stream = await open()
    simulator.upstream.writeMalformed('What is this?')
    simulator.upstream.create('made-1')
    await stream.until(() => texts(stream, 'made-1').length > 0, 'the next entry')
    const odd = [...stream.events.values()].filter(({ raw }) => raw !== undefined)
    expect(odd).toMatchObject([{ message: 'What is this?' }])
    simulator.upstream.refuseEvents(true)
    const refusedAt = clock.now()
    await stream.until(() => stream.last?.fault?.kind === 'forbidden', 'the refusal')
    expect(stream.last?.retryAt).toBeGreaterThan(0)
    expect((await readPage()).status).toBe(403)
    simulator.upstream.create('made-2')
    simulator.upstream.refuseEvents(false)
    await stream.until(() => clock.now() - refusedAt > 2_200, 'some time')
    expect((await readPage()).status).toBe(200)
    await stream.until(() => texts(stream, 'made-2').length > 0, 'what happened meanwhile')
    expect(stream.last).not.toHaveProperty('fault')
    expect(stream.fulls).toBe(1)
  })
})
