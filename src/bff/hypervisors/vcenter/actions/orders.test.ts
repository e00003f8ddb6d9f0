import { describe, expect, test } from 'vitest'
import type { VmAction } from '../../../../contract/actions/vm-action.ts'
import { lineTo } from '../test-line.ts'
import { VimClient } from '../transport/vim-client.ts'
import { type Destination, orderOf } from './orders.ts'
import { vcenterActions } from './vcenter-actions.ts'

interface Sample {
  name: string
  action: VmAction
  to?: Destination
  /** Inside the envelope's body; the order of elements counts. */
  soap: string
  /** Below the release. */
  path: string
  json: string
}

/** Every verb with every option, as the fact sheet (§4) has the calls. */
const samples: readonly Sample[] = [
  {
    name: 'start',
    action: { verb: 'start' },
    soap: '<PowerOnVM_Task xmlns="urn:vim25"><_this type="VirtualMachine">vm-42</_this></PowerOnVM_Task>',
    path: '/VirtualMachine/vm-42/PowerOnVM_Task',
    json: '{}',
  },
  {
    name: 'stop',
    action: { verb: 'stop' },
    soap: '<PowerOffVM_Task xmlns="urn:vim25"><_this type="VirtualMachine">vm-42</_this></PowerOffVM_Task>',
    path: '/VirtualMachine/vm-42/PowerOffVM_Task',
    json: '{}',
  },
  {
    name: 'suspend',
    action: { verb: 'suspend' },
    soap: '<SuspendVM_Task xmlns="urn:vim25"><_this type="VirtualMachine">vm-42</_this></SuspendVM_Task>',
    path: '/VirtualMachine/vm-42/SuspendVM_Task',
    json: '{}',
  },
  {
    name: 'reset',
    action: { verb: 'reset' },
    soap: '<ResetVM_Task xmlns="urn:vim25"><_this type="VirtualMachine">vm-42</_this></ResetVM_Task>',
    path: '/VirtualMachine/vm-42/ResetVM_Task',
    json: '{}',
  },
  {
    name: 'shutdown',
    action: { verb: 'shutdown' },
    soap: '<ShutdownGuest xmlns="urn:vim25"><_this type="VirtualMachine">vm-42</_this></ShutdownGuest>',
    path: '/VirtualMachine/vm-42/ShutdownGuest',
    json: '{}',
  },
  {
    name: 'reboot',
    action: { verb: 'reboot' },
    soap: '<RebootGuest xmlns="urn:vim25"><_this type="VirtualMachine">vm-42</_this></RebootGuest>',
    path: '/VirtualMachine/vm-42/RebootGuest',
    json: '{}',
  },
  {
    name: 'standby',
    action: { verb: 'standby' },
    soap: '<StandbyGuest xmlns="urn:vim25"><_this type="VirtualMachine">vm-42</_this></StandbyGuest>',
    path: '/VirtualMachine/vm-42/StandbyGuest',
    json: '{}',
  },
  {
    name: 'migrate, vCenter chooses',
    action: { verb: 'migrate' },
    to: { pool: 'resgroup-8' },
    soap: '<MigrateVM_Task xmlns="urn:vim25"><_this type="VirtualMachine">vm-42</_this><pool type="ResourcePool">resgroup-8</pool><priority>defaultPriority</priority></MigrateVM_Task>',
    path: '/VirtualMachine/vm-42/MigrateVM_Task',
    json: '{"pool":{"_typeName":"ManagedObjectReference","type":"ResourcePool","value":"resgroup-8"},"priority":"defaultPriority"}',
  },
  {
    name: 'migrate, host and pool',
    action: { verb: 'migrate', hostId: 'host-9', poolId: 'resgroup-8' },
    to: { pool: 'resgroup-8' },
    soap: '<MigrateVM_Task xmlns="urn:vim25"><_this type="VirtualMachine">vm-42</_this><pool type="ResourcePool">resgroup-8</pool><host type="HostSystem">host-9</host><priority>defaultPriority</priority></MigrateVM_Task>',
    path: '/VirtualMachine/vm-42/MigrateVM_Task',
    json: '{"pool":{"_typeName":"ManagedObjectReference","type":"ResourcePool","value":"resgroup-8"},"host":{"_typeName":"ManagedObjectReference","type":"HostSystem","value":"host-9"},"priority":"defaultPriority"}',
  },
  {
    name: 'relocate, all disks',
    action: { verb: 'relocate', datastoreId: 'datastore-11' },
    soap: '<RelocateVM_Task xmlns="urn:vim25"><_this type="VirtualMachine">vm-42</_this><spec><datastore type="Datastore">datastore-11</datastore></spec><priority>defaultPriority</priority></RelocateVM_Task>',
    path: '/VirtualMachine/vm-42/RelocateVM_Task',
    json: '{"spec":{"datastore":{"_typeName":"ManagedObjectReference","type":"Datastore","value":"datastore-11"}},"priority":"defaultPriority"}',
  },
  {
    name: 'relocate, host, pool and each disk',
    action: {
      verb: 'relocate',
      hostId: 'host-9',
      poolId: 'resgroup-8',
      datastoreId: 'datastore-11',
      disks: [
        { id: '2000', datastoreId: 'datastore-12' },
        { id: '2001', datastoreId: 'datastore-13' },
      ],
    },
    to: { pool: 'resgroup-8' },
    soap: '<RelocateVM_Task xmlns="urn:vim25"><_this type="VirtualMachine">vm-42</_this><spec><datastore type="Datastore">datastore-11</datastore><pool type="ResourcePool">resgroup-8</pool><host type="HostSystem">host-9</host><disk><diskId>2000</diskId><datastore type="Datastore">datastore-12</datastore></disk><disk><diskId>2001</diskId><datastore type="Datastore">datastore-13</datastore></disk></spec><priority>defaultPriority</priority></RelocateVM_Task>',
    path: '/VirtualMachine/vm-42/RelocateVM_Task',
    json: '{"spec":{"datastore":{"_typeName":"ManagedObjectReference","type":"Datastore","value":"datastore-11"},"pool":{"_typeName":"ManagedObjectReference","type":"ResourcePool","value":"resgroup-8"},"host":{"_typeName":"ManagedObjectReference","type":"HostSystem","value":"host-9"},"disk":[{"diskId":2000,"datastore":{"_typeName":"ManagedObjectReference","type":"Datastore","value":"datastore-12"}},{"diskId":2001,"datastore":{"_typeName":"ManagedObjectReference","type":"Datastore","value":"datastore-13"}}]},"priority":"defaultPriority"}',
  },
  {
    name: 'snapshot-create',
    action: {
      verb: 'snapshot-create',
      name: 'before/after',
      description: 'a < b',
      memory: false,
      quiesce: true,
    },
    soap: '<CreateSnapshot_Task xmlns="urn:vim25"><_this type="VirtualMachine">vm-42</_this><name>before%2fafter</name><description>a &lt; b</description><memory>false</memory><quiesce>true</quiesce></CreateSnapshot_Task>',
    path: '/VirtualMachine/vm-42/CreateSnapshot_Task',
    json: '{"name":"before%2fafter","description":"a < b","memory":false,"quiesce":true}',
  },
  {
    name: 'snapshot-create, with memory',
    action: { verb: 'snapshot-create', name: '100 %', memory: true },
    soap: '<CreateSnapshot_Task xmlns="urn:vim25"><_this type="VirtualMachine">vm-42</_this><name>100 %25</name><description></description><memory>true</memory><quiesce>false</quiesce></CreateSnapshot_Task>',
    path: '/VirtualMachine/vm-42/CreateSnapshot_Task',
    json: '{"name":"100 %25","description":"","memory":true,"quiesce":false}',
  },
  {
    name: 'snapshot-revert',
    action: { verb: 'snapshot-revert', snapshotId: 'snapshot-9' },
    soap: '<RevertToSnapshot_Task xmlns="urn:vim25"><_this type="VirtualMachineSnapshot">snapshot-9</_this></RevertToSnapshot_Task>',
    path: '/VirtualMachineSnapshot/snapshot-9/RevertToSnapshot_Task',
    json: '{}',
  },
  {
    name: 'snapshot-revert, without memory',
    action: { verb: 'snapshot-revert', snapshotId: 'snapshot-9', memory: false },
    soap: '<RevertToSnapshot_Task xmlns="urn:vim25"><_this type="VirtualMachineSnapshot">snapshot-9</_this><suppressPowerOn>true</suppressPowerOn></RevertToSnapshot_Task>',
    path: '/VirtualMachineSnapshot/snapshot-9/RevertToSnapshot_Task',
    json: '{"suppressPowerOn":true}',
  },
  {
    name: 'snapshot-delete',
    action: { verb: 'snapshot-delete', snapshotId: 'snapshot-9' },
    soap: '<RemoveSnapshot_Task xmlns="urn:vim25"><_this type="VirtualMachineSnapshot">snapshot-9</_this><removeChildren>false</removeChildren></RemoveSnapshot_Task>',
    path: '/VirtualMachineSnapshot/snapshot-9/RemoveSnapshot_Task',
    json: '{"removeChildren":false}',
  },
  {
    name: 'snapshot-delete, with children',
    action: { verb: 'snapshot-delete', snapshotId: 'snapshot-9', children: true },
    soap: '<RemoveSnapshot_Task xmlns="urn:vim25"><_this type="VirtualMachineSnapshot">snapshot-9</_this><removeChildren>true</removeChildren></RemoveSnapshot_Task>',
    path: '/VirtualMachineSnapshot/snapshot-9/RemoveSnapshot_Task',
    json: '{"removeChildren":true}',
  },
  {
    name: 'snapshot-delete-all',
    action: { verb: 'snapshot-delete-all' },
    soap: '<RemoveAllSnapshots_Task xmlns="urn:vim25"><_this type="VirtualMachine">vm-42</_this></RemoveAllSnapshots_Task>',
    path: '/VirtualMachine/vm-42/RemoveAllSnapshots_Task',
    json: '{}',
  },
  {
    name: 'snapshot-rename',
    action: { verb: 'snapshot-rename', snapshotId: 'snapshot-9', name: 'good', description: 'works' },
    soap: '<RenameSnapshot xmlns="urn:vim25"><_this type="VirtualMachineSnapshot">snapshot-9</_this><name>good</name><description>works</description></RenameSnapshot>',
    path: '/VirtualMachineSnapshot/snapshot-9/RenameSnapshot',
    json: '{"name":"good","description":"works"}',
  },
  {
    name: 'consolidate',
    action: { verb: 'consolidate' },
    soap: '<ConsolidateVMDisks_Task xmlns="urn:vim25"><_this type="VirtualMachine">vm-42</_this></ConsolidateVMDisks_Task>',
    path: '/VirtualMachine/vm-42/ConsolidateVMDisks_Task',
    json: '{}',
  },
  {
    name: 'edit, name alone',
    action: { verb: 'edit', name: 'web/02' },
    soap: '<Rename_Task xmlns="urn:vim25"><_this type="VirtualMachine">vm-42</_this><newName>web%2f02</newName></Rename_Task>',
    path: '/VirtualMachine/vm-42/Rename_Task',
    json: '{"newName":"web%2f02"}',
  },
  {
    name: 'edit, everything',
    action: {
      verb: 'edit',
      name: 'web02',
      notes: 'R&D',
      cpus: 8,
      coresPerSocket: 4,
      memoryBytes: 8589934592,
    },
    soap: '<ReconfigVM_Task xmlns="urn:vim25"><_this type="VirtualMachine">vm-42</_this><spec><name>web02</name><annotation>R&amp;D</annotation><numCPUs>8</numCPUs><numCoresPerSocket>4</numCoresPerSocket><memoryMB>8192</memoryMB></spec></ReconfigVM_Task>',
    path: '/VirtualMachine/vm-42/ReconfigVM_Task',
    json: '{"spec":{"name":"web02","annotation":"R&D","numCPUs":8,"numCoresPerSocket":4,"memoryMB":8192}}',
  },
  {
    name: 'mark-template',
    action: { verb: 'mark-template' },
    soap: '<MarkAsTemplate xmlns="urn:vim25"><_this type="VirtualMachine">vm-42</_this></MarkAsTemplate>',
    path: '/VirtualMachine/vm-42/MarkAsTemplate',
    json: '{}',
  },
  {
    name: 'mark-vm',
    action: { verb: 'mark-vm', poolId: 'resgroup-8' },
    soap: '<MarkAsVirtualMachine xmlns="urn:vim25"><_this type="VirtualMachine">vm-42</_this><pool type="ResourcePool">resgroup-8</pool></MarkAsVirtualMachine>',
    path: '/VirtualMachine/vm-42/MarkAsVirtualMachine',
    json: '{"pool":{"_typeName":"ManagedObjectReference","type":"ResourcePool","value":"resgroup-8"}}',
  },
  {
    name: 'mark-vm, on a host',
    action: { verb: 'mark-vm', poolId: 'resgroup-8', hostId: 'host-9' },
    soap: '<MarkAsVirtualMachine xmlns="urn:vim25"><_this type="VirtualMachine">vm-42</_this><pool type="ResourcePool">resgroup-8</pool><host type="HostSystem">host-9</host></MarkAsVirtualMachine>',
    path: '/VirtualMachine/vm-42/MarkAsVirtualMachine',
    json: '{"pool":{"_typeName":"ManagedObjectReference","type":"ResourcePool","value":"resgroup-8"},"host":{"_typeName":"ManagedObjectReference","type":"HostSystem","value":"host-9"}}',
  },
  {
    name: 'unregister',
    action: { verb: 'unregister' },
    soap: '<UnregisterVM xmlns="urn:vim25"><_this type="VirtualMachine">vm-42</_this></UnregisterVM>',
    path: '/VirtualMachine/vm-42/UnregisterVM',
    json: '{}',
  },
  {
    name: 'remove',
    action: { verb: 'remove' },
    soap: '<Destroy_Task xmlns="urn:vim25"><_this type="VirtualMachine">vm-42</_this></Destroy_Task>',
    path: '/VirtualMachine/vm-42/Destroy_Task',
    json: '{}',
  },
  {
    name: 'answer',
    action: { verb: 'answer', questionId: '4', choice: '1' },
    soap: '<AnswerVM xmlns="urn:vim25"><_this type="VirtualMachine">vm-42</_this><questionId>4</questionId><answerChoice>1</answerChoice></AnswerVM>',
    path: '/VirtualMachine/vm-42/AnswerVM',
    json: '{"questionId":"4","answerChoice":"1"}',
  },
]

