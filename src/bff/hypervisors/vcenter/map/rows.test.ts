import { expect, test } from 'vitest'
import { inventoryRowSchema } from '../../../../contract/inventory.ts'
import type { Props } from '../wire/property-collector.ts'
import { readTools } from './machine-row.ts'
import { plainName } from './names.ts'
import { rowOf } from './rows.ts'

const environment = {
  system: 'vc',
  alarmName: (alarm: string) => `Name of ${alarm}`,
  tagsOf: (id: string) => (id === 'vm-1' ? ['env:prod'] : undefined),
}

function row(type: string, id: string, props: Props, placement = {}) {
  const made = rowOf({ obj: { type, value: id }, props }, placement, environment)
  if (made !== undefined) inventoryRowSchema.parse(made)
  return made
}

/** As SOAP tells them: every value is text. */
const vm: Props = {
  name: 'web%2f01 100%25',
  overallStatus: 'green',
  'runtime.powerState': 'poweredOn',
  'runtime.connectionState': 'connected',
  'runtime.bootTime': '2024-05-01T10:00:00Z',
  'config.template': 'false',
  'config.uuid': '4210-ab',
  'config.guestFullName': 'Ubuntu Linux (64-bit)',
  'config.version': 'vmx-19',
  'config.annotation': '',
  'config.hardware.numCPU': '4',
  'config.hardware.numCoresPerSocket': '2',
  'config.hardware.memoryMB': '8192',
  'guest.ipAddress': '192.0.2.7',
  'guest.hostName': 'web01.example.test',
  'guest.toolsRunningStatus': 'guestToolsRunning',
  'guest.toolsVersionStatus2': 'guestToolsCurrent',
  'summary.storage.committed': '1000',
  'summary.storage.uncommitted': '500',
  datastore: [{ type: 'Datastore', value: 'datastore-1' }],
  network: { type: 'Network', value: 'network-1' },
}

test('a VM', () => {
  expect(row('VirtualMachine', 'vm-1', vm, { hostId: 'host-1', clusterId: 'domain-c1' })).toEqual({
    kind: 'vm',
    system: 'vc',
    id: 'vm-1',
    name: 'web/01 100%',
    health: 'ok',
    status: 'poweredOn',
    power: 'on',
    connected: true,
    tools: 'running',
    hostId: 'host-1',
    clusterId: 'domain-c1',
    cpus: 4,
    coresPerSocket: 2,
    memoryBytes: 8 * 1024 ** 3,
    usedBytes: 1000,
    provisionedBytes: 1500,
    os: 'Ubuntu Linux (64-bit)',
    guestHostName: 'web01.example.test',
    ips: ['192.0.2.7'],
    bootedAt: Date.UTC(2024, 4, 1, 10),
    datastoreIds: ['datastore-1'],
    networkIds: ['network-1'],
    tags: ['env:prod'],
    hardwareVersion: 'vmx-19',
    uuid: '4210-ab',
  })
})

test('a template is a row of its own kind', () => {
  expect(row('VirtualMachine', 'vm-2', { ...vm, 'config.template': true })).toMatchObject({
    kind: 'template',
  })
})

test('a VM of which next to nothing may be read is still a row', () => {
  expect(row('VirtualMachine', 'vm-3', {})).toMatchObject({
    kind: 'vm',
    name: 'vm-3',
    power: 'unknown',
    tools: 'unknown',
  })
})

test('trouble of a VM is told', () => {
  expect(row('VirtualMachine', 'vm-1', { ...vm, 'runtime.connectionState': 'orphaned' })).toMatchObject({
    status: 'orphaned',
    connected: false,
    health: 'error',
    issues: ['The VM is orphaned'],
  })
  const asked = { ...vm, 'runtime.question': { id: '1', text: 'Copied or moved?' } }
  expect(row('VirtualMachine', 'vm-1', asked)).toMatchObject({
    question: true,
    health: 'warning',
    issues: ['Waits for an answer'],
  })
})

