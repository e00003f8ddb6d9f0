import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import type { InventoryRow } from '../../src/contract/inventory.ts'
import { startGantry } from '../hosts/gantry-process.ts'
import { account, startVcsim, type Vcsim } from './vcsim.ts'

/** The console on a vCenter simulation that nobody here wrote, with 1,000 VMs. */
test.describe.configure({ mode: 'serial', timeout: 600_000 })

let vcsim: Vcsim
let gantry: Awaited<ReturnType<typeof startGantry>>
let folder: string
let page: Page

test.beforeAll(async ({ browser }) => {
  vcsim = await startVcsim()
  folder = await mkdtemp(join(tmpdir(), 'gantry-interop-'))
  const config = join(folder, 'gantry.json')
  const systems = [{ id: 'vcsim', name: 'vcsim', kind: 'vcenter', url: vcsim.url }]
  await writeFile(config, JSON.stringify({ systems }))
  gantry = await startGantry({ GANTRY_CONFIG: config })
  page = await browser.newPage()
})

test.afterAll(async () => {
  await page?.close()
  gantry?.server.kill('SIGTERM')
  await vcsim?.stop()
  await rm(folder, { recursive: true, force: true })
})

const card = () => page.getByRole('region', { name: 'vcsim', exact: true })

async function signIn(password: string): Promise<void> {
  await card().getByLabel('User name').fill(account.userName)
  await card().getByLabel('Password').fill(password)
  await card().getByRole('button', { name: 'Sign in' }).click()
}

test('refuses a wrong password and takes the right one', async () => {
  await page.goto(`${gantry.url}systems`)
  await signIn('wrong')
  await expect(card().getByLabel('Password')).toHaveAttribute('aria-invalid', 'true')
  await signIn(account.password)
  await expect(card().getByRole('button', { name: 'Sign out' })).toBeVisible()
})

test('shows every VM in the table', async () => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Inventory' }).click()
  await expect(page.getByRole('table', { name: 'Virtual machines' })).toHaveAttribute(
    'aria-rowcount',
    '1001',
    {
      timeout: 60_000,
    },
  )
})

test('knows every object that govc finds, under the right parent', async () => {
  const reply = await page.request.get(`${gantry.url}api/objects`)
  const { objects }: { objects: InventoryRow[] } = await reply.json()
  const byId = new Map(objects.map((row) => [row.id, row]))

  /** The inventory path of a row as govc writes it. */
  const pathOf = (row: InventoryRow): string => {
    const within = (id: string | undefined): string => {
      const parent = id === undefined ? undefined : byId.get(id)
      return parent === undefined ? '' : pathOf(parent)
    }
    switch (row.kind) {
      case 'host':
        // A stand-alone host stands in a compute resource of its own name.
        return row.clusterId === undefined
          ? `${within(row.folderId)}/${row.name}/${row.name}`
          : `${within(row.clusterId)}/${row.name}`
      case 'pool': {
        if (!row.root) return `${within(row.parentId)}/${row.name}`
        const host = row.hostId === undefined ? undefined : byId.get(row.hostId)
        const owner =
          host?.kind === 'host' && row.clusterId === undefined
            ? `${within(host.folderId)}/${host.name}`
            : within(row.clusterId)
        return `${owner}/${row.name}`
      }
      case 'folder':
        if (row.root && row.datacenterId === undefined) return ''
        return `${within(row.folderId ?? row.datacenterId)}/${row.name}`
      default:
        return `${within(row.folderId)}/${row.name}`
    }
  }

  const listed = (await vcsim.govc('find', '-i', '-l', '/')).trim().split('\n')
  const missing: string[] = []
  let compared = 0
  for (const line of listed) {
    const [, type = '', id = '', path = ''] = /^(\w+):(\S+)\s+(\/.*)$/.exec(line) ?? []
    // Compute resources of stand-alone hosts and switches are no objects of their own here.
    if (['ComputeResource', 'DistributedVirtualSwitch', 'VmwareDistributedVirtualSwitch'].includes(type))
      continue
    if (/DVUplinks/.test(path)) continue
    const row = byId.get(id)
    const found = row === undefined ? 'nothing' : pathOf(row)
    compared += 1
    if (found !== (path === '/' ? '' : path)) missing.push(`${type} ${id} ${path}: ${found}`)
  }
  expect(missing).toEqual([])
  expect(compared).toBeGreaterThan(1_050)
})

test('shows power changes of govc live', async () => {
  await page.getByRole('combobox', { name: 'Search inventory' }).fill('name:DC0_C0_RP1_VM99')
  const row = page.getByRole('table').getByRole('row').filter({ hasText: 'DC0_C0_RP1_VM99' })
  await expect(row.getByRole('cell', { name: 'On', exact: true })).toBeVisible()
  await vcsim.govc('vm.power', '-off', '/DC0/vm/DC0_C0_RP1_VM99')
  await expect(row.getByRole('cell', { name: 'Off', exact: true })).toBeVisible({ timeout: 10_000 })
  await vcsim.govc('vm.power', '-on', '/DC0/vm/DC0_C0_RP1_VM99')
  await expect(row.getByRole('cell', { name: 'On', exact: true })).toBeVisible({ timeout: 10_000 })
})

test('opens a VM with its disks, cards and host', async () => {
  await page.getByRole('link', { name: 'DC0_C0_RP1_VM99', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'DC0_C0_RP1_VM99' })).toBeVisible()
  await page.getByRole('tab', { name: /Disks/ }).click()
  await expect(page.getByRole('tabpanel')).toContainText(/GiB|KiB|MiB|B/)
})

test('says that a session ended upstream, and takes a new one', async () => {
  for (const line of (await vcsim.govc('session.ls', '-json')).matchAll(/"key":\s*"([^"]+)"/g)) {
    if (line[1] !== undefined) await vcsim.govc('session.rm', line[1]).catch(() => undefined)
  }
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Systems' }).click()
  await expect(card().getByLabel('Password')).toBeVisible({ timeout: 60_000 })
  await signIn(account.password)
  await expect(card().getByRole('button', { name: 'Sign out' })).toBeVisible()
})

test('survives a restart of the server behind it', async () => {
  await vcsim.restart()
  await expect(card().getByLabel('Password')).toBeVisible({ timeout: 120_000 })
  await signIn(account.password)
  await expect(card().getByRole('button', { name: 'Sign out' })).toBeVisible()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Inventory' }).click()
  await expect(page.getByRole('table', { name: 'Virtual machines' })).toHaveAttribute(
    'aria-rowcount',
    '1001',
    {
      timeout: 60_000,
    },
  )
})
