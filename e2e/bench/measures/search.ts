import type { Page } from '@playwright/test'
import { openInventory, openStage, openTab, type PageClock, pageClock } from '../browser-page.ts'
import { type Finding, type Measure, median, quantile, type Sample } from '../measure.ts'

/** What admins type: a name, an address, conditions, a mistake that is taken back. */
const searches = ['web prod', '10.1.2', 'power:on memory>=8GiB', 'os:windows power:off', 'name:db* cpus>4']
const shortSearches = ['web prod', 'power:off', '10.1.2']

interface Keys {
  times: number[]
  /** Processor time of the page's main thread. */
  cpu: number[]
}

/** Types the searches letter by letter; ms of every key. */
async function typeAll(page: Page, clock: PageClock, texts: readonly string[]): Promise<Keys> {
  const box = page.getByRole('combobox', { name: 'Search inventory' })
  const times: number[] = []
  const cpu: number[] = []
  const press = async (key: string) => {
    await clock.lap()
    await page.keyboard.press(key)
    times.push((await page.evaluate(() => window.gantryBench.settled())).ms)
    cpu.push(await clock.lap())
  }
  for (const text of texts) {
    await box.focus()
    for (const letter of text) await press(letter === ' ' ? 'Space' : letter)
    for (let back = 0; back < 3; back += 1) await press('Backspace')
    await box.fill('')
    // Completions would lie over what comes next.
    await page.keyboard.press('Escape')
    await page.evaluate(() => window.gantryBench.settled())
  }
  return { times, cpu }
}

export const search: Measure = {
  name: 'typing in the search box',
  ids: ['keystroke'],
  async run(setting): Promise<Finding[]> {
    const stage = await openStage(setting)
    const texts = setting.quick ? shortSearches : searches
    const page = await stage.context.newPage()
    await openInventory(page, stage.gantry, stage.vms)
    const clock = await pageClock(page)
    const samples: Sample[] = []
    const medians: number[] = []
    let keys = 0
    for (let run = 0; run <= setting.runs; run += 1) {
      await openTab(page, /^Clusters/)
      const baseline = quantile((await typeAll(page, clock, texts.slice(0, 2))).times, 0.95)
      await openTab(page, /^Virtual machines/)
      const { times, cpu } = await typeAll(page, clock, texts)
      // The first round warms up.
      if (run === 0) continue
      keys = times.length
      const value = quantile(times, 0.95)
      medians.push(median(times))
      samples.push({ value, baseline, cpu: quantile(cpu, 0.95) })
      setting.say(
        `${keys} keys: p95 ${value.toFixed(0)} ms, median ${median(times).toFixed(0)} ms, most ${Math.max(...times).toFixed(0)} ms; few rows ${baseline.toFixed(0)} ms; processor p95 ${quantile(cpu, 0.95).toFixed(0)} ms`,
      )
    }
    const note = `From the key to the end of the frame that shows the last of its effects, p95 of ${keys} keys a run; median of all keys ${median(medians).toFixed(0)} ms. Baseline: the same on the Clusters tab, where hardly any rows are. Processor: p95 of the main thread's time a key.`
    return [{ id: 'keystroke', size: stage.size, samples, note }]
  },
}
