import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { allSystems, expect, type Gantry, test } from '../fixtures.ts'
import type { Control } from '../hosts/host.ts'

interface Named {
  system: (typeof allSystems)[number]
  id: string
  name: string
}

/** New VMs of a system in this state. The simulated worlds live: some may be started or stopped by others meanwhile. */
async function makeVms(
  control: Control,
  system: Named['system'],
  power: 'on' | 'off',
  names: readonly string[],
): Promise<Named[]> {
  for (const name of names) {
    await control.upstream(system, 'create', name)
    if (power === 'on') await control.upstream(system, 'setPower', name, 'on')
  }
  const all = await control.upstream(system, 'vms')
  return all.flatMap(({ id, name }) => (names.includes(name) ? [{ system, id, name }] : []))
}

/** Selects the VMs whose names begin so in the inventory, and chooses an action for all of them. */
async function chooseForAll(gantry: Gantry, prefix: string, count: number, action: string): Promise<void> {
  const { page } = gantry
  await gantry.go('Inventory')
  await gantry.search(`name:${prefix}`)
  await expect(gantry.table('Virtual machines').getByRole('row')).toHaveCount(count + 1)
  await page.getByRole('checkbox', { name: 'Select all shown' }).check()
  const bar = page.getByRole('group', { name: 'Selection' })
  await expect(bar).toContainText(`${count} selected`)
  await bar.getByRole('button', { name: 'Actions', exact: true }).click()
  await page.getByRole('menuitem', { name: action, exact: true }).click()
}

const quick = { timeout: 1_000 }

/** Lets simulated time run until the run has ended. */
async function untilEnded(control: Control, page: Page): Promise<void> {
  await expect(async () => {
    await control.advance(5_000)
    await expect(page.getByRole('main').getByRole('status').first()).toHaveText('Ended', quick)
  }).toPass({ timeout: 45_000 })
}

test('a bulk start over four systems: plan, faults of two, retry, and the result as a file', async ({
  gantry,
  control,
  page,
}) => {
  // Four systems, two runs.
  test.slow()
  await gantry.signInToAll()
  const off: Named[] = []
  const on: Named[] = []
  for (const system of allSystems) {
    off.push(
      ...(await makeVms(
        control,
        system,
        'off',
        [1, 2, 3].map((n) => `start-${system}-${n}`),
      )),
    )
    on.push(...(await makeVms(control, system, 'on', [`start-${system}-on`])))
  }
  await control.fault('vc-east', {
    method: 'POST',
    path: '/PowerOnVM_Task',
    times: 1,
    effect: {
      status: 500,
      contentType: 'application/json',
      body: JSON.stringify({
        _typeName: 'TaskInProgress',
        faultMessage: [],
        task: { _typeName: 'ManagedObjectReference', type: 'Task', value: 'task-1' },
      }),
    },
  })
  await control.fault('ovirt-lab', {
    method: 'POST',
    path: '/start',
    times: 1,
    effect: {
      status: 409,
      contentType: 'application/json',
      body: JSON.stringify({
        reason: 'Operation Failed',
        detail: '[Cannot run VM. There is no host that satisfies it.]',
      }),
    },
  })

  await chooseForAll(gantry, 'start-', off.length + on.length, 'Power on')
  const dialog = page.getByRole('dialog', { name: 'Power on: 16 VMs' })
  const plan = dialog.getByRole('region', { name: 'Plan' })
  await expect(plan.getByRole('status')).toHaveText(/^Power on \d+ \(.*\), skip \d+ already on/)
  for (const system of allSystems) await expect(plan).toContainText(`Run on ${system}: `)
  await gantry.expectAccessible()

  // The plan follows what happens until somebody starts it.
  const other = off.find(({ system }) => system === 'rhev-legacy')?.name ?? ''
  await control.upstream('rhev-legacy', 'setPower', other, 'on')
  await expect(plan.locator('details').filter({ hasText: 'already on' })).toContainText(other)

  await dialog.getByRole('button', { name: 'Start', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Power on: 16 VMs' })).toBeVisible()
  await untilEnded(control, page)
  const main = page.getByRole('main')
  await expect(main).toContainText(/\d done, 2 failed, \d skipped/)
  await gantry.expectAccessible()

  await page.getByRole('combobox', { name: 'State' }).click()
  await page.getByRole('option', { name: 'Failed (2)' }).click()
  const failed = page.getByRole('table', { name: 'Run', exact: true }).getByRole('row')
  await expect(failed).toHaveCount(3)
  await expect(failed.filter({ hasText: 'ovirt-lab' })).toContainText('Cannot run VM.')
  await expect(failed.filter({ hasText: 'vc-east' })).toContainText('TaskInProgress')

  await failed
    .filter({ hasText: 'ovirt-lab' })
    .getByRole('button', { name: /^Retry start-ovirt-lab/ })
    .click()
  await page.getByRole('button', { name: 'Retry failed', exact: true }).click()
  await untilEnded(control, page)
  await expect(main).toContainText(/\d+ done, \d+ skipped/)
  await expect(main).not.toContainText('failed,')

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV', exact: true }).click()
  const text = await readFile(await (await download).path(), 'utf8')
  expect(text.trim().split('\r\n')).toHaveLength(17)
  expect(text).toMatch(/start-ovirt-lab-\d,[^,]+,ovirt-lab,Power on,Done,,,2,/)
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

test('after a reload what waited is paused, and nothing is done twice', async ({
  gantry,
  control,
  page,
  host,
}) => {
  test.skip(host.kind === 'demo', 'a reload begins the simulated systems of the demo anew')
  await gantry.signInToAll()
  const vms = await makeVms(control, 'vc-legacy', 'on', ['reload-1', 'reload-2', 'reload-3'])
  await chooseForAll(gantry, 'reload-', 3, 'Suspend')
  const dialog = page.getByRole('dialog', { name: 'Suspend: 3 VMs' })
  await dialog.getByRole('textbox', { name: 'At the same time on vc-legacy' }).fill('1')
  await dialog.getByRole('button', { name: 'Start', exact: true }).click()
  const main = page.getByRole('main')
  await expect(main).toContainText('2 waiting, 1 running')
  page.on('dialog', (asked) => void asked.accept())
  await page.reload()
  await expect(main.getByRole('status').filter({ hasText: 'What waited is paused' })).toBeVisible()
  await expect(main).toContainText('2 waiting')
  await expect(async () => {
    await control.advance(5_000)
    await expect(main).toContainText('1 done', quick)
  }).toPass()
  await page.getByRole('button', { name: 'Resume', exact: true }).click()
  await untilEnded(control, page)
  await expect(main).toContainText('3 done')
  await gantry.go('Jobs')
  for (const { name } of vms) {
    await expect(gantry.table('Jobs').getByRole('row').filter({ hasText: name })).toHaveCount(1)
  }
})
