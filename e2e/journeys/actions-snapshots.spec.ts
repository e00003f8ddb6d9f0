import { choose, makeVm, openMachine, quick, until, untilJob } from '../acting.ts'
import { expect, test } from '../fixtures.ts'

for (const system of ['ovirt-lab', 'rhev-legacy'] as const) {
  test(`a snapshot of a VM of ${system} is previewed, undone, previewed again and committed`, async ({
    gantry,
    control,
    page,
  }) => {
    test.slow()
    await gantry.signInToAll()
    const vm = await makeVm(control, system, 'off', `preview-${system}`)
    await openMachine(gantry, vm)
    for (const name of ['before update', 'after update']) {
      await choose(gantry, 'Take snapshot')
      const dialog = page.getByRole('dialog', { name: `Take snapshot: ${vm.name}` })
      await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
      await dialog.getByRole('button', { name: 'Take snapshot', exact: true }).click()
      await expect(dialog).toBeHidden()
      await untilJob(control, page, `Take snapshot: ${vm.name}`, 'Done')
    }

    await page.getByRole('tab', { name: /Snapshots/ }).click()
    const tree = page.getByRole('tree', { name: 'Snapshots' })
    await expect(tree.getByRole('treeitem')).toHaveCount(2)
    const banner = page.getByRole('group', { name: 'A snapshot is being previewed' })

    const preview = async () => {
      await tree.getByRole('treeitem').filter({ hasText: 'before update' }).click()
      const actions = page.getByRole('group', { name: 'Snapshot before update' })
      await actions.getByRole('button', { name: 'Preview snapshot' }).click()
      const dialog = page.getByRole('dialog', { name: `Preview snapshot: ${vm.name}` })
      await expect(dialog.getByRole('radio', { name: 'before update' })).toBeChecked()
      await dialog.getByRole('button', { name: 'Preview snapshot', exact: true }).click()
      await expect(dialog).toBeHidden()
      await until(control, () => expect(banner).toContainText('“before update”', quick))
      // Until it is decided, nothing else is done with snapshots, and the page says why.
      await expect(actions.getByRole('button', { name: 'Delete snapshot' })).toBeDisabled()
      await expect(page.getByRole('main')).toContainText('commit or undo it first')
    }
    const decide = async (word: string, title: string, lost: string) => {
      await banner.getByRole('button', { name: word, exact: true }).click()
      const dialog = page.getByRole('dialog', { name: `${title}: ${vm.name}` })
      await expect(dialog).toContainText(lost)
      await dialog.getByRole('button', { name: title, exact: true }).click()
      await expect(dialog).toBeHidden()
      await until(control, () => expect(banner).toBeHidden(quick))
    }

    await preview()
    await gantry.expectAccessible()
    await decide('Undo', 'Undo snapshot preview', 'What changed during the preview is lost.')
    await expect(tree.getByRole('treeitem')).toHaveCount(2)

    await preview()
    await decide('Commit', 'Commit previewed snapshot', 'the snapshots after this one, are lost')
    await expect(tree.getByRole('treeitem')).toHaveCount(1)
    await expect(tree).toContainText('before update')

    const actions = page.getByRole('group', { name: 'Snapshot before update' })
    await actions.getByRole('button', { name: 'Delete snapshot' }).click()
    const last = page.getByRole('dialog', { name: `Delete snapshot: ${vm.name}` })
    await expect(last).toContainText(`Delete snapshot “before update” of ${vm.name} on ${system}?`)
    await last.getByRole('button', { name: 'Delete snapshot', exact: true }).click()
    await until(control, () => expect(page.getByRole('main')).toContainText('There are no snapshots.', quick))
  })
}
