import { useEffect, useState } from 'react'
import { currentInventory, onInventoryChange } from '../../client/inventory.ts'
import { atOnce, inSlices } from '../../client/sliced.ts'
import { indexNames, type NameIndex } from './find.ts'

/** Names hardly change while the palette is open: ms between two readings. */
const calm = 2000
/** So many VMs are read before anybody notices. */
const few = 5000

/** All names, read anew now and then; `undefined` until a large inventory has been read once. */
export function useNameIndex(): NameIndex | undefined {
  const [index, setIndex] = useState(() =>
    currentInventory().rows('vm').length <= few ? readNames() : undefined,
  )
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let giveUp = () => {}
    const read = () => {
      giveUp = inSlices(indexNames(currentInventory()), (names) => {
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
  }, [])
  return index
}

/** The same at once, for who cannot wait. */
export function readNames(): NameIndex {
  return atOnce(indexNames(currentInventory()))
}
