import { describe, expect, test } from 'vitest'
import { all, asAdmin, openWire } from './wire-test.ts'

const q = encodeURIComponent
interface Event {
  id: string
  index: string
  code: string
  time: number
  severity: string
}

describe('v4 events', () => {
  const wire = openWire('4.5')
  const events = async (query: string): Promise<Event[]> => (await wire.json(`/events${query}`)).event ?? []

  test('come newest first, with rising numbers that leave gaps', async () => {
    const found = await events('')
    const numbers = found.map((event) => Number(event.index))
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a))
    expect(numbers[0]! - numbers.at(-1)!).toBeGreaterThan(numbers.length) // both exist: the list is long
    for (const event of found) expect(event.id).toBe(event.index)
    expect(found.at(-1)?.code).toBe('1')
  })

  test('from gives what is newer, and with max the newest of it', async () => {
    const [, , , known] = await events('?max=4')
    const newer = await events(`?from=${known?.index}`)
    for (const event of newer) expect(Number(event.index)).toBeGreaterThan(Number(known?.index))
    const newest = await events(`?from=${known?.index}&max=1`)
    expect(newest).toHaveLength(1)
    expect(Number(newest[0]?.index)).toBeGreaterThanOrEqual(Number(newer[0]?.index))
  })

  test('sorted by time, pages from a number on leave no gap', async () => {
    const history = await events(`?search=${q('sortby time asc')}`)
    const start = history[20]
    const paged: Event[] = []
    for (let page = 1; page <= 3; page += 1) {
      paged.push(
        ...(await events(`?from=${start?.index}&max=10&search=${q(`sortby time asc page ${page}`)}`)),
      )
    }
    expect(paged.map((event) => event.index)).toEqual(history.slice(21, 51).map((event) => event.index))
  })

  test('pages backwards over 30 days, with and without criteria', async () => {
    const whole = await events('')
    const first = whole.at(-1)
    expect(Number(first?.time)).toBeCloseTo(Date.parse('2024-03-01T08:00:00Z') - 30 * 86_400_000, -3)
    expect(whole.map((event) => event.time)).toEqual(whole.map((event) => event.time).sort((a, b) => b - a))
    const edits = whole.filter((event) => event.code === '35').map((event) => event.index)
    const second = await events(`?max=20&search=${q('type=35 sortby time desc page 2')}`)
    expect(second.map((event) => event.index)).toEqual(edits.slice(20, 40))
    const fifth = await events(`?max=20&search=${q('sortby time asc page 5')}`)
    expect(fifth.map((event) => event.index)).toEqual(
      whole
        .toReversed()
        .slice(80, 100)
        .map((event) => event.index),
    )
    const errors = whole.filter((event) => event.severity === 'error').map((event) => event.index)
    const found = await events(`?max=3&search=${q('severity=error sortby time desc page 2')}`)
    expect(found.map((event) => event.index)).toEqual(errors.slice(3, 6))
    expect(await events(`?max=50&search=${q('sortby time desc page 500')}`)).toEqual([])
  })

  test('a late entry surfaces below what was written before it', async () => {
    const { simulator } = wire
    const [vm] = simulator.upstream.vms()
    const commit = simulator.upstream.writeLate(vm?.name ?? '')
    simulator.upstream.rename(vm?.name ?? '', 'written-first')
    const edits = async (query: string) =>
      (await events(query)).filter((event) => event.code === '35').map((event) => event.index)
    const [newest, ...older] = await edits('')
    commit()
    const [still, late, ...others] = await edits('')
    expect([still, ...others]).toEqual([newest, ...older])
    expect(Number(late)).toBeLessThan(Number(newest))
    expect(await edits(`?from=${newest}`)).toEqual([])
    expect(await edits(`?from=${Number(late) - 1}`)).toEqual([newest, late])
  })

  test('can be refused, slow, and hold what nobody understands', async () => {
    const { simulator, send, base, json } = openWire('4.5')
    simulator.upstream.writeMalformed('What is this?')
    // Whoever comes without a session signs in first.
    const [, odd] = (await json('/events?max=2')).event
    expect(odd).toEqual({ id: expect.any(String), description: 'What is this?' })

    const status = async (path: string) =>
      (await send('GET', base + path, { authorization: asAdmin, accept: 'application/json' })).status
    simulator.upstream.refuseEvents(true)
    expect([await status('/events'), await status('/vms')]).toEqual([403, 200])
    simulator.upstream.refuseEvents(false)

    simulator.upstream.slowEvents(40)
    const answered: string[] = []
    const reading = status('/events').then((code) => answered.push(`events ${code}`))
    await status('/datacenters').then((code) => answered.push(`datacenters ${code}`))
    await reading
    expect(answered).toEqual(['datacenters 200', 'events 200'])
  })

  test('the largest estate has 200,000', async () => {
    const { json } = openWire('4.5', 'max')
    const search = q('sortby time asc page 200000')
    expect((await json(`/events?max=1&search=${search}`)).event).toHaveLength(1)
  })

  test('searches by code, severity, time and VM', async () => {
    const alerts = await events(`?search=${q('severity=alert')}`)
    expect(alerts.map((event) => event.code)).toContain('9000')
    const grave = await events(`?search=${q('severity>warning')}`)
    expect(new Set(grave.map((event) => event.severity))).toEqual(new Set(['error', 'alert']))
    expect((await events('?search=type%3D26')).every((event) => event.severity === 'warning')).toBe(true)
    const early = await events(`?search=${q('time<2024-02-20')}`)
    for (const event of early) expect(event.time).toBeLessThan(Date.parse('2024-02-20T00:00:00Z'))
    const { vm: vms } = await wire.json('/vms?search=status%3Dpaused')
    const [paused] = await events(`?search=${q(`event_vm=${vms[0].name} and type=145`)}`)
    expect(paused).toMatchObject({ severity: 'error', vm: { id: vms[0].id, name: vms[0].name } })
    expect(await events(`?search=${q(`_event_vm_id=${vms[0].id} and type=145`)}`)).toHaveLength(1)
  })

  test('one event alone, and what an object that was removed leaves', async () => {
    const [first] = await events('?max=1')
    expect(await wire.json(`/events/${first?.id}`)).toMatchObject({
      id: first?.id,
      description: expect.any(String),
    })
    const [removed] = (await wire.json('/events?search=type%3D113')).event
    expect(removed.vm).toEqual({ name: 'web-99' })
  })
})

describe('v3 events', () => {
  test('have no index, and from is a matrix parameter', async () => {
    const { xml } = openWire('3.4')
    const text = await xml('/events')
    expect(text).not.toContain('<index>')
    expect(text).toMatch(/<event href="\/api\/events\/(\d+)" id="\1"><description>/)
    const ids = all(text, /<event href="[^"]+" id="(\d+)"/g)
    const later = all(await xml(`/events;from=${ids[3]}`), /<event href="[^"]+" id="(\d+)"/g)
    expect(later.slice(-3)).toEqual(ids.slice(0, 3))
    expect(all(await xml(`/events?from=${ids[3]}`), /(<event )/g).length).toBeGreaterThanOrEqual(ids.length)
    expect(text).toMatch(/<template href="\/api\/templates\/00000000-0000-0000-0000-000000000000"/)
  })
})
