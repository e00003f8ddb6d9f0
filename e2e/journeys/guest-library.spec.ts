import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { makeVm, quick, until } from '../acting.ts'
import { expect, test } from '../fixtures.ts'

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

test('a command is saved, exported, imported and run again; two of its runs are compared and forgotten', async ({
  gantry,
  control,
  page,
}) => {
  test.slow()
  await gantry.signInToAll()
  const vm = await makeVm(control, 'vc-east', 'on', 'guest-library')
  await control.order('vc-east', 'shape', vm.name, { guest: 'linux', tools: 'current' })
  await control.order('vc-east', 'setTools', vm.name, true)
  await gantry.open(`/guest?system=vc-east&vm=${vm.id}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Guest processes' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Run on 1 VM', exact: true })).toBeEnabled()

  const command = region(page, 'Command')
  const library = region(page, 'Library')
  const history = region(page, 'History')
  await command.getByText('Script', { exact: true }).click()
  const script = command.getByRole('textbox', { name: /^Script/ })
  await script.fill('echo {word}; true {token}')
  await command.getByRole('checkbox', { name: '{token} is secret' }).check()
  const word = command.getByLabel('{word}', { exact: true })
  const token = command.getByLabel('{token}', { exact: true })
  await word.fill('hello')
  await token.fill('hunter2')

  await library.getByLabel('Name of the command').fill('Greeting')
  await library.getByRole('button', { name: 'Save command' }).click()
  await expect(library.getByRole('row').filter({ hasText: 'Greeting' })).toContainText('echo {word}')
  const saved = page.waitForEvent('download')
  await library.getByRole('button', { name: 'Export all' }).click()
  const file = await (await saved).path()
  const text = await readFile(file, 'utf8')
  expect(text).toContain('"gantry-guest-commands"')
  expect(text).toContain('hello')
  expect(text).not.toContain('hunter2')

  await library.getByRole('button', { name: 'Remove Greeting', exact: true }).click()
  await library.getByRole('button', { name: 'Remove Greeting for good' }).click()
  await expect(library).toContainText('Nothing is saved yet.')
  const choose = async (name: string, content: string) => {
    const chooser = page.waitForEvent('filechooser')
    await library.getByRole('button', { name: 'Import…' }).click()
    await (await chooser).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) })
  }
  await choose('broken.json', '{"format":')
  await expect(library).toContainText('This is no JSON')
  await choose('commands.json', text)
  await expect(library).toContainText('Imported 1 command.')

  await script.fill('something else')
  await library.getByRole('button', { name: 'Use Greeting' }).click()
  await expect(script).toHaveValue('echo {word}; true {token}')
  await expect(word).toHaveValue('hello')
  // A secret value is typed anew.
  await expect(token).toHaveValue('')
  await token.fill('hunter2')
  await gantry.expectAccessible('main')

  await history.getByRole('checkbox', { name: /^Keep outputs/ }).check()
  const credentials = region(page, 'Credentials')
  await credentials.getByRole('textbox', { name: 'User name' }).fill('deploy')
  await credentials.getByLabel('Password', { exact: true }).fill('guest-deploy')
  await credentials.getByRole('button', { name: 'Keep credentials' }).click()
  const run = page.getByRole('button', { name: 'Run on 1 VM', exact: true })
  const noted = history.getByRole('table', { name: 'History' }).getByRole('row')
  await run.click()
  await until(control, () => expect(noted.filter({ hasText: '1 exited 0' })).toHaveCount(1, quick))

  await history.getByRole('button', { name: /again$/ }).click()
  await expect(word).toHaveValue('hello')
  await expect(token).toHaveValue('')
  await word.fill('goodbye')
  await token.fill('hunter2')
  await run.click()
  await until(control, () => expect(noted.filter({ hasText: '1 exited 0' })).toHaveCount(2, quick))

  for (const box of await history.getByRole('checkbox', { name: /^Compare / }).all()) await box.check()
  await history.getByRole('button', { name: `Difference of ${vm.name}` }).click()
  const difference = history.getByRole('table', { name: /^Difference of/ })
  await expect(difference).toContainText('hello')
  await expect(difference).toContainText('goodbye')
  await gantry.expectAccessible('main')

  const kept = () => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
  expect(await kept()).toContain('goodbye')
  expect(await kept()).not.toContain('hunter2')
  expect(await kept()).not.toContain('guest-deploy')
  await history.getByRole('button', { name: 'Forget history' }).click()
  await expect(history).toContainText('Runs that are over are noted here')
  expect(await kept()).not.toContain('goodbye')
})
