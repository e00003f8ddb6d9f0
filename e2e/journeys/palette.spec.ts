import { expect, test } from '../fixtures.ts'

test('the palette opens any object, page and system by keyboard alone', async ({ gantry, control, page }) => {
  await gantry.signInToAll()
  const vm = (await control.upstream('ovirt-lab', 'vms'))[0]
  if (vm === undefined) throw new Error('no VM')
  const palette = page.getByRole('dialog', { name: 'Command palette' })

  await page.keyboard.press('Control+k')
  await expect(palette).toBeVisible()
  await page.keyboard.type(vm.name)
  await expect(palette.getByRole('option').first()).toContainText(vm.name)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: vm.name })).toBeVisible()
  await expect(palette).toBeHidden()

  await page.keyboard.press('Control+k')
  await page.keyboard.type('Overview')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()

  await page.keyboard.press('Control+k')
  await page.keyboard.type('rhev-legacy')
  await expect(palette.getByRole('option', { name: /rhev-legacy/ }).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(palette).toBeHidden()
})
