import { expect, test } from 'vitest'
import { JsonClient, smallVcenter } from '../wire-test-client.ts'

test('hands out the token in a header, and needs it afterwards', async () => {
  const json = new JsonClient(smallVcenter())
  const content = await json.send('GET', '/sdk/vim25/8.0.3.0/ServiceInstance/ServiceInstance/content')
  expect(content.json).toMatchObject({
    _typeName: 'ServiceContent',
    rootFolder: { _typeName: 'ManagedObjectReference', type: 'Folder', value: 'group-d1' },
    about: { _typeName: 'AboutInfo', apiVersion: '8.0.3.0', productLineId: 'vpx' },
  })
  const before = await json.send('GET', '/sdk/vim25/8.0.3.0/Folder/group-d1/name')
  expect(before.status).toBe(500)
  expect(before.json).toMatchObject({
    _typeName: 'NotAuthenticated',
    faultstring: 'The session is not authenticated.',
  })
  await json.login()
  expect(json.token).toMatch(/^[0-9a-f]{40}$/)
  const after = await json.send('GET', '/sdk/vim25/8.0.3.0/Folder/group-d1/name')
  expect(after.text).toBe('"Datacenters"')
  const logout = await json.send('POST', '/sdk/vim25/8.0.3.0/SessionManager/SessionManager/Logout')
  expect([logout.status, logout.text]).toEqual([204, ''])
})

test('says a fault as it is, with status 500', async () => {
  const json = new JsonClient(smallVcenter())
  const reply = await json.send('POST', '/sdk/vim25/8.0.3.0/SessionManager/SessionManager/Login', {
    body: { userName: 'admin@gantry.example', password: 'wrong' },
  })
  expect(reply.status).toBe(500)
  expect(reply.json).toEqual({
    _typeName: 'InvalidLogin',
    faultMessage: [],
    faultstring: 'Cannot complete login due to an incorrect user name or password.',
  })
  expect(reply.headers.get('vmware-api-session-id')).toBeNull()
})

test('boxes what stands in a slot of any type', async () => {
  const json = await new JsonClient(smallVcenter()).login()
  const reply = await json.call('PropertyCollector/propertyCollector', 'RetrievePropertiesEx', {
    specSet: [
      {
        propSet: [
          {
            type: 'Folder',
            pathSet: ['name', 'childType', 'childEntity', 'overallStatus', 'effectiveRole', 'parent'],
          },
        ],
        objectSet: [{ obj: { type: 'Folder', value: 'group-d2' } }],
      },
    ],
    options: {},
  })
  expect(reply.objects?.[0]?.propSet).toEqual([
    { _typeName: 'DynamicProperty', name: 'name', val: { _typeName: 'string', _value: 'Branch offices' } },
    {
      _typeName: 'DynamicProperty',
      name: 'childType',
      val: { _typeName: 'ArrayOfString', _value: ['Folder', 'Datacenter'] },
    },
    {
      _typeName: 'DynamicProperty',
      name: 'childEntity',
      val: {
        _typeName: 'ArrayOfManagedObjectReference',
        _value: [
          {
            _typeName: 'ManagedObjectReference',
            type: 'Datacenter',
            value: expect.stringMatching(/^datacenter-/),
          },
        ],
      },
    },
    {
      _typeName: 'DynamicProperty',
      name: 'overallStatus',
      val: { _typeName: 'ManagedEntityStatus', _value: 'green' },
    },
    { _typeName: 'DynamicProperty', name: 'effectiveRole', val: { _typeName: 'ArrayOfInt', _value: [-1] } },
    {
      _typeName: 'DynamicProperty',
      name: 'parent',
      val: {
        _typeName: 'ManagedObjectReference',
        _value: { _typeName: 'ManagedObjectReference', type: 'Folder', value: 'group-d1' },
      },
    },
  ])
})

test('a base type needs its discriminator', async () => {
  const json = await new JsonClient(smallVcenter()).login()
  const reply = await json.call('PropertyCollector/propertyCollector', 'RetrievePropertiesEx', {
    specSet: [
      {
        propSet: [{ type: 'Folder', pathSet: ['name'] }],
        objectSet: [
          {
            obj: { type: 'Folder', value: 'group-d1' },
            selectSet: [{ type: 'Folder', path: 'childEntity' }],
          },
        ],
      },
    ],
    options: {},
  })
  expect(reply).toMatchObject({
    _typeName: 'InvalidRequest',
    faultstring: 'Unknown property type in data object of type SelectionSpec',
  })
})

test('serves the releases from 8.0.1 to its own, and none on 7.0.3', async () => {
  const status = async (version: '8.0.3' | '7.0.3', release: string) =>
    (
      await new JsonClient(smallVcenter(version)).send(
        'GET',
        `/sdk/vim25/${release}/ServiceInstance/ServiceInstance/content`,
      )
    ).status
  expect(await status('8.0.3', '8.0.1.0')).toBe(200)
  expect(await status('8.0.3', '9.0.0.0')).toBe(404)
  expect(await status('8.0.3', '7.0.3.0')).toBe(404)
  expect(await status('7.0.3', '7.0.3.0')).toBe(404)
})
