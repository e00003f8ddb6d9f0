import { expect, test } from 'vitest'
import type { Simulator } from '../../world/simulator.ts'
import { at, JsonClient, type Loose, SoapClient, smallVcenter } from '../wire-test-client.ts'

const vmPaths = ['name', 'runtime.powerState', 'runtime.host', 'guest.ipAddress', 'snapshot.currentSnapshot']

async function watchVms(simulator: Simulator, paths = vmPaths) {
  const json = await new JsonClient(simulator).login()
  const collector = at(await json.call('PropertyCollector/propertyCollector', 'CreatePropertyCollector'))
  const view = await json.call('ViewManager/ViewManager', 'CreateContainerView', {
    container: { type: 'Folder', value: 'group-d1' },
    type: ['VirtualMachine'],
    recursive: true,
  })
  const filter = await json.call(collector, 'CreateFilter', {
    spec: {
      propSet: [{ type: 'VirtualMachine', pathSet: paths }],
      objectSet: [
        {
          obj: view,
          skip: true,
          selectSet: [{ _typeName: 'TraversalSpec', type: 'ContainerView', path: 'view', skip: false }],
        },
      ],
    },
    partialUpdates: false,
  })
  const wait = (version: string, maxWaitSeconds = 0, signal?: AbortSignal) =>
    json.call(collector, 'WaitForUpdatesEx', { version, options: { maxWaitSeconds } }, signal)
  const all = async () => {
    const seen: Loose[] = []
    let version = ''
    for (;;) {
      const set = await wait(version)
      seen.push(...(set.filterSet?.[0]?.objectSet ?? []))
      version = String(set.version)
      if (set.truncated === undefined) return { version, seen }
    }
  }
  return { json, collector, view, filter, wait, all }
}

/** The changes of the only object of the only filter of an update set. */
function changes(set: Loose): Record<string, unknown> {
  const objects: Loose[] = set.filterSet?.[0]?.objectSet ?? []
  expect(objects).toHaveLength(1)
  const list: Loose[] = objects[0]?.changeSet ?? []
  return Object.fromEntries(list.map((change) => [change.name, change.val?._value ?? null]))
}

function stopped(simulator: Simulator) {
  const found = simulator.upstream.vms().find((vm) => vm.power === 'off')
  if (found === undefined) throw new Error('no stopped VM')
  return found
}

test('hands out 100 objects per reply, and each version once', async () => {
  const { wait } = await watchVms(smallVcenter())
  const first = await wait('')
  expect(first).toMatchObject({ _typeName: 'UpdateSet', version: '0_1', truncated: true })
  expect(first.filterSet?.[0]?.objectSet).toHaveLength(100)
  expect(first.filterSet?.[0]?.objectSet?.[0]).toMatchObject({ kind: 'enter' })
  const rest = await wait('0_1')
  expect(rest.version).toBe('1')
  expect(rest.truncated).toBeUndefined()
  expect(await wait('0_1')).toMatchObject({ _typeName: 'InvalidCollectorVersion' })
  expect(await wait('1')).toBeUndefined()
})

test('tells changes, births and deaths', async () => {
  const simulator = smallVcenter()
  const { wait, all } = await watchVms(simulator)
  const { version, seen } = await all()
  expect(seen).toHaveLength(125)
  const vm = stopped(simulator)
  simulator.upstream.setPower(vm.name, 'on')
  const started = await wait(version)
  expect(changes(started)).toEqual({ 'runtime.powerState': 'poweredOn', 'guest.ipAddress': null })
  simulator.upstream.rename(vm.name, 'a/b 100%')
  const renamed = await wait(String(started.version))
  expect(changes(renamed)).toEqual({ name: 'a%2fb 100%25' })
  simulator.upstream.create('newborn')
  const born = await wait(String(renamed.version))
  expect(born.filterSet?.[0]?.objectSet?.[0]).toMatchObject({ kind: 'enter' })
  expect(changes(born)).toMatchObject({ name: 'newborn', 'runtime.powerState': 'poweredOff' })
  simulator.upstream.remove('newborn')
  const dead = await wait(String(born.version))
  expect(dead.filterSet?.[0]?.objectSet).toEqual([
    { _typeName: 'ObjectUpdate', kind: 'leave', obj: born.filterSet?.[0]?.objectSet?.[0]?.obj },
  ])
})

