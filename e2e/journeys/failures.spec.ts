import { expect, test } from '../fixtures.ts'

test('a system that does not answer says so on its card and harms no other', async ({
  gantry,
  control,
  page,
}) => {
  await gantry.open('/systems')
  await control.fault('vc-east', { effect: { refuse: true } })
  await gantry.signIn('vc-east')
  await expect(gantry.card('vc-east').getByRole('alert').filter({ hasText: 'Does not answer' })).toBeVisible()
  await gantry.signIn('ovirt-lab')
  await expect(gantry.card('ovirt-lab').getByRole('button', { name: 'Sign out' })).toBeVisible()
  await gantry.go('Inventory')
  await expect(gantry.table('Virtual machines').getByRole('row').nth(1)).toBeVisible()
  await expect(page.getByRole('main')).toContainText('vc-east')
})

test('a system that answers garbage says what came, and the form keeps the user name', async ({
  gantry,
  control,
}) => {
  await gantry.open('/systems')
  await control.fault('ovirt-lab', { effect: { garbage: true } })
  await gantry.signIn('ovirt-lab')
  await expect(
    gantry.card('ovirt-lab').getByRole('alert').filter({ hasText: 'Unexpected reply' }),
  ).toBeVisible()
  await expect(gantry.card('ovirt-lab').getByLabel('User name')).not.toHaveValue('')
})

test('a slow system holds nobody up', async ({ gantry, control }) => {
  await gantry.open('/systems')
  await control.fault('rhev-legacy', { effect: { slow: 8_000 } })
  await gantry.signIn('rhev-legacy')
  await gantry.signIn('vc-legacy')
  await expect(gantry.card('vc-legacy').getByRole('button', { name: 'Sign out' })).toBeVisible()
  await control.heal('rhev-legacy')
  await expect(gantry.card('rhev-legacy').getByRole('button', { name: 'Sign out' })).toBeVisible({
    timeout: 30_000,
  })
})

for (const system of ['vc-east', 'vc-legacy', 'ovirt-lab', 'rhev-legacy'] as const) {
  test(`a session that ends in ${system} turns its card into a sign-in and keeps the rest`, async ({
    gantry,
    control,
  }) => {
    await gantry.signInToAll()
    await control.restart(system)
    await expect(gantry.card(system).getByLabel('Password')).toBeVisible({ timeout: 60_000 })
    await expect(gantry.card(system)).toContainText(/expired|ended/i)
    const other = system === 'vc-east' ? 'ovirt-lab' : 'vc-east'
    await expect(gantry.card(other).getByRole('button', { name: 'Sign out' })).toBeVisible()
    await gantry.signIn(system)
    await expect(gantry.card(system).getByRole('button', { name: 'Sign out' })).toBeVisible()
  })
}
