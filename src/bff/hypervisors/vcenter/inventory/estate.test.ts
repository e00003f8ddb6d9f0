import { expect, test } from 'vitest'
import type { Props } from '../wire/property-collector.ts'
import { Estate } from './estate.ts'

const at = (type: string, value: string) => ({ type, value })

function grow(): Estate {
  const estate = new Estate()
  const put = (type: string, id: string, props: Props) =>
    estate.apply({ obj: at(type, id), props, denied: [] })
  put('Folder', 'group-d1', { childType: ['Folder', 'Datacenter'] })
  put('Datacenter', 'datacenter-1', { parent: at('Folder', 'group-d1') })
  put('Folder', 'group-v1', { parent: at('Datacenter', 'datacenter-1') })
  put('Folder', 'group-v2', { parent: at('Folder', 'group-v1') })
  put('Folder', 'group-h1', { parent: at('Datacenter', 'datacenter-1') })
  put('ClusterComputeResource', 'domain-c1', { parent: at('Folder', 'group-h1') })
  put('ComputeResource', 'domain-s1', { parent: at('Folder', 'group-h1') })
  put('HostSystem', 'host-1', { parent: at('ClusterComputeResource', 'domain-c1') })
  put('HostSystem', 'host-2', { parent: at('ComputeResource', 'domain-s1') })
  const inCluster = { owner: at('ClusterComputeResource', 'domain-c1') }
  put('ResourcePool', 'resgroup-1', { ...inCluster, parent: at('ClusterComputeResource', 'domain-c1') })
  put('VirtualApp', 'resgroup-v2', {
    ...inCluster,
    parent: at('ResourcePool', 'resgroup-1'),
    parentFolder: at('Folder', 'group-v2'),
  })
  put('VirtualApp', 'resgroup-v3', { ...inCluster, parent: at('VirtualApp', 'resgroup-v2') })
  put('ResourcePool', 'resgroup-9', {
    owner: at('ComputeResource', 'domain-s1'),
    parent: at('ComputeResource', 'domain-s1'),
  })
  return estate
}

function place(estate: Estate, type: string, id: string, props: Props = {}) {
  return estate.place(estate.apply({ obj: at(type, id), props, denied: [] }).known)
}

test('a VM in a cluster', () => {
  const props = {
    parent: at('Folder', 'group-v2'),
    resourcePool: at('ResourcePool', 'resgroup-1'),
    'runtime.host': at('HostSystem', 'host-1'),
  }
  expect(place(grow(), 'VirtualMachine', 'vm-1', props)).toEqual({
    hostId: 'host-1',
    clusterId: 'domain-c1',
    poolId: 'resgroup-1',
    folderId: 'group-v2',
    datacenterId: 'datacenter-1',
  })
})

test('a VM in a vApp of a vApp stands in the folder of the outer one', () => {
  const props = {
    parentVApp: at('VirtualApp', 'resgroup-v3'),
    resourcePool: at('VirtualApp', 'resgroup-v3'),
    'runtime.host': at('HostSystem', 'host-1'),
  }
  expect(place(grow(), 'VirtualMachine', 'vm-1', props)).toMatchObject({
    folderId: 'group-v2',
    poolId: 'resgroup-v3',
    datacenterId: 'datacenter-1',
  })
})

test('stand-alone hosts are in no cluster; their root pool belongs to the host', () => {
  const estate = grow()
  expect(place(estate, 'HostSystem', 'host-2')).toEqual({
    folderId: 'group-h1',
    datacenterId: 'datacenter-1',
  })
  expect(place(estate, 'ResourcePool', 'resgroup-9')).toEqual({
    hostId: 'host-2',
    datacenterId: 'datacenter-1',
    root: true,
  })
  const props = { 'runtime.host': at('HostSystem', 'host-2'), parent: at('Folder', 'group-v1') }
  expect(place(estate, 'VirtualMachine', 'vm-1', props)).toEqual({
    hostId: 'host-2',
    folderId: 'group-v1',
    datacenterId: 'datacenter-1',
  })
})

test('top folders are roots', () => {
  const estate = grow()
  expect(place(estate, 'Folder', 'group-d1')).toEqual({ root: true })
  expect(place(estate, 'Folder', 'group-v1')).toEqual({ root: true, datacenterId: 'datacenter-1' })
  expect(place(estate, 'Folder', 'group-v2')).toEqual({ folderId: 'group-v1', datacenterId: 'datacenter-1' })
  expect(place(estate, 'VirtualApp', 'resgroup-v2')).toMatchObject({
    parentId: 'resgroup-1',
    clusterId: 'domain-c1',
  })
})

test('references to what is not known are left out', () => {
  const props = { parent: at('Folder', 'group-v77'), 'runtime.host': at('HostSystem', 'host-77') }
  const estate = grow()
  expect(place(estate, 'VirtualMachine', 'vm-1', props)).toEqual({})
  const known = estate.objects.get('vm-1')
  expect(known !== undefined && estate.isRooted(known)).toBe(false)
})

test('only what carries others can move them', () => {
  const estate = grow()
  const apply = (type: string, id: string, props: Props) =>
    estate.apply({ obj: at(type, id), props, denied: [] }).moves
  expect(apply('VirtualMachine', 'vm-1', { parent: at('Folder', 'group-v1') })).toBe(false)
  expect(apply('HostSystem', 'host-1', { 'summary.quickStats.overallCpuUsage': 1 })).toBe(false)
  expect(apply('HostSystem', 'host-1', { parent: at('ComputeResource', 'domain-s1') })).toBe(true)
  expect(estate.remove('vm-1').moves).toBe(false)
  expect(estate.remove('host-1').moves).toBe(true)
})
