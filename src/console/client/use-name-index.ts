import { useEffect, useState } from 'react'
import type { InventoryKind } from '../../contract/inventory.ts'
import { currentInventory, onInventoryChange } from './inventory.ts'
import { indexNames, type NameIndex } from './name-index.ts'
import { atOnce, inSlices } from './sliced.ts'

/** Names hardly change while somebody looks for one: ms between two readings. */
const calm = 2000
/** So many VMs are read before anybody notices. */
const few = 5000

/**
 * All names of objects of these kinds (give a constant list), read anew now and then; `undefined` until a large inventory has
 * been read once.
 */
export function useNameIndex(kinds: readonly InventoryKind[]): NameIndex | undefined {
  const [index, setIndex] = useState(() =>
    currentInventory().rows('vm').length <= few ? readNames(kinds) : undefined,
  )
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let giveUp = () => {}
    const read = () => {
      giveUp = inSlices(indexNames(currentInventory(), kinds), (names) => {
        timer = undefined
        setIndex(names)
      })
    }
    const stop = onInventoryChange(() => {
      timer ??= setTimeout(read, calm)
    })
    timer = setTimeout(read, 0)
    return () => {
      stop()
      giveUp()
      clearTimeout(timer)
    }
  }, [kinds])
  return index
}

/** The same at once, for who cannot wait. */
export function readNames(kinds: readonly InventoryKind[]): NameIndex {
  return atOnce(indexNames(currentInventory(), kinds))
}
