import { useMemo, useSyncExternalStore } from 'react'
import type { InventoryKind, RowOf } from '../../contract/inventory.ts'
import { currentInventory, onInventoryChange, onRowChange } from './inventory.ts'
import { Members } from './members.ts'

/** A list that changes all the time is shown anew at most so often, in ms; a single change shows at once. */
const calm = 500

/** The rows of a kind that belong to an object; `belongs` must not change while `key` stays the same. */
export function useMembers<K extends InventoryKind>(
  kind: K,
  key: string,
  belongs: (row: RowOf<K>) => boolean,
): readonly RowOf<K>[] {
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for `belongs`
  const source = useMemo(() => membersSource(kind, belongs), [kind, key])
  return useSyncExternalStore(source.subscribe, source.current)
}

function membersSource<K extends InventoryKind>(kind: K, belongs: (row: RowOf<K>) => boolean) {
  const read = () => new Members(kind, currentInventory().rows(kind), belongs)
  let readAt = currentInventory().version
  let members = read()
  let shown = members.list()
  return {
    current: () => shown,
    subscribe(listener: () => void): () => void {
      if (currentInventory().version !== readAt) {
        readAt = currentInventory().version
        members = read()
        shown = members.list()
      }
      let changed = false
      let shownAt = Number.NEGATIVE_INFINITY
      let timer: ReturnType<typeof setTimeout> | undefined
      const show = () => {
        timer = undefined
        changed = false
        shownAt = performance.now()
        shown = members.list()
        listener()
      }
      const stopRows = onRowChange((before, after) => {
        if (members.follow(before, after)) changed = true
      })
      // Together with the rest of the page, not in the middle of a message.
      const stopFrames = onInventoryChange(() => {
        if (!changed || timer !== undefined) return
        const wait = shownAt + calm - performance.now()
        if (wait <= 0) show()
        else timer = setTimeout(show, wait)
      })
      return () => {
        stopRows()
        stopFrames()
        clearTimeout(timer)
        // What changes from now on is not followed.
        readAt = -1
      }
    },
  }
}
