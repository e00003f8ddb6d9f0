import { demoAccount } from '../../src/simulators/world/options.ts'
import { allSystems, expect, test } from '../fixtures.ts'

test('a first visit says that it is a demo, which account signs in, and where', async ({ gantry, page }) => {
  await gantry.open('/')
  await expect(page.getByText(demoAccount.userName)).toHaveCount(gantry.host.kind === 'demo' ? 1 : 0)
  await gantry.go('Systems')
  for (const system of allSystems) await expect(gantry.card(system)).toBeVisible()
})

test('signs in to each system by itself and out of one', async ({ gantry }) => {
  await gantry.open('/systems')
  for (const system of ['vc-east', 'rhev-legacy'] as const) {
    await gantry.signIn(system)
    await expect(gantry.card(system).getByRole('button', { name: 'Sign out' })).toBeVisible()
  }
  await expect(gantry.card('vc-legacy').getByLabel('Password')).toBeVisible()
  await gantry.card('vc-east').getByRole('button', { name: 'Sign out' }).click()
  await expect(gantry.card('vc-east').getByLabel('Password')).toBeVisible()
  await expect(gantry.card('rhev-legacy').getByRole('button', { name: 'Sign out' })).toBeVisible()
})

test('signs in to all in one go, survives a reload, and signs out of all', async ({ gantry, page }) => {
  await gantry.signInByForm()
  for (const [system, product] of [
    ['vc-east', /8\.0\.3/],
    ['vc-legacy', /7\.0\.3/],
    ['ovirt-lab', /4\.5/],
    ['rhev-legacy', /3\.4/],
  ] as const) {
    await expect(gantry.card(system)).toContainText(product)
  }
  await page.reload()
  for (const system of allSystems) {
    await expect(gantry.card(system).getByRole('button', { name: 'Sign out' })).toBeVisible()
  }
  await page.getByRole('button', { name: 'Sign out of all' }).click()
  for (const system of allSystems) await expect(gantry.card(system).getByLabel('Password')).toBeVisible()
})

for (const [system, words] of [
  ['vc-east', /incorrect user name or password/i],
  ['vc-legacy', /incorrect user name or password/i],
  ['ovirt-lab', /user name or password is incorrect/i],
  ['rhev-legacy', /password|401|unauthorized/i],
] as const) {
  test(`a wrong password at ${system} is refused at the field, and the user name is kept`, async ({
    gantry,
  }) => {
    await gantry.open('/systems')
    await gantry.signIn(system, 'not-the-password')
    const card = gantry.card(system)
    const field = card.getByLabel('Password')
    await expect(field).toHaveAttribute('aria-invalid', 'true')
    await expect(field).toHaveAccessibleDescription(words)
    await expect(card.getByLabel('User name')).toHaveValue(demoAccount.userName)
    await gantry.signIn(system)
    await expect(card.getByRole('button', { name: 'Sign out' })).toBeVisible()
  })
}

test('an empty form says what is missing at its fields', async ({ gantry }) => {
  await gantry.open('/systems')
  const card = gantry.card('ovirt-lab')
  await card.getByRole('button', { name: 'Sign in' }).click()
  await expect(card.getByLabel('User name')).toHaveAccessibleDescription(/user name/i)
  await expect(card.getByLabel('Password')).toHaveAccessibleDescription(/password/i)
})
