import { describe, expect, test } from 'vitest'
import { vmRowSchema } from '../../../../contract/inventory.ts'
import { parseXml } from '../transport/xml.ts'
import { asListed, listedMachine } from '../wire/listed-machine.ts'
import { wireTemplate, wireVm } from '../wire/machine.ts'
import { toTemplateRow, toVmRow } from './machine.ts'
import { osName } from './os-names.ts'
import { blankId, type RowContext } from './row-context.ts'
import { isTransient, vmPower } from './states.ts'

const context: RowContext = { system: 's', datacenterOf: (id) => id && `dc-of-${id}`, seen: (_, id) => id }
const vmOf = (fields: object) => wireVm.parse({ id: 'v', name: 'v', ...fields })
const rowOf = (fields: object) => vmRowSchema.parse(toVmRow(vmOf(fields), {}, context))
const tree = (source: string) => parseXml(source).tree

describe('one VM in four ways of writing', () => {
  const expected = {
    kind: 'vm',
    system: 's',
    id: '1b',
    uuid: '1b',
    name: 'web01',
    health: 'ok',
    status: 'up',
    power: 'on',
    tools: 'running',
    cpus: 8,
    coresPerSocket: 2,
    memoryBytes: 1073741824,
    os: 'Red Hat Enterprise Linux 6 x64',
    guestHostName: 'web01.example.test',
    clusterId: 'c1',
    datacenterId: 'dc-of-c1',
    hostId: 'h1',
    templateId: 't1',
    createdAt: 1566302233049,
    bootedAt: 1566302300000,
    notes: 'shop',
  }
  const strings = {
    id: '1b',
    name: 'web01',
    description: 'shop',
    comment: '',
    status: 'up',
    memory: '1073741824',
    cpu: { topology: { cores: '2', sockets: '4', threads: '1' } },
    os: { type: 'rhel_6x64', boot: { devices: { device: ['hd'] } } },
    creation_time: 1566302233049,
    start_time: '1566302300000',
    cluster: { id: 'c1', href: '/ovirt-engine/api/clusters/c1' },
    host: { id: 'h1' },
    template: { id: 't1' },
    fqdn: 'web01.example.test',
  }

  test.each([
    ['v4 JSON with strings', strings],
    [
      'v4 JSON with numbers',
      { ...strings, memory: 1073741824, cpu: { topology: { cores: 2, sockets: 4, threads: 1 } } },
    ],
    [
      'v4 XML',
      tree(`<vm id="1b"><name>web01</name><description>shop</description><comment/><status>up</status><memory>1073741824</memory>
        <cpu><topology><cores>2</cores><sockets>4</sockets><threads>1</threads></topology></cpu>
        <os><boot><devices><device>hd</device></devices></boot><type>rhel_6x64</type></os>
        <creation_time>2019-08-20T14:57:13.049+03:00</creation_time><start_time>2019-08-20T14:58:20.000+03:00</start_time>
        <cluster id="c1"/><host id="h1"/><template id="t1"/><fqdn>web01.example.test</fqdn></vm>`),
    ],
    [
      'v3 XML',
      tree(`<vm id="1b"><name>web01</name><description>shop</description><status><state>up</state></status>
        <memory>1073741824</memory><cpu><topology sockets="4" cores="2"/></cpu><os type="rhel_6x64"><boot dev="hd"/></os>
        <creation_time>2019-08-20T14:57:13.049+03:00</creation_time><start_time>2019-08-20T14:58:20.000+03:00</start_time>
        <cluster id="c1" href="/api/clusters/c1"/><host id="h1"/><template id="t1"/>
        <guest_info><fqdn>web01.example.test</fqdn></guest_info></vm>`),
    ],
  ])('%s', (_, wire) => {
    expect(toVmRow(wireVm.parse(wire), {}, context)).toEqual(expected)
    const listed = listedMachine.safeParse(wire)
    expect(listed.success && toVmRow(listed.data, {}, context)).toEqual(expected)
    expect(toVmRow(asListed(wireVm.parse(wire)), {}, context)).toEqual(expected)
    expect(wireVm.parse(wire).os?.boot).toEqual(['hd'])
  })
})

