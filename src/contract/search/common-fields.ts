import type { InventoryRow } from '../inventory.ts'
import { choice, reference, text } from './field-builders.ts'

/** Fields that all kinds of rows have. */
export const commonFields = [
  text<InventoryRow>('name', 'name', 'Name; use * as a wildcard', (row) => row.name),
  {
    ...reference<InventoryRow>('system', 'system', 'System it belongs to', (row) => row.system),
    to: 'system' as const,
  },
  choice<InventoryRow>('health', 'health', 'Alarms and vendor status', (row) => row.health, [
    { value: 'ok', noun: 'ok', aliases: ['green', 'good'] },
    { value: 'warning', noun: 'warning', aliases: ['yellow'] },
    { value: 'error', noun: 'error', aliases: ['red', 'bad'] },
    { value: 'unknown', noun: 'unknown', aliases: ['gray', 'grey'] },
  ]),
  text<InventoryRow>('issue', 'issues', 'Text of an alarm or warning', (row) => row.issues, [
    'issues',
    'alarm',
  ]),
  text<InventoryRow>('id', 'id', 'The system’s own id', (row) => row.id),
]

export const datacenter = reference<{ datacenterId?: string | undefined }>(
  'datacenter',
  'data center',
  'Data center',
  (row) => row.datacenterId,
  ['dc'],
)
export const folder = {
  ...reference<{ folderId?: string | undefined }>(
    'folder',
    'folder',
    'Folder or path, such as Prod/Web',
    (row) => row.folderId,
  ),
  to: 'folder' as const,
}
