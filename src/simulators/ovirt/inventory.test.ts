import { describe, expect, test } from 'vitest'
import { all, asAdmin, openWire } from './wire-test.ts'

const zero = '00000000-0000-0000-0000-000000000000'

describe('entry point', () => {
  test('v4 tells the version in elements, counts and special objects', async () => {
    const { json, xml, send } = openWire('4.5')
    const api = await json('')
    expect(api.product_info).toMatchObject({
      name: 'oVirt Engine',
      vendor: 'ovirt.org',
      version: { major: '4', minor: '5', full_version: '4.5.5-1.el8' },
    })
    expect(api.summary.vms.total).toBe('60')
    expect(Number(api.summary.vms.active)).toBeGreaterThan(20)
    expect(api.special_objects.blank_template.id).toBe(zero)
    expect(api.time).toBe(Date.parse('2024-03-01T08:00:00Z'))
    expect(api.link).toContainEqual({ href: '/ovirt-engine/api/vms?search={query}', rel: 'vms/search' })
    expect(await xml('')).toContain(
      '<version><build>5</build><full_version>4.5.5-1.el8</full_version><major>4</major>',
    )
    const head = await send('HEAD', '/ovirt-engine/api', { authorization: asAdmin })
    expect(head.text).toBe('')
    expect(head.headers.get('link')).toContain('</ovirt-engine/api/vms>; rel=vms')
  })

  test('v3 tells the version in attributes', async () => {
    const text = await openWire('3.4').xml('')
    expect(text).toContain('<vendor>Red Hat</vendor><version major="3" minor="4" build="0" revision="0"/>')
    expect(text).toContain(`<special_objects><link href="/api/templates/${zero}" rel="templates/blank"/>`)
    expect(text).toMatch(/<vms><active>\d+<\/active><total>60<\/total><\/vms>/)
  })
})

const collections = [
  'datacenters',
  'clusters',
  'hosts',
  'storagedomains',
  'networks',
  'vnicprofiles',
  'disks',
  'templates',
  'vms',
  'vmpools',
  'tags',
  'events',
]