describe('states', () => {
  test.each([
    ['up', 'on'],
    ['migrating', 'on'],
    ['not_responding', 'on'],
    ['down', 'off'],
    ['suspended', 'suspended'],
    ['paused', 'paused'],
    ['powering_up', 'transition'],
    ['powering_down', 'transition'],
    ['wait_for_launch', 'transition'],
    ['reboot_in_progress', 'transition'],
    ['saving_state', 'transition'],
    ['restoring_state', 'transition'],
    ['image_locked', 'transition'],
    ['unknown', 'unknown'],
    ['unassigned', 'unknown'],
    ['quantum', 'unknown'],
  ])('%s is %s', (state, power) => expect(vmPower(state)).toBe(power))

  test('a short state is worth asking for often', () => {
    expect(isTransient('vm', 'migrating')).toBe(true)
    expect(isTransient('vm', 'unknown')).toBe(false)
    expect(isTransient('host', 'preparing_for_maintenance')).toBe(true)
    expect(isTransient('storage', 'activating')).toBe(true)
    expect(isTransient('template', 'ok')).toBe(false)
  })

  test('a VM without status has an illegal image', () => {
    expect(rowOf({})).toMatchObject({ status: 'image_illegal', power: 'unknown', health: 'error' })
  })

  test('a pause says why', () => {
    expect(rowOf({ status: 'paused', status_detail: 'enospc' })).toMatchObject({
      power: 'paused',
      health: 'error',
      issues: ['Paused: no space left on the storage'],
    })
    const v3 = { status: { state: 'paused', detail: 'EIO' } }
    expect(rowOf(v3).issues).toEqual(['Paused: storage I/O error'])
    expect(rowOf({ status: 'paused', status_detail: 'none' })).toMatchObject({ health: 'ok' })
  })

  test('times of an earlier run do not count', () => {
    expect(rowOf({ status: 'down', start_time: 1, fqdn: 'x' }).bootedAt).toBeUndefined()
    expect(rowOf({ status: 'up', start_time: 5, stop_time: 9 }).bootedAt).toBe(5)
  })

  test('a silent agent is not running; of a stopped VM nothing is known', () => {
    expect(rowOf({ status: 'up' }).tools).toBe('not-running')
    expect(rowOf({ status: 'down', fqdn: 'x' }).tools).toBe('unknown')
  })

  test('addresses: IPv4 first, none that mean nothing', () => {
    const devices = [
      { ips: { ip: [{ address: 'fe80::1' }, { address: '2001:db8::1' }, { address: '192.0.2.7' }] } },
    ]
    const row = rowOf({ status: 'up', reported_devices: { reported_device: devices } })
    expect(row.ips).toEqual(['192.0.2.7', '2001:db8::1'])
    expect(rowOf({ status: 'up', guest_info: { ips: { ip: { address: '192.0.2.8' } } } }).ips).toEqual([
      '192.0.2.8',
    ])
  })

  test('the blank template is where a VM without one came from', () => {
    expect(rowOf({ template: { id: blankId } }).templateId).toBeUndefined()
    expect(rowOf({ template: { id: blankId }, original_template: { id: 't' } }).templateId).toBe('t')
  })
})

test.each([
  ['rhel_8x64', 'Red Hat Enterprise Linux 8 x64'],
  ['rhel_6', 'Red Hat Enterprise Linux 6'],
  ['rhel_7_ppc64', 'Red Hat Enterprise Linux 7 ppc64'],
  ['windows_2012R2x64', 'Windows Server 2012 R2 x64'],
  ['windows_2022', 'Windows Server 2022'],
  ['windows_10x64', 'Windows 10 x64'],
  ['ubuntu_18_04', 'Ubuntu 18.04'],
  ['debian_9', 'Debian 9'],
  ['other', 'Other OS'],
  ['sles_11', 'SUSE Linux Enterprise Server 11'],
  ['plan9', 'plan9'],
])('the operating system %s reads %s', (type, name) => expect(osName(type)).toBe(name))

test('templates have no power, but a state', () => {
  const row = toTemplateRow(
    wireTemplate.parse({ id: 't', name: 't', status: 'locked', cluster: { id: 'c' } }),
    {},
    context,
  )
  expect(row).toMatchObject({ kind: 'template', status: 'locked', health: 'ok', clusterId: 'c' })
})
