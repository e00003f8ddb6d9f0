import { describe, expect, test } from 'vitest'
import { all, asAdmin, openWire } from './wire-test.ts'

const q = encodeURIComponent

interface Named {
  id: string
  name: string
}

describe('v4 lists', () => {
  const { json, xml, send, base } = openWire('4.5')
  const names = async (path: string): Promise<string[]> =>
    ((await json(path)).vm ?? []).map((vm: Named) => vm.name)

  test('without max everything comes; max counts as query and as matrix parameter', async () => {
    expect(await names('/vms')).toHaveLength(60)
    expect(await names('/vms?max=7')).toHaveLength(7)
    expect(await names('/vms;max=7')).toHaveLength(7)
  })

  test('pages of a sorted search hold everything once and end short', async () => {
    const seen: string[] = []
    for (let page = 1; ; page += 1) {
      const found = await names(`/vms?max=25&search=${q(`sortby name asc page ${page}`)}`)
      seen.push(...found)
      if (found.length < 25) break
    }
    expect(seen).toHaveLength(60)
    expect(new Set(seen).size).toBe(60)
    expect(seen.map((name) => name.toLowerCase())).toEqual(seen.map((name) => name.toLowerCase()).sort())
  })

  test('fields, states without underscores, batches of ids', async () => {
    const { vm: vms } = await json('/vms')
    const suspended = vms
      .filter((vm: { status: string }) => vm.status === 'suspended')
      .map((vm: Named) => vm.name)
    expect(await names('/vms?search=status%3Dsuspended')).toEqual(suspended)
    expect(await names('/vms?search=status%3Dnotresponding')).toHaveLength(1)
    expect(await names('/vms?search=status%3Dnot_responding')).toHaveLength(0)
    const ids = vms.slice(0, 3).map((vm: Named) => vm.id)
    const batch = ids.map((id: string) => `id=${id}`).join(' or ')
    expect(await names(`/vms?search=${q(batch)}`)).toEqual(vms.slice(0, 3).map((vm: Named) => vm.name))
    const big = vms.filter((vm: { memory: string }) => Number(vm.memory) >= 16 * 1024 ** 3).length
    expect(await names('/vms?search=memory%3E%3D16384')).toHaveLength(big)
    const upper = vms[0].name.toUpperCase()
    expect(await names(`/vms?search=${q(`name=${upper}`)}`)).toEqual([vms[0].name])
    expect(await names(`/vms?search=${q(`name=${upper}`)}&case_sensitive=true`)).toEqual([])
  })

  test('a malformed search is an empty collection, never an error', async () => {
    for (const search of ['name==x', 'nosuchfield=1', '(name=a*)', 'sortby']) {
      expect(await json(`/vms?search=${q(search)}`), search).toEqual({})
      expect(await xml(`/vms?search=${q(search)}`), search).toMatch(/<vms\/>$/)
    }
  })

  test('the size alone', async () => {
    expect(await json('/vms?detail=-main%2Bsize')).toEqual({ size: '60' })
    expect(await xml('/vms?detail=-main%2Bsize')).toMatch(/<vms><size>60<\/size><\/vms>$/)
  })

  test('encodings are chosen by Accept and by the accept parameter', async () => {
    const get = (accept: string, path = '/clusters') =>
      send('GET', base + path, { authorization: asAdmin, ...(accept === '' ? {} : { accept }) })
    expect((await get('')).headers.get('content-type')).toContain('application/xml')
    expect((await get('*/*')).headers.get('content-type')).toContain('application/xml')
    expect((await get('application/json')).headers.get('content-type')).toContain('application/json')
    const override = await get('application/xml', '/clusters?accept=application/json')
    expect(override.headers.get('content-type')).toContain('application/json')
    expect((await get('application/x-yaml')).status).toBe(406)
  })

  test('follow puts objects in place of links, on single entities and on lists', async () => {
    const { vm: vms } = await json('/vms?max=5&search=status%3Dup')
    const paths = 'nics.vnic_profile.network,disk_attachments.disk,snapshots,cluster,reported_devices'
    const vm = await json(`/vms/${vms[0].id}?follow=${paths}`)
    const direct = await json(`/vms/${vms[0].id}/diskattachments`)
    const attachment = vm.disk_attachments.disk_attachment[0]
    expect(attachment.id).toBe(direct.disk_attachment[0].id)
    expect(attachment.disk).toEqual(await json(`/disks/${attachment.id}`))
    expect(vm.nics.nic[0].vnic_profile.network.name).toEqual(expect.any(String))
    expect(vm.cluster.name).toEqual(expect.any(String))
    expect(vm.snapshots.snapshot[0]).toMatchObject({ description: 'Active VM', snapshot_type: 'active' })
    const rels = vm.link.map((link: { rel: string }) => link.rel)
    expect(rels).toContain('statistics')
    expect(rels).not.toContain('nics')
    const list = await json('/vms?max=5&search=status%3Dup&follow=host,nics')
    for (const each of list.vm) expect(each.host.address).toContain('.gantry.example')
  })

  test('followed lists ignore max, and a missing host is a failure of the server', async () => {
    const { vm: vms } = await json('/vms')
    const down = vms.find((vm: { status: string }) => vm.status === 'down')
    const followed = await json(`/vms/${vms[0].id}?max=1&follow=statistics`)
    expect(followed.statistics.statistic.length).toBeGreaterThan(5)
    const reply = await send('GET', `${base}/vms/${down.id}?follow=host`, { authorization: asAdmin })
    expect(reply.status).toBe(500)
  })

  test('detail=statistics includes them in a list', async () => {
    const { host: hosts } = await json('/hosts?detail=statistics')
    for (const host of hosts) {
      const memory = host.statistics.statistic.find((it: Named) => it.name === 'memory.total')
      expect(memory).toMatchObject({ kind: 'gauge', type: 'integer', unit: 'bytes' })
      expect(String(memory.values.value[0].datum)).toBe(host.memory)
    }
  })
})

describe('v3 lists', () => {
  const { xml, send } = openWire('3.4')
  const count = async (path: string) => all(await xml(path), /<vm (href)/g).length

  test('max is a matrix parameter only', async () => {
    expect(await count('/vms')).toBe(60)
    expect(await count('/vms;max=7')).toBe(7)
    expect(await count('/vms?max=7')).toBe(60)
    expect(await count(`/vms;max=50?search=${q('sortby name page 2')}`)).toBe(10)
  })

  test('searches heed case unless told not to', async () => {
    const [name = ''] = all(await xml('/vms;max=1'), /<name>([^<]+)/g)
    const swapped = name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase()
    expect(await count(`/vms?search=${q(`name=${name}`)}`)).toBe(1)
    expect(await count(`/vms?search=${q(`name=${swapped}`)}`)).toBe(0)
    expect(await count(`/vms;case_sensitive=false?search=${q(`name=${swapped}`)}`)).toBe(1)
  })

  test('detail belongs to the Accept header', async () => {
    const plain = await xml('/vms;max=2')
    expect(plain).not.toContain('<statistics>')
    const text = await xml('/vms;max=2', { accept: 'application/xml; detail=statistics+nics+disks' })
    expect(all(text, /(<statistics>)/g)).toHaveLength(2)
    expect(all(text, /(<nics>)/g)).toHaveLength(2)
    expect(all(text, /(<disks>)/g)).toHaveLength(2)
    expect(await xml('/vms;max=2?follow=nics')).toBe(plain)
  })

  test('speaks XML only', async () => {
    const reply = await send('GET', '/api/vms', { authorization: asAdmin, accept: 'application/json' })
    expect(reply.status).toBe(406)
  })
})
