import { useEffect, useState } from 'react'
import { currentInventory, type Inventory, onInventoryChange } from '../../client/inventory.ts'

/** The inventory, at most once per `interval` ms: sums over 60,000 rows need not follow every frame. */
export function useCalmInventory(interval: number): Inventory {
  const [inventory, setInventory] = useState(currentInventory)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const take = () => {
      timer = undefined
      setInventory(currentInventory())
    }
    const stop = onInventoryChange(() => {
      timer ??= setTimeout(take, interval)
    })
    // Something may have come between the first render and now.
    take()
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [interval])
  return inventory
}
