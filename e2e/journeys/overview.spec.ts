import { allSystems, expect, test } from '../fixtures.ts'

test('the overview tells each system apart and what needs attention', async ({ gantry, page }) => {
  await gantry.signInToAll()
  await gantry.go('Overview')
  for (const system of allSystems) {
    const card = gantry.card(system)
    await expect(card).toContainText(/hosts/i)
    await expect(card.getByRole('meter').first()).toBeVisible()
  }
  await expect(gantry.card('vc-east')).toContainText(/VI JSON/i)
  await expect(gantry.card('vc-legacy')).toContainText(/SOAP/i)
  await expect(
    page
      .getByRole('region', { name: /Needs attention/ })
      .getByRole('link')
      .first(),
  ).toBeVisible()
})
