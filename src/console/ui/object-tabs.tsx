import { type ComponentType, createContext, type ReactNode, useContext } from 'react'
import type { InventoryRow } from '../../contract/inventory.ts'
import type { SystemState } from '../../contract/system.ts'
import { LazyTab } from './lazy-tab.tsx'
import type { PageTab } from './page-tabs.tsx'

export interface ObjectTabProps {
  row: InventoryRow
  system: SystemState
}

/** A tab that another feature adds to the page of every object. */
export interface ObjectTab {
  /** Its value in the URL. */
  id: string
  label: string
  lazy: () => Promise<{ Component: ComponentType<ObjectTabProps> }>
}

/** Features do not import each other: pages of objects find here what others add to them. */
export const ObjectTabs = createContext<readonly ObjectTab[]>([])

/** What others add to the page of this object. */
export function useObjectTabs({ row, system }: ObjectTabProps): PageTab[] {
  return useContext(ObjectTabs).map(({ id, label, lazy }) => ({
    id,
    label,
    panel: (): ReactNode => (
      <LazyTab key={`${id} ${row.system}/${row.id}`} lazy={lazy} of={{ row, system }} />
    ),
  }))
}
