import type { Page } from '@playwright/test'
import { choose, makeVm, openMachine } from '../acting.ts'
import { expectWizard } from '../cloning.ts'
import { expect, type Gantry, test } from '../fixtures.ts'
import { openGuests } from '../guests.ts'

/** Every page of the console, each opened from the one before it. A new page is a line here. */
const pages: [string, (gantry: Gantry, page: Page) => Promise<void>][] = [
  ['overview', (gantry) => gantry.go('Overview')],
  ['systems', (gantry) => gantry.go('Systems')],
  [
    'inventory',
    async (gantry) => {
      await gantry.go('Inventory')
      await expect(gantry.table('Virtual machines').getByRole('row').nth(1)).toBeVisible()
    },
  ],
  [
    'vm',
    async (gantry, page) => {
      await gantry.go('Inventory')
      await gantry.search('power:on system:vc-east')
      await gantry.table('Virtual machines').getByRole('row').nth(1).getByRole('link').first().click()
      await expect(page.getByRole('tab', { name: /Disks/ })).toBeVisible()
    },
  ],
  [
    'snapshots',
    async (_gantry, page) => {
      await page.getByRole('tab', { name: /Snapshots/ }).click()
      await expect(page.getByRole('tabpanel')).toBeVisible()
    },
  ],
  [
    'clone',
    async (gantry, page) => {
      await choose(gantry, 'Clone…')
      await expectWizard(page)
      await expect(page.getByRole('region', { name: 'What is copied' })).toBeVisible()
    },
  ],
  [
    'guest',
    async (gantry, page) => {
      await openGuests(gantry)
      await expect(page.getByRole('region', { name: 'Command', exact: true })).toBeVisible()
    },
  ],
  [
    'events',
    async (gantry, page) => {
      await gantry.go('Events')
      await expect(page.getByRole('main').getByRole('row').nth(1)).toBeVisible()
    },
  ],
  [
    'jobs',
    async (gantry) => {
      const vm = await makeVm(gantry.control, 'vc-east', 'off', `pages-${Date.now()}`)
      await openMachine(gantry, vm)
      await choose(gantry, 'Power on')
      await gantry.go('Jobs')
      await expect(gantry.row('Jobs', vm.name)).toBeVisible()
    },
  ],
  ...(['Hosts', 'Clusters', 'Datastores', 'Networks'] as const).map(
    (tab): [string, (gantry: Gantry, page: Page) => Promise<void>] => [
      tab.toLowerCase(),
      async (gantry, page) => {
        await gantry.go('Inventory')
        await gantry.search('')
        await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click()
        await gantry.table(tab).getByRole('row').nth(1).getByRole('link').first().click()
        await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Inventory')
      },
    ],
  ),
  [
    'palette',
    async (_gantry, page) => {
      await page.keyboard.press('Control+k')
      await page.keyboard.type('a')
      await expect(page.getByRole('option').first()).toBeVisible()
    },
  ],
]

for (const width of [1440, 1024]) {
  test(`every page is accessible in light and dark, and fits, ${width} wide`, async ({ gantry, page }) => {
    test.setTimeout(480_000)
    await page.setViewportSize({ width, height: 900 })
    const messages: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') messages.push(message.text())
    })
    page.on('pageerror', (error) => messages.push(String(error)))
    gantry.looksInDemo = true
    await gantry.open('/systems')
    await gantry.expectAccessibleInBoth()
    await gantry.signInToAll()
    for (const [name, open] of pages) {
      await test.step(name, async () => {
        await open(gantry, page)
        await gantry.expectAccessibleInBoth(undefined, (scheme) =>
          page.screenshot({ path: `test-results/pages/${gantry.host.kind}-${name}-${scheme}-${width}.png` }),
        )
        const [content, window] = await page.evaluate(() => [
          document.documentElement.scrollWidth,
          document.documentElement.clientWidth,
        ])
        expect(content, 'the page scrolls sideways').toBeLessThanOrEqual(window ?? 0)
      })
    }
    expect(messages).toEqual([])
  })
}
