import { expect, test } from 'vitest'
import { createVcenterSimulator } from '../vcenter-simulator.ts'
import { undeclaredTypes } from '../vim/schema.ts'
import { SoapClient, smallVcenter } from '../wire-test-client.ts'
import { growEstate } from './grow.ts'

const options = {
  seed: 'a',
  estate: 'small',
  startAt: Date.UTC(2026, 0, 5),
  version: '8.0.3',
  domain: 'vc.example',
} as const

test('the schema names no type that it does not declare', () => {
  expect(undeclaredTypes()).toEqual([])
})

test('the same seed grows the same estate, another seed another one', () => {
  const names = (seed: string) =>
    [...growEstate({ ...options, seed }).vms.values()].map((vm) => `${vm.id} ${vm.name}`)
  expect(names('a')).toEqual(names('a'))
  expect(names('a')).not.toEqual(names('b'))
})

test('a small estate has something of everything', () => {
  const estate = growEstate(options)
  const vms = [...estate.vms.values()]
  expect(estate.datacenters.map((datacenter) => datacenter.parent?.name)).toEqual([
    'Datacenters',
    'Branch offices',
  ])
  expect(new Set(vms.map((vm) => vm.name)).size).toBe(vms.length)
  expect(vms.filter((vm) => vm.template)).toHaveLength(5)
  expect(new Set(vms.map((vm) => vm.connection))).toEqual(
    new Set(['connected', 'disconnected', 'orphaned', 'inaccessible']),
  )
  expect(vms.some((vm) => vm.question !== undefined)).toBe(true)
  expect(vms.some((vm) => vm.rootSnapshots.length > 0)).toBe(true)
  expect(estate.datastores.some((datastore) => !datastore.accessible)).toBe(true)
  expect(estate.networks.some((network) => network.uplink)).toBe(true)
  expect(estate.folders.some((folder) => folder.name.includes('/'))).toBe(true)
  expect(estate.hosts.some((host) => host.maintenance)).toBe(true)
  for (const vm of vms) expect(vm.template || !vm.host.maintenance, vm.name).toBe(true)
})

test('grows 45,000 VMs without keeping anybody waiting', () => {
  const begun = performance.now()
  const simulator = createVcenterSimulator({
    id: 'vc',
    seed: '1',
    estate: 'max',
    startAt: 0,
    version: '7.0.3',
  })
  expect(simulator.upstream.vms()).toHaveLength(45_000)
  expect(performance.now() - begun).toBeLessThan(10_000)
})

test('life goes on while time does, and the same way every time', () => {
  const lived = () => {
    const simulator = smallVcenter()
    simulator.advance(1_800_000)
    return simulator.upstream.vms()
  }
  expect(lived()).toEqual(lived())
  expect(lived()).not.toEqual(smallVcenter().upstream.vms())
})

test('faults of a rule reach the wire, and an unknown name is an error', async () => {
  const simulator = smallVcenter('7.0.3')
  const soap = new SoapClient(simulator)
  await soap.login()
  const time = () => soap.call('CurrentTime', '<_this type="ServiceInstance">ServiceInstance</_this>')
  simulator.faults.add({ body: 'CurrentTime', times: 1, effect: { expireSession: true } })
  expect((await time()).text).toContain('NotAuthenticatedFault')
  simulator.faults.add({ path: '/sdk', times: 1, effect: { refuse: true } })
  await expect(time()).rejects.toThrow('refused')
  expect(() => simulator.upstream.remove('nobody')).toThrow('nobody')
})
