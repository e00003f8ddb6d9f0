import { expect, test } from '../fixtures.ts'

for (const system of ['vc-east', 'vc-legacy', 'ovirt-lab', 'rhev-legacy'] as const) {
  test(`what happens in ${system} shows without a reload`, async ({ gantry, control, page }) => {
    await gantry.signInToAll()
    await gantry.go('Inventory')
    const name = `live-${gantry.host.kind}-${system}`
    await gantry.search(`live-${gantry.host.kind}-`)
    await expect(page).toHaveURL(/live-/)

    await control.upstream(system, 'create', name)
    const row = gantry.row('Virtual machines', name)
    await expect(row).toBeVisible()
    await row.getByRole('checkbox').check()
    await page.getByRole('combobox', { name: 'Search inventory' }).focus()

    await control.upstream(system, 'setPower', name, 'on')
    await expect(row.getByRole('cell', { name: 'On', exact: true })).toBeVisible()
    await control.upstream(system, 'setPower', name, 'off')
    await expect(row.getByRole('cell', { name: 'Off', exact: true })).toBeVisible()
    await control.upstream(system, 'rename', name, `${name}-renamed`)
    await expect(gantry.row('Virtual machines', `${name}-renamed`)).toBeVisible()

    await expect(page.getByRole('combobox', { name: 'Search inventory' })).toBeFocused()
    await expect(gantry.row('Virtual machines', `${name}-renamed`).getByRole('checkbox')).toBeChecked()

    await control.upstream(system, 'remove', `${name}-renamed`)
    await expect(row).toHaveCount(0)
  })
}

test('a change upstream moves neither the scroll position nor the rows in sight', async ({
  gantry,
  control,
  page,
}) => {
  await gantry.signInToAll()
  await gantry.go('Inventory')
  const region = page.getByRole('region', { name: 'Virtual machines, scrollable' })
  await gantry.expectAllVms()
  await region.evaluate((element) => element.scrollTo(0, 3_200))
  const seen = gantry.table('Virtual machines').getByRole('row').nth(12).getByRole('link').first()
  // The rows of now, not those of before.
  await expect(seen).toBeInViewport()
  const [vm] = (await control.upstream('vc-east', 'vms')).toReversed()
  const name = (await seen.textContent()) ?? ''
  const top = () => region.evaluate((element) => element.scrollTop)
  const before = await top()
  const tab = page.getByRole('tab', { name: /Virtual machines/ })
  const count = Number(/\d+/.exec((await tab.textContent()) ?? '')?.[0])
  expect(before).toBeGreaterThan(3_000)
  // Sorted by name, this one lands above everything that is in sight.
  const first = `000-${gantry.host.kind}-${vm?.id}`
  await control.upstream('vc-east', 'create', first)
  await expect(tab).toContainText(String(count + 1))
  await expect(page.getByRole('link', { name, exact: true }).first()).toBeInViewport()
  expect(Math.abs((await top()) - before)).toBeLessThan(64)
  await control.upstream('vc-east', 'remove', first)
})

test('the connection of a system drops, is said, and recovers by itself', async ({
  gantry,
  control,
  page,
}) => {
  await gantry.signInToAll()
  await gantry.go('Inventory')
  await expect(gantry.table('Virtual machines').getByRole('row').nth(1)).toBeVisible()
  // What is still on its way into the page would look like a change.
  const rows = String(await gantry.expectAllVms())
  await control.fault('vc-legacy', { effect: { refuse: true } })
  // A long poll under way is not refused: a change ends it, and the next one fails.
  await control.advance(1_000)
  await expect(
    page
      .getByRole('status')
      .filter({ hasText: /vc-legacy/ })
      .first(),
  ).toContainText(/since/i, {
    timeout: 60_000,
  })
  await expect(gantry.table('Virtual machines')).toHaveAttribute('aria-rowcount', rows)
  await control.heal('vc-legacy')
  await expect(page.getByRole('status').filter({ hasText: /vc-legacy.*since/i })).toHaveCount(0, {
    timeout: 60_000,
  })
})