describe.each(['4.5', '3.4'] as const)('%s', (version) => {
  const wire = openWire(version)
  const get = (path: string) => wire.send('GET', path, { authorization: asAdmin, accept: 'application/xml' })

  test.each(collections)('%s: an item of the list reads the same alone', async (name) => {
    const list = await wire.xml(`/${name}`)
    const opening = /^<\?xml[^>]*>\n<\w+>(<(\w+) href="([^"]+)" id="[^"]+"[^>]*>)/.exec(list)
    expect(opening).not.toBeNull()
    const alone = await get(opening?.[3] ?? '')
    expect(alone.status).toBe(200)
    expect(alone.text.split('\n')[1]?.startsWith(`<${opening?.[2]} `)).toBe(true)
    expect(list).toContain(alone.text.split('\n').slice(1).join('\n').slice(0, 400))
  })

  test('every reference leads to something that is there', async () => {
    const known = collections.join('|')
    const references = new Set<string>()
    for (const name of collections) {
      const text = await wire.xml(`/${name}`)
      for (const href of all(text, /<\w+ href="([^"]+)" id="[^"]+"/g)) references.add(href)
    }
    const wanted = [...references].filter((href) => new RegExp(`/(${known})/[^/]+$`).test(href))
    expect(wanted.length).toBeGreaterThan(100)
    const lost: string[] = []
    for (const href of wanted) if ((await get(href)).status !== 200) lost.push(href)
    expect(lost).toEqual([])
  })

  test('the sub-collections of a VM answer', async () => {
    const [id = ''] = all(await wire.xml('/vms?search=status%3Dup'), /<vm href="[^"]+" id="([^"]+)"/g)
    const both = ['nics', 'snapshots', 'reporteddevices', 'statistics', 'applications', 'cdroms', 'tags']
    const own = version === '4.5' ? ['diskattachments', 'graphicsconsoles'] : ['disks']
    const others = version === '4.5' ? ['disks', 'nonsense'] : ['diskattachments', 'graphicsconsoles']
    for (const name of [...both, ...own])
      expect((await get(`${wire.base}/vms/${id}/${name}`)).status, name).toBe(200)
    for (const name of others) expect((await get(`${wire.base}/vms/${id}/${name}`)).status, name).toBe(404)
  })

  test('an unknown id is a 404 without a body', async () => {
    for (const name of collections) {
      const reply = await get(`${wire.base}/${name}/${zero.replace('0', '1')}`)
      expect([reply.status, reply.text], name).toEqual([404, ''])
    }
    expect((await get(`${wire.base}/nonsense`)).status).toBe(404)
  })

  test('an attached domain has its state in its data center only', async () => {
    const top = await wire.xml('/storagedomains')
    const states = (text: string) =>
      all(
        text,
        version === '4.5'
          ? /<master>[^<]+<\/master><status>(\w+)/g
          : /<type>\w+<\/type><status><state>(\w+)/g,
      )
    expect(new Set(states(top))).toEqual(new Set(['unattached']))
    const [center = ''] = all(await wire.xml('/datacenters'), /<data_center href="([^"]+)"/g)
    const attached = (await get(`${center}/storagedomains`)).text
    expect(new Set(states(attached))).toEqual(new Set(['active', 'maintenance']))
    expect(attached).toContain(`href="${center}/storagedomains/`)
  })

  test('each state that matters occurs in the smallest estate', async () => {
    const vms = await wire.xml('/vms')
    const hosts = await wire.xml('/hosts')
    const has = (text: string, state: string) =>
      expect(text, state).toContain(
        version === '4.5' ? `<status>${state}</status>` : `<state>${state}</state>`,
      )
    for (const state of [
      'up',
      'down',
      'suspended',
      'image_locked',
      'not_responding',
      'powering_up',
      'unknown',
    ]) {
      has(vms, state)
    }
    expect(vms).toContain(
      version === '4.5'
        ? '<status>paused</status><status_detail>eio</status_detail>'
        : '<status><state>paused</state><detail>eio</detail></status>',
    )
    for (const state of ['up', 'maintenance', 'non_responsive']) has(hosts, state)
    const blocks = await wire.xml('/storagedomains')
    for (const type of ['nfs', 'iscsi', 'fcp']) expect(blocks).toContain(`<type>${type}</type>`)
    for (const type of ['data', 'iso', 'export']) expect(blocks).toContain(`<type>${type}</type>`)
  })
})

