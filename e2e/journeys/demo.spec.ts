import { expect, test } from '../fixtures.ts'

test.beforeEach(({ hostKind }) => {
  test.skip(hostKind !== 'demo', 'only the demo page lives in one page')
})

test('runs from a folder of any file server, without a server of its own', async ({ gantry, page }) => {
  await gantry.open('/')
  await expect(page.getByText(/demo/i).first()).toBeVisible()
  await gantry.signInToAll()
  await gantry.go('Inventory')
  await expect(gantry.table('Virtual machines').getByRole('row').nth(1)).toBeVisible()
})

test('the same seed grows the same estate, another seed another', async ({ gantry, page, control }) => {
  const names = async () => (await control.upstream('vc-east', 'vms')).map(({ name }) => name).join()
  await gantry.open('/systems')
  await expect(gantry.card('vc-east')).toBeVisible()
  const first = await names()
  await page.goto(`${gantry.host.url}?seed=other&estate=small#/systems`)
  await expect(gantry.card('vc-east')).toBeVisible()
  expect(await names()).not.toBe(first)
  await page.goto(`${gantry.host.url}?seed=e2e&estate=small#/systems`)
  await expect(gantry.card('vc-east')).toBeVisible()
  expect(await names()).toBe(first)
})

test('a bad size in the address is said, and the demo starts all the same', async ({ gantry, page }) => {
  await page.goto(`${gantry.host.url}?estate=gigantic#/systems`)
  await expect(page.getByText(/gigantic/)).toBeVisible()
  await expect(gantry.card('vc-east')).toBeVisible()
})

test('simulated time moves the estate', async ({ gantry, page, control }) => {
  await gantry.signInToAll()
  const state = async () => JSON.stringify(await control.upstream('vc-east', 'vms'))
  const before = await state()
  await control.advance(120_000)
  await expect.poll(state).not.toBe(before)
  await gantry.go('Inventory')
  await expect(page.getByRole('tab', { name: /Virtual machines/ })).toBeVisible()
})
