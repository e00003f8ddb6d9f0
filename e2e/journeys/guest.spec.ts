import { readFile } from 'node:fs/promises'
import { makeVms, quick, until } from '../acting.ts'
import { expect, test } from '../fixtures.ts'
import {
  chooseGuests,
  keepCredentials,
  makeGuests,
  openGuests,
  region,
  run,
  runRow,
  typeScript,
  untilRuns,
} from '../guests.ts'

const numbered = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1).padStart(2, '0')}`)

test('a command goes to 40 guests of two vCenters after a canary; what failed is mended and tried again', async ({
  gantry,
  control,
  page,
}) => {
  test.slow()
  await gantry.signInToAll()
  await makeGuests(control, 'vc-east', 'linux', numbered('fan-l', 24))
  await makeGuests(control, 'vc-legacy', 'windows', numbered('fan-w', 16))
  await makeVms(control, 'ovirt-lab', 'on', numbered('fan-o', 2))
  await openGuests(gantry)
  await chooseGuests(control, page, 'fan-', [42, 40])
  // Systems whose API runs nothing in guests say so.
  await expect(region(page, 'Virtual machines')).toContainText(/2 chosen VMs are there/)
  await gantry.expectAccessible()

  await keepCredentials(page, 'Linux guests', 'deploy', 'guest-deploy')
  await keepCredentials(page, 'Windows guests', 'DEPLOY', 'guest-deploy')
  await keepCredentials(page, /^fan-l05/, 'deploy', 'not-the-password')
  await control.order(
    'vc-east',
    'failGuest',
    'fan-l06',
    'OperationDisabledByGuest',
    'Disabled in the guest.',
    1,
  )
  await typeScript(page, 'sh (Linux)', 'grep fan-l07 /etc/hostname && exit 3\necho release 7')
  await page.getByRole('checkbox', { name: /^Canary/ }).check()
  await run(page, 40)
  await expect(region(page, 'Runs')).toContainText('fan-l01 goes first. The rest waits until it exits 0.')
  await untilRuns(
    control,
    page,
    '42 of 42 ended: 21 exit 0, 18 not run',
    '1 exit 3',
    '1 login failed',
    '1 failed',
  )
  await expect(runRow(gantry, 'fan-l05')).toContainText('Login failed')
  await expect(runRow(gantry, 'fan-l06')).toContainText('Disabled in the guest.')
  await expect(runRow(gantry, 'fan-l07')).toContainText('Done with errors')
  // The session with the system is not concerned.
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toHaveCount(0)

  await page.getByRole('button', { name: 'Compare outputs', exact: true }).click()
  const comparison = page.getByRole('group', { name: 'Comparison of outputs' })
  await expect(comparison).toContainText('21 the same, 1 differs.')
  await comparison.getByRole('button', { name: 'Show the difference', exact: true }).click()
  const difference = comparison.getByRole('table', { name: /^Difference of/ })
  await expect(difference).toContainText('release 7')
  await expect(difference).toContainText('fan-l07')
  await gantry.expectAccessible()

  await page.getByRole('button', { name: 'Retry failed', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Retry failed' })
  await expect(dialog).toContainText('1 of 3 failed for want of the right credentials: fan-l05.')
  await dialog.getByRole('textbox', { name: 'User name' }).fill('deploy')
  await dialog.getByLabel('Password', { exact: true }).fill('guest-deploy')
  await dialog.getByRole('button', { name: 'Keep credentials', exact: true }).click()
  await untilRuns(control, page, '42 of 42 ended: 23 exit 0, 18 not run, 1 exit 3.')

  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download all', exact: true }).click()
  const text = await readFile(await (await saved).path(), 'utf8')
  expect(text.match(/^release 7$/gm)).toHaveLength(23)
  expect(text).toContain('fan-l07.corp.example\n')
  expect(text).toContain('===== fan-o01')

  await typeScript(page, 'PowerShell (Windows)', 'Write-Output "release 8"')
  await page.getByRole('checkbox', { name: /^Canary/ }).uncheck()
  await run(page, 40)
  await untilRuns(control, page, '42 of 42 ended: 26 not run, 16 exit 0.')
  await expect(comparison).toContainText('All 16 the same.')
  await comparison.getByText(/^16 VMs:/).click()
  await expect(comparison).toContainText('release 8')
})

test('a long program is seen as it writes, and is ended', async ({ gantry, control, page }) => {
  test.slow()
  await gantry.signInToAll()
  await makeGuests(control, 'vc-east', 'linux', ['long-1'])
  await openGuests(gantry)
  await chooseGuests(control, page, 'long-', [1, 1])
  await keepCredentials(page, 'All guests', 'deploy', 'guest-deploy')
  await typeScript(page, 'bash (Linux)', 'echo begun\nsleep 100000\necho never')
  await page.getByRole('textbox', { name: 'Time limit' }).fill('')
  await run(page, 1)
  const row = runRow(gantry, 'long-1')
  await expect(row).toContainText('Running')
  await page.getByRole('button', { name: /^Output of long-1: 6 B/ }).click({ timeout: 30_000 })
  await expect(page.getByRole('group', { name: 'Output of long-1', exact: true })).toContainText('begun')
  await row.getByRole('button', { name: 'Cancel long-1', exact: true }).click()
  await until(control, () => expect(row).toContainText('Cancelled', quick), 1_000)
  const output = page.getByRole('group', { name: 'Standard output of long-1', exact: true })
  await expect(output).toHaveText('begun\n')
  await expect(row.getByRole('button', { name: 'Cancel long-1', exact: true })).toHaveCount(0)
})

test('a reload in the middle finds what runs, and tells what was not started', async ({
  gantry,
  control,
  page,
  host,
}) => {
  test.skip(host.kind === 'demo', 'a reload begins the simulated systems of the demo anew')
  test.slow()
  await gantry.signInToAll()
  await makeGuests(control, 'vc-east', 'linux', ['mid-1', 'mid-2', 'mid-3'])
  await openGuests(gantry)
  await chooseGuests(control, page, 'mid-', [3, 3])
  await keepCredentials(page, 'All guests', 'deploy', 'guest-deploy')
  await typeScript(page, 'sh (Linux)', 'echo begun\nsleep 900\nexit 4')
  await page.getByRole('textbox', { name: 'Time limit' }).fill('')
  const limit = page.getByRole('textbox', { name: /^At the same time on/ })
  await limit.fill('1')
  await limit.press('Tab')
  await run(page, 3)
  await expect(region(page, 'Runs')).toContainText(/1 running/)
  const pid = await runRow(gantry, 'mid-1').getByRole('cell').nth(3).innerText()
  expect(pid).toMatch(/^\d+$/)

  page.once('dialog', (asked) => void asked.accept())
  await page.reload()
  await expect(page.getByRole('main')).toContainText('2 VMs were still waiting when the page was reloaded')
  const row = runRow(gantry, 'mid-1')
  await expect(row).toContainText('Running')
  await expect(row).toContainText(pid)
  await expect(region(page, 'Credentials').getByRole('table', { name: 'Kept credentials' })).toHaveCount(0)
  await until(control, () => expect(row).toContainText('Done with errors', quick), 60_000)
  await expect(row.getByRole('cell').nth(4)).toHaveText('4')
})

test('credentials go after 15 minutes in which nobody used the page, and on demand', async ({
  gantry,
  page,
}) => {
  await page.clock.install()
  await gantry.signInToAll()
  await openGuests(gantry)
  const form = region(page, 'Credentials')
  const kept = form.getByRole('table', { name: 'Kept credentials' })
  await keepCredentials(page, 'All guests', 'deploy', 'guest-deploy')
  await expect(kept).toContainText('deploy')
  await form.getByRole('button', { name: 'Forget credentials', exact: true }).click()
  await expect(kept).toHaveCount(0)

  await keepCredentials(page, 'All guests', 'deploy', 'guest-deploy')
  await page.clock.fastForward('14:20')
  await expect(form).toContainText('Credentials are about to be forgotten')
  // A key puts it off.
  await page.keyboard.press('Shift')
  await expect(form).not.toContainText('Credentials are about to be forgotten')
  await page.clock.fastForward('14:20')
  await expect(form).toContainText(/In \d+ s, unless this page is used/)
  await page.clock.fastForward('00:50')
  await expect(form).toContainText('Forgotten after 15 minutes in which nobody used the page.')
  await expect(kept).toHaveCount(0)
})
