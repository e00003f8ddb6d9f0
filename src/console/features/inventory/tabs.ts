import type {
  ClusterRow,
  DatastoreRow,
  HostRow,
  NetworkRow,
  TemplateRow,
  VmRow,
} from '../../../contract/inventory.ts'
import {
  clusterFields,
  datastoreFields,
  hostFields,
  networkFields,
} from '../../../contract/search/field-sets.ts'
import type { FieldSet } from '../../../contract/search/fields.ts'
import { templateFields, vmFields } from '../../../contract/search/machine-fields.ts'

/** The kinds that have a tab. */
export type TabRow = VmRow | TemplateRow | HostRow | ClusterRow | DatastoreRow | NetworkRow
export type TabKind = TabRow['kind']

export interface Tab {
  /** Its value in the URL. */
  id: string
  kind: TabKind
  label: string
  /** Names the table. */
  table: string
  /** One of its rows, in the middle of a sentence. */
  one: string
}

export const tabs = [
  { id: 'vms', kind: 'vm', label: 'Virtual machines', table: 'Virtual machines', one: 'virtual machine' },
  { id: 'templates', kind: 'template', label: 'Templates', table: 'Templates', one: 'template' },
  { id: 'hosts', kind: 'host', label: 'Hosts', table: 'Hosts', one: 'host' },
  { id: 'clusters', kind: 'cluster', label: 'Clusters', table: 'Clusters', one: 'cluster' },
  {
    id: 'datastores',
    kind: 'datastore',
    label: 'Datastores / storage domains',
    table: 'Datastores',
    one: 'datastore or storage domain',
  },
  { id: 'networks', kind: 'network', label: 'Networks', table: 'Networks', one: 'network' },
] as const satisfies readonly Tab[]

const fieldSets: { [K in TabKind]: FieldSet<Extract<TabRow, { kind: K }>> } = {
  vm: vmFields,
  template: templateFields,
  host: hostFields,
  cluster: clusterFields,
  datastore: datastoreFields,
  network: networkFields,
}

/** The search fields of a tab. */
export function fieldsOf(kind: TabKind): FieldSet<TabRow> {
  // A tab gives its own kind of rows alone to its fields; the page holds them under one type.
  return fieldSets[kind] as unknown as FieldSet<TabRow>
}
