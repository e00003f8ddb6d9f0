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

interface Fixtures {
  gantry: Gantry
  control: Control
}

/** What an admin does in the page, by the names the page promises. */
export class Gantry {
  readonly page: Page
  readonly host: Host

  constructor(page: Page, host: Host) {
    this.page = page
    this.host = host
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

  /** Opens the Systems page and signs in to every system in one go. */
  async signInToAll(): Promise<void> {
    await this.open('/systems')
    const all = this.card('All systems')
    await all.getByLabel('User name').fill(demoAccount.userName)
    await all.getByLabel('Password').fill(demoAccount.password)
    await all.getByRole('button', { name: 'Sign in' }).click()
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

  async search(text: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Search inventory' }).fill(text)
  }

  /** No axe violation on the page as it is, or in the one part of it that `within` selects. */
  async expectAccessible(within?: string): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveCount(1)
    const all = new AxeBuilder({ page: this.page })
    const result = await (within === undefined ? all : all.include(within))
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze()
    const found = result.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join('\n  ')}`,
    )
    expect(found).toEqual([])
  }

  /** The same in light and in dark. */
  async expectAccessibleInBoth(within?: string): Promise<void> {
    for (const colorScheme of ['dark', 'light'] as const) {
      await this.page.emulateMedia({ colorScheme })
      await expect(this.page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`)).toHaveCount(1)
      await this.expectAccessible(within)
    }
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
  control: async ({ page, host }, use) => {
    const control = host.control(page)
    await use(control)
    // The simulators of a demo page end with it; those of the server serve the next test.
    if (host.kind !== 'server') return
    for (const system of allSystems) {
      await control.heal(system)
      await control.order(system, 'quiet', false)
    }
  },
})

export { expect } from '@playwright/test'
