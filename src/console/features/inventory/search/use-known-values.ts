import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { SearchField, SearchLookup } from '../../../../contract/search/fields.ts'
import { readValues } from '../../../../contract/search/read-values.ts'
import { currentInventory } from '../../../client/inventory.ts'
import { later } from '../later.ts'
import type { TabKind, TabRow } from '../tabs.ts'

const freshFor = 5000
/** How long the page may be held up at a stretch, ms. */
const stretch = 6

interface Known {
  /** When the reading began, ms. */
  at: number
  values: readonly string[]
}

const none: readonly string[] = []

/**
 * Values of fields for the completion, read from the rows in the background when they are asked for: a new
 * function when there are more. They may be some seconds old, so that a live inventory does not have them read
 * again at every key.
 */
export function useKnownValues(
  kind: TabKind,
  lookup: SearchLookup,
): (field: SearchField<TabRow>) => readonly string[] {
  const [known] = useState(() => new Map<SearchField<TabRow>, Known>())
  const [read, setRead] = useState(0)
  const current = useRef({ kind, lookup })
  current.current = { kind, lookup }
  const mounted = useRef(true)
  useEffect(() => {
    mounted.current = true
    return () => {
      mounted.current = false
    }
  }, [])

  const start = useCallback(
    (field: SearchField<TabRow>) => {
      const { kind: of, lookup: names } = current.current
      const source = readValues<TabRow>(currentInventory().rows(of), field, names)
      const run = () => {
        const end = performance.now() + stretch
        let step = source.next()
        while (!step.done && performance.now() < end) step = source.next()
        if (!mounted.current) return
        if (!step.done) later(run)
        else {
          known.set(field, { at: performance.now(), values: step.value })
          setRead((count) => count + 1)
        }
      }
      later(run)
    },
    [known],
  )
  return useMemo(() => {
    // Asked again as often as there is more to tell.
    void read
    return (field: SearchField<TabRow>) => {
      const old = known.get(field)
      const now = performance.now()
      if (!old || now - old.at >= freshFor) {
        known.set(field, { at: now, values: old?.values ?? none })
        start(field)
      }
      return old?.values ?? none
    }
  }, [known, read, start])
}
