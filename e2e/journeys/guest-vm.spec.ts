import type { Page } from '@playwright/test'
import { makeVm, openMachine } from '../acting.ts'
import { expect, test } from '../fixtures.ts'

/** Every fifth simulated guest has another password; the wrong one must be said as the guest's, and mended in place. */
async function enter(page: Page): Promise<void> {
  const region = page.getByRole('region', { name: 'Credentials' })
  const parts = page.getByRole('tablist', { name: /^In the guest of/ })
  await region.getByLabel('Guest user').fill('root')
  await region.getByLabel('Guest password', { exact: true }).fill('wrong')
  await region.getByRole('button', { name: 'Look into the guest' }).click()
  await expect(region.getByRole('alert')).toContainText('The guest refused these credentials')
  await expect(page.getByText('Not signed in')).toHaveCount(0)
  for (const password of ['guest-root', 'other-root']) {
    await region.getByLabel('Guest password', { exact: true }).fill(password)
    await region.getByRole('button', { name: 'Look into the guest' }).click()
    await expect(page.getByRole('table', { name: 'Processes' }).or(region.getByRole('alert'))).toBeVisible()
    if (await parts.isVisible()) return
  }
}

test('the processes, files and environment of a guest are seen on the page of its VM', async ({
  gantry,
  control,
  page,
  host,
}) => {
  test.slow()
  await gantry.signInToAll()
  const vm = await makeVm(control, 'vc-east', 'on', 'guest-tab')
  await control.order('vc-east', 'shape', vm.name, { guest: 'linux', tools: 'current' })
  await control.order('vc-east', 'setTools', vm.name, true)
  await openMachine(gantry, vm)
  await page.getByRole('tab', { name: 'Guest', exact: true }).click()
  await enter(page)
  const table = page.getByRole('table', { name: 'Processes' })
  await gantry.expectAccessible('main')

  await page.getByLabel('Filter processes').fill('cron')
  await expect(table.getByRole('row')).toHaveCount(2)
  await page.getByRole('button', { name: /^Terminate .*cron/ }).click()
  const ask = page.getByRole('dialog', { name: /^Terminate .*cron.*\?$/ })
  await expect(ask).toContainText(vm.name)
  await ask.getByRole('button', { name: 'Terminate process' }).click()
  await expect(ask).toBeHidden()
  await expect(page.getByRole('button', { name: /^Terminate .*cron/ })).toHaveCount(0)

  await page.getByRole('tab', { name: 'Environment' }).click()
  await expect(page.getByRole('table', { name: 'Environment' })).toContainText('HOME')

  // By keys alone: into /srv, and up again.
  await page.getByRole('tab', { name: 'Files' }).click()
  const files = page.getByRole('grid', { name: 'Files' })
  const path = page.getByLabel('Path of the directory')
  await files.getByRole('row').filter({ hasText: 'srv/' }).focus()
  await page.keyboard.press('Enter')
  await expect(path).toHaveValue('/srv')
  await expect(page.getByRole('group', { name: 'Directory contents' })).toBeFocused()
  await page.keyboard.press('Backspace')
  await expect(path).toHaveValue('/')
  await path.fill('/srv')
  await path.press('Enter')
  await expect(page.getByText('Nothing is in this directory.')).toBeVisible()
  await gantry.expectAccessible('main')

  if (host.kind === 'server') {
    // Nobody resolves the names of simulated hosts there: the page knows before anybody tries.
    await expect(page.getByRole('button', { name: 'Upload…' })).toBeDisabled()
    return
  }
  const upload = async (text: string) => {
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Upload…' }).click()
    await (await chooser).setFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from(text) })
  }
  await upload('first')
  const transfers = page.getByRole('region', { name: 'Transfers' })
  await expect(transfers).toContainText('notes.txt: uploaded')
  const row = files.getByRole('row').filter({ hasText: 'notes.txt' })
  await expect(row).toBeVisible()
  expect(await control.order('vc-east', 'guestFile', vm.name, '/srv/notes.txt')).toBe('first')

  await upload('second')
  const again = page.getByRole('dialog', { name: 'Overwrite notes.txt?' })
  await expect(again).toContainText(vm.name)
  await again.getByRole('button', { name: 'Overwrite' }).click()
  await expect(transfers.getByText('notes.txt: uploaded')).toHaveCount(2)

  await row.click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download' }).click()
  const stream = await (await download).createReadStream()
  const pieces: Buffer[] = []
  for await (const piece of stream) pieces.push(Buffer.from(piece))
  expect(Buffer.concat(pieces).toString()).toBe('second')

  await row.focus()
  await page.keyboard.press('Delete')
  const gone = page.getByRole('dialog', { name: 'Remove notes.txt?' })
  await expect(gone).toContainText('/srv/notes.txt')
  await gone.getByRole('button', { name: 'Remove file' }).click()
  await expect(page.getByText('Nothing is in this directory.')).toBeVisible()
  expect(await control.order('vc-east', 'guestFile', vm.name, '/srv/notes.txt')).toBeUndefined()

  await page.getByRole('button', { name: 'Forget credentials' }).click()
  await expect(page.getByRole('button', { name: 'Look into the guest' })).toBeVisible()
  await expect(page.getByLabel('Guest password', { exact: true })).toHaveValue('')
})

test('a system that runs nothing in guests says so and what there is instead', async ({
  gantry,
  control,
  page,
}) => {
  await gantry.signInToAll()
  const vm = await makeVm(control, 'ovirt-lab', 'off', 'no-guest-tab')
  await openMachine(gantry, vm)
  await page.getByRole('tab', { name: 'Guest', exact: true }).click()
  await expect(page.getByText('Nothing can be run in this guest')).toBeVisible()
  const instead = page.getByRole('region', { name: 'What there is instead' })
  await expect(instead.getByRole('button', { name: 'Freeze file systems' })).toBeDisabled()
  await gantry.expectAccessible()
  await instead.getByRole('button', { name: 'Run once' }).click()
  await expect(page.getByRole('dialog', { name: `Run once: ${vm.name}` })).toBeVisible()
})
