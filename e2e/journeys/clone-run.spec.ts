import { readFile } from 'node:fs/promises'
import { choose, makeVm, openMachine, quick, until, untilEnded } from '../acting.ts'
import {
  copyRow,
  customizeLinux,
  expectRun,
  expectWizard,
  goTo,
  nameCopies,
  openWizard,
  requests,
  start,
  stepHeading,
  steps,
} from '../cloning.ts'
import { expect, test } from '../fixtures.ts'
import { Keys } from '../keys.ts'

test('a plain clone by keyboard alone, from the page of a VM to the page of its copy', async ({
  gantry,
  control,
  page,
}) => {
  await gantry.signInToAll()
  const vm = await makeVm(control, 'vc-east', 'off', 'keys-source')
  await openMachine(gantry, vm)
  const keys = new Keys(page)
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  await keys.until('Tab', button('Actions'))
  await keys.press('Enter')
  await keys.until('ArrowDown', page.getByRole('menuitem', { name: 'Clone…', exact: true }))
  await keys.press('Enter')
  await expectWizard(page)
  for (const step of steps.slice(1)) {
    await keys.push(button('Next'))
    await expect(stepHeading(page, step)).toBeFocused()
    if (step === 'Copies') {
      await keys.type(page.getByRole('textbox', { name: 'Names', exact: true }), 'keys-copy')
      // In the grid the arrows move; Escape, then Tab leaves it.
      await keys.until('Tab', page.getByRole('textbox', { name: 'Name of copy 1', exact: true }))
      await keys.press('Escape')
    }
  }
  await expect(button('Start 1 copy')).toBeEnabled()
  await keys.push(button('Start 1 copy'))
  await expectRun(page)
  await untilEnded(control, page)
  const made = copyRow(gantry, 'keys-copy')
  await expect(made).toContainText('Done')
  await keys.push(made.getByRole('link', { name: 'keys-copy', exact: true }))
  await expect(page.getByRole('heading', { level: 1, name: 'keys-copy', exact: true })).toBeVisible()
})

