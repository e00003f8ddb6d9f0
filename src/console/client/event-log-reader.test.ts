import { expect, test } from 'vitest'
import { eventKey } from '../../contract/events/event.ts'
import type { FaultInfo } from '../../contract/fault.ts'
import type { EventLog } from './event-log-reader.ts'
import { EventWorld } from './test-event-world.ts'

const down: FaultInfo = { kind: 'unavailable', message: 'The system does not answer.' }
const refused: FaultInfo = { kind: 'forbidden', message: 'No permission.' }

const keys = (log: EventLog) =>
  log.view().rows.flatMap((row) => (row.kind === 'event' ? [eventKey(row.event)] : []))
const gaps = (log: EventLog) =>
  log
    .view()
    .rows.flatMap((row, index) => (row.kind === 'gap' ? [{ index, system: row.system, ...row.gap }] : []))

async function readAll(world: EventWorld, log: EventLog) {
  for (let round = 0; round < 200 && !log.view().complete; round += 1) {
    log.readOlder()
    await world.pass(1_000)
  }
}

test('reads systems side by side, and on when asked, down to the end', async () => {
  const world = new EventWorld()
  world.add('a', 500)
  world.add('b', 900, 700)
  const log = world.open({}, ['a', 'b'])
  expect(world.reads.map(({ system }) => system)).toEqual(['a', 'b'])
  await world.pass(150)
  expect(log.view().rows.length).toBeGreaterThan(100)
  expect(log.view().complete).toBe(false)
  const first = log.view().rows.length
  await world.pass(10_000)
  // What lies ahead is read, and then nothing until somebody wants it.
  const reads = world.reads.length
  expect(log.view().rows.length).toBeGreaterThan(first)
  await world.pass(60_000)
  expect(world.reads).toHaveLength(reads)
  expect(log.view().reading).toBe(false)

  await readAll(world, log)
  expect(keys(log)).toHaveLength(1_400)
  expect(new Set(keys(log)).size).toBe(1_400)
  expect(log.view().coverage.map(({ system, complete }) => [system, complete])).toEqual([
    ['a', true],
    ['b', true],
  ])
})

test('reads as far back as a link wants', async () => {
  const world = new EventWorld()
  world.add('a', 5_000)
  const log = world.open({}, ['a'])
  const wanted = world.now - 3_000_000
  log.readOlder(wanted)
  await world.pass(20_000)
  const { readBackTo } = log.view().coverage[0] ?? {}
  expect(readBackTo).toBeLessThanOrEqual(wanted)
  expect(readBackTo).toBeGreaterThan(wanted - 800_000)
})

test('new entries that fit stand at the top, painted together', async () => {
  const world = new EventWorld()
  world.add('a', 50)
  const log = world.open({ severities: ['error'] }, ['a'])
  await world.pass(200)
  let renders = 0
  log.subscribe(() => {
    renders += 1
  })
  for (let n = 0; n < 30; n += 1) world.tell('a', [world.next('a')])
  expect(renders).toBe(0)
  world.paint()
  expect(renders).toBe(1)
  expect(keys(log).slice(0, 4)).toEqual(['a/70', 'a/60', 'a/50', 'a/40'])
  expect(log.view().tail.get('a')).toBe('following')
})

test('while paused new entries wait and are counted; older pages come all the same', async () => {
  const world = new EventWorld()
  world.add('a', 1_000)
  const log = world.open({}, ['a'])
  await world.pass(200)
  log.pause()
  await world.pass(0)
  const before = keys(log)
  for (let n = 0; n < 34; n += 1) world.tell('a', [world.next('a')])
  log.readOlder()
  await world.pass(1_000)
  expect(log.view()).toMatchObject({ waiting: 34, paused: true })
  expect(keys(log).slice(0, before.length)).toEqual(before)
  expect(keys(log).length).toBeGreaterThan(before.length)
  log.resume()
  await world.pass(0)
  expect(log.view()).toMatchObject({ waiting: 0, paused: false })
  expect(keys(log)[0]).toBe('a/1033')
  await readAll(world, log)
  expect(keys(log)).toHaveLength(1_034)
})

test('a system that fails leaves a gap, is tried again, and falls into place', async () => {
  const world = new EventWorld()
  const a = world.add('a', 300)
  world.add('b', 300)
  a.fault = down
  a.tail = undefined
  const log = world.open({}, ['a', 'b'])
  await world.pass(150)
  expect(gaps(log)).toEqual([{ index: 0, system: 'a', fault: down, retryAt: world.now - 50 + 2_000 }])
  expect(keys(log).every((key) => key.startsWith('b/'))).toBe(true)
  expect(keys(log).length).toBeGreaterThan(50)
  await world.pass(2_500)
  expect(gaps(log)[0]?.retryAt).toBeGreaterThan(world.now)
  a.fault = undefined
  await world.pass(10_000)
  expect(gaps(log)).toEqual([])
  await readAll(world, log)
  expect(keys(log)).toHaveLength(600)
})

