import type { InventoryKind } from '../../../contract/inventory.ts'

const tabs: Partial<Record<InventoryKind, string>> = {
  vm: 'vms',
  template: 'templates',
  host: 'hosts',
  cluster: 'clusters',
  datastore: 'datastores',
  network: 'networks',
}

/** The inventory's tab of a kind, narrowed by a search in its language. */
export function inventorySearch(kind: InventoryKind, query: string): string {
  const params = new URLSearchParams({ tab: tabs[kind] ?? 'vms' })
  if (query !== '') params.set('q', query)
  return `/inventory?${params}`
}

/** A value as the search language takes it whole. */
export function quoted(value: string): string {
  return /^[\w.-]+$/.test(value) ? value : `"${value.replaceAll('"', '')}"`
}
