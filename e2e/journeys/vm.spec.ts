import { expect, test } from '../fixtures.ts'

for (const system of ['vc-east', 'vc-legacy', 'ovirt-lab', 'rhev-legacy'] as const) {
  test(`a VM of ${system} opens from the table and tells all about itself`, async ({
    gantry,
    control,
    page,
  }) => {
    await gantry.signInToAll()
    await gantry.go('Inventory')
    const vm = (await control.upstream(system, 'vms')).find(({ power }) => power === 'on')
    if (vm === undefined) throw new Error('no running VM')
    await gantry.search(`system:${system} name:"${vm.name}"`)
    await gantry.table('Virtual machines').getByRole('link', { name: vm.name, exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: vm.name, exact: true })).toBeVisible()
    await expect(page).toHaveURL(new RegExp(`systems/${system}/vms/${vm.id}`))
    for (const part of [/Disks/, /Network/, /Snapshots/, /Events/]) {
      await page.getByRole('tab', { name: part }).click()
      await expect(page.getByRole('tabpanel')).toBeVisible()
      await expect(page.getByRole('tabpanel')).not.toContainText(/could not be read/i)
    }
    await page.getByRole('tab', { name: /Summary/ }).click()
    const host = page.getByRole('link', { name: vm.host ?? 'none', exact: true }).first()
    await host.click()
    await expect(page.getByRole('heading', { level: 1, name: vm.host ?? 'none' })).toBeVisible()
    // It stands somewhere in a long list.
    const list = page.getByRole('region', { name: /^Virtual machines.*scrollable$/ })
    const row = page.getByRole('main').getByRole('link', { name: vm.name, exact: true })
    await expect(async () => {
      if (await row.isVisible()) return
      await list.evaluate((region) => region.scrollBy(0, 400))
      await expect(row).toBeVisible({ timeout: 300 })
    }).toPass()
  })
}

test('a VM that is not there says so', async ({ gantry, page }) => {
  await gantry.signInToAll()
  await gantry.open('/systems/vc-east/vms/vm-987654321')
  await expect(page.getByRole('main')).toContainText(/not found|no such|does not exist|unknown/i)
})