const line = lineTo(() => new Response())
const soap = new VimClient(line, 'soap', '7.0.3.0', '"token"')
const viJson = new VimClient(line, 'vi-json', '8.0.3.0', 'token')

const textOf = (init: RequestInit): string => (typeof init.body === 'string' ? init.body : '')

describe('calls of vCenter, letter by letter', () => {
  test.each(samples)('SOAP: $name', ({ action, to, soap: body }) => {
    const { target, method, args } = orderOf('vm-42', action, to)
    const { path, init } = soap.written(target, method, args, 'the-intent')
    expect(path).toBe('/sdk')
    const text = textOf(init)
    expect(text).toContain('<soapenv:Header><operationID>the-intent</operationID></soapenv:Header>')
    expect(/<soapenv:Body>(.*)<\/soapenv:Body>/s.exec(text)?.[1]).toBe(body)
    expect(new Headers(init.headers).get('soapaction')).toBe('urn:vim25/7.0.3.0')
  })

  test.each(samples)('VI JSON: $name', ({ action, to, path, json }) => {
    const { target, method, args } = orderOf('vm-42', action, to)
    const written = viJson.written(target, method, args, 'the-intent')
    expect(written.path).toBe(`/sdk/vim25/8.0.3.0${path}`)
    expect(textOf(written.init)).toBe(json)
    expect(new Headers(written.init.headers).get('x-request-id')).toBe('the-intent')
  })

  test('there is a sample of every verb that is offered', () => {
    const verbs = new Set(samples.map(({ action }) => action.verb))
    expect([...verbs].sort()).toEqual(Object.keys(vcenterActions).sort())
  })

  const refused: [what: string, action: VmAction, field: string][] = [
    ['a disk that is none', { verb: 'relocate', disks: [{ id: 'x', datastoreId: 'd' }] }, 'disks.0.id'],
    ['memory that is no whole megabyte', { verb: 'edit', memoryBytes: 1_073_741_825 }, 'memoryBytes'],
    ['disks that stay', { verb: 'remove', keepDisks: true }, 'keepDisks'],
  ]

  test.each(refused)('refuses %s', (_, action, field) => {
    expect(() => orderOf('vm-42', action)).toThrow(
      expect.objectContaining({ info: expect.objectContaining({ kind: 'invalid-input', field }) }),
    )
  })
})
