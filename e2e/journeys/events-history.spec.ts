import { readFile } from 'node:fs/promises'
import { chooseIn, chooseRange, entries, log, openEvents } from '../events.ts'
import { expect, test } from '../fixtures.ts'

test.use({ history: 'max' })

test('who powered off a VM, among 200,000 entries of 30 days, in four steps', async ({
  gantry,
  control,
  page,
}) => {
  test.slow()
  await gantry.signInToAll()
  const vms = await control.upstream('vc-east', 'vms')
  const vm = vms.find(({ power }) => power === 'off')
  if (vm === undefined) throw new Error('no VM is off')

  await openEvents(gantry)
  await chooseRange(page, 'Last 30 days')
  await chooseIn(page, 'Object', vm.name, new RegExp(`^${vm.name}\\b`))
  await chooseIn(page, 'Type', 'powered off', /VM powered off|VmPoweredOffEvent/)

  const found = entries(page, vm.name)
  await expect(found).toHaveCount(1)
  await expect(found).toContainText(/VSPHERE\.LOCAL\\Administrator|GANTRY\\(operator|nightly)/)
  const coverage = page.getByRole('region', { name: 'Coverage' })
  await expect(coverage).toContainText('vc-east')

  // What was searched for is in the address: a colleague sees the same.
  const address = page.url()
  expect(address).toContain('range=30d')
  await page.goBack()
  await expect(page).not.toHaveURL(address)
  await page.goForward()
  await expect(found).toHaveCount(1)
})

test('50,000 entries are exported while they are read', async ({ gantry, page }) => {
  test.setTimeout(240_000)
  await gantry.signInToAll()
  await openEvents(gantry)
  await chooseRange(page, 'Last 30 days')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Export events' })
  await gantry.expectAccessible('[role="dialog"]')
  await dialog.getByRole('radio', { name: 'JSON Lines' }).check()
  const download = page.waitForEvent('download', { timeout: 200_000 })
  await dialog.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(dialog.getByRole('progressbar')).toBeVisible()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/\.jsonl$/)
  const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\n')
  const events = lines
    .map((line): { system?: string; id?: string; at?: number; time?: string } => JSON.parse(line))
    .filter(({ id }) => id !== undefined)
  expect(events).toHaveLength(50_000)
  expect(new Set(events.map(({ system, id }) => `${system}/${id}`)).size).toBe(50_000)
  const times = events.map(({ at, time }) => new Date(at ?? time ?? '').getTime())
  expect(times.every((time, index) => index === 0 || time <= (times[index - 1] ?? 0))).toBe(true)
  expect(new Set(events.map(({ system }) => system)).size).toBe(4)
  await expect(log(page)).toBeVisible()
})
