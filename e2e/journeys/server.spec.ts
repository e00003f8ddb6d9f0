import { demoAccount } from '../../src/simulators/world/options.ts'
import { expect, test } from '../fixtures.ts'

test.beforeEach(({ hostKind }) => {
  test.skip(hostKind !== 'server', 'the demo page has no server')
})

test('the page comes under a strict content security policy', async ({ host, request }) => {
  const reply = await request.get(host.url)
  const policy = reply.headers()['content-security-policy'] ?? ''
  const scripts = /script-src([^;]*)/.exec(policy)?.[1] ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(scripts).not.toContain('unsafe')
  expect(await reply.text()).not.toMatch(/<script(?![^>]*\ssrc=)/)
})

test('a mutation needs the header and the same origin', async ({ host, request }) => {
  const data = demoAccount
  const path = `${host.url}api/systems/vc-east/session`
  expect((await request.post(path, { data })).status()).toBe(403)
  const foreign = { 'x-gantry': '1', 'sec-fetch-site': 'cross-site' }
  expect((await request.post(path, { data, headers: foreign })).status()).toBe(403)
  const own = { 'x-gantry': '1', 'sec-fetch-site': 'same-origin' }
  const reply = await request.post(path, { data, headers: own })
  expect(reply.status()).toBe(200)
  const cookie = reply.headers()['set-cookie'] ?? ''
  expect(cookie).toMatch(/HttpOnly/i)
  expect(cookie).toMatch(/SameSite=Strict/i)
  expect(cookie).not.toContain(demoAccount.password)
})

test('the fixed names answer scripts', async ({ gantry, host, page }) => {
  await gantry.signInToAll()
  const get = (path: string) => page.request.get(`${host.url}${path}`, { maxRetries: 1 })
  expect((await get('healthz')).status()).toBe(200)
  const document = await (await get('api/openapi.json')).json()
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining([
      expect.stringContaining('/systems'),
      expect.stringContaining('/systems/{system}/session'),
      expect.stringContaining('/vms'),
      expect.stringContaining('/systems/{system}/vms/{vm}'),
      expect.stringContaining('/live'),
    ]),
  )
  const { systems } = await (await get('api/systems')).json()
  expect(systems).toHaveLength(4)
  const { vms, systems: states } = await (await get('api/vms')).json()
  expect(vms.length).toBeGreaterThan(100)
  expect(states).toHaveLength(4)
  const [vm] = vms
  const detail = await (await get(`api/systems/${vm.system}/vms/${vm.id}`)).json()
  expect(detail.vm.name).toBe(vm.name)
  expect((await get('api/systems/vc-east/vms/vm-0815')).status()).toBe(404)
})

test('no secret reaches storage or the address', async ({ gantry, page }) => {
  await gantry.signInByForm()
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
  )
  expect(kept).not.toContain(demoAccount.password)
  expect(page.url()).not.toContain(demoAccount.password)
})

test('a restart of the server is said and survived: no reload, no new sign-in, no typing lost', async ({
  gantry,
  host,
  page,
}) => {
  test.slow()
  await gantry.signInToAll()
  await gantry.go('Inventory')
  await gantry.expectAllVms()
  await gantry.search('power:on')
  await expect(page).toHaveURL(/power/)
  const rows = await gantry.table('Virtual machines').getAttribute('aria-rowcount')
  await host.server?.stop()
  const banner = page.getByRole('status').filter({ hasText: /since/i })
  await expect(banner.first()).toBeVisible({ timeout: 60_000 })
  await expect(gantry.table('Virtual machines')).toHaveAttribute('aria-rowcount', rows ?? '')
  await host.server?.start()
  await expect(banner).toHaveCount(0, { timeout: 60_000 })
  await expect(page.getByRole('combobox', { name: 'Search inventory' })).toHaveValue('power:on')
  await expect(gantry.table('Virtual machines').getByRole('row').nth(1)).toBeVisible()
})
