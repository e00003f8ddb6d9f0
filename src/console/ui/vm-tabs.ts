import { type ComponentType, createContext } from 'react'
import type { VmRow } from '../../contract/inventory.ts'
import type { SystemState } from '../../contract/system.ts'

export interface VmTabProps {
  vm: VmRow
  system: SystemState
}

/** A tab that another feature adds to the page of a VM. */
export interface VmTab {
  /** Its value in the URL. */
  id: string
  label: string
  lazy: () => Promise<{ Component: ComponentType<VmTabProps> }>
}

/** Features do not import each other: the page of a VM finds here what they add to it. */
export const VmTabs = createContext<readonly VmTab[]>([])
