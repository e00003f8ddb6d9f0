import { readFile } from 'node:fs/promises'
import { allSystems, expect, test } from '../fixtures.ts'

test('shows every VM of all four systems in one table', async ({ gantry, page }) => {
  await gantry.signInToAll()
  await gantry.go('Inventory')
  const vms = (await gantry.expectAllVms()) - 1
  await expect(page.getByRole('tab', { name: /Virtual machines/ })).toContainText(vms.toLocaleString('en'))
  for (const system of allSystems) await expect(page.getByRole('main')).toContainText(system)
})

test('each tab has its own table', async ({ gantry, page }) => {
  await gantry.signInToAll()
  await gantry.go('Inventory')
  for (const [tab, table] of [
    [/^Templates/, 'Templates'],
    [/^Hosts/, 'Hosts'],
    [/^Clusters/, 'Clusters'],
    [/^Datastores/, 'Datastores'],
    [/^Networks/, 'Networks'],
    [/^Virtual machines/, 'Virtual machines'],
  ] as const) {
    await page.getByRole('tab', { name: tab }).click()
    await expect(gantry.table(table).getByRole('row').nth(1)).toBeVisible()
  }
})

test('the address reproduces the view', async ({ gantry, page, context }) => {
  await gantry.signInToAll()
  await gantry.go('Inventory')
  await gantry.expectAllVms()
  await gantry.search('power:on memory>=4GiB')
  await gantry
    .table('Virtual machines')
    .getByRole('columnheader', { name: /Memory/ })
    .getByRole('button')
    .first()
    .click()
  await expect(page).toHaveURL(/q=/)
  await expect(page).toHaveURL(/sort=/)
  const rows = await gantry.table('Virtual machines').getAttribute('aria-rowcount')
  const first = await gantry
    .table('Virtual machines')
    .getByRole('row')
    .nth(1)
    .getByRole('link')
    .first()
    .textContent()
  if (gantry.host.kind === 'demo') {
    await page.reload()
  } else {
    const link = page.url()
    await page.close()
    page = await context.newPage()
    await page.goto(link)
  }
  const table = page.getByRole('table', { name: 'Virtual machines' })
  await expect(page.getByRole('combobox', { name: 'Search inventory' })).toHaveValue('power:on memory>=4GiB')
  await expect(table).toHaveAttribute('aria-rowcount', rows ?? '')
  await expect(table.getByRole('row').nth(1).getByRole('link').first()).toHaveText(first ?? '')
})

test('the search narrows, completes, explains, and marks what it cannot parse', async ({ gantry, page }) => {
  await gantry.signInToAll()
  await gantry.go('Inventory')
  const box = page.getByRole('combobox', { name: 'Search inventory' })
  const all = await gantry.expectAllVms()
  await box.fill('system:vc-east power:off')
  await expect
    .poll(async () => Number(await gantry.table('Virtual machines').getAttribute('aria-rowcount')))
    .toBeLessThan(all)
  await box.fill('')
  await box.pressSequentially('pow')
  await page
    .getByRole('option', { name: /^power/ })
    .first()
    .click()
  await expect(box).toHaveValue(/^power:/)
  await box.fill('(power:on')
  await expect(box).toHaveAttribute('aria-invalid', 'true')
  await expect(box).toHaveAccessibleDescription(/parenthes|bracket/i)
  await box.fill('nonsense:1')
  await expect(box).toHaveAccessibleDescription(/nonsense/)
})

test('the tree narrows by system, and by host', async ({ gantry, control, page }) => {
  await gantry.signInToAll()
  await gantry.go('Inventory')
  const tree = page.getByRole('tree', { name: 'Inventory tree' })
  await tree.getByRole('treeitem', { name: /^vc-legacy/ }).click()
  const vms = (await control.upstream('vc-legacy', 'vms')).length
  await expect(gantry.table('Virtual machines')).toHaveAttribute('aria-rowcount', String(vms + 1))
  await expect(page).toHaveURL(/tree=vc-legacy/)
})

test('a selection outlives the filter that made it', async ({ gantry, page }) => {
  await gantry.signInToAll()
  await gantry.go('Inventory')
  await gantry.search('system:vc-east')
  await expect(page).toHaveURL(/vc-east/)
  await gantry.table('Virtual machines').getByRole('row').nth(1).getByRole('checkbox').check()
  await gantry.search('system:ovirt-lab')
  await expect(page).toHaveURL(/ovirt-lab/)
  await gantry.table('Virtual machines').getByRole('row').nth(1).getByRole('checkbox').check()
  await expect(page.getByText(/2 selected/)).toBeVisible()
})

test('exports what is shown as CSV', async ({ gantry, control, page }) => {
  await gantry.signInToAll()
  await gantry.go('Inventory')
  await gantry.search('system:rhev-legacy')
  await expect(page).toHaveURL(/rhev-legacy/)
  // Not before they are all there.
  const rows = (await control.upstream('rhev-legacy', 'vms')).length + 1
  await expect(gantry.table('Virtual machines')).toHaveAttribute('aria-rowcount', String(rows))
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: /Export/ }).click()
  const item = page.getByRole('menuitem', { name: /shown/i })
  if (await item.isVisible()) await item.click()
  const text = await readFile(await (await download).path(), 'utf8')
  expect(text.trim().split(/\r?\n/)).toHaveLength(rows)
  expect(text).toMatch(/^\uFEFF?"?Name/)
})

test('a view is saved under a name and opened again', async ({ gantry, page }) => {
  await gantry.signInToAll()
  await gantry.go('Inventory')
  await gantry.search('power:off')
  await expect(page).toHaveURL(/power/)
  await page.getByRole('button', { name: /Saved views/ }).click()
  await page.getByRole('menuitem', { name: /Save/ }).click()
  await page.getByRole('textbox', { name: /name/i }).last().fill('Stopped machines')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await gantry.go('Overview')
  await gantry.go('Inventory')
  await page.getByRole('button', { name: /Saved views/ }).click()
  await page.getByRole('menuitem', { name: /^Stopped machines/ }).click()
  await expect(page.getByRole('combobox', { name: 'Search inventory' })).toHaveValue('power:off')
})
