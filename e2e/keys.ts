import { expect, type Locator, type Page } from '@playwright/test'

const most = 90

/** What somebody without a mouse does: keys alone, and what has the focus is what was meant. */
export class Keys {
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key)
  }

  /** Presses a key until this has the focus. */
  async until(key: string, wanted: Locator): Promise<void> {
    await expect(wanted).toBeVisible()
    // Most of the way without looking; then with a look after each.
    for (let far = (await this.stopsTo(wanted)) - 2; far > 0; far -= 1) await this.press(key)
    for (let n = 0; n < most; n += 1) {
      if (await hasFocus(wanted)) return
      await this.press(key)
    }
    await expect(wanted, `reached by ${key}`).toBeFocused({ timeout: 100 })
  }

  /** Opens the menu of a button that has the focus or can get it, and chooses an entry of it. */
  async menu(button: Locator, entry: string): Promise<void> {
    await button.focus()
    await this.press('Enter')
    await expect(this.page.locator('[role="menuitem"]:focus')).toHaveCount(1)
    const wanted = this.page.getByRole('menuitem', { name: entry, exact: true })
    // Menus go round: the entries at the end are near from the first.
    const far = (await this.stopsTo(wanted)) > (await this.page.getByRole('menuitem').count()) / 2
    await this.until(far ? 'ArrowUp' : 'ArrowDown', wanted)
    await this.press('Enter')
  }

  /** How many places that take the focus this comes after the present one, at least; 0 where it does not. */
  private async stopsTo(wanted: Locator): Promise<number> {
    return wanted.evaluateAll(([first]) => {
      const active = document.activeElement
      const inMenu = active?.closest('[role="menu"]')
      const within = inMenu ?? active?.closest('[role="dialog"]') ?? document
      const kinds = inMenu ? '[role="menuitem"]' : 'a[href], button, input, textarea, [tabindex]'
      const stops = [...within.querySelectorAll<HTMLElement>(kinds)].filter(
        (each) =>
          // Of those that belong together one takes the focus.
          each.tabIndex >= 0 && !each.matches(':disabled, [type="radio"]') && each.offsetParent !== null,
      )
      const at = (element: unknown) => (element instanceof HTMLElement ? stops.indexOf(element) : -1)
      return at(active) < 0 ? 0 : Math.max(0, at(first) - at(active))
    })
  }

  /** Writes into a field in the place of what stands there. */
  async type(field: Locator, text: string): Promise<void> {
    await this.until('Tab', field)
    await this.press('Control+a')
    await this.page.keyboard.type(text)
  }

  /** Opens a list and takes this of it, or the first that can be taken. */
  async pick(field: Locator, option = /./): Promise<void> {
    await this.until('Tab', field)
    await this.press('ArrowDown')
    const options = this.page.getByRole('option')
    await expect(options.first()).toBeVisible()
    const meant = this.page.locator('[role="option"][data-combobox-selected]')
    for (let n = 0; n < most; n += 1) {
      if ((await meant.count()) === 1 && option.test(await meant.innerText())) break
      await this.press('ArrowDown')
    }
    await this.press('Enter')
    await expect(options).toHaveCount(0)
    await expect(field).not.toHaveValue('')
  }

  /** Turns a tick or a switch. */
  async turn(box: Locator): Promise<void> {
    await this.until('Tab', box)
    await this.press('Space')
    await expect(box).toBeChecked()
  }

  /** Takes one of several: by Tab to the group, by arrows within it. */
  async choose(group: Locator, choice: string): Promise<void> {
    const wanted = group.getByRole('radio', { name: choice })
    const radios = group.getByRole('radio')
    for (let n = 0; n < most; n += 1) {
      if (await hasFocus(radios)) break
      await this.press('Tab')
    }
    if (!(await hasFocus(wanted))) await this.until('ArrowDown', wanted)
    else if (!(await wanted.isChecked())) await this.press('Space')
    await expect(wanted).toBeChecked()
  }

  /** Opens a tab of the dialog. */
  async tab(tabs: Locator, name: string): Promise<void> {
    await this.until('Tab', tabs.getByRole('tab', { selected: true }))
    await this.until('ArrowRight', tabs.getByRole('tab', { name }))
  }

  /** Presses a button. */
  async push(button: Locator): Promise<void> {
    await this.until('Tab', button)
    await this.press('Enter')
  }
}

/** Whether one of these has the focus. */
async function hasFocus(wanted: Locator): Promise<boolean> {
  return wanted.evaluateAll((all) => all.some((each) => each === document.activeElement))
}
