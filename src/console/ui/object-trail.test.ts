import { describe, expect, it } from 'vitest'
import type { InventoryRow } from '../../contract/inventory.ts'
import { folderTrail, objectTrail } from './object-trail.ts'

const system = 'vc-east'
const base = { system, health: 'ok' } as const
const rows: InventoryRow[] = [
  { ...base, kind: 'datacenter', id: 'dc', name: 'Berlin' },
  { ...base, kind: 'cluster', id: 'cl', name: 'compute', datacenterId: 'dc' },
  { ...base, kind: 'folder', id: 'top', name: 'vm', holds: 'vm', root: true, datacenterId: 'dc' },
  { ...base, kind: 'folder', id: 'prod', name: 'Production', holds: 'vm', root: false, folderId: 'top' },
  { ...base, kind: 'folder', id: 'web', name: 'Web', holds: 'vm', root: false, folderId: 'prod' },
  { ...base, kind: 'folder', id: 'loop', name: 'Loop', holds: 'vm', root: false, folderId: 'loop' },
]
const inventory = { row: (_: string, id: string) => rows.find((row) => row.id === id) }
const names = (trail: InventoryRow[]) => trail.map(({ name }) => name)

describe('what stands above an object', () => {
  it('is data center and cluster', () => {
    const vm = { system, id: 'vm', kind: 'vm', datacenterId: 'dc', clusterId: 'cl', folderId: 'web' } as const
    expect(names(objectTrail(inventory, vm))).toEqual(['Berlin', 'compute'])
  })

  it('is data center and folders where there is no cluster, without the hidden top folder', () => {
    const template = { system, id: 't', kind: 'template', datacenterId: 'dc', folderId: 'web' } as const
    expect(names(objectTrail(inventory, template))).toEqual(['Berlin', 'Production', 'Web'])
  })

  it('ends where folders run in a circle or are unknown', () => {
    expect(names(folderTrail(inventory, system, 'loop'))).toEqual(['Loop'])
    expect(folderTrail(inventory, system, 'nowhere')).toEqual([])
  })
})
