import { choose, makeVm, openMachine, quick, until, untilJob } from '../acting.ts'
import { expect, test } from '../fixtures.ts'

const password = 'a password that is masked'
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample ann@example.test'
const script = 'runcmd:\n- touch /var/tmp/was-here'

for (const system of ['ovirt-lab', 'rhev-legacy'] as const) {
  test(`a VM of ${system} runs once with cloud-init and comes up under the name it was given`, async ({
    gantry,
    control,
    page,
  }) => {
    await gantry.signInToAll()
    const vm = await makeVm(control, system, 'off', `cloud-${system}`)
    await control.order(system, 'setAgent', vm.name, true)
    await openMachine(gantry, vm)
    await choose(gantry, 'Run once')
    const dialog = page.getByRole('dialog', { name: `Run once: ${vm.name}` })
    await dialog.getByRole('tab', { name: 'Cloud-init' }).click()
    await dialog.getByRole('switch', { name: 'Use cloud-init' }).check()
    const field = (name: string) => dialog.getByRole('textbox', { name, exact: true })
    await field('Host name').fill('web01.example.test')
    await field('User name').fill('ann')
    await dialog.getByLabel('Password', { exact: true }).fill(password)
    await field('SSH keys').fill(key)
    await dialog.getByRole('button', { name: 'Add network card' }).click()
    const card = dialog.getByRole('group', { name: 'Network card 1' })
    await card.getByRole('combobox', { name: 'Address by' }).click()
    await page.getByRole('option', { name: 'Static' }).click()
    await card.getByRole('textbox', { name: 'Netmask' }).fill('255.255.255.0')
    await card.getByRole('textbox', { name: 'Gateway' }).fill('192.0.2.1')
    await field('DNS servers').fill('192.0.2.53, 192.0.2.54')
    await field('DNS search domains').fill('example.test')
    await field('Custom script').fill(script)

    // A static card has no address yet: said at the field, before anything is sent.
    await dialog.getByRole('button', { name: 'Run once', exact: true }).click()
    const address = card.getByRole('textbox', { name: 'IP address' })
    await expect(address).toHaveAttribute('aria-invalid', 'true')
    await expect(address).toBeFocused()
    await address.fill('192.0.2.5')

    await dialog.getByRole('button', { name: 'Show request' }).click()
    const request = dialog.getByRole('region', { name: 'Request' })
    await expect(request).toContainText(`/vms/${vm.id}/start`)
    for (const shown of ['web01.example.test', 'ann', '192.0.2.5', '192.0.2.54', key, 'touch /var/tmp']) {
      await expect(request).toContainText(shown)
    }
    await expect(request).toContainText('******')
    await expect(request).not.toContainText(password)

    await dialog.getByRole('button', { name: 'Run once', exact: true }).click()
    await expect(dialog).toBeHidden()
    await untilJob(control, page, `Run once: ${vm.name}`, 'Done')
    const main = page.getByRole('main')
    await until(control, () => expect(main).toContainText('web01.example.test', quick))
    await expect(main).toContainText('192.0.2.5')

    expect(await control.order(system, 'guestSetupOf', vm.name)).toMatchObject({
      by: 'cloud-init',
      hostName: 'web01.example.test',
      users: [{ name: 'ann', password }],
      sshKeys: [key],
      nics: [{ name: 'eth0', protocol: 'static', address: '192.0.2.5', netmask: '255.255.255.0' }],
      dnsServers: ['192.0.2.53', '192.0.2.54'],
      dnsSearch: ['example.test'],
      customScript: script,
    })
    // The password was in that request alone.
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
    expect(kept).not.toContain(password)
    expect(await page.content()).not.toContain(password)
  })
}
