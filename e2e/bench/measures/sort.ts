import type { Page } from '@playwright/test'
import { calibration, openInventory, openStage, openTab } from '../browser-page.ts'
import { type Finding, type Measure, median, type Sample } from '../measure.ts'

/** Under which the console keeps the choice of columns. */
const layoutKey = 'gantry:inventory-columns'

/** Clicks every column header once; ms by label. */
async function sortByAll(page: Page): Promise<Map<string, number>> {
  const times = new Map<string, number>()
  const headers = page.locator('[role="table"] [data-sort]')
  const count = await headers.count()
  for (let index = 0; index < count; index += 1) {
    const header = headers.nth(index)
    const label = ((await header.textContent()) ?? '').replace(/[↑↓]/, '').trim()
    await header.scrollIntoViewIfNeeded()
    await header.click()
    const { ms, result } = await page.evaluate(() => window.gantryBench.settled())
    if (!result) throw new Error(`a click on ${label} changed nothing`)
    times.set(label, ms)
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
    const byColumn = new Map<string, number[]>()
    for (let run = 0; run <= setting.runs; run += 1) {
      const times = new Map<string, number>()
      let few: number[] = []
      for (const shown of ['first', 'hidden'] as const) {
        await showColumns(page, shown === 'first' ? undefined : others)
        await openInventory(page, stage.gantry, stage.vms)
        await page.evaluate(() => window.gantryBench.settled())
        for (const [label, ms] of await sortByAll(page)) times.set(label, ms)
        if (shown === 'hidden') continue
        await openTab(page, /^Clusters/)
        few = [...(await sortByAll(page)).values()]
      }
      // The first round warms up.
      if (run === 0) continue
      for (const [label, ms] of times) byColumn.set(label, [...(byColumn.get(label) ?? []), ms])
      const slowest = [...times].reduce((a, b) => (b[1] > a[1] ? b : a))
      samples.push({ value: slowest[1], baseline: Math.max(...few) })
      setting.say(
        `${times.size} columns: slowest ${slowest[0]} ${slowest[1].toFixed(0)} ms; few rows ${Math.max(...few).toFixed(0)} ms`,
      )
    }
    const medians = [...byColumn]
      .map(([label, values]) => ({ label, ms: median(values) }))
      .sort((a, b) => b.ms - a.ms)
    const note = `The slowest of ${medians.length} columns; medians by column: ${medians.map(({ label, ms }) => `${label} ${ms.toFixed(0)}`).join(', ')} ms. Baseline: the slowest on the Clusters tab. Calibration in the page: ${(await calibration(page)).toFixed(0)} ms.`
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