test('a reply that got lost is told again; an unknown version is refused', async () => {
  const simulator = smallVcenter()
  const { wait, all } = await watchVms(simulator)
  const { version } = await all()
  const vm = stopped(simulator)
  simulator.upstream.rename(vm.name, 'first')
  const lost = await wait(version)
  simulator.upstream.rename('first', 'second')
  const again = await wait(version)
  expect(changes(again)).toEqual({ name: 'second' })
  expect(await wait(String(again.version))).toBeUndefined()
  expect(lost.version).not.toBe('')
  expect(await wait('77')).toMatchObject({ _typeName: 'InvalidCollectorVersion' })
  expect((await wait('')).filterSet?.[0]?.objectSet).toHaveLength(100)
})

test('a long wait ends with the change, with a cancel, with the session, or with its client', async () => {
  const simulator = smallVcenter()
  const { json, collector, wait, all } = await watchVms(simulator)
  const { version } = await all()
  const waiting = wait(version, 60)
  simulator.upstream.setPower(stopped(simulator).name, 'on')
  const woken = await waiting
  expect(changes(woken)).toMatchObject({ 'runtime.powerState': 'poweredOn' })

  const cancelled = wait(String(woken.version), 60)
  await json.call(collector, 'CancelWaitForUpdates')
  expect(await cancelled).toMatchObject({ _typeName: 'RequestCanceled' })

  const gone = new AbortController()
  const abandoned = wait(String(woken.version), 60, gone.signal)
  gone.abort()
  await expect(abandoned).rejects.toThrow('abort')

  const ended = wait(String(woken.version), 60)
  // The wait must have begun before the service restarts.
  await json.send('GET', '/sdk/vim25/8.0.3.0/Folder/group-d1/name')
  simulator.restart()
  expect(await ended).toMatchObject({ _typeName: 'NotAuthenticated' })
})

test('what belongs to a session dies with it', async () => {
  const simulator = smallVcenter()
  const { json, collector, view, wait } = await watchVms(simulator)
  expect(collector).toMatch(/^PropertyCollector\/session\[[0-9a-f-]{36}\][0-9a-f-]{36}$/)
  simulator.restart()
  expect(await wait('')).toMatchObject({ _typeName: 'NotAuthenticated' })
  await json.login()
  expect(await wait('')).toMatchObject({
    _typeName: 'ManagedObjectNotFound',
    obj: { value: collector.replace('PropertyCollector/', '') },
  })
  expect(await json.call(at(view), 'DestroyView')).toMatchObject({ _typeName: 'ManagedObjectNotFound' })
})

test('an unknown path is a hard fault', async () => {
  const { filter } = await watchVms(smallVcenter(), ['name', 'config.colour'])
  expect(filter).toMatchObject({ _typeName: 'InvalidProperty', name: 'config.colour' })
})

test('several specifications for one type add up, and base types match', async () => {
  const json = await new JsonClient(smallVcenter()).login()
  const reply = await json.call('PropertyCollector/propertyCollector', 'RetrievePropertiesEx', {
    specSet: [
      {
        propSet: [
          { type: 'ManagedEntity', pathSet: ['name'] },
          { type: 'ClusterComputeResource', pathSet: ['configuration.drsConfig.enabled'] },
        ],
        objectSet: [
          {
            obj: { type: 'Folder', value: 'group-d1' },
            skip: true,
            selectSet: [
              {
                _typeName: 'TraversalSpec',
                name: 'folder',
                type: 'Folder',
                path: 'childEntity',
                skip: true,
                selectSet: [{ name: 'folder' }, { name: 'dc' }],
              },
              {
                _typeName: 'TraversalSpec',
                name: 'dc',
                type: 'Datacenter',
                path: 'hostFolder',
                skip: true,
                selectSet: [{ name: 'hosts' }],
              },
              {
                _typeName: 'TraversalSpec',
                name: 'hosts',
                type: 'Folder',
                path: 'childEntity',
                selectSet: [{ name: 'hosts' }],
              },
            ],
          },
        ],
      },
    ],
    options: {},
  })
  const objects: Loose[] = reply.objects ?? []
  const cluster = objects.find((object) => object.obj?.type === 'ClusterComputeResource')
  const names: Loose[] = cluster?.propSet ?? []
  expect(names.map((property) => String(property.name))).toEqual(['name', 'configuration.drsConfig.enabled'])
  expect(new Set(objects.map((object) => String(object.obj?.type)))).toEqual(
    // Every selection of the object starts at the root: `hosts` finds the data centers there.
    new Set(['ClusterComputeResource', 'ComputeResource', 'Datacenter', 'Folder']),
  )
})

