import { expect, test } from 'vitest'
import { cloneOptionsSchema } from '../../../../contract/clone/options.ts'
import { cloneOrderSchema } from '../../../../contract/clone/order.ts'
import { clonePlanSchema } from '../../../../contract/clone/plan.ts'
import { RecordingSink, realClock, silentLog } from '../../recording-sink.ts'
import { createOvirt } from '../ovirt.ts'
import { orderOf } from '../testing/clone-scene.ts'
import { cloningOf } from '../testing/cloning-engine.ts'
import { recordedEngine } from '../testing/recorded-engine.ts'

const never = () => new AbortController().signal
const vmOn = 'a1293e54-dae8-496f-baa4-27719592113e'
const vmOff = '8070fa6d-5b82-412c-9d41-a00017205c73'

/** A real engine 4.3 that answers what it once answered; what it was not asked then it does not know. */
async function open() {
  const engine = recordedEngine()
  const hypervisor = createOvirt({
    system: { id: 'rec', name: 'rec', kind: 'ovirt', url: 'https://engine.example.test' },
    send: engine.send,
    clock: realClock,
    log: silentLog,
  })
  const connection = hypervisor.connect(
    await hypervisor.signIn({ userName: 'admin@internal', password: 'x' }, never()),
  )
  const sink = new RecordingSink()
  const ending = new AbortController()
  const watched = connection.watch(sink, ending.signal)
  await sink.until('complete', () => sink.completions > 0, 10_000)
  ending.abort()
  await watched
  const known = { get: (id: string) => sink.rows.get(id), rows: () => sink.rows.values() }
  return { cloning: cloningOf(connection), known, engine }
}

test('a VM that is down can be cloned, one that runs cannot on 4.3', async () => {
  const { cloning } = await open()
  const off = cloneOptionsSchema.parse(await cloning.options({ vm: vmOff }, never()))
  const on = cloneOptionsSchema.parse(await cloning.options({ vm: vmOn }, never()))
  const possible = (options: typeof on) =>
    options.ways.filter((way) => way.possible === true).map(({ way }) => way)
  expect(possible(off)).toEqual(['vm-clone', 'from-snapshot', 'make-template'])
  expect(possible(on)).toEqual(['from-snapshot'])
  expect(on.source.note).toContain('power cut')
  expect(off.disks.length).toBeGreaterThan(0)
  for (const disk of off.disks) expect(['thin', 'thick']).toContain(disk.format)
  expect(off.nics.length).toBeGreaterThan(0)
  expect(off.reach).toHaveLength(3)
  expect(off.reach.some(({ datastoreIds }) => (datastoreIds?.length ?? 0) > 0)).toBe(true)
})

test('a plan reads only, and tells what could not be checked', async () => {
  const { cloning, known, engine } = await open()
  engine.log.length = 0
  const order = cloneOrderSchema.parse({ ...orderOf('vm'), source: { vm: vmOff } })
  const plan = clonePlanSchema.parse({ ...(await cloning.plan(order, 0, known, never())), space: [] })
  expect(plan).toMatchObject({ way: 'vm-clone', protocol: 'v4 JSON, 4.3.10.4-1.el7' })
  expect(plan.findings.filter(({ level }) => level === 'error')).toEqual([])
  expect(plan.findings.some(({ level }) => level === 'info')).toBe(true)
  expect(plan.requests[0]).toMatchObject({ method: 'POST', path: `/ovirt-engine/api/vms/${vmOff}/clone` })
  expect(engine.log.every((line) => line.startsWith('GET '))).toBe(true)
  const template = [...known.rows()].find((row) => row.kind === 'template')
  const thin = cloneOrderSchema.parse({
    ...orderOf('vm'),
    source: { vm: template?.id },
    linked: true,
  })
  expect((await cloning.plan(thin, 0, known, never())).way).toBe('from-template')
})