test('what an account may not do is tried again when the admin says so', async () => {
  const world = new EventWorld()
  const a = world.add('a', 30)
  a.fault = refused
  const log = world.open({}, ['a'])
  await world.pass(60_000)
  expect(world.reads).toHaveLength(1)
  expect(gaps(log)[0]?.fault).toEqual(refused)
  a.fault = undefined
  log.retry('a')
  await world.pass(200)
  expect(gaps(log)).toEqual([])
  expect(keys(log)).toHaveLength(30)
})

test('the server is there again: what failed is tried at once', async () => {
  const world = new EventWorld()
  const a = world.add('a', 30)
  a.fault = down
  const log = world.open({}, ['a'])
  await world.pass(40_000)
  world.connect(false)
  await world.pass(100)
  expect(log.view().tail.get('a')).toBe('connecting')
  a.fault = undefined
  const reads = world.reads.length
  world.connect(true)
  expect(world.reads).toHaveLength(reads + 1)
  await world.pass(150)
  expect(keys(log)).toHaveLength(30)
})

test('a slow system does not hold up the others', async () => {
  const world = new EventWorld()
  world.add('a', 400, 1_000, 9_000)
  world.add('b', 400)
  const log = world.open({}, ['a', 'b'])
  await world.pass(3_900)
  expect(keys(log)).toEqual([])
  await world.pass(200)
  expect(gaps(log).map(({ system, fault }) => [system, fault.kind])).toEqual([['a', 'timeout']])
  // What is told of it stands there nevertheless.
  expect(keys(log).filter((key) => key.startsWith('b/')).length).toBeGreaterThan(60)
  const before = keys(log)
  await world.pass(60_000)
  expect(gaps(log)).toEqual([])
  expect(keys(log).filter((key) => key.startsWith('a/')).length).toBeGreaterThan(60)
  expect(before.every((key) => keys(log).includes(key))).toBe(true)
})

test('a system that is far behind is read on when that is wanted', async () => {
  const world = new EventWorld()
  const a = world.add('a', 30_000, 10)
  world.add('b', 200, 10_000)
  a.fault = down
  const log = world.open({}, ['a', 'b'])
  await world.pass(500)
  a.fault = undefined
  await world.pass(120_000)
  const [gap] = gaps(log)
  expect(gap?.fault.advice).toBe('Try again to read on.')
  const reads = world.reads.length
  await world.pass(120_000)
  expect(world.reads).toHaveLength(reads)
  for (let n = 0; n < 6; n += 1) {
    log.retry('a')
    await world.pass(20_000)
  }
  expect(gaps(log)).toEqual([])
})

test('a stretch that the stream skipped is read at once', async () => {
  const world = new EventWorld()
  const a = world.add('a', 100, 60_000)
  const log = world.open({}, ['a'])
  await world.pass(500)
  const since = world.now
  await world.pass(3_600_000)
  for (let n = 0; n < 700; n += 1) a.log.push(world.next('a', { at: since + 100_000 + n * 1_000 }))
  world.tell('a', [world.next('a')], true, since)
  world.paint()
  expect(gaps(log)).toMatchObject([{ index: 1, from: since, until: world.now }])
  await world.pass(500)
  expect(gaps(log)).toEqual([])
  expect(keys(log).slice(0, 801)).toHaveLength(801)
  expect(new Set(keys(log)).size).toBe(keys(log).length)
})

test('a stretch that cannot be read stays marked, and is tried again', async () => {
  const world = new EventWorld()
  const a = world.add('a', 100, 60_000)
  const log = world.open({}, ['a'])
  await world.pass(500)
  const since = world.now
  await world.pass(3_600_000)
  a.log.push(world.next('a', { at: since + 5_000 }))
  a.fault = down
  world.tell('a', [world.next('a')], true, since)
  await world.pass(200)
  expect(gaps(log)).toMatchObject([{ from: since, fault: down }])
  a.fault = undefined
  log.retry('a')
  await world.pass(200)
  expect(gaps(log)).toEqual([])
  expect(keys(log).slice(0, 3)).toEqual(['a/101', 'a/100', 'a/99'])
})

test('the first that is heard of a tail after pages were read leaves nothing out', async () => {
  const world = new EventWorld()
  const a = world.add('a', 100, 60_000)
  a.tail = undefined
  const log = world.open({}, ['a'])
  await world.pass(5_000)
  expect(log.view().tail.get('a')).toBe('connecting')
  a.log.push(world.next('a'))
  await world.pass(60_000)
  world.tell('a', [world.next('a')], true)
  await world.pass(500)
  expect(keys(log).slice(0, 3)).toEqual(['a/101', 'a/100', 'a/99'])
})

