import { choose, jobInDrawer, makeVm, openMachine, quick, until } from '../acting.ts'
import { expect, test } from '../fixtures.ts'

for (const system of ['ovirt-lab', 'rhev-legacy'] as const) {
  test(`a migration on ${system} is cancelled by an action of its own, and its job says so`, async ({
    gantry,
    control,
    page,
  }) => {
    await gantry.signInToAll()
    await control.holdTime()
    const vm = await makeVm(control, system, 'on', `moving-${system}`)
    await openMachine(gantry, vm)
    const { host } = (await control.upstream(system, 'vms')).find(({ id }) => id === vm.id) ?? {}
    await choose(gantry, 'Migrate')
    const dialog = page.getByRole('dialog', { name: `Migrate: ${vm.name}` })
    await expect(dialog.getByRole('radio', { name: 'Automatic' })).toBeChecked()
    await dialog.getByRole('button', { name: 'Migrate', exact: true }).click()
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('main')).toContainText('migrating')

    await choose(gantry, 'Cancel migration')
    const job = await jobInDrawer(page, `Migrate: ${vm.name}`)
    await until(control, () => expect(job).toContainText('Cancelled', quick), 500)
    const cancelling = page.getByRole('listitem').filter({ hasText: `Cancel migration: ${vm.name}` })
    await until(control, () => expect(cancelling).toContainText('Done', quick), 500)
    const after = (await control.upstream(system, 'vms')).find(({ id }) => id === vm.id)
    expect(after).toMatchObject({ host, power: 'on' })
  })
}

for (const system of ['vc-east', 'vc-legacy', 'ovirt-lab'] as const) {
  test(`a migration on ${system} is cancelled from its job`, async ({ gantry, control, page }) => {
    await gantry.signInToAll()
    await control.holdTime()
    const vm = await makeVm(control, system, 'on', `leaving-${system}`)
    await openMachine(gantry, vm)
    const { host } = (await control.upstream(system, 'vms')).find(({ id }) => id === vm.id) ?? {}
    await choose(gantry, 'Migrate')
    const dialog = page.getByRole('dialog', { name: `Migrate: ${vm.name}` })
    if (system === 'ovirt-lab') await dialog.getByRole('radio', { name: 'A certain host' }).check()
    await dialog.getByRole('combobox', { name: 'Host' }).click()
    // What cannot be chosen stands at the end, with its reason.
    await page.getByRole('option').first().click()
    await dialog.getByRole('button', { name: 'Migrate', exact: true }).click()
    await expect(dialog).toBeHidden()

    const job = await jobInDrawer(page, `Migrate: ${vm.name}`)
    const cancel = job.getByRole('button', { name: `Cancel Migrate: ${vm.name}` })
    await until(control, () => expect(cancel).toBeVisible(quick), 100)
    await cancel.click()
    await until(control, () => expect(job).toContainText('Cancelled', quick), 500)
    const after = (await control.upstream(system, 'vms')).find(({ id }) => id === vm.id)
    expect(after).toMatchObject({ host, power: 'on' })
  })
}
