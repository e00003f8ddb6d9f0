import { describe, expect, test } from 'vitest'
import type { CloneOrder } from '../../../../contract/clone/order.ts'
import { orderOf, sceneOf } from '../testing/clone-scene.ts'
import { featuresOf } from './features.ts'
import { guestOf } from './guest.ts'
import { nameRuleOf } from './options.ts'
import type { Source } from './source.ts'
import { Turns } from './turns.ts'
import { chooseWay, waysOf } from './ways.ts'

const possible = (version: string, source: Partial<Source>, way: string) =>
  waysOf(sceneOf('vm', version, { source })).find((one) => one.way === way)?.possible === true

describe('the action clone, by release and state (fact sheet §6)', () => {
  test.each([
    ['3.4.0', []],
    ['3.5.0', ['down', 'suspended']],
    ['3.6.0', ['down', 'suspended']],
    ['4.0.6', ['down', 'suspended']],
    ['4.3.10', ['down', 'suspended']],
    // Somewhere within 4.4 running ones came and suspended ones went.
    ['4.4.1', ['down', 'suspended', 'up', 'paused', 'powering_up']],
    ['4.5.5', ['down', 'up', 'paused', 'powering_up']],
  ])('%s', (version, wanted) => {
    const states = [
      'down',
      'suspended',
      'up',
      'paused',
      'powering_up',
      'migrating',
      'image_locked',
      'unknown',
    ]
    expect(states.filter((status) => possible(version, { status }, 'vm-clone'))).toEqual(wanted)
    const asleep = possible(version, { status: 'up', stateless: true }, 'vm-clone')
    expect(asleep).toBe(false)
  })
})

test('templates are made of what is down, and of nothing that previews or is locked', () => {
  expect(
    ['down', 'up', 'suspended'].filter((status) => possible('4.5.5', { status }, 'make-template')),
  ).toEqual(['down'])
  for (const status of ['in_preview', 'locked']) {
    const snapshots = [{ id: 's', name: 's', current: true, status }]
    for (const way of ['vm-clone', 'from-snapshot', 'make-template']) {
      expect(possible('4.5.5', { snapshots }, way)).toBe(false)
    }
  }
})

test('a snapshot that is worked on, a template that is locked', () => {
  const locked = { id: 's1', name: 's', current: true, status: 'locked' }
  expect(waysOf(sceneOf('snapshot', '4.5.5', { source: { snapshot: locked } }))).toContainEqual(
    expect.objectContaining({ way: 'from-snapshot', possible: 'The snapshot is being worked on.' }),
  )
  expect(waysOf(sceneOf('template', '3.4.0', { source: { status: 'locked' } }))).toEqual([
    { way: 'from-template', title: 'VM from template', possible: 'The template is locked.' },
  ])
})

test('releases before 4.4 place no clones, so that a placed copy goes through a snapshot', () => {
  const order = orderOf('vm', { placement: { datastoreId: 'sd2' } })
  expect(chooseWay(order, sceneOf('vm', '4.5.5')).way).toBe('vm-clone')
  expect(chooseWay(order, sceneOf('vm', '4.3.10')).way).toBe('from-snapshot')
  expect(chooseWay(orderOf('vm'), sceneOf('vm', '4.3.10')).way).toBe('vm-clone')
})

test('features tell what is missing and why', () => {
  const old = featuresOf(sceneOf('vm', '3.4.0'))
  expect(old.version).toContain('3.5')
  expect(old['discard-snapshots']).toContain('4.4')
  expect(old.seal).not.toBe(true)
  expect(featuresOf(sceneOf('vm', '4.5.5', { source: { family: 'windows' } }))).toMatchObject({
    sysprep: true,
    'cloud-init': expect.stringContaining('sysprep'),
    seal: expect.stringContaining('Linux'),
  })
  expect(featuresOf(sceneOf('template', '3.2.0'))).toMatchObject({
    linked: true,
    'cloud-init': expect.stringContaining('3.3'),
  })
  expect(featuresOf(sceneOf('snapshot', '4.5.5')).template).toBeUndefined()
})

test('names: letters of all scripts, digits, dots, hyphens, underscores', () => {
  const rule = new RegExp(nameRuleOf('v4').pattern, 'u')
  for (const name of ['web-1', 'Straße_7.x', 'серверы', '服务器']) expect(rule.test(name)).toBe(true)
  for (const name of ['web 1', 'a/b', '50%', '', 'a\nb', '“q”']) expect(rule.test(name)).toBe(false)
})

test('the guest of a copy: its own host name and address, else what all have, else its name', () => {
  const customization: CloneOrder['customization'] = {
    kind: 'cloud-init',
    options: { hostName: 'all', nics: [{ name: 'eth0', protocol: 'dhcp', onBoot: true }] },
  }
  const order = orderOf('vm', { customization })
  expect(guestOf(order, { name: 'x' })?.cloudInit?.hostName).toBe('all')
  expect(guestOf(order, { name: 'x', hostName: 'own' })?.cloudInit?.hostName).toBe('own')
  expect(
    guestOf(order, { name: 'x', address: '192.0.2.9', netmask: '255.255.255.0' })?.cloudInit?.nics,
  ).toEqual([
    { name: 'eth0', protocol: 'static', onBoot: true, address: '192.0.2.9', netmask: '255.255.255.0' },
  ])
  const bare = orderOf('vm', { customization: { kind: 'cloud-init', options: {} } })
  expect(guestOf(bare, { name: 'web-1' })?.cloudInit).toEqual({ hostName: 'web-1' })
  expect(guestOf(bare, { name: 'web_1' })?.cloudInit).toEqual({})
  const windows = orderOf('vm', { customization: { kind: 'sysprep', options: {} } })
  expect(guestOf(windows, { name: 'longer-than-fifteen' })?.sysprep).toEqual({})
  expect(guestOf(windows, { name: 'short' })?.sysprep).toEqual({ hostName: 'short' })
  expect(guestOf(orderOf('vm'), { name: 'x' })).toBeUndefined()
})

test('turns are taken one after the other, and a failure ends only its own', async () => {
  const turns = new Turns()
  const log: string[] = []
  const take = (name: string, key: string, fails = false) =>
    turns
      .take(
        key,
        () => log.push(`${name} waits`),
        async () => {
          log.push(`${name} begins`)
          await Promise.resolve()
          if (fails) throw new Error(name)
          log.push(`${name} ends`)
        },
      )
      .catch(() => {})
  await Promise.all([take('a', 'x', true), take('b', 'x'), take('c', 'y'), take('d', 'x')])
  expect(log.filter((line) => !line.startsWith('c'))).toEqual([
    'a begins',
    'b waits',
    'd waits',
    'b begins',
    'b ends',
    'd begins',
    'd ends',
  ])
})