test('a list view is followed as it changes', async () => {
  const simulator = smallVcenter()
  const json = await new JsonClient(simulator).login()
  const [first, second] = simulator.upstream.vms().map((vm) => ({ type: 'VirtualMachine', value: vm.id }))
  const view = await json.call('ViewManager/ViewManager', 'CreateListView', { obj: [first] })
  await json.call('PropertyCollector/propertyCollector', 'CreateFilter', {
    spec: {
      propSet: [{ type: 'VirtualMachine', pathSet: ['name'] }],
      objectSet: [
        {
          obj: view,
          skip: true,
          selectSet: [{ _typeName: 'TraversalSpec', type: 'ListView', path: 'view' }],
        },
      ],
    },
    partialUpdates: true,
  })
  const wait = (version: string) =>
    json.call('PropertyCollector/propertyCollector', 'WaitForUpdatesEx', {
      version,
      options: { maxWaitSeconds: 0 },
    })
  const one = await wait('')
  expect(one.filterSet?.[0]?.objectSet).toMatchObject([{ kind: 'enter', obj: first }])
  const lost = await json.call(at(view), 'ModifyListView', {
    add: [second, { type: 'VirtualMachine', value: 'vm-0' }],
    remove: [first],
  })
  expect(lost).toMatchObject([{ value: 'vm-0' }])
  expect((await wait(String(one.version))).filterSet?.[0]?.objectSet).toMatchObject([
    { kind: 'leave', obj: first },
    { kind: 'enter', obj: second },
  ])
})

test('long results come in pages', async () => {
  const soap = new SoapClient(smallVcenter('7.0.3'))
  await soap.login()
  const collector = '<_this type="PropertyCollector">propertyCollector</_this>'
  const view = await soap.call(
    'CreateContainerView',
    '<_this type="ViewManager">ViewManager</_this><container type="Folder">group-d1</container><type>VirtualMachine</type><recursive>true</recursive>',
  )
  const id = /<returnval type="ContainerView">(.*?)<\/returnval>/.exec(view.text)?.[1]
  const first = await soap.call(
    'RetrievePropertiesEx',
    `${collector}<specSet><propSet><type>VirtualMachine</type><pathSet>name</pathSet></propSet><objectSet><obj type="ContainerView">${id}</obj><skip>true</skip>` +
      '<selectSet i:type="TraversalSpec"><name>v</name><type>ContainerView</type><path>view</path><skip>false</skip></selectSet></objectSet></specSet><options/>',
  )
  expect(first.text.match(/<objects>/g)).toHaveLength(100)
  const token = /<returnval><token>(.*?)<\/token>/.exec(first.text)?.[1]
  const rest = await soap.call('ContinueRetrievePropertiesEx', `${collector}<token>${token}</token>`)
  expect(rest.text.match(/<objects>/g)).toHaveLength(25)
  expect(rest.text).not.toContain('<token>')
  const again = await soap.call('ContinueRetrievePropertiesEx', `${collector}<token>${token}</token>`)
  expect(again.text).toContain('InvalidArgumentFault')
})

test('what comes and goes is told without looking at the whole tree again', async () => {
  const simulator = smallVcenter()
  const { wait, all } = await watchVms(simulator, ['name'])
  let { version } = await all()
  const news = async () => {
    const set = await wait(version)
    version = String(set?.version ?? version)
    const objects: Loose[] = [...(set?.filterSet?.[0]?.objectSet ?? [])]
    return objects.map((object) => [object.kind, object.changeSet?.[0]?.val?._value])
  }
  simulator.upstream.create('short-lived')
  simulator.upstream.remove('short-lived')
  expect(await news()).toEqual([])
  simulator.upstream.create('one')
  simulator.upstream.create('two')
  expect(await news()).toEqual([
    ['enter', 'one'],
    ['enter', 'two'],
  ])
  simulator.upstream.rename('one', 'three')
  simulator.upstream.remove('two')
  expect(await news()).toEqual([
    ['leave', undefined],
    ['modify', 'three'],
  ])
})
