import type { Locator, Page } from '@playwright/test'
import { expect, type Gantry } from './fixtures.ts'

// What the journeys of the log have in common.

export function log(page: Page): Locator {
  return page.getByRole('grid', { name: 'Events', exact: true })
}

/** Entries in sight that say this. */
export function entries(page: Page, text: string | RegExp): Locator {
  return log(page).getByRole('row').filter({ hasText: text })
}

export async function openEvents(gantry: Gantry): Promise<void> {
  await gantry.go('Events')
  await expect(log(gantry.page).getByRole('row').nth(1)).toBeVisible()
}

export async function chooseRange(page: Page, name: string): Promise<void> {
  await page.getByLabel('Time range', { exact: true }).first().click()
  await page.getByRole('option', { name, exact: true }).click()
}

/** Chooses a value of one of the lists of the filter; `type` narrows the list first. */
export async function chooseIn(
  page: Page,
  list: string,
  type: string,
  option: string | RegExp,
): Promise<void> {
  const field = page.getByRole('region', { name: 'Filter' }).getByLabel(list, { exact: true })
  await field.click()
  await field.fill(type)
  await page.getByRole('option', { name: option }).first().click()
  await page.keyboard.press('Escape')
}
