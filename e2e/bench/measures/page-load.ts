import type { CDPSession, Page } from '@playwright/test'
import { newContext, openInventory, openStage, type Stage } from '../browser-page.ts'
import type { Finding, Measure, Sample } from '../measure.ts'

/** Used heap of a page in MB, after everything that can be collected was. */
export async function heapOf(page: Page): Promise<number> {
  const session: CDPSession = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  // What the first collection frees may hold others that a second one frees.
  for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  await session.detach()
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1e6
}

/** The inventory opened on a warm server: when the first row is seen, when the last is there, what it keeps. */
export const pageLoad: Measure = {
  name: 'the inventory page opens',
  ids: ['first-rows', 'last-rows', 'browser-heap'],
  async run(setting): Promise<Finding[]> {
    const stage = await openStage(setting)
    const first: Sample[] = []
    const last: Sample[] = []
    const heap: Sample[] = []
    for (let run = 0; run < setting.runs; run += 1) {
      const empty = await signedOut(stage)
      const page = await stage.context.newPage()
      const all = await openInventory(page, stage.gantry, stage.vms)
      const { firstRow } = await page.evaluate(() => ({ firstRow: window.gantryBench.firstRow }))
      if (firstRow === undefined) throw new Error('the page shows no first row')
      first.push({ value: firstRow, baseline: empty.ms })
      last.push({ value: all, baseline: empty.ms })
      heap.push({ value: await heapOf(page), baseline: empty.heap })
      setting.say(
        `first row ${Math.round(firstRow)} ms, all ${Math.round(all)} ms, heap ${heap.at(-1)?.value.toFixed(0)} MB`,
      )
      await page.close()
    }
    const { size } = stage
    const note = `Baseline: the same page of somebody who is not signed in.`
    return [
      {
        id: 'first-rows',
        size,
        samples: first,
        note: `From the start of the navigation to the end of the frame that shows it. ${note}`,
      },
      { id: 'last-rows', size, samples: last },
      { id: 'browser-heap', size, samples: heap, note: `After garbage collection. ${note}` },
    ]
  },
}

async function signedOut({ browser, gantry }: Stage): Promise<{ ms: number; heap: number }> {
  const context = await newContext(browser)
  const page = await context.newPage()
  await page.goto(new URL('inventory', gantry.url).href)
  await page.getByText('Not signed in to any system').waitFor()
  await page.waitForFunction(() => (window.gantryBench.heading ?? 0) > 0)
  const ms = await page.evaluate(() => window.gantryBench.heading ?? Number.NaN)
  const heap = await heapOf(page)
  await context.close()
  return { ms, heap }
}
