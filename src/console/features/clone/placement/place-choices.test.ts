import { expect, test } from 'vitest'
import {
  inventoryOf,
  orderOf,
  vsphereOptions,
  vsphereRows,
  withRow,
} from '../../../../contract/clone/sample-estate.ts'
import { fieldChoices, withCluster } from './place-choices.ts'

const rows = vsphereRows()
const inventory = inventoryOf(rows)
const options = vsphereOptions()
const order = orderOf()
const clusters = rows.filter(({ kind }) => kind === 'cluster')
const hosts = rows.flatMap((row) => (row.kind === 'host' ? [row] : []))

test('lists what each field can name, with what is free', () => {
  const fields = fieldChoices(order, options, inventory, undefined)
  expect(fields.clusterId).toHaveLength(clusters.length)
  expect(fields.hostId.some(({ detail }) => /free: .* CPU, .* memory/.test(detail ?? ''))).toBe(true)
  expect(fields.datastoreId.some(({ detail }) => /free: /.test(detail ?? ''))).toBe(true)
  for (const list of [fields.clusterId, fields.hostId, fields.poolId, fields.datastoreId]) {
    const refused = list.map((choice) => choice.refused !== undefined)
    expect(refused).toEqual(refused.toSorted((a, b) => Number(a) - Number(b)))
  }
})

test('the cluster can be changed whatever host is chosen; the host follows it', () => {
  const host = hosts.find(({ clusterId }) => clusterId !== undefined)
  const other = clusters.find(({ id }) => id !== host?.clusterId)
  if (host === undefined || other === undefined) throw new Error('the sample has too few clusters')
  const fields = fieldChoices({ ...order, placement: { hostId: host.id } }, options, inventory, undefined)
  expect(fields.clusterId.find(({ id }) => id === other.id)?.refused).toBeUndefined()
  const { placement, dropped } = withCluster({ hostId: host.id }, other.id, inventory)
  expect(placement).toEqual({ clusterId: other.id })
  expect(dropped).toEqual([`host ${host.name}`])
  expect(withCluster({ hostId: host.id }, host.clusterId ?? '', inventory)).toEqual({
    placement: { clusterId: host.clusterId, hostId: host.id },
    dropped: [],
  })
  expect(withCluster({ clusterId: other.id, hostId: host.id }, '', inventory)).toEqual({
    placement: { hostId: host.id },
    dropped: [],
  })
})

test('a host in maintenance says so', () => {
  const [host] = hosts
  if (host === undefined) throw new Error('the sample has no host')
  const inventoryNow = inventoryOf(withRow(rows, host.id, { state: 'maintenance' }))
  const fields = fieldChoices(order, options, inventoryNow, undefined)
  expect(fields.hostId.find(({ id }) => id === host.id)?.refused).toMatch(/maintenance/)
})
