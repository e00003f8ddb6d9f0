import type { Locator } from '@playwright/test'
import { expect, test } from '../fixtures.ts'

/** What the rows in the page say of themselves, from top to bottom. */
async function rowsOf(table: Locator): Promise<{ index: number; name: string; box: string; top: number }[]> {
  return table.locator('[data-row]').evaluateAll((rows) =>
    rows.map((row) => ({
      index: Number(row.getAttribute('aria-rowindex')),
      name: row.querySelector('[data-row-link]')?.textContent ?? '',
      box: row.querySelector('input')?.getAttribute('aria-label') ?? '',
      top: Math.round(row.getBoundingClientRect().top),
    })),
  )
}

async function expectWhole(table: Locator): Promise<void> {
  const rows = await rowsOf(table)
  expect(rows.length).toBeGreaterThan(10)
  const [first] = rows
  for (const [place, { index, name, box, top }] of rows.entries()) {
    expect(box).toBe(`Select ${name}`)
    if (place > 0) expect(index).toBeGreaterThan(rows[place - 1]?.index ?? 0)
    expect(top - (first?.top ?? 0)).toBe(32 * (index - (first?.index ?? 0)))
  }
}

test('rows stand in order and whole, however far the table is scrolled', async ({ gantry, page }) => {
  await gantry.signInToAll()
  await gantry.go('Inventory')
  const table = gantry.table('Virtual machines')
  const region = page.getByRole('region', { name: /^Virtual machines/ })
  await expect(table.locator('[data-row]').nth(10)).toBeVisible()
  for (const by of [90, 5_000, 320, -64, -3_000, 1_000_000, -1_000, -1_000_000]) {
    await region.evaluate((element, pixels) => element.scrollBy(0, pixels), by)
    await expect
      .poll(async () => {
        const shown = await rowsOf(table)
        const { top, bottom } = await region.evaluate((element) => element.getBoundingClientRect())
        return shown.filter((row) => row.top > top && row.top < bottom - 32).length
      })
      .toBeGreaterThan(10)
    await expectWhole(table)
  }
})

test('the focus stays on its row while others come and go', async ({ gantry, page }) => {
  await gantry.signInToAll()
  await gantry.go('Inventory')
  const table = gantry.table('Virtual machines')
  const region = page.getByRole('region', { name: /^Virtual machines/ })
  const focused = page.locator('[data-row-link]:focus')
  const third = table.locator('[data-row-link]').nth(2)
  await third.focus()
  // Rows that still come in may make another one the third.
  const name = (await focused.textContent()) ?? ''
  await region.evaluate((element) => element.scrollBy(0, 4_000))
  await expect(table.getByRole('row').nth(12)).toHaveAttribute('aria-rowindex', /\d{3,}/)
  await expect(focused).toHaveText(name)
  await page.keyboard.press('ArrowDown')
  await expect(focused).not.toHaveText(name)
  await expect(focused).toBeInViewport()
  await page.keyboard.press('End')
  const count = await table.getAttribute('aria-rowcount')
  await expect(table.locator('[data-row]', { has: focused })).toHaveAttribute('aria-rowindex', count ?? '')
  // Another order: the focus goes with its row.
  const last = (await focused.textContent()) ?? ''
  await page.keyboard.press('Home')
  await expect(focused).not.toHaveText(last)
  await expectWhole(table)
})

test('a search on the way back shows what it showed before', async ({ gantry, page }) => {
  await gantry.signInToAll()
  await gantry.go('Inventory')
  const table = gantry.table('Virtual machines')
  await gantry.expectAllVms()
  const box = page.getByRole('combobox', { name: 'Search inventory' })
  const counts: (string | null)[] = []
  const typed = 'web 0'
  const rows = async () => {
    await expect(table).not.toHaveAttribute('aria-busy', 'true')
    return table.getAttribute('aria-rowcount')
  }
  await box.focus()
  for (const letter of typed) {
    counts.push(await rows())
    await page.keyboard.press(letter === ' ' ? 'Space' : letter)
  }
  await rows()
  for (let back = typed.length - 1; back >= 0; back -= 1) {
    await page.keyboard.press('Backspace')
    await expect(table).not.toHaveAttribute('aria-busy', 'true')
    await expect(table).toHaveAttribute('aria-rowcount', counts[back] ?? '')
  }
})
