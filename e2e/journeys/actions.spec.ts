import { choose, makeVm, openMachine, quick, until } from '../acting.ts'
import { allSystems, expect, test } from '../fixtures.ts'

for (const system of allSystems) {
  test(`a VM of ${system} is powered off after a question, and its job is seen to its end`, async ({
    gantry,
    control,
    page,
  }) => {
    await gantry.signInToAll()
    const vm = await makeVm(control, system, 'on', `alone-${system}`)
    await openMachine(gantry, vm)
    await choose(gantry, 'Power off')
    const dialog = page.getByRole('dialog', { name: `Power off: ${vm.name}` })
    await expect(dialog).toContainText('What the guest has not written to disk is lost.')
    await dialog.getByRole('button', { name: 'Show request' }).click()
    const request = dialog.getByRole('region', { name: 'Request' })
    await expect(request).toContainText('POST')
    await expect(request).toContainText(`curl --request POST`)
    await expect(request).toContainText(vm.id)
    await dialog.getByRole('button', { name: 'Power off', exact: true }).click()
    await expect(dialog).toBeHidden()

    await page.getByRole('button', { name: 'Jobs', exact: true }).click()
    const drawer = page.getByRole('dialog', { name: 'Jobs' })
    const job = drawer
      .getByRole('listitem')
      .filter({ hasText: `Power off: ${vm.name}` })
      .first()
    await until(control, () => expect(job).toContainText('Done', quick))
    await page.keyboard.press('Escape')
    await expect(drawer).toBeHidden()
    await until(control, () => expect(page.getByRole('main')).toContainText('Off', quick))
    expect((await control.upstream(system, 'vms')).find(({ id }) => id === vm.id)?.power).toBe('off')

    await page.getByRole('button', { name: 'Actions', exact: true }).click()
    const again = page.getByRole('menuitem', { name: 'Power off', exact: true })
    await expect(again).toHaveAttribute('aria-disabled', 'true')
    await expect(again).toHaveAccessibleDescription(/The VM must be/)
  })
}

test('what an engine refuses is told in its words, and the dialog stays', async ({
  gantry,
  control,
  page,
}) => {
  await gantry.signInToAll()
  // Else its agent reports meanwhile, and the dialog tells of that.
  await control.holdTime()
  const vm = await makeVm(control, 'ovirt-lab', 'on', 'refused')
  await openMachine(gantry, vm)
  await control.fault('ovirt-lab', {
    method: 'POST',
    path: `/vms/${vm.id}/stop`,
    times: 1,
    effect: {
      status: 409,
      contentType: 'application/json',
      body: JSON.stringify({
        reason: 'Operation Failed',
        detail: '[Cannot stop VM. It is being backed up.]',
      }),
    },
  })
  await choose(gantry, 'Power off')
  const dialog = page.getByRole('dialog', { name: `Power off: ${vm.name}` })
  await dialog.getByRole('button', { name: 'Power off', exact: true }).click()
  await expect(dialog.getByRole('alert').first()).toContainText('Cannot stop VM. It is being backed up.')
  await expect(dialog.getByRole('status')).toContainText('read again just now')

  // The same dialog again is a new intent.
  await dialog.getByRole('button', { name: 'Power off', exact: true }).click()
  await expect(dialog).toBeHidden()
  await gantry.go('Jobs')
  const rows = gantry.table('Jobs').getByRole('row').filter({ hasText: vm.name })
  await until(control, () => expect(rows.filter({ hasText: 'Done' })).toHaveCount(1, quick))
  await expect(rows.filter({ hasText: 'Cannot stop VM' })).toHaveCount(1)
})

test('deleting from disk asks for the name, and the page says when the VM is gone', async ({
  gantry,
  control,
  page,
}) => {
  await gantry.signInToAll()
  const vm = await makeVm(control, 'vc-east', 'off', 'deleted')
  await openMachine(gantry, vm)
  await choose(gantry, 'Delete from disk')
  const dialog = page.getByRole('dialog', { name: `Delete from disk: ${vm.name}` })
  await expect(dialog).toContainText('The VM and its disks are deleted for good.')
  const name = dialog.getByRole('textbox', { name: `Type ${vm.name} to confirm` })
  await name.fill('something else')
  await dialog.getByRole('button', { name: 'Delete from disk', exact: true }).click()
  await expect(dialog).toContainText('This is not its name.')
  await expect(name).toHaveAttribute('aria-invalid', 'true')
  await name.fill(vm.name)
  await gantry.expectAccessible()
  await dialog.getByRole('button', { name: 'Delete from disk', exact: true }).click()
  await expect(dialog).toBeHidden()
  await until(control, () => expect(page.getByRole('main')).toContainText(`${vm.name} was removed`, quick))
})

