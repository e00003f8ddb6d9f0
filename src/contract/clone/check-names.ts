import type { FolderRow, InventoryRow } from '../inventory.ts'
import type { CloneInventory } from './clone-inventory.ts'
import { followsVsphere } from './family.ts'
import type { CloneOptions } from './options.ts'
import type { CloneOrder } from './order.ts'
import { settledPlace, sourceRow } from './place.ts'
import type { CloneFinding } from './plan.ts'

/** Where a name must be the only one. */
interface Scope {
  /** Id of the folder or data center; absent when it is not known. */
  id?: string | undefined
  name: string
}

/** The scope of every copy. */
function scopesOf(order: CloneOrder, inventory: CloneInventory, vsphere: boolean): Scope[] {
  const source = sourceRow(inventory, order)
  const made = new Map<CloneOrder['placement'] | undefined, Scope>()
  return order.copies.map(({ placement }) => {
    const known = made.get(placement)
    if (known !== undefined) return known
    const { folder, cluster } = settledPlace(inventory, { ...order.placement, ...placement }, source)
    const center = cluster?.datacenterId ?? source?.datacenterId
    const scope = vsphere
      ? { id: folder?.id, name: folder === undefined ? 'its folder' : folderName(folder, inventory) }
      : { id: center, name: `data center ${inventory.get(center ?? '')?.name ?? ''}`.trim() }
    made.set(placement, scope)
    return scope
  })
}

function folderName(folder: FolderRow, inventory: CloneInventory): string {
  const center = inventory.get(folder.datacenterId ?? '')
  return folder.root && center !== undefined ? `the top folder of ${center.name}` : `folder ${folder.name}`
}

function nameFindings(name: string, { nameRule }: CloneOptions, vsphere: boolean): string[] {
  const found: string[] = []
  if (name.length > nameRule.maxLength)
    found.push(`${name.length} characters; at most ${nameRule.maxLength} are allowed.`)
  if (regexOf(nameRule.pattern)?.test(name) === false) found.push(nameRule.hint)
  // Source: `CloneVM_Task`, name: percent, slash and backslash are sent escaped, three characters for one.
  const escaped = vsphere ? name.length + 2 * (name.match(/[%/\\]/g)?.length ?? 0) : name.length
  if (found.length === 0 && escaped > nameRule.maxLength)
    found.push(`%, / and \\ are sent as three characters each: ${escaped} of ${nameRule.maxLength}.`)
  return found
}

const regexes = new Map<string, RegExp | undefined>()

function regexOf(pattern: string): RegExp | undefined {
  if (regexes.has(pattern)) return regexes.get(pattern)
  let regex: RegExp | undefined
  try {
    regex = new RegExp(`^(?:${pattern})$`, 'u')
  } catch {
    // A rule that cannot be read rules nothing out; the system itself will.
  }
  regexes.set(pattern, regex)
  return regex
}

/** Rows with one of these names, letter case aside; names in lower case. */
function namesakes(
  inventory: CloneInventory,
  wanted: ReadonlySet<string>,
  vsphere: boolean,
  template: boolean,
): Map<string, InventoryRow[]> {
  const lengths = new Set([...wanted].map(({ length }) => length))
  const found = new Map<string, InventoryRow[]>()
  const look = (rows: readonly InventoryRow[]) => {
    for (const row of rows) {
      // Most names have another length already; lower case costs more.
      if (!lengths.has(row.name.length) || row.system !== inventory.system) continue
      const name = row.name.toLowerCase()
      if (!wanted.has(name)) continue
      const list = found.get(name)
      if (list === undefined) found.set(name, [row])
      else list.push(row)
    }
  }
  // An engine keeps names of VMs and of templates apart; in vSphere a template is a VM, and lies among folders.
  if (vsphere || !template) look(inventory.rows('vm'))
  if (vsphere || template) look(inventory.rows('template'))
  if (vsphere) look(inventory.rows('folder').filter(({ holds }) => holds === 'vm'))
  return found
}

/** The scope that an object of the inventory is named in. */
function scopeIdOf(row: InventoryRow, vsphere: boolean): string | undefined {
  if (vsphere) return 'folderId' in row ? row.folderId : undefined
  return 'datacenterId' in row ? row.datacenterId : undefined
}

const kindNames: Partial<Record<InventoryRow['kind'], string>> = {
  vm: 'A VM',
  template: 'A template',
  folder: 'A folder',
}

/**
 * What is wrong with the names of the copies: not legal, given twice, or taken upstream. Sources: `CloneVM_Task`
 * (`DuplicateName` within the folder; names differ by letter case there) and vCenter REST `already_exists`; engines refuse
 * a name that another VM (template) of the data center has.
 */
export function checkNames(
  order: CloneOrder,
  options: CloneOptions,
  inventory: CloneInventory,
): CloneFinding[] {
  const vsphere = followsVsphere(options)
  const scopes = scopesOf(order, inventory, vsphere)
  const lower = order.copies.map(({ name }) => name.trim().toLowerCase())
  const taken = namesakes(inventory, new Set(lower), vsphere, order.template)
  const first = new Map<string, number>()
  const findings: CloneFinding[] = []
  for (const [index, { name: typed }] of order.copies.entries()) {
    const name = typed.trim()
    const scope = scopes[index] ?? { name: '' }
    const note = (level: CloneFinding['level'], message: string) =>
      void findings.push({ level, step: 'copies', field: `copies.${index}.name`, message })
    if (name === '') {
      note('error', 'Enter a name.')
      continue
    }
    for (const message of nameFindings(name, options, vsphere)) note('error', message)
    const place = `${scope.id ?? ''}\n${name}`
    const twin = first.get(place)
    if (twin === undefined) first.set(place, index)
    else note('error', `Copy ${twin + 1} has this name already.`)
    for (const row of taken.get(lower[index] ?? '') ?? []) {
      const finding = collision(row, name, scope, vsphere)
      if (finding !== undefined) note(...finding)
    }
  }
  return findings
}

function collision(
  row: InventoryRow,
  name: string,
  scope: Scope,
  vsphere: boolean,
): [CloneFinding['level'], string] | undefined {
  const who = kindNames[row.kind] ?? 'An object'
  const there = scope.id === undefined || scopeIdOf(row, vsphere) === scope.id
  const same = row.name === name
  // What an admin calls a folder is refused by some releases only.
  if (there && same)
    return [row.kind === 'folder' ? 'warning' : 'error', `${who} of this name is in ${scope.name} already.`]
  if (there) return ['warning', `${who} in ${scope.name} is called ${row.name}; only letter case differs.`]
  if (!same || row.kind === 'folder') return undefined
  return vsphere
    ? ['info', `${who} in another folder has this name too.`]
    : [
        'warning',
        `${who} in another data center has this name; engines may want names to be unique everywhere.`,
      ]
}
