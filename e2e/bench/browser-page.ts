import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import type { EstateSize } from '../../src/simulators/world/options.ts'
import { demoAccount } from '../../src/simulators/world/options.ts'
import { findBrowser } from '../browser.ts'
import type { Setting } from './measure.ts'
import { installProbe } from './page-probe.ts'
import {
  type GantryProcess,
  type SimulatorProcess,
  startGantryOver,
  startSimulator,
  systemId,
} from './processes.ts'

/** A simulator, the production server over it, and a browser that is signed in. */
export interface Stage {
  simulator: SimulatorProcess
  gantry: GantryProcess
  browser: Browser
  context: BrowserContext
  vms: number
  /** E.g. `45,000 VMs`. */
  size: string
}

export function estateOf({ quick }: Pick<Setting, 'quick'>): EstateSize {
  return quick ? 'large' : 'max'
}

/** Starts a stage; the server has read everything when it is there. */
export async function openStage(setting: Setting): Promise<Stage> {
  const estate = estateOf(setting)
  const simulator = await startSimulator('vcenter', estate, setting)
  const gantry = await startGantryOver(simulator, setting)
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  })
  setting.defer(() => browser.close())
  const context = await newContext(browser)
  const page = await context.newPage()
  await page.goto(new URL('systems', gantry.url).href)
  await page.evaluate(
    async ([system, account]) => {
      const reply = await fetch(`/api/systems/${system}/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-gantry': '1' },
        body: JSON.stringify(account),
      })
      if (!reply.ok) throw new Error(`sign-in: HTTP ${reply.status}`)
    },
    [systemId, demoAccount] as const,
  )
  const vms = await simulator.ask('count')
  await openInventory(page, gantry, vms)
  await page.close()
  return { simulator, gantry, browser, context, vms, size: `${vms.toLocaleString('en')} VMs` }
}

export async function newContext(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await context.addInitScript(installProbe)
  return context
}

/** Opens the inventory and waits until all of its `vms` are there; ms from the start of the navigation until then. */
export async function openInventory(page: Page, gantry: GantryProcess, vms: number): Promise<number> {
  await page.addInitScript((rows) => {
    window.gantryBenchRows = rows
  }, vms + 1)
  await page.goto(new URL('inventory', gantry.url).href)
  await page.waitForFunction(() => (window.gantryBench.allRows ?? 0) > 0, undefined, { timeout: 180_000 })
  return page.evaluate(() => window.gantryBench.allRows ?? Number.NaN)
}

/** Changes to another tab of the inventory, and lets it come to rest. */
export async function openTab(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('tab', { name }).click()
  await page.evaluate(() => window.gantryBench.settled())
}

/** Processor time of a page's main thread. */
export interface PageClock {
  /** Ms since the last call. */
  lap(): Promise<number>
}

export async function pageClock(page: Page): Promise<PageClock> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  let last = 0
  const lap = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    const now = (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? Number.NaN) * 1_000
    const time = now - last
    last = now
    return time
  }
  await lap()
  return { lap }
}
