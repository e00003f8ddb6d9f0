import { useEffect, useState } from 'react'
import { currentInventory, type Inventory, onInventoryChange } from '../../client/inventory.ts'
import { atOnce, inSlices, type Steps } from '../../client/sliced.ts'
import { type AttentionItem, needsAttention } from './attention.ts'
import { datastoreFill, hostLoad, type Rankings, rank, type Spread } from './ranking.ts'
import { type Overview, summarize } from './summary.ts'

/** Everything that the overview says about one state of the inventory. */
export interface Survey {
  overview: Overview
  attention: AttentionItem[]
  rankings: Rankings
  load: Spread
  fill: Spread
}

const rankingLength = 5
/** Sums over 100,000 rows need not follow every frame: ms between two surveys. */
const calm = 1000
/** So many VMs are summed up before anybody notices. */
const few = 5000

function* survey(inventory: Inventory): Steps<Survey> {
  return {
    overview: yield* summarize(inventory),
    attention: yield* needsAttention(inventory),
    rankings: yield* rank(inventory, rankingLength),
    load: hostLoad(inventory.rows('host')),
    fill: datastoreFill(inventory.rows('datastore')),
  }
}

/** The newest survey; `undefined` until a large inventory has been looked through once. */
export function useSurvey(): Survey | undefined {
  const [latest, setLatest] = useState(() => {
    const inventory = currentInventory()
    return inventory.rows('vm').length <= few ? atOnce(survey(inventory)) : undefined
  })
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let giveUp = () => {}
    let changed = false
    const look = () => {
      changed = false
      giveUp = inSlices(survey(currentInventory()), (result) => {
        setLatest(result)
        timer = setTimeout(() => {
          timer = undefined
          if (changed) start()
        }, calm)
      })
    }
    const start = () => {
      timer = setTimeout(look, 0)
    }
    const stop = onInventoryChange(() => {
      changed = true
      if (timer === undefined) start()
    })
    // Something may have come between the first render and now.
    start()
    return () => {
      stop()
      giveUp()
      clearTimeout(timer)
    }
  }, [])
  return latest
}
