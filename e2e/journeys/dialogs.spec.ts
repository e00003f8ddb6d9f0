import type { Locator, Page } from '@playwright/test'
import { choose, makeVm, makeVms, type Named, openMachine, quick, until, untilJob } from '../acting.ts'
import { expect, type Gantry, test } from '../fixtures.ts'
import type { Control } from '../hosts/host.ts'
import { Keys } from '../keys.ts'

// Every dialog of actions: without a violation in light and dark, and done by keys alone from the menu to the job.

interface DialogCase {
  action: string
  /** Where the title is another one than the entry of the menu. */
  send?: string
  prepare?: (control: Control, vm: Named) => Promise<unknown>
  /** What is filled in; absent where there is nothing to fill in. */
  fill?: (keys: Keys, dialog: Locator, page: Page) => Promise<void>
  /** It ends with the dialog: nothing is sent. */
  unsent?: true
  /** The machine is a template then. */
  template?: true
  /** Nothing of the machine is left. */
  gone?: true
}

// The dialogs are the same in both hosts; what they start is walked through in both by the other journeys.
test.skip(({ hostKind }) => hostKind === 'demo', 'one host shows what every dialog is')

const field = (dialog: Locator, name: string | RegExp) => dialog.getByRole('textbox', { name })
const list = (dialog: Locator, name: string) => dialog.getByRole('combobox', { name })
const group = (dialog: Locator, name: string) => dialog.getByRole('radiogroup', { name })

/** Storage with some hundred GiB free at least. */
const roomy = /(\d{3,}(\.\d)? GiB|TiB) of/

const inDialog = '[role="dialog"]'

/** Opens, looks, leaves; then by keys alone: opens again, fills in, changes its mind about leaving, and sends. */
async function goThrough(
  { gantry, control, page }: { gantry: Gantry; control: Control; page: Page },
  vm: Named,
  { action, send = action, prepare, fill, unsent, template, gone }: DialogCase,
): Promise<void> {
  const keys = new Keys(page)
  await prepare?.(control, vm)
  const actions = page.getByRole('button', { name: 'Actions', exact: true })
  if (template === true) await openMachine(gantry, vm, 'Templates')
  await choose(gantry, action)
  const dialog = page.getByRole('dialog', { name: `${action}: ${vm.name}`, exact: true })
  await expect(dialog).toBeVisible()
  await expect(dialog.getByRole('button', { name: unsent ? 'Get ticket' : send, exact: true })).toBeEnabled()
  await gantry.expectAccessibleInBoth(inDialog)
  await keys.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(actions).toBeFocused()

  await keys.menu(actions, action)
  const button = dialog.getByRole('button', { name: unsent ? 'Get ticket' : send, exact: true })
  await expect(button).toBeEnabled()
  if (fill !== undefined) {
    await fill(keys, dialog, page)
    await keys.press('Escape')
    const question = dialog.getByRole('alertdialog', { name: 'Throw away what you entered?' })
    if (await question.isVisible()) {
      await expect(question.getByRole('button', { name: 'Keep editing' })).toBeFocused()
      await gantry.expectAccessible(inDialog)
      await keys.press('Enter')
      await expect(question).toBeHidden()
    }
    await expect(dialog).toBeVisible()
  }
  if (unsent === true) {
    await keys.push(button)
    await expect(dialog.getByRole('region', { name: 'Ticket', exact: true })).toBeVisible()
    await gantry.expectAccessibleInBoth(inDialog)
    await keys.press('Escape')
    await expect(dialog).toBeHidden()
    return
  }
  await keys.push(dialog.getByRole('button', { name: 'Show request' }))
  await expect(dialog.getByRole('region', { name: 'Request' })).toContainText('curl')
  await gantry.expectAccessible(inDialog)
  await keys.push(button)
  await expect(dialog).toBeHidden()
  if (gone !== true) await untilJob(control, page, `${action}: ${vm.name}`, 'Done')
}

