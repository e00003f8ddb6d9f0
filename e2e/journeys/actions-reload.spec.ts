import type { Page } from '@playwright/test'
import { choose, chooseForAll, makeVm, makeVms, openMachine, quick, until, untilEnded } from '../acting.ts'
import { allSystems, expect, type Gantry, test } from '../fixtures.ts'

/** The page asks before it is left while something waits; here it may. */
async function reload(page: Page): Promise<void> {
  page.once('dialog', (asked) => void asked.accept())
  await page.reload()
}

const rows = (gantry: Gantry, name: string) => gantry.table('Jobs').getByRole('row').filter({ hasText: name })

for (const restart of [false, true]) {
  const what = restart ? 'a restart of the server' : 'a reload'
  test(`jobs that run in the midst of ${what} are found again, once each, and their ends are told`, async ({
    gantry,
    control,
    page,
    host,
  }) => {
    test.skip(host.kind === 'demo', 'a reload begins the simulated systems of the demo anew')
    test.slow()
    await gantry.signInToAll()
    const names: string[] = []
    for (const system of allSystems) {
      const vm = await makeVm(control, system, 'off', `again-${restart ? 'r' : 'l'}-${system}`)
      names.push(vm.name)
      await openMachine(gantry, vm)
      await choose(gantry, 'Power on')
      await expect(page.getByRole('alert').filter({ hasText: `Power on: ${vm.name}` })).toBeVisible()
    }
    await gantry.go('Jobs')
    for (const name of names) await expect(rows(gantry, name)).toContainText(/Running|Queued/)
    const watched = `again-${restart ? 'r' : 'l'}-${restart ? 'vc-east' : 'ovirt-lab'}`
    const kept = rows(gantry, 'ovirt-lab').getByRole('link', { name: 'Power on', exact: true })
    await page.getByRole('textbox', { name: 'Text' }).fill('again-')
    await rows(gantry, watched).getByRole('link', { name: 'Power on', exact: true }).click()
    const open = page.getByRole('region', { name: 'Open job' })
    await expect(open).toContainText(`Power on: ${watched}`)
    const address = await kept.getAttribute('href')

    if (restart) {
      await host.server?.stop()
      await host.server?.start()
    } else {
      await reload(page)
    }
    for (const name of names) {
      await expect(rows(gantry, name)).toHaveCount(1, { timeout: 60_000 })
      await expect(rows(gantry, name)).toContainText(/Running|Queued/)
    }
    // Addresses of jobs lead to them still.
    await expect(open).toContainText(watched)
    await expect(open).toContainText(/Running|Queued/)
    await expect(kept).toHaveAttribute('href', address ?? '')
    const told = page.getByRole('alert')
    await until(control, async () => {
      for (const name of names) await expect(rows(gantry, name)).toContainText('Done', quick)
    })
    await expect(open).toContainText('Done')
    for (const name of names.slice(-2)) {
      await expect(told.filter({ hasText: name }).first()).toBeVisible()
    }
    for (const name of names) await expect(rows(gantry, name)).toHaveCount(1)
  })
}

test('after a reload a run over two systems is found paused, goes on when told, and does nothing twice', async ({
  gantry,
  control,
  page,
  host,
}) => {
  test.skip(host.kind === 'demo', 'a reload begins the simulated systems of the demo anew')
  await gantry.signInToAll()
  const systems = ['vc-legacy', 'ovirt-lab'] as const
  const names = systems.flatMap((system) => [1, 2, 3].map((n) => `reload-${system}-${n}`))
  for (const system of systems) {
    await makeVms(
      control,
      system,
      'on',
      names.filter((name) => name.includes(system)),
    )
  }
  await chooseForAll(gantry, 'reload-', 6, 'Suspend')
  const dialog = page.getByRole('dialog', { name: 'Suspend: 6 VMs' })
  for (const system of systems) {
    await dialog.getByRole('textbox', { name: `At the same time on ${system}` }).fill('1')
  }
  await dialog.getByRole('button', { name: 'Start', exact: true }).click()
  const main = page.getByRole('main')
  await expect(main).toContainText('4 waiting, 2 running')
  await reload(page)
  await expect(main.getByRole('status').filter({ hasText: 'What waited is paused' })).toBeVisible()
  await expect(main).toContainText('4 waiting')
  await until(control, () => expect(main).toContainText('4 waiting, 2 done', quick))
  await page.getByRole('button', { name: 'Resume', exact: true }).click()
  await untilEnded(control, page)
  await expect(main).toContainText('6 done')
  await gantry.go('Jobs')
  await page.getByRole('textbox', { name: 'Text' }).fill('reload-')
  for (const name of names) await expect(rows(gantry, name)).toHaveCount(1)
})

test('in the demo a reload begins anew: a run says what it cannot know, and the rest goes on', async ({
  gantry,
  control,
  page,
  host,
}) => {
  test.skip(host.kind === 'server', 'a server and its systems live on while a page is loaded again')
  test.slow()
  await gantry.signInToAll()
  await control.holdTime()
  await gantry.go('Inventory')
  // VMs that the new estate has again.
  const vms = (await control.upstream('vc-legacy', 'vms')).filter(({ power }) => power === 'on')
  for (const { name } of vms.slice(0, 3)) {
    await gantry.search(`system:vc-legacy name:"${name}"`)
    await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check()
  }
  const bar = page.getByRole('group', { name: 'Selection' })
  await bar.getByRole('button', { name: 'Actions', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Suspend', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Suspend: 3 VMs' })
  await dialog.getByRole('textbox', { name: 'At the same time on vc-legacy' }).fill('1')
  await dialog.getByRole('button', { name: 'Start', exact: true }).click()
  const main = page.getByRole('main')
  await expect(main).toContainText('2 waiting, 1 running')
  await reload(page)
  await expect(main.getByRole('status').filter({ hasText: 'What waited is paused' })).toBeVisible()
  // Half a minute without a word of its job is enough.
  await expect(main).toContainText('2 waiting, 1 unknown end', { timeout: 60_000 })
  await page.getByRole('button', { name: 'Resume', exact: true }).click()
  await untilEnded(control, page)
  await expect(main).toContainText('2 done, 1 unknown end')
})
