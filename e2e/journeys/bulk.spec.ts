import { readFile } from 'node:fs/promises'
import { chooseForAll, makeVm, makeVms, untilEnded } from '../acting.ts'
import { allSystems, expect, test } from '../fixtures.ts'

test('a bulk start over four systems: plan, two named faults, retry, and the result as a file', async ({
  gantry,
  control,
  page,
}) => {
  // Four systems, two runs.
  test.slow()
  await gantry.signInToAll()
  for (const system of allSystems) {
    const names = [1, 2, 3].map((n) => `start-${system}-${n}`)
    await makeVms(control, system, 'off', names)
    await makeVm(control, system, 'on', `start-${system}-on`)
    await makeVm(control, system, 'suspended', `start-${system}-asleep`)
    const { name } = await makeVm(control, system, 'off', `start-${system}-not`)
    if (system.startsWith('vc')) await control.order(system, 'setConnection', name, 'disconnected')
    else await control.order(system, 'setStatus', name, 'image_locked')
  }
  // Both systems take the action, and it fails later.
  await control.order('vc-east', 'failTask', {
    vm: 'start-vc-east-2',
    method: 'PowerOnVM_Task',
    fault: 'InsufficientMemoryResourcesFault',
    message: 'The host does not have enough memory for its reservation.',
    fields: { unreserved: 1, requested: 2 },
  })
  await control.order('ovirt-lab', 'failNext', 'start-ovirt-lab-3', 'start', 'no space for its console')

  await chooseForAll(gantry, 'start-', 24, 'Power on')
  const dialog = page.getByRole('dialog', { name: 'Power on: 24 VMs' })
  const plan = dialog.getByRole('region', { name: 'Plan' })
  const sentence = plan.getByRole('status')
  await expect(sentence).toContainText(
    'Power on 16 (ovirt-lab 4, rhev-legacy 4, vc-east 4, vc-legacy 4), skip 4 already on',
  )
  await expect(sentence).toContainText('refuse 2 because: vCenter has no connection to this VM')
  await expect(sentence).toContainText('refuse 2 because: Its disks are locked')
  await gantry.expectAccessible()

  // What is sent to each system is shown for one of its VMs.
  await dialog.getByRole('button', { name: 'Show request' }).click()
  for (const system of allSystems) {
    await expect(dialog.getByRole('region', { name: `Request to ${system}` })).toContainText('curl')
  }
  await expect(dialog).toContainText('vc-east, for start-vc-east-1; the same for the 3 others')
  await dialog.getByRole('button', { name: 'Hide request' }).click()

  // The plan follows what happens until somebody starts it.
  await control.upstream('rhev-legacy', 'setPower', 'start-rhev-legacy-1', 'on')
  await expect(sentence).toContainText('Power on 15')
  await expect(plan.locator('details').filter({ hasText: 'already on: 5' })).toContainText(
    'start-rhev-legacy-1',
  )

  await dialog.getByRole('button', { name: 'Start', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Power on: 24 VMs' })).toBeVisible()
  await untilEnded(control, page)
  const main = page.getByRole('main')
  await expect(main).toContainText('13 done, 2 failed, 5 skipped, 4 refused')
  await gantry.expectAccessible()

  await page.getByRole('combobox', { name: 'State' }).click()
  await page.getByRole('option', { name: 'Failed (2)' }).click()
  const failed = page.getByRole('table', { name: 'Run', exact: true }).getByRole('row')
  await expect(failed).toHaveCount(3)
  await expect(failed.filter({ hasText: 'start-vc-east-2' })).toContainText(
    'The host does not have enough memory for its reservation.',
  )
  await expect(failed.filter({ hasText: 'start-ovirt-lab-3' })).toContainText(/start-ovirt-lab-3/)
  await expect(failed.filter({ hasText: 'start-ovirt-lab-3' })).toContainText(
    /Failed to run VM|down with error/,
  )

  await page.getByRole('button', { name: 'Retry start-ovirt-lab-3' }).click()
  await page.getByRole('button', { name: 'Retry failed', exact: true }).click()
  await untilEnded(control, page)
  await expect(main).toContainText('15 done, 5 skipped, 4 refused')
  await expect(main).not.toContainText('failed,')

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV', exact: true }).click()
  const text = await readFile(await (await download).path(), 'utf8')
  expect(text.trim().split('\r\n')).toHaveLength(25)
  expect(text).toMatch(/start-ovirt-lab-3,[^,]+,ovirt-lab,Power on,Done,,,2,/)
  expect(text).toMatch(/start-vc-east-2,[^,]+,vc-east,Power on,Done,,,2,/)
  expect(text).toMatch(/start-vc-east-1,[^,]+,vc-east,Power on,Done,,,1,/)

  // Each attempt is one job, no more.
  await gantry.go('Jobs')
  const jobs = (name: string) => gantry.table('Jobs').getByRole('row').filter({ hasText: name })
  await page.getByRole('textbox', { name: 'Text' }).fill('start-vc-east-2')
  await expect(jobs('start-vc-east-2')).toHaveCount(2)
  await page.getByRole('textbox', { name: 'Text' }).fill('start-vc-east-3')
  await expect(jobs('start-vc-east-3')).toHaveCount(1)
})

test('stopping many says why in the log of those engines that keep one', async ({
  gantry,
  control,
  page,
}) => {
  await gantry.signInToAll()
  for (const system of ['ovirt-lab', 'rhev-legacy'] as const) {
    await makeVms(control, system, 'on', [`why-${system}-1`, `why-${system}-2`])
  }
  await chooseForAll(gantry, 'why-', 4, 'Power off')
  const dialog = page.getByRole('dialog', { name: 'Power off: 4 VMs' })
  await expect(dialog).toContainText('Power off 4 VMs on ovirt-lab, rhev-legacy?')
  await expect(dialog).toContainText('Goes into the log of ovirt-lab.')
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('move to the other room')
  await dialog.getByRole('button', { name: 'Show request' }).click()
  await expect(dialog.getByRole('region', { name: 'Request to ovirt-lab' })).toContainText(
    'move to the other room',
  )
  await expect(dialog.getByRole('region', { name: 'Request to rhev-legacy' })).not.toContainText(
    'move to the other room',
  )
  // What was typed is not thrown away without a question.
  await page.keyboard.press('Escape')
  const question = dialog.getByRole('alertdialog', { name: 'Throw away what you entered?' })
  await expect(question.getByRole('button', { name: 'Keep editing' })).toBeFocused()
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Start', exact: true }).click()
  await untilEnded(control, page)
  await expect(page.getByRole('main')).toContainText('4 done')
})

test('pause, cancel the rest, and the pace of a system', async ({ gantry, control, page }) => {
  await gantry.signInToAll()
  await makeVms(control, 'rhev-legacy', 'on', ['pace-1', 'pace-2', 'pace-3', 'pace-4'])
  await chooseForAll(gantry, 'pace-', 4, 'Suspend')
  const dialog = page.getByRole('dialog', { name: 'Suspend: 4 VMs' })
  await expect(dialog).toContainText('The VM stands still until it is powered on again.')
  await dialog.getByRole('textbox', { name: 'At the same time on rhev-legacy' }).fill('1')
  await dialog.getByRole('button', { name: 'Start', exact: true }).click()
  const main = page.getByRole('main')
  await expect(main).toContainText('3 waiting')
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect(main.getByRole('status').first()).toHaveText('Paused')
  await page.getByRole('button', { name: 'Cancel the rest', exact: true }).click()
  await untilEnded(control, page)
  await expect(main).toContainText('1 done, 3 cancelled')

  await gantry.go('Jobs')
  await expect(page.getByRole('region', { name: 'Runs of this tab' })).toBeVisible()
  await gantry.expectAccessible()
  await page
    .getByRole('region', { name: 'Runs of this tab' })
    .getByRole('link', { name: 'Suspend: 4 VMs' })
    .click()
  await page.getByRole('button', { name: 'Remove from list', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Runs of this tab' })).toBeHidden()
})
