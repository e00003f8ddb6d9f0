import type { InventoryRow } from '../../src/contract/inventory.ts'

export interface Reaction {
  /** From the moment of the key or click to the end of the frame that showed its last effect. */
  ms: number
  /** Whether the table or what stands above it changed. */
  result: boolean
}

export interface PageProbe {
  /** Ms from the start of the navigation to the end of the frame that showed the first row; absent before. */
  firstRow: number | undefined
  /** The same for the state in which the table counts `gantryBenchRows` rows, its header included. */
  allRows: number | undefined
  /** The same for the heading of the page. */
  heading: number | undefined
  /**
   * Resolves when the page has come to rest after the last key or click. With `sure`, the table must have changed:
   * rejects when it does not within 10 s.
   */
  settled(sure?: boolean): Promise<Reaction>
  /** The longest that a key since the page's time `from` waited for the next frame, ms, as browsers tell it: in steps of 8. */
  keyToFrame(from: number): number
  /** Notes the times between frames from now on. */
  startFrames(): void
  /** The times between frames, ms. */
  stopFrames(): number[]
  /** Durations of tasks over 50 ms since the page's time `from`. */
  longTasks(from: number): number[]
  /** Scrolls the table from top to end, one step a frame, in about `seconds`. */
  scrollThrough(seconds: number): Promise<{ mostNodes: number; frames: number[] }>
  /** The rows that the page holds by id, once they were found by `page-rows.ts`. */
  store: Map<string, InventoryRow> | undefined
}

declare global {
  interface Window {
    gantryBench: PageProbe
    gantryBenchRows?: number
  }
}

/**
 * Runs in the page before its own scripts, put there by the bench alone: nothing of it is in the console that
 * ships. It must stand by itself, because only its text reaches the page.
 */
export function installProbe(): void {
  const quietMs = 120
  /** Results may come a moment after the letter itself is shown. */
  const quietWithoutResultMs = 250
  let askedAt = 0
  let paintedAt = 0
  let pending = 0
  let lastChange = 0
  let result = false

  const afterPaint = (then: (at: number) => void) =>
    requestAnimationFrame(() => {
      // The first task after the frame's callbacks runs when the frame has been rendered.
      const channel = new MessageChannel()
      channel.port1.onmessage = () => {
        channel.port1.close()
        then(performance.now())
      }
      channel.port2.postMessage(0)
    })
  const asked = (event: Event) => {
    askedAt = event.timeStamp
    paintedAt = event.timeStamp
    lastChange = performance.now()
    result = false
  }
  addEventListener('keydown', asked, true)
  addEventListener('click', asked, true)

  const tasks: { start: number; ms: number }[] = []
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) tasks.push({ start: startTime, ms: duration })
  }).observe({ type: 'longtask', buffered: true })

  const keys: { start: number; ms: number }[] = []
  const slowKeys: PerformanceObserverInit & { durationThreshold: number } = {
    type: 'event',
    durationThreshold: 16,
  }
  new PerformanceObserver((list) => {
    for (const { name, startTime, duration } of list.getEntries())
      if (name.startsWith('key') || name === 'input') keys.push({ start: startTime, ms: duration })
  }).observe(slowKeys)

  /** Ages of data elsewhere in the page tick by themselves. */
  const within = (node: Node, selector: string) => {
    const element = node instanceof Element ? node : node.parentElement
    return element?.closest(selector) != null
  }
  const once = (moment: 'heading' | 'firstRow' | 'allRows', selector: string) => {
    if (probe[moment] !== undefined || document.querySelector(selector) === null) return
    // Not a second time while its frame is awaited.
    probe[moment] = Number.NaN
    afterPaint((at) => {
      probe[moment] = at
    })
  }
  new MutationObserver((all) => {
    // React writes these anew with every render, and nothing is seen of it.
    const records = all.filter(({ attributeName }) => attributeName !== 'name' && attributeName !== 'type')
    const inTable = records.some(({ target }) => within(target, '[role="tabpanel"], [role="grid"]'))
    result ||= inTable
    if (inTable || records.some(({ target }) => within(target, 'search'))) {
      lastChange = performance.now()
      pending += 1
      afterPaint((at) => {
        pending -= 1
        paintedAt = at
      })
    }
    once('heading', 'h1')
    once('firstRow', '[role="row"][aria-rowindex="2"]')
    once('allRows', `[role="table"][aria-rowcount="${window.gantryBenchRows}"]`)
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })

  const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
  const countNodes = () => {
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL)
    let count = 1
    while (walker.nextNode() !== null) count += 1
    return count
  }
  let frames: number[] = []
  let counting = false
  const probe: PageProbe = {
    firstRow: undefined,
    allRows: undefined,
    heading: undefined,
    settled: (sure = false) =>
      new Promise((resolve, reject) => {
        const startedAt = performance.now()
        // Idle moments come only when no rendering waits for its turn.
        const look = () => requestIdleCallback(check)
        const check = () => {
          const now = performance.now()
          if (sure && !result && now - startedAt > 10_000) reject(new Error('nothing changed in the table'))
          else if (
            pending > 0 ||
            (sure && !result) ||
            now - lastChange < (result ? quietMs : quietWithoutResultMs)
          )
            setTimeout(look, 20)
          else resolve({ ms: paintedAt - askedAt, result })
        }
        look()
      }),
    // Shorter ones than 16 ms are not told.
    keyToFrame: (from) =>
      keys.filter(({ start }) => start >= from).reduce((longest, { ms }) => Math.max(longest, ms), 16),
    startFrames() {
      frames = []
      counting = true
      let last: number | undefined
      const note = (at: number) => {
        if (last !== undefined) frames.push(at - last)
        last = at
        if (counting) requestAnimationFrame(note)
      }
      requestAnimationFrame(note)
    },
    stopFrames() {
      counting = false
      return frames
    },
    longTasks: (from) => tasks.filter(({ start }) => start >= from).map(({ ms }) => ms),
    async scrollThrough(seconds) {
      const region = document.querySelector('[role="table"]')?.parentElement
      if (region == null) throw new Error('no table to scroll')
      const end = region.scrollHeight - region.clientHeight
      const startedAt = performance.now()
      let mostNodes = 0
      probe.startFrames()
      for (let count = 0; region.scrollTop < end - 1; count += 1) {
        await nextFrame()
        const share = (performance.now() - startedAt) / (seconds * 1_000)
        region.scrollTop = share >= 1 ? end : end * share
        if (count % 15 === 0) mostNodes = Math.max(mostNodes, countNodes())
        if (share > 2) break
      }
      await nextFrame()
      await nextFrame()
      mostNodes = Math.max(mostNodes, countNodes())
      const times = probe.stopFrames()
      region.scrollTop = 0
      return { mostNodes, frames: times }
    },
    store: undefined,
  }
  window.gantryBench = probe
}
