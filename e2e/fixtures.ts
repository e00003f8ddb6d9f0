import { AxeBuilder } from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import { demoAccount } from '../src/simulators/world/options.ts'
import { startDemoHost } from './hosts/demo-host.ts'
import type { Control, History, Host } from './hosts/host.ts'
import { startServerHost } from './hosts/server-host.ts'

export interface HostOptions {
  hostKind: 'server' | 'demo'
  /** A long one holds 200,000 entries of 30 days in each of the new systems. */
  history: History
}

export const allSystems = ['vc-east', 'vc-legacy', 'ovirt-lab', 'rhev-legacy'] as const

type RunOnly = { type: 'tag' | 'rule'; values: string[] }

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** The rules of these that light and dark may answer differently. */
const ofColours = ['color-contrast', 'link-in-text-block']

interface Fixtures {
  gantry: Gantry
  control: Control
}

/** What an admin does in the page, by the names the page promises. */
export class Gantry {
  readonly page: Page
  readonly host: Host
  readonly control: Control
  /** Whether axe looks at the pages of the demo too. */
  looksInDemo = false

  constructor(page: Page, host: Host) {
    this.page = page
    this.host = host
    this.control = host.control(page)
  }

  /** Opens a route. In the demo a change of the hash alone does not reload, like a click. */
  async open(path = '/'): Promise<void> {
    await this.page.goto(this.host.at(path))
  }

  card(system: string) {
    return this.page.getByRole('region', { name: system, exact: true })
  }

  /** Signs in to one system, from the Systems page. */
  async signIn(system: string, password: string = demoAccount.password): Promise<void> {
    const card = this.card(system)
    await card.getByLabel('User name').fill(demoAccount.userName)
    await card.getByLabel('Password').fill(password)
    await card.getByRole('button', { name: 'Sign in' }).click()
  }

  /** Opens the Systems page, signed in to every system; the form is left out where the host knows a shorter way. */
  async signInToAll(): Promise<void> {
    if (this.host.signIn === undefined) return this.signInByForm()
    await this.host.signIn(this.page)
    await this.open('/systems')
    await this.expectSignedIn()
  }

  /** Opens the Systems page and signs in to every system in one go. */
  async signInByForm(): Promise<void> {
    await this.open('/systems')
    const all = this.card('All systems')
    await all.getByLabel('User name').fill(demoAccount.userName)
    await all.getByLabel('Password').fill(demoAccount.password)
    await all.getByRole('button', { name: 'Sign in' }).click()
    await this.expectSignedIn()
  }

  private async expectSignedIn(): Promise<void> {
    for (const system of allSystems) {
      await expect(this.card(system).getByRole('button', { name: 'Sign out' })).toBeVisible()
    }
  }

  /** Follows a link of the main navigation. */
  async go(name: 'Overview' | 'Inventory' | 'Events' | 'Jobs' | 'Systems'): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click()
    await expect(this.page.getByRole('heading', { level: 1, name })).toBeVisible()
  }

  table(name: string) {
    return this.page.getByRole('table', { name })
  }

  /** The row that holds this text in the table. */
  row(table: string, text: string) {
    return this.table(table).getByRole('row').filter({ hasText: text })
  }

  /** Waits until the table of VMs has those of all systems; gives how many rows it has then, with its head. */
  async expectAllVms(): Promise<number> {
    const vms = await Promise.all(allSystems.map((system) => this.control.upstream(system, 'vms')))
    const rows = vms.flat().length + 1
    await expect(this.table('Virtual machines')).toHaveAttribute('aria-rowcount', String(rows))
    return rows
  }

  async search(text: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Search inventory' }).fill(text)
  }

  /** No axe violation on the page as it is, or in the one part of it that `within` selects. */
  async expectAccessible(within?: string): Promise<void> {
    await this.expectNoViolation(within, { type: 'tag', values: standards })
  }

  /** The same in light, and in dark what depends on colours; `look` is called in each. */
  async expectAccessibleInBoth(within?: string, look?: (scheme: string) => Promise<unknown>): Promise<void> {
    for (const colorScheme of ['dark', 'light'] as const) {
      await this.page.emulateMedia({ colorScheme })
      await expect(this.page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`)).toHaveCount(1)
      if (colorScheme === 'light') await this.expectAccessible(within)
      else await this.expectNoViolation(within, { type: 'rule', values: ofColours })
      await look?.(colorScheme)
    }
  }

  private async expectNoViolation(within: string | undefined, runOnly: RunOnly): Promise<void> {
    const { page } = this
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
    // The demo shows the same pages; looked at there is each page once, by `pages.spec.ts`.
    if (this.host.kind === 'demo' && !this.looksInDemo) return
    if (within !== undefined) await expect(page.locator(within).first()).toBeVisible()
    // What is on its way to another colour has not the contrast that it will have. Some never arrive: they are let be.
    await page.evaluate(async () => {
      const moving = document.getAnimations().filter(({ effect, playState }) => {
        return playState === 'running' && effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY
      })
      const enough = new Promise((resolve) => setTimeout(resolve, 1_000))
      await Promise.race([Promise.allSettled(moving.map(({ finished }) => finished)), enough])
    })
    // A page that was looked at before has all that looks.
    const there = await page.evaluate(() => 'axe' in window)
    const axe = new AxeBuilder(there ? { page, axeSource: 'void 0' } : { page })
      // There are no frames, so all is done in the page itself: without a second page for each look.
      .setLegacyMode()
      .options({ runOnly, resultTypes: ['violations'], preload: false })
    const { violations } = await (within === undefined ? axe : axe.include(within)).analyze()
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join('\n  ')}`,
    )
    expect(found).toEqual([])
  }
}

export const test = base.extend<Fixtures, HostOptions & { host: Host }>({
  hostKind: ['server', { option: true, scope: 'worker' }],
  history: ['small', { option: true, scope: 'worker' }],
  host: [
    async ({ hostKind, history }, use) => {
      const host = await (hostKind === 'server' ? startServerHost(history) : startDemoHost(history))
      await use(host)
      await host.close()
    },
    { scope: 'worker' },
  ],
  gantry: async ({ page, host }, use) => {
    await use(new Gantry(page, host))
  },
  control: async ({ gantry, host }, use) => {
    const { control } = gantry
    await use(control)
    // The simulators of a demo page end with it; those of the server serve the next test.
    if (host.kind !== 'server') return
    for (const system of allSystems) {
      await control.heal(system)
      await control.order(system, 'quiet', true)
    }
  },
})

export { expect } from '@playwright/test'