const console: DialogCase = { action: 'Open console', unsent: true }
const edit: DialogCase = {
  action: 'Edit settings',
  fill: (keys, dialog) => keys.type(field(dialog, /^(Notes|Description)$/), 'moved by the storage team'),
}
const takeSnapshot: DialogCase = {
  action: 'Take snapshot',
  fill: (keys, dialog) => keys.type(field(dialog, 'Name'), 'before update'),
}
const remove: DialogCase = { action: 'Delete from disk', gone: true }

test('dialogs of snapshots of vCenter', async ({ gantry, control, page }) => {
  test.setTimeout(400_000)
  await gantry.signInToAll()
  const vm = await makeVm(control, 'vc-east', 'on', 'dialogs-snapshots')
  await openMachine(gantry, vm)
  const cases: DialogCase[] = [
    {
      action: 'Take snapshot',
      fill: async (keys, dialog) => {
        await keys.type(field(dialog, 'Name'), 'before update')
        // So that going back to it leaves the VM running.
        await keys.turn(dialog.getByRole('checkbox', { name: 'Keep the memory' }))
      },
    },
    {
      action: 'Rename snapshot',
      fill: (keys, dialog) => keys.type(field(dialog, 'New name'), 'after update'),
    },
    { action: 'Revert to snapshot' },
    { action: 'Delete snapshot' },
  ]
  for (const each of cases) await test.step(each.action, () => goThrough({ gantry, control, page }, vm, each))
})

test('dialogs of a running VM of vCenter', async ({ gantry, control, page }) => {
  test.setTimeout(400_000)
  await gantry.signInToAll()
  const vm = await makeVm(control, 'vc-east', 'on', 'dialogs-running')
  await openMachine(gantry, vm)
  const cases: DialogCase[] = [
    edit,
    { action: 'Migrate', fill: (keys, dialog) => keys.pick(list(dialog, 'Host')) },
    {
      action: 'Relocate storage',
      fill: (keys, dialog) => keys.pick(list(dialog, 'Datastore'), /-compute-01/),
    },
    console,
    {
      action: 'Answer question',
      prepare: (on, { system, name }) => on.order(system, 'askQuestion', name),
      fill: (keys, dialog) => keys.choose(group(dialog, 'Answer'), 'Cancel'),
    },
  ]
  for (const each of cases) await test.step(each.action, () => goThrough({ gantry, control, page }, vm, each))
})

test('dialogs of a VM of vCenter that becomes a template, a VM again, and is deleted', async ({
  gantry,
  control,
  page,
}) => {
  test.setTimeout(200_000)
  await gantry.signInToAll()
  const vm = await makeVm(control, 'vc-legacy', 'off', 'dialogs-template')
  await openMachine(gantry, vm)
  const cases: DialogCase[] = [
    { action: 'Turn into template' },
    {
      action: 'Turn into VM',
      template: true,
      fill: (keys, dialog) => keys.pick(list(dialog, 'Resource pool')),
    },
    {
      ...remove,
      fill: (keys, dialog) => keys.type(field(dialog, `Type ${vm.name} to confirm`), vm.name),
    },
  ]
  for (const each of cases) await test.step(each.action, () => goThrough({ gantry, control, page }, vm, each))
})

// Engines of 3.x have the same forms; the other journeys walk through what theirs start.
test('dialogs of a stopped VM of an engine', async ({ gantry, control, page }) => {
  test.setTimeout(400_000)
  await gantry.signInToAll()
  const vm = await makeVm(control, 'ovirt-lab', 'off', 'dialogs-stopped')
  await openMachine(gantry, vm)
  const cases: DialogCase[] = [
    edit,
    takeSnapshot,
    { action: 'Preview snapshot' },
    { action: 'Undo snapshot preview' },
    { action: 'Revert to snapshot' },
    { action: 'Delete snapshot' },
    {
      action: 'Relocate storage',
      fill: (keys, dialog) => keys.pick(list(dialog, 'Storage domain'), roomy),
    },
    {
      action: 'Export',
      fill: (keys, dialog) => keys.turn(dialog.getByRole('checkbox', { name: 'Replace' })),
    },
    {
      action: 'Export as OVA',
      fill: async (keys: Keys, dialog: Locator) => {
        await keys.pick(list(dialog, 'Host'))
        await keys.type(field(dialog, 'Directory'), '/var/tmp')
      },
    },
  ]
  for (const each of cases) await test.step(each.action, () => goThrough({ gantry, control, page }, vm, each))
})

