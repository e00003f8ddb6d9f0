import { useCallback, useEffect, useRef, useState } from 'react'
import type { SearchLookup } from '../../../contract/search/fields.ts'
import { saveFile } from '../../ui/save-file.ts'
import type { PlacedColumn } from './columns/column-layout.ts'
import { csvPieces } from './export-csv.ts'
import { later } from './later.ts'
import type { Tab, TabRow } from './tabs.ts'

/** How long the page may be held up at a stretch, ms. */
const stretch = 8
/** An export that takes longer than this, ms, tells how far it is. */
const quick = 300

interface Export {
  /** Per cent that are written; absent when there is nothing to tell. */
  progress: number | undefined
  /** Writes rows into a file, whose name ends with `what`. */
  start(rows: readonly TabRow[], what: string): void
}

/** Writes rows into a file in the background; leaving the tab gives it up. */
export function useExport(tab: Tab, placed: readonly PlacedColumn<TabRow>[], lookup: SearchLookup): Export {
  const [progress, setProgress] = useState<number>()
  const running = useRef<symbol>(undefined)
  useEffect(
    () => () => {
      running.current = undefined
    },
    [],
  )
  const start = useCallback(
    (rows: readonly TabRow[], what: string) => {
      const own = Symbol('export')
      running.current = own
      const began = performance.now()
      const pieces: string[] = []
      const source = csvPieces(rows, placed, lookup)
      const run = () => {
        if (running.current !== own) return
        const end = performance.now() + stretch
        do {
          const { done, value } = source.next()
          if (done) {
            setProgress(undefined)
            saveFile(pieces, `gantry-${tab.id}${what}.csv`)
            return
          }
          pieces.push(value)
        } while (performance.now() < end)
        if (performance.now() - began > quick) {
          // One piece per 500 rows, and the head.
          setProgress(Math.min(99, Math.round((100 * 500 * (pieces.length - 1)) / rows.length)))
        }
        later(run)
      }
      run()
    },
    [tab, placed, lookup],
  )
  return { progress, start }
}
