import { describe, expect, test } from 'vitest'
import type { ActionOf, VmAction } from '../../../../contract/actions/vm-action.ts'
import { actingEngine } from '../testing/acting-engine.ts'
import { sampleActions } from '../testing/sample-actions.ts'
import { sampleRequests } from '../testing/sample-requests.ts'
import { diskItem } from '../wire/disk.ts'
import { wireVm } from '../wire/machine.ts'
import { type Release, verbsOf } from './release.ts'
import { movesOf } from './relocate.ts'
import { type Basis, requestOf } from './requests.ts'

const vm = wireVm.parse({
  id: '1b',
  name: 'web01',
  status: 'down',
  memory: '2147483648',
  memory_policy: { guaranteed: '2147483648', max: '8589934592' },
  cpu: { topology: { sockets: '1', cores: '2', threads: '1' } },
})

const basis = (dialect: 'v3' | 'v4', release: Release): Basis => ({ dialect, release, vm, cdrom: '0' })

function sent(action: VmAction, of: Basis): string {
  const { method, path, body } = requestOf(action, of)
  return body === undefined ? `${method} ${path}` : `${method} ${path} ${body}`
}

const samples = Object.entries(sampleActions)

describe('requests, letter by letter', () => {
  test.each(samples)('v4: %s', (name, action) => {
    expect(sent(action, basis('v4', [4, 5, 6]))).toBe(sampleRequests[name]?.v4)
  })

  test.each(samples)('v3: %s', (name, action) => {
    const sample = sampleRequests[name]
    if (sample?.v3 === undefined) {
      const has = verbsOf('v3', '3.6')[action.verb]
      if (has === true) expect(() => sent(action, basis('v3', [3, 6]))).toThrow(/3\.x/)
      else expect(has).toMatch(/came with release 4/)
      return
    }
    expect(sent(action, basis('v3', [3, 6]))).toBe(sample.v3)
    expect(sent(action, basis('v3', [3, 4]))).toBe(sample.v34 ?? sample.v3)
  })

  test('there is a sample of every verb, and no other', () => {
    expect(Object.keys(sampleRequests)).toEqual(samples.map(([name]) => name))
    const verbs = new Set(samples.map(([, { verb }]) => verb))
    expect([...verbs, 'relocate'].sort()).toEqual(Object.keys(verbsOf('v4', '4.5')).sort())
  })

  test('a reason is for engines that take one', () => {
    const stop = { verb: 'stop', reason: 'patching' } as const
    expect(sent(stop, basis('v4', [4, 3, 10]))).toBe('POST /vms/1b/stop {}')
  })

  test('engines before 3.4 know cloud-init without scripts, and no sysprep', () => {
    const old = basis('v3', [3, 3])
    const script = { verb: 'run-once', options: { cloudInit: { customScript: 'x' } } } as const
    expect(() => sent(script, old)).toThrow(/3\.4/)
    expect(() => sent({ verb: 'run-once', options: { sysprep: { hostName: 'x' } } }, old)).toThrow(/3\.4/)
    expect(sent({ verb: 'run-once', options: { cloudInit: { hostName: 'x' } } }, old)).toContain(
      '<cloud_init>',
    )
  })
})

describe('relocations, letter by letter', () => {
  const disk = (id: string, domain: string) => ({
    disk: diskItem.parse({
      id,
      alias: `web01_${id}`,
      storage_domains: { storage_domain: [{ id: domain }] },
    }),
  })
  const disks = [disk('d1', 'sd1'), disk('d2', 'sd1'), disk('d3', 'sd2')]
  const all: ActionOf<'relocate'> = { verb: 'relocate', datastoreId: 'sd2' }
  const one: ActionOf<'relocate'> = { verb: 'relocate', disks: [{ id: 'd3', datastoreId: 'sd3' }] }
  const up = wireVm.parse({ id: '1b', name: 'web01', status: 'up' })
  const moves = (action: ActionOf<'relocate'>, of: Pick<Basis, 'dialect' | 'release' | 'vm'>) =>
    movesOf(action, of, disks).map(({ write: { method, path, body } }) => `${method} ${path} ${body}`)

  test('v4 moves disks at the top level', () => {
    const to = (domain: string) => `{"storage_domain":{"id":"${domain}"}}`
    expect(moves(all, basis('v4', [4, 5]))).toEqual([
      `POST /disks/d1/move ${to('sd2')}`,
      `POST /disks/d2/move ${to('sd2')}`,
    ])
    expect(moves(one, basis('v4', [4, 5]))).toEqual([`POST /disks/d3/move ${to('sd3')}`])
    expect(moves({ ...all, ...one }, basis('v4', [4, 5]))).toEqual([
      `POST /disks/d1/move ${to('sd2')}`,
      `POST /disks/d2/move ${to('sd2')}`,
      `POST /disks/d3/move ${to('sd3')}`,
    ])
  })

  test('v3 moves a stopped VM as a whole, disks below their VM', () => {
    const to = (domain: string) => `<action><storage_domain id="${domain}"/></action>`
    expect(moves(all, basis('v3', [3, 4]))).toEqual([`POST /vms/1b/move ${to('sd2')}`])
    expect(moves(one, basis('v3', [3, 4]))).toEqual([`POST /vms/1b/disks/d3/move ${to('sd3')}`])
    const running = { ...basis('v3', [3, 4]), vm: up }
    expect(moves(all, running)).toEqual([
      `POST /vms/1b/disks/d1/move ${to('sd2')}`,
      `POST /vms/1b/disks/d2/move ${to('sd2')}`,
    ])
    expect(() => moves(all, { ...running, release: [3, 2] })).toThrow(/before 3\.3/)
    // An engine of 4.x that is spoken to in v3 has no move of VMs.
    expect(moves(all, basis('v3', [4, 3]))[0]).toBe(`POST /vms/1b/disks/d1/move ${to('sd2')}`)
  })
})

test.each([
  ['4.5', /\/graphicsconsoles\/\w+\/ticket$/, '{"ticket":{"value":"pw","expiry":"120"}}'],
  ['3.4', /\/vms\/[^/]+\/ticket$/, '<action><ticket><value>pw</value><expiry>120</expiry></ticket></action>'],
] as const)('%s: tickets, letter by letter', async (version, path, body) => {
  const engine = await actingEngine(version)
  const { id } = await engine.fit('up')
  const [kind = 'vnc'] = (await engine.connection.vm(id, engine.signal)).consoles ?? []
  await engine.actions.console(id, { kind, value: 'pwpw', expirySeconds: 120 }, engine.signal)
  expect(engine.sent[0]).toMatchObject({ method: 'POST', path: expect.stringMatching(path) })
  expect(engine.sent[0]?.body).toBe(body.replace('pw', 'pwpw'))
})
