import { expect, test } from 'vitest'
import { JsonClient, type Loose, SoapClient, smallVcenter } from '../wire-test-client.ts'

const manager = 'AuthorizationManager/AuthorizationManager'

async function scene() {
  const simulator = smallVcenter()
  const operator = await new JsonClient(simulator).login('operator@gantry.example')
  const admin = await new JsonClient(simulator).login()
  simulator.upstream.create('subject')
  const id = simulator.upstream.vms().find((vm) => vm.name === 'subject')?.id ?? ''
  const ref = { type: 'VirtualMachine', value: id }
  return { simulator, operator, admin, ref, vm: `VirtualMachine/${id}` }
}

test('an operator runs virtual machines but does not delete them', async () => {
  const { operator, admin, vm, ref } = await scene()
  expect((await operator.finish(vm, 'PowerOnVM_Task')).state).toBe('success')
  expect((await operator.finish(vm, 'PowerOffVM_Task')).reason).toMatchObject({
    userName: 'GANTRY\\operator',
  })
  expect(await operator.call(vm, 'Destroy_Task')).toMatchObject({
    _typeName: 'NoPermission',
    object: ref,
    privilegeId: 'VirtualMachine.Inventory.Delete',
    missingPrivileges: [{ privilegeIds: ['VirtualMachine.Inventory.Delete'] }],
  })
  expect(await operator.finish(vm, 'ReconfigVM_Task', { spec: { numCPUs: 2 } })).toMatchObject({
    privilegeId: 'VirtualMachine.Config.CPUCount',
  })
  expect((await operator.finish(vm, 'ReconfigVM_Task', { spec: { annotation: 'x' } })).state).toBe('success')
  expect(await operator.read(vm, 'effectiveRole')).toEqual([1_001])
  expect(await admin.read(vm, 'effectiveRole')).toEqual([-1])
})

test('a viewer changes nothing, and SOAP says so as well', async () => {
  const { simulator, ref } = await scene()
  const soap = new SoapClient(simulator)
  await soap.call(
    'Login',
    '<_this type="SessionManager">SessionManager</_this><userName>viewer@gantry.example</userName><password>gantry-demo</password>',
  )
  const reply = await soap.call('PowerOnVM_Task', `<_this type="VirtualMachine">${ref.value}</_this>`)
  expect(reply.status).toBe(500)
  expect(reply.text).toContain(
    `<object type="VirtualMachine">${ref.value}</object><privilegeId>VirtualMachine.Interact.PowerOn</privilegeId>`,
  )
})

test('privileges can be asked for, by session and by user', async () => {
  const { simulator, operator, admin, ref } = await scene()
  const session = await operator.read('SessionManager/SessionManager', 'currentSession')
  const privId = ['VirtualMachine.Interact.PowerOn', 'VirtualMachine.Provisioning.Clone']
  const template = { type: 'VirtualMachine', value: simulator.upstream.templates()[0]?.id }
  const byOrder = (list: Loose) =>
    [...list].map((row) => ([...(row.privAvailability ?? [])] as Loose[]).map((one) => one.isGranted))
  const asked = await operator.call(manager, 'HasPrivilegeOnEntities', {
    entity: [ref, template],
    sessionId: session.key,
    privId,
  })
  expect(byOrder(asked)[0]).toEqual([true, false])
  const others = await admin.call(manager, 'HasUserPrivilegeOnEntities', {
    entities: [ref],
    userName: 'GANTRY\\admin',
    privId,
  })
  expect(byOrder(others)).toEqual([[true, true]])
  const fetched = await operator.call(manager, 'FetchUserPrivilegeOnEntities', {
    entities: [ref],
    userName: 'GANTRY\\viewer',
  })
  expect([...(fetched[0]?.privileges ?? [])]).toEqual(['System.Anonymous', 'System.View', 'System.Read'])
  const roles = await operator.read(manager, 'roleList')
  expect([...roles].map((role) => role.name)).toEqual(['Admin', 'ReadOnly', 'NoAccess', 'VM operator'])
})

test('a permission nearer to an object counts more', async () => {
  const { simulator, operator, admin } = await scene()
  const seen = new Set<string>()
  for (const { id } of simulator.upstream.templates()) {
    seen.add(String(await operator.read(`VirtualMachine/${id}`, 'effectiveRole')))
  }
  expect(seen).toContain('-2')
  const all: Loose = await admin.call(manager, 'RetrieveAllPermissions')
  expect([...all].filter((one) => one.principal === 'GANTRY\\operator')).toHaveLength(2)
})