test('dialogs of a VM that is started of an engine', async ({ gantry, control, page }) => {
  test.setTimeout(400_000)
  await gantry.signInToAll()
  const vm = await makeVm(control, 'ovirt-lab', 'off', 'dialogs-started')
  await openMachine(gantry, vm)
  const cases: DialogCase[] = [
    {
      action: 'Run once',
      fill: async (keys, dialog) => {
        await keys.tab(dialog, 'Cloud-init')
        await keys.turn(dialog.getByRole('switch', { name: 'Use cloud-init' }))
        await keys.type(field(dialog, 'Host name'), 'web01.example.test')
      },
    },
    {
      action: 'Change CD',
      fill: (keys, dialog) => keys.pick(list(dialog, 'CD image')),
    },
    {
      ...console,
      fill: (keys, dialog) => keys.type(field(dialog, 'Life of the ticket, in seconds'), '120'),
    },
    {
      action: 'Migrate',
      fill: async (keys, dialog) => {
        await keys.choose(group(dialog, 'Destination'), 'A certain host')
        await keys.pick(list(dialog, 'Host'))
      },
    },
    {
      action: 'Engine maintenance',
      prepare: (on) => on.order('ovirt-lab', 'hostEngineIn', vm.name),
      fill: (keys, dialog) => keys.choose(group(dialog, 'Global maintenance of the engine'), 'Turn off'),
    },
  ]
  for (const each of cases) await test.step(each.action, () => goThrough({ gantry, control, page }, vm, each))
})

test('deleting a VM of an engine whose disks stay', async ({ gantry, control, page }) => {
  test.slow()
  await gantry.signInToAll()
  const vm = await makeVm(control, 'ovirt-lab', 'off', 'dialogs-removed')
  await openMachine(gantry, vm)
  await goThrough({ gantry, control, page }, vm, {
    ...remove,
    fill: async (keys, dialog) => {
      await keys.turn(dialog.getByRole('checkbox', { name: 'Keep the disks' }))
      await expect(dialog).toContainText('Its disks stay, without a VM.')
      await expect(dialog.getByRole('region', { name: 'Disks that stay' })).toBeVisible()
      await keys.type(field(dialog, `Type ${vm.name} to confirm`), vm.name)
    },
  })
  await until(control, () => expect(page.getByRole('main')).toContainText(`${vm.name} was removed`, quick))
})

