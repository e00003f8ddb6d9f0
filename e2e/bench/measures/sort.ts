import type { Page } from '@playwright/test'
import { openInventory, openStage, openTab, type PageClock, pageClock } from '../browser-page.ts'
import { type Finding, type Measure, median, type Sample } from '../measure.ts'

/** Under which the console keeps the choice of columns. */
const layoutKey = 'gantry:inventory-columns'

interface Sorted {
  ms: number
  /** Processor time of the page's main thread. */
  cpu: number
}

/** Clicks every column header once; ms by label. */
async function sortByAll(page: Page, clock: PageClock): Promise<Map<string, Sorted>> {
  const times = new Map<string, Sorted>()
  const headers = page.locator('[role="table"] [data-sort]')
  const count = await headers.count()
  for (let index = 0; index < count; index += 1) {
    const header = headers.nth(index)
    const label = ((await header.textContent()) ?? '').replace(/[↑↓]/, '').trim()
    await header.scrollIntoViewIfNeeded()
    await header.hover()
    await clock.lap()
    await header.click()
    const { ms } = await page.evaluate(() => window.gantryBench.settled(true))
    times.set(label, { ms, cpu: await clock.lap() })
  }
  return times
}

export const sort: Measure = {
  name: 'sorting by every column',
  ids: ['sort'],
  async run(setting): Promise<Finding[]> {
    const stage = await openStage(setting)
    const page = await stage.context.newPage()
    await openInventory(page, stage.gantry, stage.vms)
    const columns = await columnsOf(page)
    const others = Object.fromEntries(Object.entries(columns).map(([id, shown]) => [id, !shown]))
    const samples: Sample[] = []
    const byColumn = new Map<string, Sorted[]>()
    const clock = await pageClock(page)
    for (let run = 0; run <= setting.runs; run += 1) {
      const times = new Map<string, Sorted>()
      let few: number[] = []
      for (const shown of setting.quick ? (['first'] as const) : (['first', 'hidden'] as const)) {
        await showColumns(page, shown === 'first' ? undefined : others)
        await openInventory(page, stage.gantry, stage.vms)
        await page.evaluate(() => window.gantryBench.settled())
        for (const [label, each] of await sortByAll(page, clock)) times.set(label, each)
        if (shown === 'hidden') continue
        await openTab(page, /^Clusters/)
        few = [...(await sortByAll(page, clock)).values()].map(({ ms }) => ms)
      }
      // The first round warms up.
      if (run === 0) continue
      for (const [label, each] of times) byColumn.set(label, [...(byColumn.get(label) ?? []), each])
      const [label, slowest] = [...times].reduce((a, b) => (b[1].ms > a[1].ms ? b : a))
      const cpu = Math.max(...[...times.values()].map((each) => each.cpu))
      samples.push({ value: slowest.ms, baseline: Math.max(...few), cpu })
      setting.say(
        `${times.size} columns: slowest ${label} ${slowest.ms.toFixed(0)} ms, most processor ${cpu.toFixed(0)} ms; few rows ${Math.max(...few).toFixed(0)} ms`,
      )
    }
    const medians = [...byColumn]
      .map(([label, values]) => ({
        label,
        ms: median(values.map((each) => each.ms)),
        cpu: median(values.map((each) => each.cpu)),
      }))
      .sort((a, b) => b.ms - a.ms)
    const note = `The slowest of ${medians.length} columns; medians by column (and processor time of the main thread): ${medians.map(({ label, ms, cpu }) => `${label} ${ms.toFixed(0)} (${cpu.toFixed(0)})`).join(', ')} ms. Baseline: the slowest on the Clusters tab.`
    return [{ id: 'sort', size: stage.size, samples, note }]
  },
}

/** The columns as the menu names them, and whether they are shown at first. */
async function columnsOf(page: Page): Promise<Record<string, boolean>> {
  await page.getByRole('button', { name: 'Columns' }).click()
  const menu = page.getByRole('dialog', { name: 'Columns' })
  await menu.waitFor()
  const columns = await menu
    .locator('[data-column]')
    .evaluateAll((items) =>
      items.map((item): [string, boolean] => [
        item.getAttribute('data-column') ?? '',
        item.querySelector<HTMLInputElement>('input[type="checkbox"]')?.checked ?? true,
      ]),
    )
  await page.keyboard.press('Escape')
  if (columns.every(([, shown]) => shown)) throw new Error('the column menu names no hidden columns')
  return Object.fromEntries(columns)
}

/** Chooses columns for the next load; `undefined`: as at the start. */
async function showColumns(page: Page, shown: Record<string, boolean> | undefined): Promise<void> {
  await page.evaluate(
    ([key, wanted]) => {
      if (wanted === undefined) localStorage.removeItem(key)
      else
        localStorage.setItem(
          key,
          JSON.stringify({ state: { layouts: { vm: { shown: wanted } } }, version: 1 }),
        )
    },
    [layoutKey, shown] as const,
  )
}
