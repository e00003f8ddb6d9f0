import { expect, test } from 'vitest'
import { lineTo, soapFaultReply, soapReply } from '../test-line.ts'
import { VimClient } from '../transport/vim-client.ts'
import { createFilter, retrieve, waitForUpdates } from './property-collector.ts'

const collector = { type: 'PropertyCollector', value: 'propertyCollector' }
const vm1 = { type: 'VirtualMachine', value: 'vm-1' }
const options = { signal: new AbortController().signal }

function clientOf(...replies: ((body: string) => Response)[]): { vim: VimClient; bodies: string[] } {
  const bodies: string[] = []
  const line = lineTo((_request, body) => {
    bodies.push(body)
    const reply = replies.shift()
    if (reply === undefined) throw new Error('no more replies')
    return reply(body)
  })
  return { vim: new VimClient(line, 'soap', '7.0.3.0', '"t"'), bodies }
}

test('a path that this release does not know is left out', async () => {
  const { vim, bodies } = clientOf(
    () =>
      soapFaultReply('InvalidProperty', 'A specified property is invalid.', '<name>config.createDate</name>'),
    () => soapReply('CreateFilter', '<returnval type="PropertyFilter">session[a]b</returnval>'),
    () => soapReply('RetrievePropertiesEx', ''),
  )
  const paths = { VirtualMachine: ['name', 'config.createDate'] }
  expect(await createFilter(vim, collector, paths, [{ obj: vm1 }], options)).toEqual({
    type: 'PropertyFilter',
    value: 'session[a]b',
  })
  expect(bodies[0]).toContain('config.createDate')
  expect(bodies[1]).not.toContain('config.createDate')
  expect(bodies[1]).toContain('<pathSet>name</pathSet>')
  await retrieve(vim, collector, paths, [{ obj: vm1 }], options)
  expect(bodies[2]).not.toContain('config.createDate')
})

test('an InvalidProperty that names nothing of ours is not repeated', async () => {
  const { vim } = clientOf(() => soapFaultReply('InvalidProperty', 'No.', '<name>other</name>'))
  const attempt = createFilter(vim, collector, { VirtualMachine: ['name'] }, [{ obj: vm1 }], options)
  await expect(attempt).rejects.toMatchObject({ info: { kind: 'invalid-input' } })
})

// As recorded from a server whose session had ended.
const blind =
  '<returnval><objects><obj type="VirtualMachine">vm-1</obj>' +
  '<missingSet><path>name</path><fault><fault xsi:type="NotAuthenticated"><object type="Folder">group-d1</object>' +
  '<privilegeId>System.View</privilegeId></fault><localizedMessage></localizedMessage></fault></missingSet></objects></returnval>'

test('everything missing for want of authentication means that the session ended', async () => {
  const { vim } = clientOf(() => soapReply('RetrievePropertiesEx', blind))
  const attempt = retrieve(vim, collector, { VirtualMachine: ['name'] }, [{ obj: vm1 }], options)
  await expect(attempt).rejects.toMatchObject({ info: { kind: 'auth', code: 'NotAuthenticated' } })
})

test('the same in updates', async () => {
  const body = blind.replace('objects>', 'objectSet><kind>enter</kind>').replace('</objects>', '</objectSet>')
  const set = body
    .replace('<returnval>', '<returnval><version>1</version><filterSet>')
    .replace('</returnval>', '</filterSet></returnval>')
  const { vim } = clientOf(() => soapReply('WaitForUpdatesEx', set))
  await expect(waitForUpdates(vim, collector, '', 20, options)).rejects.toMatchObject({
    info: { kind: 'auth' },
  })
})

test('reads through pages; what may not be read is told, what is unset is not', async () => {
  const object = (id: string, inner: string) =>
    `<objects><obj type="VirtualMachine">${id}</obj>${inner}</objects>`
  const name = '<propSet><name>name</name><val xsi:type="xsd:string">one</val></propSet>'
  const missing = (path: string, fault: string) =>
    `<missingSet><path>${path}</path><fault><fault xsi:type="${fault}"/><localizedMessage>Because.</localizedMessage></fault></missingSet>`
  const { vim, bodies } = clientOf(
    () =>
      soapReply(
        'RetrievePropertiesEx',
        `<returnval><token>t1</token>${object('vm-1', name + missing('guest', 'NoPermission') + missing('odd', 'InvalidProperty'))}</returnval>`,
      ),
    () => soapReply('ContinueRetrievePropertiesEx', `<returnval>${object('vm-2', name)}</returnval>`),
  )
  const found = await retrieve(vim, collector, { VirtualMachine: ['name'] }, [{ obj: vm1 }], options)
  expect(found.map(({ obj }) => obj.value)).toEqual(['vm-1', 'vm-2'])
  expect(found[0]?.props).toEqual({ name: 'one' })
  expect(found[0]?.denied).toMatchObject([
    { path: 'guest', fault: { type: 'NoPermission', message: 'Because.' } },
  ])
  expect(bodies[0]).toContain('</specSet><options></options>')
  expect(bodies[1]).toContain('<token>t1</token>')
})

test('reads sets of updates, and a wait without any', async () => {
  const inner =
    '<returnval><version>0_1</version><filterSet><filter type="PropertyFilter">f</filter>' +
    '<objectSet><kind>modify</kind><obj type="VirtualMachine">vm-1</obj><changeSet><name>runtime.host</name><op>assign</op><val type="HostSystem" xsi:type="ManagedObjectReference">host-9</val></changeSet>' +
    '<changeSet><name>guest.ipAddress</name><op>indirectRemove</op></changeSet></objectSet>' +
    '<objectSet><kind>leave</kind><obj type="VirtualMachine">vm-2</obj></objectSet></filterSet><truncated>true</truncated></returnval>'
  const { vim } = clientOf(
    () => soapReply('WaitForUpdatesEx', inner),
    () => soapReply('WaitForUpdatesEx', ''),
  )
  const set = await waitForUpdates(vim, collector, '', 20, options)
  expect(set).toMatchObject({ version: '0_1', truncated: true })
  expect(set?.updates).toEqual([
    {
      kind: 'modify',
      obj: vm1,
      props: { 'runtime.host': { type: 'HostSystem', value: 'host-9' }, 'guest.ipAddress': undefined },
      denied: [],
    },
    { kind: 'leave', obj: { type: 'VirtualMachine', value: 'vm-2' }, props: {}, denied: [] },
  ])
  expect(await waitForUpdates(vim, collector, '0_1', 20, options)).toBeUndefined()
})
