import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'

test.beforeEach(({ hostKind }) => {
  test.skip(hostKind !== 'server', 'the simulated systems of the demo page sleep with it')
})

const lostConnection = 'The connection to the Gantry server is lost'

/** Pages under test are always seen, so the browser never freezes them itself; this is what it says when it does. */
async function tell(page: Page, state: 'frozen' | 'thawed'): Promise<void> {
  await page.evaluate((frozen) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => frozen })
    const events = frozen ? ['visibilitychange', 'freeze'] : ['resume', 'visibilitychange']
    for (const type of events) document.dispatchEvent(new Event(type))
  }, state === 'frozen')
}

test('a page that was frozen is current soon after it thaws, without a reload', async ({
  gantry,
  control,
  page,
}) => {
  await gantry.signInToAll()
  await gantry.go('Inventory')
  await control.upstream('vc-east', 'create', 'sleep-frozen')
  await gantry.search('sleep-frozen')
  const row = gantry.row('Virtual machines', 'sleep-frozen')
  await expect(row.getByRole('cell', { name: 'Off', exact: true })).toBeVisible()
  await page.evaluate(() => document.body.setAttribute('data-same-page', ''))

  await tell(page, 'frozen')
  await expect(page.getByText(lostConnection)).toBeVisible()
  await control.upstream('vc-east', 'setPower', 'sleep-frozen', 'on')
  await tell(page, 'thawed')

  await expect(row.getByRole('cell', { name: 'On', exact: true })).toBeVisible()
  await expect(page.getByText(lostConnection)).toHaveCount(0)
  await expect(page.locator('body')).toHaveAttribute('data-same-page', '')
  await control.upstream('vc-east', 'remove', 'sleep-frozen')
})

test('a page that wakes before its network connects as soon as that is back', async ({
  gantry,
  control,
  page,
}) => {
  await gantry.signInToAll()
  await gantry.go('Inventory')
  await control.upstream('vc-legacy', 'create', 'sleep-offline')
  await gantry.search('sleep-offline')
  const row = gantry.row('Virtual machines', 'sleep-offline')
  await expect(row).toBeVisible()

  await tell(page, 'frozen')
  await page.context().setOffline(true)
  await control.upstream('vc-legacy', 'setPower', 'sleep-offline', 'on')
  await tell(page, 'thawed')
  await expect(page.getByText(/Next attempt in/)).toBeVisible()
  await page.context().setOffline(false)

  await expect(row.getByRole('cell', { name: 'On', exact: true })).toBeVisible()
  await expect(page.getByText(lostConnection)).toHaveCount(0)
  await control.upstream('vc-legacy', 'remove', 'sleep-offline')
})
