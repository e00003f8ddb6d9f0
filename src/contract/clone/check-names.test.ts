import { expect, test } from 'vitest'
import { checkNames } from './check-names.ts'
import type { CloneOrder } from './order.ts'
import {
  engineOptions,
  engineRows,
  inventoryOf,
  orderOf,
  vm,
  vsphereOptions,
  vsphereRows,
} from './sample-estate.ts'

const named = (...names: string[]) => names.map((name) => ({ name }))
const vsphere = inventoryOf(vsphereRows())
const engine = inventoryOf(engineRows())
const told = (order: Partial<CloneOrder>) =>
  checkNames(orderOf(order), vsphereOptions(), vsphere).map(
    ({ level, field, message }) => `${level} ${field}: ${message}`,
  )
const toldByEngine = (order: Partial<CloneOrder>) =>
  checkNames(orderOf({ source: { vm: 'tpl' }, ...order }), engineOptions(), engine).map(
    ({ level, field, message }) => `${level} ${field}: ${message}`,
  )

test('names that nobody has are fine', () => {
  expect(told({ copies: named('new-1', 'new-2') })).toEqual([])
})

test('in vSphere a name is taken in the folder where the copy goes', () => {
  expect(told({ copies: named('ok', 'web-1') })).toEqual([
    'error copies.1.name: A VM of this name is in folder Prod already.',
  ])
  expect(told({ copies: named('web-2') })).toEqual([
    'info copies.0.name: A VM in another folder has this name too.',
  ])
  expect(told({ copies: named('web-2'), placement: { folderId: 'f2' } })).toEqual([
    'error copies.0.name: A VM of this name is in folder Web already.',
  ])
  expect(told({ copies: [{ name: 'web-2', placement: { folderId: 'f2' } }, { name: 'new' }] })).toEqual([
    'error copies.0.name: A VM of this name is in folder Web already.',
  ])
})

test('in vSphere templates have names among VMs, and folders may', () => {
  expect(told({ copies: named('tpl') })[0]).toMatch(/^error .*A template of this name/)
  expect(told({ copies: named('Web') })[0]).toMatch(/^warning .*A folder of this name/)
})

test('letter case alone is a warning', () => {
  expect(told({ copies: named('WEB-1') })).toEqual([
    'warning copies.0.name: A VM in folder Prod is called web-1; only letter case differs.',
  ])
})

test('copies of one folder need different names', () => {
  expect(told({ copies: named('x', 'y', 'x') })).toEqual([
    'error copies.2.name: Copy 1 has this name already.',
  ])
  expect(told({ copies: [{ name: 'x' }, { name: 'x', placement: { folderId: 'f2' } }] })).toEqual([])
})

test('an engine keeps names of VMs unique in the data center, and those of templates apart', () => {
  expect(toldByEngine({ copies: named('web-1', 'web-3') })).toEqual([
    'error copies.0.name: A VM of this name is in data center dc1 already.',
  ])
  expect(toldByEngine({ copies: named('web-2') })[0]).toMatch(/^warning .*another data center/)
  expect(toldByEngine({ copies: named('web-2'), placement: { clusterId: 'c' } })[0]).toMatch(
    /^error .*data center dc2/,
  )
  expect(toldByEngine({ template: true, copies: named('web-1', 'web-3') })).toEqual([
    'error copies.1.name: A template of this name is in data center dc1 already.',
  ])
})

test('names are held against the rule of the system', () => {
  expect(toldByEngine({ copies: named('a b', 'ä-1') })).toEqual([
    'error copies.0.name: Letters, digits, dots, hyphens and underscores.',
  ])
  expect(told({ copies: named('x'.repeat(81)) })).toEqual([
    'error copies.0.name: 81 characters; at most 80 are allowed.',
  ])
  expect(told({ copies: named(`${'x'.repeat(76)}/50%`) })[0]).toMatch(
    /sent as three characters each: 84 of 80/,
  )
  expect(told({ copies: named(' ') })).toEqual(['error copies.0.name: Enter a name.'])
})

test('a rule that cannot be read rules nothing out', () => {
  const options = vsphereOptions({ nameRule: { maxLength: 80, pattern: '(', hint: '' } })
  expect(checkNames(orderOf(), options, vsphere)).toEqual([])
})

test('VMs of other systems do not take names', () => {
  const rows = [...vsphereRows(), vm({ id: 'other', system: 't', name: 'new', folderId: 'f1' })]
  const mixed = {
    ...inventoryOf(rows),
    rows: <K>(kind: K) => rows.filter((row) => row.kind === kind) as never,
  }
  expect(checkNames(orderOf(), vsphereOptions(), mixed)).toEqual([])
})
