import type { Page } from '@playwright/test'
import { choose, makeVm, makeVms, openMachine, quick, until } from '../acting.ts'
import { expect, type Gantry, test } from '../fixtures.ts'

async function goTo(page: Page, step: string): Promise<void> {
  await stepButton(page, step).click()
  await expect(page.getByRole('heading', { level: 2, name: step, exact: true })).toBeVisible()
}

function stepButton(page: Page, step: string) {
  return page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: step, exact: true })
}

function cell(page: Page, column: string, copy: number) {
  return page.getByRole('textbox', { name: `${column} of copy ${copy}`, exact: true })
}

async function openClone(gantry: Gantry, system: 'vc-east' | 'ovirt-lab', name: string): Promise<void> {
  await openMachine(gantry, { system, name })
  await choose(gantry, 'Clone…')
  await expect(gantry.page.getByRole('heading', { level: 1, name: 'Clone', exact: true })).toBeVisible()
}

/** Pastes a text into the field that has the focus, as a spreadsheet gives it. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  }, text)
}

test.slow()

test('a source of any system is found by name and says what copying it means', async ({
  gantry,
  control,
  page,
}) => {
  await gantry.open('/systems')
  await gantry.signIn('vc-east')
  await expect(gantry.card('vc-east').getByRole('button', { name: 'Sign out' })).toBeVisible()
  await makeVm(control, 'vc-east', 'on', 'pick-source-a')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search objects, pages and commands' }).fill('clone a vm')
  await page.keyboard.press('Enter')
  const search = page.getByRole('combobox', { name: 'VM or template to copy' })
  await expect(search).toBeFocused()
  await expect(page.getByRole('list', { name: 'Systems without copies' })).toContainText(
    'ovirt-lab: Sign in to ovirt-lab first.',
  )
  await expect(stepButton(page, 'Review')).toBeDisabled()
  await search.fill('pick-source')
  await expect(page.getByRole('option', { name: /pick-source-a/ })).toBeVisible()
  await gantry.expectAccessibleInBoth()
  await page.keyboard.press('Enter')
  const heading = page.getByRole('heading', { level: 2, name: 'Source', exact: true })
  await expect(heading).toBeFocused()
  await expect(page.getByRole('region', { name: 'What is copied' })).toContainText('pick-source-a')
  await expect(page.getByRole('list', { name: 'Found by the check' })).toContainText('as after a power cut')
  await expect(page.getByRole('region', { name: 'Summary' })).toContainText('pick-source-a-1')
  await gantry.expectAccessibleInBoth()
})

test('copies are named by a pattern and filled in like a sheet; what is wrong is marked at once', async ({
  gantry,
  control,
  page,
}) => {
  await gantry.signInToAll()
  await makeVms(control, 'vc-east', 'off', ['sheet-source', 'sheet-taken'])
  await openClone(gantry, 'vc-east', 'sheet-source')
  await page.getByRole('button', { name: 'Next', exact: true }).click()
  await expect(page.getByRole('heading', { level: 2, name: 'Copies' })).toBeFocused()

  const pattern = page.getByRole('textbox', { name: 'Names', exact: true })
  await pattern.fill('sheet-{n:2')
  await expect(pattern).toHaveAccessibleDescription(/never closed/)
  await pattern.fill('sheet-{01..04}')
  await expect(cell(page, 'Name', 4)).toHaveValue('sheet-04')
  await expect(page.getByRole('textbox', { name: 'Number of copies' })).toBeDisabled()

  // By keys: Enter goes down, Tab to the right, arrows from cell to cell; what is typed replaces.
  await cell(page, 'Name', 1).focus()
  await page.keyboard.type('sheet-taken')
  await page.keyboard.press('Enter')
  await page.keyboard.type('sheet-03')
  await page.keyboard.press('Tab')
  await expect(cell(page, 'Host name', 2)).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.type('192.0.2.300')
  await page.keyboard.press('ArrowDown')
  await expect(cell(page, 'IP address', 3)).toBeFocused()
  await expect(cell(page, 'Name', 1)).toHaveAccessibleDescription(/A VM of this name is in/)
  await expect(cell(page, 'Name', 3)).toHaveAccessibleDescription('Copy 2 has this name already.')
  await expect(cell(page, 'IP address', 2)).toHaveAttribute('aria-invalid', 'true')
  await expect(stepButton(page, 'Copies')).toHaveAccessibleDescription('3 errors')
  await gantry.expectAccessibleInBoth()

  // Errors hold somebody up here, and lead to the first of them.
  await page.getByRole('button', { name: 'Next', exact: true }).click()
  await expect(cell(page, 'IP address', 2)).toBeFocused()
  await cell(page, 'IP address', 2).fill('')
  await page.getByRole('grid').getByRole('button', { name: 'Name it by the pattern' }).first().click()
  await expect(cell(page, 'Name', 1)).toHaveValue('sheet-01')
  await cell(page, 'Name', 2).fill('sheet-x')
  await expect(stepButton(page, 'Copies')).not.toHaveAccessibleDescription(/error/)

  // A block of a spreadsheet, then the column filled down.
  await cell(page, 'IP address', 1).focus()
  await paste(page, '192.0.2.9\t255.255.255.0\t192.0.2.1\n')
  await expect(cell(page, 'Gateway', 1)).toHaveValue('192.0.2.1')
  await page.getByRole('button', { name: 'Fill down: IP address from copy 1' }).click()
  await expect(cell(page, 'IP address', 4)).toHaveValue('192.0.2.12')

  // Escape gives Tab back to the page.
  await cell(page, 'Name', 2).focus()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('grid').locator(':focus')).toHaveCount(0)

  // Whole rows, with places by name; what is not understood is told.
  await page.getByRole('button', { name: 'Paste from a spreadsheet…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Paste from a spreadsheet' })
  await dialog
    .getByRole('textbox', { name: 'Rows' })
    .fill('name;ip;host\nrow-a;192.0.2.5/24;nowhere\nrow-b;192.0.2.6;')
  await expect(dialog.getByRole('list', { name: 'Not understood' })).toContainText(
    'There is no host nowhere.',
  )
  await dialog.getByRole('button', { name: 'Use these 2 copies' }).click()
  await expect(cell(page, 'Name', 2)).toHaveValue('row-b')
  await expect(cell(page, 'Netmask', 1)).toHaveValue('255.255.255.0')

  // Back and forward keep everything.
  await page.getByRole('button', { name: 'Back', exact: true }).click()
  await page.getByRole('button', { name: 'Next', exact: true }).click()
  await expect(cell(page, 'IP address', 2)).toHaveValue('192.0.2.6')
})

test('only places that go together can be chosen, and copies can differ', async ({
  gantry,
  control,
  page,
}) => {
  await gantry.signInToAll()
  await makeVm(control, 'vc-east', 'off', 'place-source')
  await openClone(gantry, 'vc-east', 'place-source')
  await goTo(page, 'Placement')
  const field = (name: string) => page.getByRole('combobox', { name, exact: true })
  await field('Cluster').click()
  await page.getByRole('option', { disabled: false }).first().click()
  await field('Host').click()
  await expect(page.getByRole('option', { disabled: true }).first()).toContainText(
    /is not in cluster|In maintenance/,
  )
  const host = page.getByRole('option', { disabled: false }).first()
  await expect(host).toContainText(/free: .* CPU, .* memory/)
  await host.click()
  const name = await field('Host').inputValue()
  await expect(page.getByRole('region', { name: 'Summary' })).toContainText(`host ${name}`)
  await expect(page.getByRole('region', { name: 'What the copies take' })).toContainText('while they run')

  // Another cluster gives up the host.
  await field('Cluster').click()
  await page.getByRole('option', { disabled: false }).last().click()
  await expect(page.getByText(`host ${name} cannot go with that cluster`)).toBeVisible()
  await expect(field('Host')).toHaveValue('')
  await gantry.expectAccessibleInBoth()
  await page.getByRole('button', { name: 'Clear the placement' }).click()
  await expect(field('Cluster')).toHaveValue('')

  await goTo(page, 'Copies')
  await page.getByRole('button', { name: 'Placement of copy 1', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: /^Placement of copy 1/ })
  await dialog.getByRole('combobox', { name: 'Datastore', exact: true }).click()
  const store = page.getByRole('option', { disabled: false }).first()
  await store.click()
  const chosen = await dialog.getByRole('combobox', { name: 'Datastore', exact: true }).inputValue()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('button', { name: 'Placement of copy 1', exact: true })).toHaveText(
    `storage ${chosen}`,
  )
})

test('disks are left out, moved and made thin, and the total follows', async ({ gantry, page }) => {
  await gantry.signInToAll()
  await gantry.go('Inventory')
  await gantry.search('system:vc-east')
  await page.getByRole('tab', { name: /Templates/ }).click()
  await gantry.table('Templates').getByRole('link', { name: /^tpl-/ }).first().click()
  await choose(gantry, 'Clone…')
  await goTo(page, 'Disks')
  const disk = page.getByRole('group', { name: 'Hard disk 1' })
  await expect(page.getByText(/will be written/)).toBeVisible()
  await disk.getByRole('combobox', { name: 'Datastore of Hard disk 1' }).click()
  await page.getByRole('option', { disabled: false }).first().click()
  await disk.getByRole('combobox', { name: 'Form of Hard disk 1' }).click()
  await page.getByRole('option', { name: /^Thin/ }).click()
  await gantry.expectAccessibleInBoth()
  const summary = page.getByRole('region', { name: 'Summary' })
  await disk.getByRole('checkbox', { name: 'Leave it out of the copies' }).check()
  await expect(summary).toContainText('1 left out')
  await expect(disk.getByRole('combobox')).toHaveCount(0)
})

test('a preset goes to a source of another system, as far as it fits', async ({ gantry, control, page }) => {
  await gantry.signInToAll()
  await makeVm(control, 'vc-east', 'off', 'preset-source')
  await makeVm(control, 'ovirt-lab', 'off', 'preset-other')
  await openClone(gantry, 'vc-east', 'preset-source')
  await goTo(page, 'Copies')
  await page.getByRole('textbox', { name: 'Names', exact: true }).fill('{source}-p{n}')
  await page.getByRole('textbox', { name: 'Number of copies' }).fill('2')
  await goTo(page, 'Placement')
  await page.getByRole('combobox', { name: 'Cluster', exact: true }).click()
  await page.getByRole('option', { disabled: false }).first().click()
  await page.getByRole('button', { name: 'Presets…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Presets' })
  await dialog.getByRole('textbox', { name: 'Save what is filled in as' }).fill('Pairs')
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(dialog.getByRole('status')).toContainText('Saved “Pairs”.')
  await gantry.expectAccessibleInBoth('[role="dialog"]')
  await page.keyboard.press('Escape')

  await openClone(gantry, 'ovirt-lab', 'preset-other')
  await page.getByRole('button', { name: 'Presets…' }).click()
  await dialog.getByRole('button', { name: 'Use Pairs' }).click()
  await expect(dialog.getByRole('list', { name: 'What did not fit' })).toContainText('not known on ovirt-lab')
  await page.keyboard.press('Escape')
  await goTo(page, 'Copies')
  await expect(cell(page, 'Name', 2)).toHaveValue('preset-other-p2')
})

test('copies are offered of one machine, in menus, the palette and at snapshots', async ({
  gantry,
  control,
  page,
}) => {
  await gantry.signInToAll()
  await makeVms(control, 'vc-east', 'off', ['offer-a', 'offer-b'])
  await gantry.go('Inventory')
  await gantry.search('name:offer-')
  await expect(gantry.table('Virtual machines').getByRole('row')).toHaveCount(3)
  await page.getByRole('checkbox', { name: 'Select all shown' }).check()
  await page.getByRole('group', { name: 'Selection' }).getByRole('button', { name: 'Actions' }).click()
  const item = page.getByRole('menuitem', { name: 'Clone…', exact: true })
  await expect(item).toHaveAttribute('aria-disabled', 'true')
  await expect(item).toHaveAccessibleDescription(/one VM or template at a time/)
  await page.keyboard.press('Escape')

  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search objects, pages and commands' }).fill('clone offer-b')
  await page.getByRole('option', { name: /^Clone… offer-b/ }).click()
  await expect(page.getByRole('region', { name: 'What is copied' })).toContainText('offer-b')

  await openMachine(gantry, { system: 'vc-east', name: 'offer-a' })
  await choose(gantry, 'Take snapshot')
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('before')
  await page.getByRole('dialog').getByRole('button', { name: 'Take snapshot' }).click()
  await page.getByRole('tab', { name: /^Snapshots/ }).click()
  await until(control, () => expect(page.getByRole('treeitem', { name: /before/ })).toBeVisible(quick))
  await page.getByRole('treeitem', { name: /before/ }).click()
  await page.getByRole('link', { name: 'Clone from this snapshot…' }).click()
  await expect(page.getByRole('combobox', { name: 'Copied as it was in' })).toHaveValue('before')
  await expect(page.getByRole('region', { name: 'Summary' })).toContainText('snapshot before')
  await page.getByRole('checkbox', { name: 'Linked clone' }).check()
  await goTo(page, 'Disks')
  await expect(page.getByText(/shared with the source: nearly nothing is written/)).toBeVisible()
})
