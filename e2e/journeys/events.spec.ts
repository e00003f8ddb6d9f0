import { chooseRange, entries, log, openEvents } from '../events.ts'
import { expect, test } from '../fixtures.ts'

test('a system that gives no events leaves a marked gap, in its own words, and is tried again', async ({
  gantry,
  control,
  page,
}) => {
  await gantry.signInToAll()
  await control.order('vc-legacy', 'refuseEvents', true)
  await openEvents(gantry)
  await chooseRange(page, 'Last 7 days')
  await expect(page.getByRole('main')).toContainText(/vc-legacy/)
  const gap = log(page).getByRole('row').filter({ hasText: 'Try again' }).first()
  await expect(gap).toContainText('vc-legacy')
  await expect(gap).toContainText(/permission|privilege/i)
  await control.order('vc-legacy', 'refuseEvents', false)
  await gap.getByRole('button', { name: 'Try again' }).click()
  await expect(log(page).getByRole('row').filter({ hasText: 'Try again' })).toHaveCount(0, {
    timeout: 30_000,
  })
})

test('mistakes are marked where they were made, and stay to be mended', async ({ gantry, page }) => {
  await gantry.signInToAll()
  await gantry.open('/events?from=2026-05-02T00:00:00Z&to=2026-05-01T00:00:00Z&type=999999')
  await expect(page.getByText('The range ends before it begins.').first()).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'To', exact: true })).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByText(/999999/).first()).toBeVisible()
  await gantry.expectAccessible()
})

test('an entry says what it means and is left by keys alone', async ({ gantry, control, page }) => {
  await gantry.signInToAll()
  await openEvents(gantry)
  // The first rows are the head and the day.
  await control.order('ovirt-lab', 'quiet', true)
  await log(page).getByRole('row').nth(2).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const panel = page.getByRole('region', { name: 'Event', exact: true })
  for (const name of ['What it means', 'Belongs together', 'Around it']) {
    await expect(panel.getByRole('heading', { name })).toBeVisible()
  }
  await gantry.expectAccessibleInBoth()
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(log(page).getByRole('row').nth(3)).toBeFocused()
})

test('a rule tells of what fits it, once', async ({ gantry, control, page }) => {
  await gantry.signInToAll()
  await openEvents(gantry)
  const name = `watched-${gantry.host.kind}`
  await page.getByRole('textbox', { name: 'Search events' }).fill(name)
  await page.getByRole('button', { name: 'Tell me when' }).click()
  const dialog = page.getByRole('dialog', { name: 'Watch rule' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('My VM')
  await gantry.expectAccessible('[role="dialog"]')
  await dialog.getByRole('button', { name: 'Watch', exact: true }).click()
  await gantry.go('Overview')
  // It must not be as old as what was there before.
  await control.advance(2_000)
  await control.upstream('vc-east', 'create', name)
  await control.advance(2_000)
  const toast = page.getByRole('alert').filter({ hasText: 'My VM' })
  await expect(toast).toBeVisible({ timeout: 20_000 })
  await gantry.go('Events')
  await expect(entries(page, name).first()).toBeVisible()
})
