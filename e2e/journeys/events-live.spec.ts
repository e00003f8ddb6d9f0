import { chooseForAll, makeVms, untilEnded } from '../acting.ts'
import { entries, log, openEvents } from '../events.ts'
import { expect, test } from '../fixtures.ts'

test('what happens is told once each, through a system that drops and comes back', async ({
  gantry,
  control,
  page,
}) => {
  test.slow()
  await gantry.signInToAll()
  await openEvents(gantry)
  const prefix = `tail-${gantry.host.kind}`
  await page.getByRole('textbox', { name: 'Search events' }).fill(prefix)
  await expect(page).toHaveURL(new RegExp(prefix))

  for (const system of ['vc-east', 'ovirt-lab'] as const) {
    await control.upstream(system, 'create', `${prefix}-${system}-1`)
    await control.advance(3_000)
    await expect(entries(page, `${prefix}-${system}-1`).first()).toBeVisible({ timeout: 20_000 })

    await control.fault(system, { effect: { refuse: true } })
    await control.advance(1_000)
    // Nobody hears of these as long as the system cannot be reached.
    await control.upstream(system, 'create', `${prefix}-${system}-2`)
    await control.upstream(system, 'setPower', `${prefix}-${system}-2`, 'on')
    await expect(page.getByRole('status').filter({ hasText: system }).first()).toBeVisible({
      timeout: 60_000,
    })
    await control.heal(system)
    await control.advance(5_000)
    await expect(entries(page, `${prefix}-${system}-2`).first()).toBeVisible({ timeout: 60_000 })
  }
  const text = await log(page).getByRole('row').allTextContents()
  // Each line differs from all others by its time or its words.
  expect(new Set(text).size).toBe(text.length)
  await gantry.expectAccessible()
})

test('the tail waits while one reads further down, and says how much is new', async ({
  gantry,
  control,
  page,
}) => {
  await gantry.signInToAll()
  await openEvents(gantry)
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  const name = `paused-${gantry.host.kind}`
  const before = await log(page).getByRole('row').nth(1).textContent()
  await control.upstream('vc-east', 'create', name)
  await control.advance(2_000)
  const news = page.getByRole('button', { name: /^\d+ new/ })
  await expect(news).toBeVisible({ timeout: 20_000 })
  expect(await log(page).getByRole('row').nth(1).textContent()).toBe(before)
  await news.click()
  await expect(entries(page, name).first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
})

test('what a bulk start made happen traces back to its jobs, over both families', async ({
  gantry,
  control,
  page,
}) => {
  test.slow()
  await gantry.signInToAll()
  const names = [1, 2].map((n) => `traced-${gantry.host.kind}-${n}`)
  for (const system of ['vc-east', 'ovirt-lab'] as const) {
    await control.order(system, 'quiet', true)
    await makeVms(
      control,
      system,
      'off',
      names.map((name) => `${name}-${system}`),
    )
  }
  await chooseForAll(gantry, `traced-${gantry.host.kind}-`, 4, 'Power on')
  const dialog = page.getByRole('dialog', { name: 'Power on: 4 VMs' })
  await dialog.getByRole('button', { name: 'Start', exact: true }).click()
  await untilEnded(control, page)
  await expect(page.getByRole('main')).toContainText('4 done')

  await page.getByRole('main').getByRole('link', { name: 'Its events' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Events' })).toBeVisible()
  for (const name of names) {
    for (const system of ['vc-east', 'ovirt-lab']) {
      await expect(entries(page, `${name}-${system}`).first()).toBeVisible()
    }
  }
  // Nothing else is among them.
  for (const row of await log(page).getByRole('row').allTextContents()) {
    if (/vc-east|ovirt-lab/.test(row)) expect(row).toContain(`traced-${gantry.host.kind}-`)
  }
  await entries(page, `${names[0]}-ovirt-lab`).first().click()
  const panel = page.getByRole('region', { name: 'Event', exact: true })
  await expect(panel).toContainText('Power on')
  await expect(panel).toContainText('of one run')
  await gantry.expectAccessibleInBoth()
})
