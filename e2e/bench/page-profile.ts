import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from '@playwright/test'
import { openInventory, openStage } from './browser-page.ts'
import type { Setting } from './measure.ts'
import { Moments, mainThreadOf, type TraceEvent } from './page-trace.ts'

/**
 * `node e2e/bench/page-profile.ts keystroke|sort|scroll [--quick] [--functions]`: does what the measure of that name does and
 * says what the page's main thread did meanwhile, in processor time, so that a busy machine hardly matters. Names of
 * functions are those of the source: it builds the console without shortening them.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    /** Samples functions as well, which makes everything slower. */
    functions: { type: 'boolean', default: false },
    /** Keeps the trace in a file, for the developer tools of a browser. */
    trace: { type: 'string' },
    /** Profiles the console as it was built before. */
    'no-build': { type: 'boolean', default: false },
  },
})

const categories = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'toplevel',
  'v8',
  'blink.user_timing',
  ...(values.functions ? ['disabled-by-default-v8.cpu_profiler'] : []),
]

const searches = ['web prod', '10.1.2', 'power:on memory>=8GiB', 'os:windows power:off', 'name:db* cpus>4']

/** Every moment that is looked at starts with a mark in the trace. */
async function mark(page: Page, label: string): Promise<void> {
  await page.evaluate((name) => void performance.mark(`gantry ${name}`), label)
}

async function keystrokes(page: Page): Promise<void> {
  const box = page.getByRole('combobox', { name: 'Search inventory' })
  for (const text of searches) {
    await box.focus()
    const keys = [
      ...[...text].map((letter) => (letter === ' ' ? 'Space' : letter)),
      ...Array(3).fill('Backspace'),
    ]
    for (const [index, key] of keys.entries()) {
      await mark(page, `${text.slice(0, index + 1)} ${key}`)
      await page.keyboard.press(key)
      const { ms } = await page.evaluate(() => window.gantryBench.settled())
      await mark(page, `rest ${ms}`)
    }
    await box.fill('')
    await page.keyboard.press('Escape')
    await page.evaluate(() => window.gantryBench.settled())
  }
}

async function sorts(page: Page): Promise<void> {
  const headers = page.locator('[role="table"] [data-sort]')
  const count = await headers.count()
  for (let index = 0; index < count; index += 1) {
    const header = headers.nth(index)
    await header.scrollIntoViewIfNeeded()
    await header.hover()
    await mark(page, ((await header.textContent()) ?? '').trim())
    await header.click()
    const { ms } = await page.evaluate(() => window.gantryBench.settled(true))
    await mark(page, `rest ${ms}`)
  }
}

async function scrolling(page: Page): Promise<void> {
  await mark(page, 'scroll')
  await page.evaluate(() => window.gantryBench.scrollThrough(5))
  await mark(page, 'rest')
}

const [what = ''] = positionals
const act = { keystroke: keystrokes, sort: sorts, scroll: scrolling }[what]
if (act === undefined) throw new Error('keystroke, sort or scroll?')
if (!values['no-build']) {
  const vite = join(import.meta.dirname, '../../node_modules/vite/bin/vite.js')
  execFileSync(process.execPath, [vite, 'build', '--minify', 'false', '--logLevel', 'error'], {
    stdio: 'inherit',
  })
}
const ends: (() => unknown)[] = []
const setting: Setting = {
  quick: values.quick,
  runs: 1,
  defer: (end) => void ends.unshift(end),
  say: console.log,
}
try {
  const stage = await openStage(setting)
  const page = await stage.context.newPage()
  await openInventory(page, stage.gantry, stage.vms)
  // Once to warm up.
  await act(page)
  await stage.browser.startTracing(page, { categories })
  await act(page)
  const trace = await stage.browser.stopTracing()
  if (values.trace !== undefined) writeFileSync(values.trace, trace)
  // The trace format says so.
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }
  const moments = new Moments(mainThreadOf(traceEvents))
  console.log(what === 'scroll' ? moments.tasksTable(12) : moments.momentsTable())
  if (values.functions) console.log(moments.functionsTable(25))
} finally {
  for (const end of ends) await end()
}
process.exit(0)