test('20 copies with addresses of their own: two fail, say why and what they left, and are tried again', async ({
  gantry,
  control,
  page,
}) => {
  test.slow()
  await gantry.signInToAll()
  const vm = await makeVm(control, 'vc-east', 'off', 'many-source')
  await control.order('vc-east', 'shape', vm.name, { guest: 'linux', tools: 'current', cards: 1 })
  await openWizard(gantry, vm)
  await goTo(page, 'Copies')
  await page.getByRole('button', { name: 'Paste from a spreadsheet…' }).click()
  const paste = page.getByRole('dialog', { name: 'Paste from a spreadsheet' })
  const names = Array.from({ length: 20 }, (_, index) => `many-${String(index + 1).padStart(2, '0')}`)
  const lines = names.map((name, index) => `${name}\t198.51.100.${index + 10}\t255.255.255.0\t198.51.100.1`)
  await paste
    .getByRole('textbox', { name: 'Rows' })
    .fill(['Name\tIP address\tNetmask\tGateway', ...lines].join('\n'))
  await paste.getByRole('button', { name: 'Use these 20 copies' }).click()

  await goTo(page, 'Hardware and guest')
  await customizeLinux(page)
  await page.getByRole('combobox', { name: /^IPv4 of/ }).click()
  await page.getByRole('option', { name: 'Static' }).click()
  await expect(page.getByRole('main')).toContainText(
    '0 of 20 copies have a host name of their own and 20 an address',
  )

  await goTo(page, 'Review')
  await expect(page.getByRole('main')).toContainText('Nothing has been sent yet')
  const request = requests(page)
  await expect(request).toContainText('198.51.100.10')
  await page.getByRole('combobox', { name: 'Of the copy' }).click()
  await page.getByRole('option', { name: 'many-07' }).click()
  await expect(request).toContainText('198.51.100.16')
  await expect(request).not.toContainText('198.51.100.10')
  await expect(page.getByRole('main')).toContainText('many-01 to many-04 go first')
  await page.getByRole('textbox', { name: 'At once' }).fill('2')
  await expect(page.getByRole('main')).toContainText('many-01 to many-02 go first')
  await gantry.expectAccessibleInBoth()

  // The first two that come to work fail; one of them leaves something behind.
  await control.order('vc-east', 'failTask', {
    vm: vm.name,
    method: 'CloneVM_Task',
    fault: 'CustomizationFault',
    message: 'The guest cannot be customized.',
    times: 1,
  })
  await control.order('vc-east', 'failTask', {
    vm: vm.name,
    method: 'CloneVM_Task',
    fault: 'FileFault',
    message: 'A file of the copy could not be written.',
    times: 1,
    leaves: true,
  })
  await start(page, 20)
  await page.getByRole('textbox', { name: 'At once' }).fill('4')
  await gantry.expectAccessibleInBoth()
  await untilEnded(control, page)
  const main = page.getByRole('main')
  await expect(main).toContainText('2 failed, 18 done')

  const failed = (text: string) => gantry.table('Copies').getByRole('row').filter({ hasText: text })
  const customized = failed('The guest cannot be customized.')
  await expect(customized).toHaveCount(1)
  const broken = failed('A file of the copy could not be written.')
  await expect(broken).toHaveCount(1)
  await broken.getByRole('link', { name: /^Details of/ }).click()
  const open = page.getByRole('region', { name: 'Open copy' })
  await expect(open.getByRole('alert')).toContainText('A file of the copy could not be written.')
  const left = open.getByRole('region', { name: 'Left behind' })
  await gantry.expectAccessible()
  await left.getByRole('button', { name: /^Remove many-/ }).click()
  const remove = page.getByRole('dialog', { name: /^Delete from disk: many-/ })
  const gone = (await remove.getByText(/^Type many-\d\d to confirm$/).innerText()).slice(5, 12)
  await remove.getByRole('textbox', { name: `Type ${gone} to confirm` }).fill(gone)
  await remove.getByRole('button', { name: 'Delete from disk', exact: true }).click()
  await expect(remove).toBeHidden()
  await until(control, () => expect(left).toContainText('not in the inventory now', quick))
  await open.getByRole('button', { name: `Try again: ${gone}`, exact: true }).click()
  await untilEnded(control, page)
  await expect(main).toContainText('1 failed, 19 done')

  // With changes: the wizard opens at what was blamed, with that copy alone, and goes on in this run.
  const runOf = () => /runs\/([\w-]+)/.exec(page.url())?.[1]
  const run = runOf()
  await customized.getByRole('button', { name: /^Retry with changes: many-/ }).click()
  await expect(stepHeading(page, 'Hardware and guest')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Summary' })).toContainText(/many-\d\d/)
  await goTo(page, 'Copies')
  await page.getByRole('textbox', { name: 'Name of copy 1', exact: true }).fill('many-anew')
  await goTo(page, 'Review')
  await start(page, 1)
  expect(runOf()).toBe(run)
  await untilEnded(control, page)
  await expect(main).toContainText('20 done')
  await expect(copyRow(gantry, 'many-anew')).toContainText('Done')

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV', exact: true }).click()
  const text = await readFile(await (await download).path(), 'utf8')
  expect(text.trim().split('\r\n')).toHaveLength(21)
  expect(text).toMatch(/many-anew,vc-east,many-source,Done,100,/)

  // Each copy has the address of its own row.
  const last = JSON.stringify(await control.order('vc-east', 'customizationOf', 'many-20'))
  expect(last).toContain('198.51.100.29')
  await gantry.go('Jobs')
  await page.getByRole('textbox', { name: 'Text' }).fill('many-source')
  await gantry.table('Jobs').getByRole('link', { name: 'Clone', exact: true }).first().click()
  await page.getByRole('region', { name: 'Open job' }).getByRole('link', { name: 'Its run' }).click()
  await expectRun(page)
})

test('pause, resume, cancel one and cancel the rest', async ({ gantry, control, page }) => {
  test.slow()
  await gantry.signInToAll()
  const vm = await makeVm(control, 'vc-legacy', 'off', 'pace-source')
  await openWizard(gantry, vm)
  await nameCopies(page, 'pace-{n:2}', 6)
  await goTo(page, 'Review')
  await page.getByRole('textbox', { name: 'At once' }).fill('1')
  await start(page, 6)
  const main = page.getByRole('main')
  await expect(main).toContainText(/1 (running|queued), 5 waiting/)
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect(main).toContainText('Paused: what is under way goes on')
  await until(control, () => expect(main).toContainText('5 waiting, 1 done', quick))
  await copyRow(gantry, 'pace-03').getByRole('button', { name: 'Cancel pace-03', exact: true }).click()
  await expect(main).toContainText('4 waiting, 1 cancelled, 1 done')
  await page.getByRole('button', { name: 'Resume', exact: true }).click()
  await expect(main).toContainText(/1 (running|queued), 3 waiting/)
  await page.getByRole('button', { name: 'Cancel the rest', exact: true }).click()
  await untilEnded(control, page)
  await expect(main).toContainText(/[45] cancelled, [12] done/)
})

for (const { system, title } of [
  { system: 'ovirt-lab', title: 'a snapshot' },
  { system: 'rhev-legacy', title: 'a template' },
] as const) {
  test(`a clone of ${title} on ${system}`, async ({ gantry, control, page }) => {
    test.slow()
    await gantry.signInToAll()
    const vm = await makeVm(control, system, 'off', `${system}-source`)
    await control.order(system, 'makePlain', vm.name)
    await openMachine(gantry, vm)
    if (title === 'a snapshot') {
      await choose(gantry, 'Take snapshot')
      const dialog = page.getByRole('dialog', { name: /^Take snapshot/ })
      await dialog
        .getByRole('textbox', { name: /^(Name|Description)/ })
        .first()
        .fill('before')
      await dialog.getByRole('button', { name: 'Take snapshot', exact: true }).click()
      await expect(dialog).toBeHidden()
      await page.getByRole('tab', { name: /Snapshots/ }).click()
      const tree = page.getByRole('tree', { name: 'Snapshots' })
      await until(control, () => expect(tree).toContainText('before', quick))
      await tree.getByRole('treeitem', { name: /before/ }).click()
      await page.getByRole('link', { name: 'Clone from this snapshot…' }).click()
    } else {
      await choose(gantry, 'Clone…')
      await page.getByRole('checkbox', { name: 'Clone to template' }).check()
      await nameCopies(page, 'made-template', 1)
      await goTo(page, 'Review')
      await expect(page.getByRole('main')).toContainText('/api/templates')
      await start(page, 1)
      await untilEnded(control, page)
      await expect(copyRow(gantry, 'made-template')).toContainText('Done')
      const made = copyRow(gantry, 'made-template').getByRole('link', { name: 'made-template', exact: true })
      // The inventory learns of it with the next events of the engine.
      await until(control, () => expect(made).toBeVisible(quick))
      await made.click()
      await expect(page.getByRole('heading', { level: 1, name: 'made-template', exact: true })).toBeVisible()
      await choose(gantry, 'Clone…')
    }
    await expectWizard(page)
    await nameCopies(page, `${system}-copy-{n}`, 2)
    await goTo(page, 'Hardware and guest')
    await page.getByRole('radio', { name: 'Cloud-init' }).check()
    await page.getByRole('textbox', { name: 'DNS search domains' }).fill('example.test')
    await goTo(page, 'Review')
    const request = requests(page)
    await expect(request).toContainText(`${system}-copy-1`)
    await gantry.expectAccessible()
    await start(page, 2)
    await untilEnded(control, page)
    await expect(page.getByRole('main')).toContainText('2 done')
    await copyRow(gantry, `${system}-copy-2`)
      .getByRole('link', { name: `${system}-copy-2`, exact: true })
      .click()
    await expect(page.getByRole('heading', { level: 1, name: `${system}-copy-2`, exact: true })).toBeVisible()
  })
}
