import { expect, test } from 'vitest'
import { Fault } from '../../../../contract/fault.ts'
import { jsonReply, lineTo } from '../test-line.ts'
import { unbox, viJsonCodec } from './vi-json-codec.ts'

const line = lineTo(() => new Response())

test('writes path, token and body; ids of the session are percent-encoded', () => {
  const { path, init } = viJsonCodec.request({
    target: { type: 'PropertyCollector', value: 'session[52ab]52cd' },
    method: 'CreateFilter',
    args: {
      spec: {
        objectSet: [
          {
            obj: { type: 'ContainerView', value: 'v' },
            selectSet: [{ _typeName: 'TraversalSpec', type: 'ContainerView', path: 'view' }],
          },
        ],
      },
      partialUpdates: false,
      gone: undefined,
    },
    release: '8.0.3.0',
    token: 'abc',
  })
  expect(path).toBe('/sdk/vim25/8.0.3.0/PropertyCollector/session%5B52ab%5D52cd/CreateFilter')
  expect(init).toMatchObject({ method: 'POST', headers: { 'vmware-api-session-id': 'abc' } })
  expect(JSON.parse(String(init.body))).toEqual({
    spec: {
      objectSet: [
        {
          obj: { _typeName: 'ManagedObjectReference', type: 'ContainerView', value: 'v' },
          selectSet: [{ _typeName: 'TraversalSpec', type: 'ContainerView', path: 'view' }],
        },
      ],
    },
    partialUpdates: false,
  })
})

test('the entry points are a property here', () => {
  const { path, init } = viJsonCodec.request({
    target: { type: 'ServiceInstance', value: 'ServiceInstance' },
    method: 'RetrieveServiceContent',
    args: {},
    release: '8.0.1.0',
    token: undefined,
  })
  expect(path).toBe('/sdk/vim25/8.0.1.0/ServiceInstance/ServiceInstance/content')
  expect(init.method).toBe('GET')
})

test.each([
  [{ _typeName: 'string', _value: 'x' }, 'x'],
  [{ _typeName: 'ManagedEntityStatus', _value: 'gray' }, 'gray'],
  [{ _typeName: 'ArrayOfString', _value: ['a', 'b'] }, ['a', 'b']],
  [
    { _typeName: 'ManagedObjectReference', _value: { type: 'Folder', value: 'group-v3' } },
    { type: 'Folder', value: 'group-v3' },
  ],
  [
    { _typeName: 'ManagedObjectReference', type: 'Folder', value: 'group-v3' },
    { type: 'Folder', value: 'group-v3' },
  ],
  [
    {
      _typeName: 'ArrayOfManagedObjectReference',
      _value: [{ _typeName: 'ManagedObjectReference', type: 'Network', value: 'network-1' }],
    },
    [{ type: 'Network', value: 'network-1' }],
  ],
  [
    { _typeName: 'PropertyChange', name: 'n', val: { _typeName: 'int', _value: 4 } },
    { _typeName: 'PropertyChange', name: 'n', val: 4 },
  ],
])('takes the boxes off %j', (boxed, plain) => expect(unbox(boxed)).toEqual(plain))

test.each([
  ['204', new Response(null, { status: 204 })],
  ['an empty body', new Response('')],
  ['null', new Response('null')],
])('no result as %s', async (_name, response) => {
  expect(await viJsonCodec.read(line, response)).toBeUndefined()
})

async function faultOf(response: Response): Promise<Fault> {
  try {
    await viJsonCodec.read(line, response)
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
  throw new Error('expected a fault')
}

test('faults: text beside the schema, in faultMessage, or none', async () => {
  const words = 'Cannot complete login due to an incorrect user name or password.'
  const spoken = await faultOf(jsonReply({ _typeName: 'InvalidLogin', faultstring: words }, 500))
  expect(spoken.info).toMatchObject({ kind: 'auth', code: 'InvalidLogin', message: words })
  const listed = await faultOf(
    jsonReply({ _typeName: 'InvalidState', faultMessage: [{ key: 'k', message: 'Not now.' }] }, 500),
  )
  expect(listed.info).toMatchObject({ kind: 'invalid-state', message: 'Not now.' })
  expect((await faultOf(jsonReply({ _typeName: 'InvalidLogin' }, 500))).message).toBe(words)
})

test('a bare 401 means that the session ended', async () => {
  expect((await faultOf(new Response('', { status: 401 }))).info).toMatchObject({
    kind: 'auth',
    code: 'NotAuthenticated',
  })
  expect((await faultOf(jsonReply({ messages: [] }, 401))).kind).toBe('auth')
})

test('what is no JSON is said to be so', async () => {
  const page = new Response('<html>', { headers: { 'content-type': 'text/html' } })
  expect((await faultOf(page)).info).toMatchObject({ kind: 'protocol' })
  expect((await faultOf(new Response('<html>', { status: 503 }))).kind).toBe('unavailable')
})
