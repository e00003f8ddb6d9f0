import type { Locator, Page } from '@playwright/test'
import { type allSystems, expect, type Gantry } from './fixtures.ts'
import type { Control } from './hosts/host.ts'

// What the journeys of actions have in common.

export type System = (typeof allSystems)[number]

export interface Named {
  system: System
  id: string
  name: string
}

/** A look that is repeated while simulated time goes on. */
export const quick = { timeout: 1_000 }

/** New VMs of a system in this state, so that no other journey touches them; in the order of their names. */
export async function makeVms(
  control: Control,
  system: System,
  power: 'on' | 'off' | 'suspended',
  names: readonly string[],
): Promise<Named[]> {
  // Nobody else starts, stops or moves them, or takes their hosts out of service.
  await control.order(system, 'quiet', true)
  for (const name of names) {
    await control.upstream(system, 'create', name)
    // Some VMs of an engine are protected, stateless or pinned; a journey that needs such a one makes it so.
    if (system === 'ovirt-lab' || system === 'rhev-legacy') await control.order(system, 'makePlain', name)
    if (power !== 'off') await control.upstream(system, 'setPower', name, 'on')
    if (power === 'suspended') await control.upstream(system, 'setPower', name, 'suspended')
  }
  const all = await control.upstream(system, 'vms')
  return names.flatMap((name) => all.filter((vm) => vm.name === name).map(({ id }) => ({ system, id, name })))
}

export async function makeVm(
  control: Control,
  system: System,
  power: 'on' | 'off' | 'suspended',
  name: string,
): Promise<Named> {
  const [vm] = await makeVms(control, system, power, [name])
  if (vm === undefined) throw new Error(`${system} made no ${name}`)
  return vm
}

/** Opens the page of a VM or template within the page, so that a demo keeps its simulators. */
export async function openMachine(
  gantry: Gantry,
  { system, name }: Pick<Named, 'system' | 'name'>,
  table: 'Virtual machines' | 'Templates' = 'Virtual machines',
): Promise<void> {
  await gantry.go('Inventory')
  await gantry.search(`system:${system} name:"${name}"`)
  if (table === 'Templates') await gantry.page.getByRole('tab', { name: /Templates/ }).click()
  await gantry.table(table).getByRole('link', { name, exact: true }).first().click()
  await expect(gantry.page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible()
}

/** Chooses an action in the menu of the open page, as soon as it is allowed. */
export async function choose({ control, page }: Gantry, action: string): Promise<void> {
  const entry = page.getByRole('menuitem', { name: action, exact: true })
  await page.getByRole('button', { name: 'Actions', exact: true }).click()
  await expect(entry).toBeVisible()
  // A change in the system takes a moment to allow it; an open menu follows.
  if ((await entry.getAttribute('aria-disabled')) === 'true') {
    await until(control, () => expect(entry).not.toHaveAttribute('aria-disabled', 'true', quick))
  }
  await entry.click()
}

/** Lets simulated time run, in steps of `ms`, until `look` is content. */
export async function until(control: Control, look: () => Promise<void>, ms = 5_000): Promise<void> {
  await expect(async () => {
    await control.advance(ms)
    await look()
  }).toPass({ timeout: 90_000, intervals: [100] })
}

/** Opens the drawer of jobs; gives the newest job that says this. */
export async function jobInDrawer(page: Page, text: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Jobs', exact: true }).click()
  return page.getByRole('dialog', { name: 'Jobs' }).getByRole('listitem').filter({ hasText: text }).first()
}

/** Waits for a job of the drawer to end so, and closes the drawer. */
export async function untilJob(control: Control, page: Page, text: string, state: string): Promise<void> {
  const job = await jobInDrawer(page, text)
  await until(control, () => expect(job).toContainText(state, quick))
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: 'Jobs' })).toBeHidden()
}

/** Selects the VMs whose names begin so in the inventory, and chooses an action for all of them. */
export async function chooseForAll(
  gantry: Gantry,
  prefix: string,
  count: number,
  action: string,
): Promise<void> {
  const { page } = gantry
  await gantry.go('Inventory')
  await gantry.search(`name:${prefix}`)
  await expect(gantry.table('Virtual machines').getByRole('row')).toHaveCount(count + 1)
  await page.getByRole('checkbox', { name: 'Select all shown' }).check()
  const bar = page.getByRole('group', { name: 'Selection' })
  await expect(bar).toContainText(`${count} selected`)
  await bar.getByRole('button', { name: 'Actions', exact: true }).click()
  await page.getByRole('menuitem', { name: action, exact: true }).click()
}

/** Lets simulated time run until the run that is open has ended. */
export async function untilEnded(control: Control, page: Page): Promise<void> {
  const state = page.getByRole('main').getByRole('status').first()
  await until(control, () => expect(state).toHaveText('Ended', quick), 15_000)
}
