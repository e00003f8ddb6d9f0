import type { TabKind, TabRow } from '../tabs.ts'
import type { Column } from './column.ts'
import { templateColumns, vmColumns } from './machine-columns.tsx'
import { clusterColumns, datastoreColumns, hostColumns, networkColumns } from './place-columns.tsx'

const columns: { [K in TabKind]: readonly Column<Extract<TabRow, { kind: K }>>[] } = {
  vm: vmColumns,
  template: templateColumns,
  host: hostColumns,
  cluster: clusterColumns,
  datastore: datastoreColumns,
  network: networkColumns,
}

/** Every column of a tab in its first order. */
export function columnsOf(kind: TabKind): readonly Column<TabRow>[] {
  // A tab gives its own kind of rows alone to its columns; the page holds them under one type.
  return columns[kind] as unknown as readonly Column<TabRow>[]
}
