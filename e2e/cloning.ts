import type { Locator, Page } from '@playwright/test'
import { choose, openMachine, quick, type System } from './acting.ts'
import { expect, type Gantry } from './fixtures.ts'

// What the journeys of the clone wizard have in common.

export const steps = ['Source', 'Copies', 'Placement', 'Disks', 'Hardware and guest', 'Review'] as const

export function stepHeading(page: Page, step: (typeof steps)[number]): Locator {
  return page.getByRole('heading', { level: 2, name: step, exact: true })
}

export async function goTo(page: Page, step: (typeof steps)[number]): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Steps' })
    .getByRole('button', { name: step, exact: true })
    .click()
  await expect(stepHeading(page, step)).toBeVisible()
}

/** Opens the wizard from the page of a VM or template. */
export async function openWizard(
  gantry: Gantry,
  vm: { system: System; name: string },
  table?: 'Templates',
): Promise<void> {
  await openMachine(gantry, vm, table)
  await choose(gantry, 'Clone…')
  await expectWizard(gantry.page)
}

export async function expectWizard(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: 'Clone', exact: true })).toBeVisible()
}

export async function nameCopies(page: Page, pattern: string, count?: number): Promise<void> {
  await goTo(page, 'Copies')
  await page.getByRole('textbox', { name: 'Names', exact: true }).fill(pattern)
  if (count !== undefined) await page.getByRole('textbox', { name: 'Number of copies' }).fill(String(count))
}

/** Customizes Linux guests, filled in by hand. */
export async function customizeLinux(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Linux, filled in here' }).check()
  await page.getByRole('textbox', { name: /^Domain/ }).fill('example.test')
}

/** Starts from the review, with the warnings accepted. */
export async function start(page: Page, count: number): Promise<void> {
  const name = `Start ${count} ${count === 1 ? 'copy' : 'copies'}`
  const button = page.getByRole('button', { name, exact: true })
  const spite = page.getByRole('checkbox', { name: /^Start in spite of/ })
  // The plan comes some time after the last change, and may bring warnings.
  await expect(async () => {
    if (await spite.isVisible()) await spite.check(quick)
    await expect(button).toBeEnabled(quick)
  }).toPass()
  await button.click()
  await expectRun(page)
}

export async function expectRun(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: 'Clone run', exact: true })).toBeVisible()
}

/** The row of a copy on the page of its run. */
export function copyRow(gantry: Gantry, name: string): Locator {
  const { page } = gantry
  return gantry
    .table('Copies')
    .getByRole('row')
    .filter({ has: page.getByText(name, { exact: true }) })
}

/** The requests of the review, to the letter. */
export function requests(page: Page): Locator {
  return page.getByRole('region', { name: 'Request', exact: true })
}