test('a VM that somebody removes meanwhile says so in the dialog', async ({ gantry, control, page }) => {
  await gantry.signInToAll()
  const vm = await makeVm(control, 'vc-legacy', 'off', 'vanishing')
  await openMachine(gantry, vm)
  await choose(gantry, 'Delete from disk')
  const dialog = page.getByRole('dialog', { name: `Delete from disk: ${vm.name}` })
  await control.upstream('vc-legacy', 'remove', vm.name)
  await until(control, () => expect(dialog).toContainText(`${vm.name} is gone`, quick))
  await expect(dialog.getByRole('button', { name: 'Delete from disk', exact: true })).toBeDisabled()
})

test('by keyboard alone: from the row to the job', async ({ gantry, control, page }) => {
  await gantry.signInToAll()
  const vm = await makeVm(control, 'vc-legacy', 'on', 'by-keys')
  await gantry.go('Inventory')
  await gantry.search(`system:vc-legacy name:"${vm.name}"`)
  const link = gantry.table('Virtual machines').getByRole('link', { name: vm.name, exact: true }).first()
  await expect(link).toBeVisible()
  await link.focus()
  const more = page.getByRole('button', { name: `Actions for ${vm.name}`, exact: true })
  await expect(async () => {
    await page.keyboard.press('ArrowRight')
    await expect(more).toBeFocused({ timeout: 100 })
  }).toPass()
  await page.keyboard.press('Enter')
  const suspend = page.getByRole('menuitem', { name: 'Suspend', exact: true })
  await expect(async () => {
    await page.keyboard.press('ArrowDown')
    await expect(suspend).toBeFocused({ timeout: 100 })
  }).toPass()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: `Suspend: ${vm.name}` })
  await expect(dialog.getByRole('button', { name: 'Cancel', exact: true })).toBeFocused()
  await gantry.expectAccessible()
  await page.keyboard.press('Tab')
  await expect(dialog.getByRole('button', { name: 'Suspend', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(more).toBeFocused()
  const row = gantry.row('Virtual machines', vm.name)
  await until(control, () => expect(row).toContainText('Suspended', quick))
})

test('drawer and page of jobs are accessible, filter, and open a job', async ({ gantry, control, page }) => {
  await gantry.signInToAll()
  const vm = await makeVm(control, 'rhev-legacy', 'off', 'with-a-job')
  await openMachine(gantry, vm)
  // Nothing is lost by it, so nothing is asked.
  await choose(gantry, 'Power on')
  await page.getByRole('button', { name: 'Jobs', exact: true }).click()
  const drawer = page.getByRole('dialog', { name: 'Jobs' })
  await expect(drawer).toContainText(`Power on: ${vm.name}`)
  await gantry.expectAccessible()
  await drawer.getByRole('link', { name: /all jobs/i }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Jobs' })).toBeVisible()
  const table = gantry.table('Jobs')
  const row = table.getByRole('row').filter({ hasText: vm.name })
  await until(control, () => expect(row.filter({ hasText: 'Done' })).toHaveCount(1, quick))
  await page.getByRole('textbox', { name: 'Text' }).fill('no job says this')
  await expect(table).not.toContainText(vm.name)
  await page.getByRole('textbox', { name: 'Text' }).fill(vm.name)
  await row.getByRole('link', { name: 'Power on' }).click()
  await expect(page.getByRole('region', { name: 'Open job' })).toContainText('Gantry')
  await gantry.expectAccessible()
  await page.getByRole('region', { name: 'Open job' }).getByRole('link', { name: vm.name }).click()
  await expect(page.getByRole('heading', { level: 1, name: vm.name, exact: true })).toBeVisible()
})

test('the palette powers on by name, and says why it would not', async ({ gantry, control, page }) => {
  await gantry.signInToAll()
  const off = await makeVm(control, 'ovirt-lab', 'off', 'palette-off')
  const on = await makeVm(control, 'ovirt-lab', 'on', 'palette-on')
  const find = async (text: string) => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: /Search objects/ }).fill(text)
  }
  await find(`power on ${on.name}`)
  const refused = page.getByRole('option', { name: `Power on ${on.name}` }).first()
  await expect(refused).toHaveAttribute('aria-disabled', 'true')
  await expect(refused).toContainText('The VM must be')
  await page.keyboard.press('Escape')
  await find(`power on ${off.name}`)
  await page
    .getByRole('option', { name: `Power on ${off.name} ovirt-lab` })
    .first()
    .click()
  await page.getByRole('button', { name: 'Jobs', exact: true }).click()
  const job = page.getByRole('dialog', { name: 'Jobs' }).getByRole('listitem').filter({ hasText: off.name })
  await until(control, () => expect(job).toContainText('Done', quick))
})
