import type { Locator, Page } from '@playwright/test'
import { makeVms, quick, type System, until } from './acting.ts'
import { expect, type Gantry } from './fixtures.ts'
import type { Control } from './hosts/host.ts'

// What the journeys of guest processes have in common.

type Family = 'linux' | 'windows'

export const region = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true })

/** Running VMs of vCenters with guests of a family; their tools answer once some time has passed. */
export async function makeGuests(
  control: Control,
  system: System,
  family: Family,
  names: readonly string[],
): Promise<void> {
  await makeVms(control, system, 'on', names)
  for (const name of names) await control.order(system, 'shape', name, { guest: family, tools: 'current' })
}

/** Opens the page within the page, so that a demo keeps its simulators. */
export async function openGuests({ page }: Gantry): Promise<void> {
  const main = page.getByRole('navigation', { name: 'Main' })
  await main.getByRole('link', { name: 'Guest processes', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Guest processes', exact: true })).toBeVisible()
}

/** Chooses the VMs whose names begin so, and waits until so many of them are ready. */
export async function chooseGuests(
  control: Control,
  page: Page,
  prefix: string,
  [count, ready]: [number, number],
): Promise<void> {
  const machines = region(page, 'Virtual machines')
  const find = machines.getByRole('textbox', { name: 'Find VMs' })
  await find.fill(`name:${prefix}`)
  await expect(machines).toContainText(`${count} found`)
  await find.press('Enter')
  const wanted = `${count} chosen, ${ready} ready of ${count} checked.`
  await until(
    control,
    async () => {
      if (!(await machines.innerText()).includes(wanted))
        await machines.getByRole('button', { name: 'Check guests', exact: true }).click()
      await expect(machines).toContainText(wanted, { timeout: 5_000 })
    },
    60_000,
  )
}

/** Keeps a user and a password for `whom`, e.g. `Linux guests`. */
export async function keepCredentials(
  page: Page,
  whom: string | RegExp,
  userName: string,
  password: string,
): Promise<void> {
  const form = region(page, 'Credentials')
  await form.getByRole('combobox', { name: 'For' }).click()
  await page.getByRole('option', { name: whom }).click()
  await form.getByRole('textbox', { name: 'User name' }).fill(userName)
  await form.getByLabel('Password', { exact: true }).fill(password)
  await form.getByRole('button', { name: 'Keep credentials', exact: true }).click()
  await expect(form.getByLabel('Password', { exact: true })).toHaveValue('')
}

export async function typeScript(page: Page, shell: string, text: string): Promise<void> {
  const command = region(page, 'Command')
  await command.getByText('Script', { exact: true }).first().click()
  await command.getByRole('combobox', { name: 'Shell' }).click()
  await page.getByRole('option', { name: shell, exact: true }).click()
  await command.getByRole('textbox', { name: /^Script/ }).fill(text)
}

export async function run(page: Page, count: number): Promise<void> {
  const name = `Run on ${count} ${count === 1 ? 'VM' : 'VMs'}`
  await page.getByRole('button', { name, exact: true }).click()
}

/** The line of a VM in the open run. */
export function runRow(gantry: Gantry, name: string): Locator {
  const link = gantry.page.getByRole('link', { name, exact: true })
  return gantry.table('Runs').getByRole('row').filter({ has: link })
}

/** Lets simulated time run until the open run says all of this. */
export async function untilRuns(control: Control, page: Page, ...said: string[]): Promise<void> {
  await until(control, async () => {
    for (const words of said) await expect(region(page, 'Runs')).toContainText(words, quick)
  })
}
