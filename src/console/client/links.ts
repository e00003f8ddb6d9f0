import type { InventoryKind } from '../../contract/inventory.ts'

/** Page of an object; objects without a page of their own open in the inventory tree. */
export function objectPath(row: { kind: InventoryKind; system: string; id: string }): string {
  const system = encodeURIComponent(row.system)
  const id = encodeURIComponent(row.id)
  switch (row.kind) {
    case 'vm':
    case 'template':
      return `/systems/${system}/vms/${id}`
    case 'host':
    case 'cluster':
    case 'datastore':
    case 'network':
      return `/systems/${system}/${row.kind}s/${id}`
    case 'datacenter':
    case 'folder':
    case 'pool':
      return `/inventory?tree=${system}/${id}`
  }
}