test('what the server could not follow is marked until it tells it, or until it is asked for', async () => {
  const world = new EventWorld()
  const a = world.add('a', 100, 60_000)
  const old = { from: world.now - 500_000, until: world.now - 400_000, fault: down }
  world.setTail('a', { gaps: [old] })
  const log = world.open({}, ['a'])
  await world.pass(500)
  // Pages brought it.
  expect(gaps(log)).toEqual([])
  world.setTail('a', { gaps: [old], fault: down })
  world.paint()
  expect(gaps(log)).toMatchObject([{ index: 0, fault: down }])
  expect(log.view().tail.get('a')).toEqual(down)
  const since = world.now
  a.log.push(world.next('a'))
  await world.pass(300_000)
  const gap = { from: since - 1, until: world.now, fault: down }
  world.setTail('a', { gaps: [old, gap] })
  world.paint()
  expect(gaps(log)).toEqual([{ index: 0, system: 'a', ...gap }])
  log.retry('a')
  await world.pass(500)
  expect(gaps(log)).toEqual([])
  expect(keys(log)[0]).toBe('a/100')
})

test('a server that forgot where it was is asked by time', async () => {
  const world = new EventWorld()
  world.add('a', 2_000)
  const log = world.open({}, ['a'])
  await world.pass(5_000)
  world.forgotten = 1_000
  await readAll(world, log)
  expect(keys(log)).toHaveLength(2_000)
  expect(new Set(keys(log)).size).toBe(2_000)
})

test('systems come and go while the log is open', async () => {
  const world = new EventWorld()
  world.add('a', 300)
  world.add('b', 300)
  const log = world.open({}, ['a'])
  await world.pass(5_000)
  log.setSystems(['a', 'b'])
  await world.pass(5_000)
  expect(gaps(log)).toEqual([])
  expect(keys(log).slice(0, 4)).toEqual(['a/299', 'b/299', 'a/298', 'b/298'])
  log.setSystems(['b'])
  await world.pass(100)
  expect(keys(log).every((key) => key.startsWith('b/'))).toBe(true)
  expect(log.view().coverage.map(({ system }) => system)).toEqual(['b'])
  world.tell('a', [world.next('a')])
  await world.pass(100)
  expect(keys(log).every((key) => key.startsWith('b/'))).toBe(true)
})

test('a narrower filter shows at once what is known to fit, and is read on', async () => {
  const world = new EventWorld()
  world.add('a', 2_000)
  const wide = world.open({}, ['a'])
  await world.pass(5_000)
  const narrow = world.open({ severities: ['error'] }, ['a'], wide)
  wide.stop()
  const known = keys(wide).filter((key) => key.endsWith('0'))
  expect(keys(narrow)).toEqual(known)
  await world.pass(20_000)
  await readAll(world, narrow)
  expect(keys(narrow)).toHaveLength(200)
  expect(world.reads.filter(({ filter }) => filter.severities !== undefined)[0]?.filter.until).toBeDefined()
})

test('another filter begins anew, and gives up what was on its way', async () => {
  const world = new EventWorld()
  world.add('a', 2_000)
  const first = world.open({ severities: ['error'] }, ['a'])
  await world.pass(50)
  first.pause()
  const second = world.open({ severities: ['info'] }, ['a'], first)
  first.stop()
  expect(world.reads[0]?.aborted).toBe(true)
  expect(keys(second)).toEqual([])
  expect(second.view().paused).toBe(true)
  await world.pass(500)
  expect(keys(second).length).toBeGreaterThan(60)
  expect(keys(second).some((key) => key.endsWith('0'))).toBe(false)
})

test('a log that is given up and started again goes on', async () => {
  const world = new EventWorld()
  world.add('a', 400)
  const log = world.open({}, ['a'])
  log.stop()
  log.start()
  await world.pass(500)
  log.stop()
  world.tell('a', [world.next('a')])
  log.start()
  await world.pass(500)
  expect(keys(log)[0]).toBe('a/400')
  await readAll(world, log)
  expect(keys(log)).toHaveLength(401)
})

test('a range that has ended is not followed; objects and chains name their systems', async () => {
  const world = new EventWorld()
  world.add('a', 100)
  world.add('b', 100)
  const log = world.open({ until: world.now - 50_000 }, ['a', 'b'])
  await world.pass(500)
  world.tell('a', [world.next('a')])
  await world.pass(100)
  expect(log.view().tail.size).toBe(0)
  expect(keys(log)[0]).toBe('a/49')
  const ofObject = world.open({ objects: ['b/vm-1'] }, ['a', 'b'])
  expect(ofObject.view().coverage.map(({ system }) => system)).toEqual(['b'])
})

test('following for hours keeps a bound, and what was dropped is read again', async () => {
  const world = new EventWorld()
  world.add('a', 100)
  const log = world.open({}, ['a'])
  await world.pass(1_000)
  expect(log.view().complete).toBe(true)
  for (let n = 0; n < 60; n += 1) {
    world.now += 1_000
    world.tell(
      'a',
      Array.from({ length: 500 }, (_, index) =>
        world.next('a', { id: `${n}-${index}`, at: world.now + index }),
      ),
    )
  }
  await world.pass(0)
  expect(log.view().rows.length).toBeLessThan(23_000)
  expect(log.view().complete).toBe(false)
  log.pause()
  for (let round = 0; round < 200 && !log.view().complete; round += 1) {
    log.readOlder()
    await world.pass(1_000)
  }
  expect(new Set(keys(log)).size).toBe(30_100)
})