test('alarms count on their own entity only', () => {
  const state = (entity: string, overallStatus: string) => ({
    key: `alarm-1.${entity}`,
    entity: { type: 'X', value: entity },
    alarm: { type: 'Alarm', value: 'alarm-1' },
    overallStatus,
  })
  const triggeredAlarmState = [state('host-1', 'red'), state('vm-9', 'yellow')]
  expect(row('HostSystem', 'host-1', { name: 'h', triggeredAlarmState })).toMatchObject({
    health: 'error',
    issues: ['Name of alarm-1'],
  })
  const above = row('ClusterComputeResource', 'domain-c1', {
    name: 'c',
    overallStatus: 'green',
    triggeredAlarmState,
  })
  expect(above?.health).toBe('ok')
  expect(above?.issues).toBeUndefined()
})

test.each([
  [{ 'runtime.connectionState': 'connected', 'runtime.inMaintenanceMode': 'false' }, 'up', 'connected'],
  [
    { 'runtime.connectionState': 'connected', 'runtime.inMaintenanceMode': 'true' },
    'maintenance',
    'maintenance',
  ],
  [{ 'runtime.connectionState': 'notResponding' }, 'down', 'notResponding'],
  [{}, 'unknown', 'unknown'],
])('host %j is %s', (props, state, status) => {
  expect(row('HostSystem', 'host-1', { name: 'h', ...props })).toMatchObject({ state, status })
})

test("a host's load", () => {
  const host = row('HostSystem', 'host-1', {
    name: 'h',
    'runtime.connectionState': 'connected',
    'summary.hardware.numCpuCores': 10,
    'summary.hardware.cpuMhz': 2000,
    'summary.hardware.memorySize': 64 * 1024 ** 3,
    'summary.quickStats.overallCpuUsage': 5000,
    'summary.quickStats.overallMemoryUsage': 1024,
  })
  expect(host).toMatchObject({ cpuUsedPercent: 25, memoryUsedBytes: 1024 ** 3, memoryBytes: 64 * 1024 ** 3 })
})

test('datastores', () => {
  expect(row('Datastore', 'ds', { name: 'a', 'summary.accessible': 'false' })).toMatchObject({
    state: 'down',
    status: 'inaccessible',
    health: 'error',
  })
  expect(
    row('Datastore', 'ds', {
      name: 'a',
      'summary.accessible': true,
      'summary.maintenanceMode': 'enteringMaintenance',
    }),
  ).toMatchObject({ state: 'transition', status: 'enteringMaintenance' })
})

test('uplinks and stand-alone compute resources are hidden', () => {
  expect(row('ComputeResource', 'domain-s1', { name: 'esx' })).toBeUndefined()
  const tag = { key: 'SYSTEM/DVS.UPLINKPG' }
  expect(row('DistributedVirtualPortgroup', 'dvportgroup-1', { name: 'up', tag })).toBeUndefined()
  expect(row('DistributedVirtualPortgroup', 'dvportgroup-2', { name: 'pg', tag: [] })).toMatchObject({
    type: 'distributed',
  })
  expect(row('OpaqueNetwork', 'network-o1', { name: 'nsx' })).toMatchObject({ type: 'opaque' })
})

test('folders say what they hold', () => {
  const holds = (childType: unknown, type = 'Folder') => {
    const made = row(type, 'group-1', { name: 'f', childType }, { root: true })
    return made?.kind === 'folder' ? made.holds : undefined
  }
  expect(holds(['Folder', 'VirtualMachine', 'VirtualApp'])).toBe('vm')
  expect(holds(['Folder', 'Datacenter'])).toBe('datacenter')
  expect(holds(['Folder', 'ComputeResource'])).toBe('host')
  expect(holds(['Datastore'], 'StoragePod')).toBe('datastore')
})

test.each([
  ['guestToolsRunning', 'guestToolsCurrent', 'running'],
  ['guestToolsRunning', 'guestToolsSupportedOld', 'outdated'],
  ['guestToolsNotRunning', 'guestToolsCurrent', 'not-running'],
  ['guestToolsNotRunning', 'guestToolsNotInstalled', 'not-installed'],
  ['guestToolsRunning', 'guestToolsUnmanaged', 'running'],
  [undefined, undefined, 'unknown'],
])('tools %s, %s are %s', (running, version, tools) => expect(readTools(running, version)).toBe(tools))

test('only three escapes are undone in names', () => {
  expect(plainName('a%2fb%5Cc%25d%20e')).toBe('a/b\\c%d%20e')
})