test('menus, plan, options and deletion of many, and the drawer of jobs', async ({
  gantry,
  control,
  page,
}) => {
  test.setTimeout(200_000)
  await gantry.signInToAll()
  const keys = new Keys(page)
  await makeVms(control, 'vc-east', 'off', ['crowd-vc-1', 'crowd-vc-2'])
  await makeVms(control, 'ovirt-lab', 'off', ['crowd-ov-1', 'crowd-ov-2'])
  await gantry.go('Inventory')
  await gantry.search('name:crowd-')
  await expect(gantry.table('Virtual machines').getByRole('row')).toHaveCount(5)

  const row = page.getByRole('button', { name: 'Actions for crowd-ov-1', exact: true })
  await row.focus()
  await keys.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Power on', exact: true })).toBeFocused()
  await gantry.expectAccessibleInBoth('[role="menu"]')
  await keys.press('Escape')
  await expect(row).toBeFocused()

  const select = async () => {
    const all = page.getByRole('checkbox', { name: 'Select all shown' })
    if (await all.isChecked()) return
    await all.focus()
    await keys.press('Space')
  }
  const actions = page.getByRole('group', { name: 'Selection' }).getByRole('button', { name: 'Actions' })
  const open = async (action: string) => {
    await select()
    await keys.menu(actions, action)
    const dialog = page.getByRole('dialog', { name: `${action}: 4 VMs`, exact: true })
    await expect(dialog).toBeVisible()
    return dialog
  }
  await select()
  await actions.focus()
  await keys.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Power on', exact: true })).toBeFocused()
  await gantry.expectAccessibleInBoth('[role="menu"]')
  await keys.press('Escape')

  const snapshots = await open('Take snapshot')
  await gantry.expectAccessibleInBoth(inDialog)
  await keys.press('Escape')
  await expect(snapshots).toBeHidden()
  await open('Take snapshot')
  const options = (system: string) => snapshots.getByRole('region', { name: `Options on ${system}` })
  // Nothing filled in yet: marked, and led there.
  await keys.push(snapshots.getByRole('button', { name: 'Start', exact: true }))
  await expect(snapshots.getByRole('textbox', { name: 'Name' }).first()).toBeFocused()
  await gantry.expectAccessibleInBoth(inDialog)
  await keys.type(field(options('ovirt-lab'), 'Name'), 'before update')
  await keys.push(snapshots.getByRole('button', { name: 'Use the options of ovirt-lab for all' }))
  await expect(field(options('vc-east'), 'Name')).toHaveValue('before update')
  await keys.push(snapshots.getByRole('button', { name: 'Show request' }))
  await expect(snapshots.getByRole('region', { name: 'Request to ovirt-lab' })).toContainText('before update')
  await gantry.expectAccessible(inDialog)
  await keys.press('Escape')
  await expect(snapshots.getByRole('alertdialog')).toBeVisible()
  await keys.press('Escape')
  await expect(snapshots.getByRole('alertdialog')).toBeHidden()
  await keys.push(snapshots.getByRole('button', { name: 'Start', exact: true }))
  const main = page.getByRole('main')
  await until(control, () => expect(main).toContainText('4 done', quick))
  await gantry.expectAccessibleInBoth()

  await gantry.go('Inventory')
  await gantry.search('name:crowd-')
  await expect(gantry.table('Virtual machines').getByRole('row')).toHaveCount(5)
  const deletion = await open('Delete from disk')
  await expect(deletion).toContainText('Delete 4 VMs from disk on')
  const keep = deletion
    .getByRole('region', { name: 'Options on ovirt-lab' })
    .getByRole('checkbox', { name: 'Keep the disks' })
  await keys.turn(keep)
  await expect(deletion).toContainText('For each on ovirt-lab: The VM is deleted for good. Its disks stay')
  // The engine keeps no disks of a VM that has snapshots.
  await keys.press('Space')
  await expect(keep).not.toBeChecked()
  await keys.type(field(deletion, 'Type 4 to confirm'), '5')
  await keys.push(deletion.getByRole('button', { name: 'Start', exact: true }))
  await expect(deletion).toContainText('This is not their number.')
  await gantry.expectAccessibleInBoth(inDialog)
  await keys.type(field(deletion, 'Type 4 to confirm'), '4')
  await keys.press('Enter')
  await until(control, () => expect(main).toContainText('4 done', quick))

  await page.getByRole('button', { name: 'Jobs', exact: true }).focus()
  await keys.press('Enter')
  const drawer = page.getByRole('dialog', { name: 'Jobs' })
  await expect(drawer.getByRole('listitem').first()).toBeVisible()
  await gantry.expectAccessibleInBoth(inDialog)
  await keys.push(drawer.getByRole('link', { name: /all jobs/i }))
  await expect(page.getByRole('heading', { level: 1, name: 'Jobs' })).toBeVisible()
})
