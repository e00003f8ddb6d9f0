import { expect, test } from 'vitest'
import { withNames, withPattern } from '../copies/name-copies.ts'
import { orderOf } from '../order-of.ts'
import type { CloneDraft } from '../wizard.ts'
import { DraftShelf } from './draft-shelf.ts'
import { newDraft } from './new-draft.ts'
import { readDraft } from './read-draft.ts'
import { withoutSecrets } from './secrets.ts'

const begun = withPattern(withNames(newDraft('vm-1'), 'web'), { count: 2 }, 'web')

const full: CloneDraft = {
  ...begun,
  source: { vm: 'vm-1', snapshotId: 'snap-2' },
  copies: [
    { name: 'a', byHand: true, hostName: 'a', address: '192.0.2.5', netmask: '255.255.255.0', gateway: '' },
    { name: 'web-2', placement: { hostId: 'host-1' } },
  ],
  spare: [{ name: 'c', byHand: true }],
  placement: { clusterId: 'c-1', hostId: '' },
  disks: [{ id: '2000', format: 'thin' }],
  nics: [{ id: '4000', networkId: 'net-1' }],
  cpus: '4',
  memoryBytes: 2 ** 30,
  notes: 'x',
  powerOn: true,
  linked: true,
  memory: false,
  tpm: 'replace',
  way: 'task',
  moveType: 'moveChildMostDiskBacking',
  customization: {
    kind: 'linux',
    domain: 'lab.example',
    password: 'S3cret',
    script: 'echo hi',
    adapters: [{ ipv4: 'dhcp' }],
  },
  extraSpec: '{"config":{"annotation":"x"}}',
}

function storage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> & { texts: Map<string, string> } {
  const texts = new Map<string, string>()
  return {
    texts,
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
    removeItem: (key) => void texts.delete(key),
  }
}

test('a draft comes back as it was, without its secrets', () => {
  const kept = storage()
  const shelf = new DraftShelf(kept)
  const held = { draft: full, visited: ['source', 'copies'] as const, at: 5, bare: false, blamed: [] }
  expect(shelf.write('vc/vm-1', held)).toBe(true)
  expect([...kept.texts.values()].join()).not.toMatch(/S3cret|echo hi/)
  const read = shelf.read('vc/vm-1')
  const { password: _, script: __, ...customization } = full.customization
  expect(read).toEqual({
    draft: { ...full, placement: { clusterId: 'c-1' }, customization },
    visited: ['source', 'copies'],
    at: 5,
    bare: true,
    blamed: [],
  })
  shelf.drop('vc/vm-1')
  expect(shelf.read('vc/vm-1')).toBeUndefined()
})

test('what was blamed comes back with it', () => {
  const shelf = new DraftShelf(storage())
  const blamed = [
    { level: 'warning', step: 'copies', field: 'copies.0.name', message: 'Taken.', value: '"a"' },
  ] as const
  shelf.write('vc/vm-1', { draft: full, visited: [], at: 1, bare: false, blamed })
  expect(shelf.read('vc/vm-1')?.blamed).toEqual(blamed)
})

test.each([
  ['not JSON', '{'],
  ['another version', JSON.stringify({ version: 7, draft: full })],
  ['of another source', JSON.stringify({ version: 1, draft: newDraft('vm-9') })],
  ['no draft', JSON.stringify({ version: 1, draft: { copies: [] } })],
])('takes nothing that is %s', (_, text) => {
  const kept = storage()
  kept.setItem('gantry.clone.draft.vc/vm-1', text)
  expect(new DraftShelf(kept).read('vc/vm-1')).toBeUndefined()
})

test('takes what it can of a draft that was tampered with', () => {
  const read = readDraft({
    source: { vm: 'vm-1' },
    names: { pattern: 7, count: 1000 },
    copies: [{ name: 'a', address: 5 }, 'b', { hostName: 'no name' }],
    placement: { hostId: 1, clusterId: 'c' },
    disks: [{ format: 'thin' }, { id: '1', format: 'woolly' }],
    customization: { kind: 'voodoo' },
    powerOn: 'yes',
  })
  expect(read).toEqual({
    ...newDraft('vm-1'),
    names: { pattern: '{source}-{n}', count: 100 },
    copies: [{ name: 'a' }],
    placement: { clusterId: 'c' },
  })
})

test('leaves secrets out wherever they stand', () => {
  expect(
    withoutSecrets({
      a: { domainPassword: 'x', list: [{ customScript: 'y', name: 'n' }] },
      commands: ['run'],
      productKey: '',
      token: undefined,
    }),
  ).toEqual({ value: { a: { list: [{ name: 'n' }] }, productKey: '' }, left: true })
  expect(withoutSecrets({ extraSpec: '{"customization":{"identity":{"password":"x"}}}' })).toEqual({
    value: {},
    left: true,
  })
  expect(withoutSecrets(begun).left).toBe(false)
})

test('makes the order of a draft', () => {
  const { order, errors } = orderOf({ ...full, cpus: 4 })
  expect(errors).toEqual(new Map())
  expect(order).toMatchObject({
    source: { vm: 'vm-1', snapshotId: 'snap-2' },
    copies: [
      { name: 'a', hostName: 'a', address: '192.0.2.5', netmask: '255.255.255.0' },
      { name: 'web-2', placement: { hostId: 'host-1' } },
    ],
    placement: { clusterId: 'c-1' },
    cpus: 4,
    memoryBytes: 2 ** 30,
    extraSpec: { config: { annotation: 'x' } },
  })
  expect(order?.copies[0]).not.toHaveProperty('byHand')
  expect(order?.placement).not.toHaveProperty('hostId')
})

test('names what is not legal by its path, and keeps the rest for the rules', () => {
  const { order, legal, errors } = orderOf({
    ...full,
    cpus: 'many',
    copies: [{ name: '' }, { name: 'b', address: '300.1', gateway: '192.0.2.1' }],
  })
  expect(order).toBeUndefined()
  expect([...errors.keys()].sort()).toEqual(['copies.0.name', 'copies.1.address', 'cpus'])
  expect(legal.copies).toEqual([{ name: '' }, { name: 'b', gateway: '192.0.2.1' }])
  expect(legal.placement).toEqual({ clusterId: 'c-1' })
  expect(legal.disks).toEqual(full.disks)
  expect(legal).not.toHaveProperty('cpus')
})

test('a wrong customization does not hide the rest', () => {
  const { legal, errors } = orderOf({ ...full, cpus: '', customization: { kind: 'stored', name: '' } })
  expect([...errors.keys()]).toEqual(['customization.name'])
  expect(legal.customization).toEqual({ kind: 'none' })
  expect(legal.memoryBytes).toBe(2 ** 30)
})

test('without copies there is no order, but rules can still look', () => {
  const { order, legal, errors } = orderOf(newDraft('vm-1'))
  expect(order).toBeUndefined()
  expect(errors.get('copies')).toBe('Make at least one copy.')
  expect(legal.copies).toEqual([])
})
