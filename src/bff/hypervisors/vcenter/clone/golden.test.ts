import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { cloneOrderSchema, orderForCopy } from '../../../../contract/clone/order.ts'
import { lineTo } from '../test-line.ts'
import { VimClient } from '../transport/vim-client.ts'
import { cloneTypes } from './clone-types.ts'
import { cardsSamples } from './golden/cards.ts'
import { disksSamples } from './golden/disks.ts'
import { guestLinuxSamples } from './golden/guest-linux.ts'
import { guestStoredSamples } from './golden/guest-stored.ts'
import { guestWindowsSamples } from './golden/guest-windows.ts'
import { placementSamples } from './golden/placement.ts'
import { restSamples } from './golden/rest.ts'
import { type Sample, source, targets, whole } from './golden/scene.ts'
import { restClone } from './rest-clone.ts'
import { fieldNames, type Loose, masked, shaped } from './shaped.ts'
import { vimClone } from './vim-clone.ts'

const vimSamples = [
  ...placementSamples,
  ...disksSamples,
  ...cardsSamples,
  ...guestLinuxSamples,
  ...guestWindowsSamples,
  ...guestStoredSamples,
]
const line = lineTo(() => new Response())

/** The order as its schema takes it, for its first copy alone. */
const orderOf = ({ order }: Sample) => orderForCopy(cloneOrderSchema.parse(whole(order)), 0)

function partsOf(sample: Sample) {
  const { stored } = sample
  const facts = { ...source, ...sample.source }
  return { order: orderOf(sample), source: facts, targets, ...(stored === undefined ? {} : { stored }) }
}

function written(sample: Sample, dialect: 'soap' | 'vi-json') {
  const { target, method, args } = vimClone(partsOf(sample), dialect)
  const vim = new VimClient(line, dialect, sample.release ?? '8.0.3.0')
  const { path, init } = vim.written(target, method, args)
  return { path, body: String(init.body) }
}

/** Space between elements does not count. */
const dense = (xml: string) => xml.trim().replace(/>\s+</g, '><')

describe('CloneVM_Task', () => {
  test.each(vimSamples)('over VI JSON: $title', (sample) => {
    const { path, body } = written(sample, 'vi-json')
    expect(path).toBe(`/sdk/vim25/${sample.release ?? '8.0.3.0'}/VirtualMachine/vm-42/CloneVM_Task`)
    expect(JSON.parse(body)).toEqual(JSON.parse(sample.json ?? ''))
  })

  test.each(vimSamples)('over SOAP: $title', (sample) => {
    const { path, body } = written(sample, 'soap')
    expect(path).toBe('/sdk')
    const [, inner] = /<CloneVM_Task xmlns="urn:vim25">(.*)<\/CloneVM_Task>/s.exec(body) ?? []
    expect(inner).toBe(`<_this type="VirtualMachine">vm-42</_this>${dense(sample.soap ?? '')}`)
  })
})

describe('vm?action=clone', () => {
  test.each(restSamples)('over /api: $title', (sample) => {
    const { method, path, body } = restClone(orderOf(sample), '/api', true)
    expect(`${method} ${path}`).toBe('POST /api/vcenter/vm?action=clone&vmw-task=true')
    expect(JSON.parse(JSON.stringify(body))).toEqual(JSON.parse(sample.api ?? ''))
  })

  test.each(restSamples)('over /rest: $title', (sample) => {
    const { method, path, body } = restClone(orderOf(sample), '/rest', false)
    expect(`${method} ${path}`).toBe('POST /rest/vcenter/vm?action=clone')
    expect(JSON.parse(JSON.stringify(body))).toEqual(JSON.parse(sample.rest ?? ''))
  })
})

interface Schema {
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  const?: unknown
}

/** Fields of oVirt, which no request to a vCenter has. */
const others = /^(clonePermissions|discardSnapshots|seal|version)\b|^customization<(cloud-init|sysprep)>/

/** Every leaf of the schema, unions told apart by their `kind`: `customization<linux>.domain`. */
function leavesOf(schema: Schema, path = ''): string[] {
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) {
    return choices.flatMap((choice) => {
      const kind = choice.properties?.kind?.const
      return leavesOf(choice, kind === undefined ? path : `${path}<${String(kind)}>`)
    })
  }
  if (schema.items !== undefined) return leavesOf(schema.items, path)
  if (schema.properties === undefined) return [path]
  return Object.entries(schema.properties).flatMap(([name, field]) =>
    leavesOf(field, path === '' ? name : `${path}.${name}`),
  )
}

/** The same paths of a value. */
function pathsOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsOf(item, path))
  if (typeof value !== 'object' || value === null) return [path]
  const kind = 'kind' in value ? `<${String(value.kind)}>` : ''
  const own = path === 'extraSpec' ? [path] : []
  return [
    ...own,
    ...Object.entries(value).flatMap(([name, field]) =>
      pathsOf(field, path === '' ? name : `${path}${kind}.${name}`),
    ),
  ]
}

test('every field of an order that a vCenter takes is in a sample', () => {
  const wanted = leavesOf(z.toJSONSchema(cloneOrderSchema, { io: 'input' }) as Schema)
  const shown = new Set([...vimSamples, ...restSamples].flatMap(({ order }) => pathsOf(whole(order))))
  expect(wanted.length).toBeGreaterThan(70)
  // Cards are the same whoever reads them.
  const cards = (path: string) => path.replace(/<(linux|windows)>\.adapters/, '.adapters')
  const all = new Set([...shown].map(cards))
  expect(wanted.filter((path) => !others.test(path) && !all.has(cards(path)))).toEqual([])
})

test('fields that SOAP wants in order come in order, whatever order they were given in', () => {
  const types = cloneTypes
    .trim()
    .split('\n')
    .map((each) => /^\w+/.exec(each)?.[0] ?? '')
  for (const type of types) {
    const names = fieldNames(type) ?? []
    const backwards: Loose = Object.fromEntries(
      names.toReversed().map((name) => [name, { _typeName: 'Free', a: 1 }]),
    )
    // References are read as such and nothing else.
    const args = shaped(type, { ...backwards, _typeName: type, newer: 'x' }, 'soap')
    const order = Object.keys(args).filter((name) => name !== '_typeName' && args[name] !== undefined)
    expect(order, type).toEqual([...names.filter((name) => args[name] !== undefined), 'newer'])
  }
})

test('secrets are masked wherever they are', () => {
  for (const sample of [...guestLinuxSamples, ...guestWindowsSamples, ...placementSamples]) {
    for (const dialect of ['soap', 'vi-json'] as const) {
      const text = JSON.stringify(vimClone(partsOf(sample), dialect, true).args)
      for (const secret of ['s3cret', 'exit 0', 'pa55', 'j0in', 'cmd /c']) {
        expect(text, sample.title).not.toContain(secret)
      }
      if (sample.order.extraSpec !== undefined) expect(text).toContain('"password":"•••"')
    }
  }
  expect(masked({ a: { password: 'x', b: [{ value: 'y', plainText: true }] } })).toEqual({
    a: { password: '•••', b: [{ value: '•••', plainText: true }] },
  })
})