describe('shapes', () => {
  test('a running v4 VM in JSON', async () => {
    const { json } = openWire('4.5')
    const { vm: vms } = await json('/vms')
    const vm = vms.find(
      (it: { status: string; fqdn?: string }) => it.status === 'up' && it.fqdn !== undefined,
    )
    const href = `/ovirt-engine/api/vms/${vm.id}`
    expect(vm).toMatchObject({
      href,
      memory: expect.stringMatching(/^\d+$/),
      cpu: { topology: { cores: expect.stringMatching(/^\d+$/), sockets: expect.any(String), threads: '1' } },
      creation_time: expect.any(Number),
      start_time: expect.any(Number),
      high_availability: { enabled: expect.stringMatching(/^(true|false)$/) },
      os: { boot: { devices: { device: ['hd'] } }, type: expect.any(String) },
      cluster: { href: expect.stringContaining('/clusters/') },
      host: { href: expect.stringContaining('/hosts/') },
      guest_operating_system: { family: expect.any(String), version: { full_version: expect.any(String) } },
      display: { disconnect_action: 'LOCK_SCREEN' },
    })
    expect(vm.link).toContainEqual({ href: `${href}/nics`, rel: 'nics' })
    expect(vm.actions.link).toContainEqual({ href: `${href}/start`, rel: 'start' })
    const { reported_device: devices } = await json(`/vms/${vm.id}/reporteddevices`)
    expect(devices[0]).toMatchObject({
      mac: { address: expect.stringMatching(/^56:6f:3c/) },
      ips: { ip: [{ version: 'v4' }, { version: 'v6' }] },
    })
    const down = vms.find((it: { status: string }) => it.status === 'down')
    for (const absent of ['host', 'fqdn', 'start_time', 'guest_operating_system'])
      expect(down).not.toHaveProperty(absent)
    expect(await json(`/vms/${down.id}/reporteddevices`)).toEqual({})
  })

  test('a running v3 VM, its disk, its card and a statistic', async () => {
    const { xml } = openWire('3.4')
    const vms = await xml('/vms?search=status%3Dup')
    const vm = vms.split('</vm>').find((part) => part.includes('<guest_info>')) ?? ''
    const id = /<vm href="[^"]+" id="([^"]+)"/.exec(vm)?.[1] ?? ''
    expect(vm).toMatch(/<status><state>up<\/state><\/status><memory>\d+<\/memory>/)
    expect(vm).toMatch(/<cpu><topology sockets="\d+" cores="\d+"\/>/)
    expect(vm).toMatch(/<os type="\w+"><boot dev="hd"\/><\/os>/)
    expect(vm).toMatch(
      /<guest_info><ips><ip address="10\.[\d.]+"\/><ip address="fe80::[^"]+"\/><\/ips><fqdn>/,
    )
    expect(vm).toMatch(/<creation_time>[\dT:.-]+-05:00<\/creation_time>/)
    expect(await xml(`/vms/${id}/disks`)).toMatch(
      /<disks><disk href="\/api\/vms\/[^"]+\/disks\/[^"]+" id="[^"]+">.*<size>\d+<\/size>.*<status><state>ok<\/state><\/status>/,
    )
    const nics = await xml(`/vms/${id}/nics`)
    expect(nics).toMatch(/<network href="\/api\/networks\/[^"]+" id="[^"]+"\/>/)
    expect(nics).toMatch(/<mac address="00:1a:4a:[0-9a-f:]+"\/><active>\w+<\/active>/)
    expect(await xml(`/vms/${id}/statistics`)).toMatch(
      /<name>memory.installed<\/name><description>[^<]+<\/description><values type="INTEGER"><value><datum>\d+<\/datum><\/value><\/values><type>GAUGE<\/type><unit>BYTES<\/unit>/,
    )
    expect(await xml('/clusters')).toMatch(/<cpu id="[^"]+">/)
    expect(await xml('/clusters')).toMatch(/<overcommit percent="\d+"\/>/)
    expect(await xml('/hosts')).toContain('<storage_manager priority="5">true</storage_manager>')
    expect(await xml('/vmpools')).toContain('<vmpool href="/api/vmpools/')
    expect(await xml('/tags')).toMatch(/<parent><tag href="\/api\/tags\/0{8}/)
  })

  test('Blank has no cluster and no disks; ids of statistics belong to names', async () => {
    const { json } = openWire('4.5')
    expect(await json(`/templates/${zero}`)).not.toHaveProperty('cluster')
    expect(await json(`/templates/${zero}/diskattachments`)).toEqual({})
    const { template: templates } = await json('/templates')
    const { disk_attachment: attachments } = await json(`/templates/${templates[1].id}/diskattachments`)
    expect(attachments[0]).toMatchObject({ template: { id: templates[1].id }, vm: { id: templates[1].id } })
    const { host: hosts } = await json('/hosts?max=2&detail=statistics')
    const idsOf = (n: number) => hosts[n].statistics.statistic.map((it: { id: string }) => it.id)
    expect(idsOf(0)).toEqual(idsOf(1))
  })

  test('consoles tell addresses only for the current run', async () => {
    const { json } = openWire('4.5')
    const { vm: vms } = await json('/vms?search=status%3Dup')
    const path = `/vms/${vms[0].id}/graphicsconsoles`
    const [console] = (await json(path)).graphics_console
    expect(console).not.toHaveProperty('address')
    expect(console.id).toBe(console.protocol === 'spice' ? '7370696365' : '766e63')
    expect((await json(`${path}?current=true`)).graphics_console[0]).toHaveProperty('port')
  })
})
