import { describe, expect, test } from 'vitest'
import { readBody } from './body.ts'
import { toJson } from './json.ts'
import { decimal, moment, type WireObject } from './value.ts'
import { isoTime, toXml } from './xml.ts'

const at = Date.parse('2019-08-20T09:57:43.049Z')
const body: WireObject = {
  href: '/api/vms/1b',
  id: '1b',
  link: [{ href: '/api/vms/1b/nics', rel: 'nics' }],
  name: 'a <b> & "c"',
  description: '',
  memory: 1_073_741_824,
  stateless: false,
  cpu: { speed: decimal(2100.5) },
  creation_time: moment(at),
  os: { boot: { devices: { device: ['hd', 'network'] } } },
  nothing: undefined,
  tags: { tag: [] },
}

describe('encodings', () => {
  test('JSON: texts for integers and booleans, numbers for decimals and dates, {} for an empty list', () => {
    expect(JSON.parse(toJson({ root: 'vm', body }))).toEqual({
      href: '/api/vms/1b',
      id: '1b',
      link: [{ href: '/api/vms/1b/nics', rel: 'nics' }],
      name: 'a <b> & "c"',
      description: '',
      memory: '1073741824',
      stateless: 'false',
      cpu: { speed: 2100.5 },
      creation_time: at,
      os: { boot: { devices: { device: ['hd', 'network'] } } },
      tags: {},
    })
    expect(toJson({ root: 'vms', body: { vm: [] } })).toBe('{}')
  })

  test('XML: attributes for id, href and rel, ISO times, empty elements', () => {
    expect(toXml({ root: 'vm', body }, 180)).toBe(
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
        '<vm href="/api/vms/1b" id="1b"><link href="/api/vms/1b/nics" rel="nics"/>' +
        '<name>a &lt;b&gt; &amp; &quot;c&quot;</name><description/><memory>1073741824</memory>' +
        '<stateless>false</stateless><cpu><speed>2100.5</speed></cpu>' +
        '<creation_time>2019-08-20T12:57:43.049+03:00</creation_time>' +
        '<os><boot><devices><device>hd</device><device>network</device></devices></boot></os><tags/></vm>',
    )
    const old: WireObject = { storage_manager: { '@priority': 5, '#text': true }, version: { '@major': 3 } }
    expect(toXml({ root: 'host', body: old }, 0)).toContain(
      '<host><storage_manager priority="5">true</storage_manager><version major="3"/></host>',
    )
  })

  test('times west of Greenwich', () => expect(isoTime(at, -300)).toBe('2019-08-20T04:57:43.049-05:00'))

  test('request bodies in both encodings', () => {
    const fromXml = readBody(
      'application/xml',
      '<?xml version="1.0"?><action><host id="h2"/><force>true</force></action>',
    )
    const fromJson = readBody('application/json', '{"host":{"id":"h2"},"force":true}')
    for (const read of [fromXml, fromJson]) {
      expect(read?.text('host.id')).toBe('h2')
      expect(read?.text('force')).toBe('true')
      expect(read?.has('vm')).toBe(false)
    }
    expect(readBody('application/xml', '<action/>')).toBeDefined()
    for (const bad of ['', '  ', 'action', '{"a"']) {
      expect(readBody('application/json', bad)).toBeUndefined()
      expect(readBody('application/xml', bad)).toBeUndefined()
    }
  })
})
