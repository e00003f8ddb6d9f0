import { useEffect, useMemo, useState } from 'react'
import type { CloneInventory } from '../../../../contract/clone/clone-inventory.ts'
import { currentInventory, type Inventory, onInventoryChange } from '../../../client/inventory.ts'

/** Rules look at many rows: ms between two looks at an inventory that changes all the time. */
const calm = 2500

/** The inventory of a moment ago; renewed at once when `settled` changes, e.g. when a system has been read in full. */
export function useCalmInventory(settled: string): Inventory {
  const [inventory, setInventory] = useState(currentInventory)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `settled` asks for a look at once
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    setInventory(currentInventory())
    const stop = onInventoryChange(() => {
      timer ??= setTimeout(() => {
        timer = undefined
        setInventory(currentInventory())
      }, calm)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [settled])
  return inventory
}

/** The rows of one system as the rules of cloning ask for them. */
export function cloneInventoryOf(inventory: Inventory, system: string): CloneInventory {
  return { system, get: (id) => inventory.row(system, id), rows: (kind) => inventory.rows(kind) }
}

export function useCloneInventory(inventory: Inventory, system: string): CloneInventory {
  return useMemo(() => cloneInventoryOf(inventory, system), [inventory, system])
}
