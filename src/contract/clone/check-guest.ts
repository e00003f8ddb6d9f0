import { type Note, notes } from './check-parts.ts'
import type { CloneInventory } from './clone-inventory.ts'
import type { Customization } from './customization.ts'
import type { CloneOptions } from './options.ts'
import type { CloneOrder } from './order.ts'
import { sourceRow } from './place.ts'
import type { CloneFinding } from './plan.ts'

type Family = 'linux' | 'windows'

/** For which guests each customization is; a stored specification says so itself, or not. */
function familyFor(customization: Customization, options: CloneOptions): Family | undefined {
  switch (customization.kind) {
    case 'linux':
    case 'cloud-init':
      return 'linux'
    case 'windows':
    case 'sysprep':
      return 'windows'
    case 'stored': {
      const { customizationSpecs: specs } = options
      const os = Array.isArray(specs)
        ? specs.find(({ name }) => name === customization.name)?.os?.toLowerCase()
        : undefined
      return os === 'linux' || os === 'windows' ? os : undefined
    }
    case 'none':
      return undefined
  }
}

const systems: Record<Family | 'other', string> = {
  linux: 'Linux',
  windows: 'Windows',
  other: 'another system',
}

/**
 * Whether the guest can be changed as asked. Sources: `CustomizationFault` and its kinds (`UncustomizableGuest`,
 * `NicSettingMismatch`, tools not installed); cloudbase-init serves Windows where engines send cloud-init, so that is a warning.
 */
export function checkGuest(
  order: CloneOrder,
  options: CloneOptions,
  inventory: CloneInventory,
): CloneFinding[] {
  const { findings, note } = notes()
  const { customization } = order
  if (customization.kind === 'none') {
    for (const [index, copy] of order.copies.entries())
      for (const field of ['hostName', 'address', 'netmask', 'gateway'] as const)
        if (copy[field])
          note(
            'warning',
            `copies.${index}.${field}`,
            'Not used: the guest is not customized.',
            'Choose a customization, or empty this field.',
          )
    return findings
  }
  if (order.template) note('warning', 'customization', 'Templates are not customized; this is passed over.')
  else checkFamily(order, options, inventory, note)
  checkAdapters(order, options, note)
  checkHostNames(order, options, note)
  return findings
}

function checkFamily(order: CloneOrder, options: CloneOptions, inventory: CloneInventory, note: Note): void {
  const { customization } = order
  const { customizationSpecs: specs } = options
  if (
    customization.kind === 'stored' &&
    Array.isArray(specs) &&
    !specs.some(({ name }) => name === customization.name)
  )
    note('error', 'customization.name', `There is no specification ${customization.name} any more.`)
  const wanted = familyFor(customization, options)
  const { family } = options.source
  if (wanted !== undefined && family === undefined)
    note('warning', 'customization.kind', 'Which guest the source has is not known.')
  else if (wanted !== undefined && family !== undefined && wanted !== family) {
    const level = customization.kind === 'cloud-init' ? 'warning' : 'error'
    note(
      level,
      customization.kind === 'stored' ? 'customization.name' : 'customization.kind',
      `This is for ${systems[wanted]}; the guest of the source is ${systems[family]}.`,
    )
  }
  const row = sourceRow(inventory, order)
  const byTools = ['linux', 'windows', 'stored'].includes(customization.kind)
  if (byTools && row?.kind === 'vm' && row.tools === 'not-installed')
    note(
      'warning',
      'customization',
      'The source has no VMware Tools; without them its guest cannot be customized.',
    )
  const atStart = customization.kind === 'cloud-init' || customization.kind === 'sysprep'
  if (atStart && !order.powerOn) note('info', 'powerOn', 'The guest is customized at its first start.')
}

function checkAdapters({ customization, nics }: CloneOrder, options: CloneOptions, note: Note): void {
  if (customization.kind !== 'linux' && customization.kind !== 'windows') return
  const cards = options.nics.filter(({ id }) => !nics.some((nic) => nic.id === id && nic.remove === true))
  const count = customization.adapters.length
  if (count > cards.length)
    note('error', 'customization.adapters', `Settings for ${count} cards; the copies have ${cards.length}.`)
  else if (count > 0 && count < cards.length)
    note(
      'warning',
      'customization.adapters',
      `Settings for ${count} of ${cards.length} cards.`,
      'The system may want settings for every card.',
    )
}

/** Text of a legal name of a host: labels of letters, digits and hyphens. */
const hostLabel = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i
const netBiosName = /^(?!\d+$)[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i

function checkHostNames({ copies, customization }: CloneOrder, options: CloneOptions, note: Note): void {
  const forAll = hostNameOf(customization)
  const windows = familyFor(customization, options) === 'windows'
  const first = new Map<string, number>()
  for (const [index, copy] of copies.entries()) {
    const at = `copies.${index}.hostName`
    const said = copy.hostName || forAll
    // A stored specification has rules of its own for names.
    if (!said && customization.kind === 'stored') continue
    const name = said || copy.name.trim()
    const why = windows ? netBiosFault(name) : hostLabel.test(name) ? undefined : 'is no legal host name'
    if (why !== undefined && copy.hostName) note('error', at, `${name} ${why}.`)
    else if (why !== undefined && !said && name !== '')
      note('warning', at, `The host name would be ${name}, which ${why}.`, 'Enter a host name.')
    const twin = first.get(name.toLowerCase())
    if (twin === undefined) first.set(name.toLowerCase(), index)
    else if (said)
      note(
        'warning',
        at,
        `Copy ${twin + 1} gets this host name too: ${name}.`,
        'Enter a host name for each copy.',
      )
  }
}

function netBiosFault(name: string): string | undefined {
  if (name.length > 15) return 'has more than 15 characters'
  return netBiosName.test(name) ? undefined : 'is no legal computer name'
}

function hostNameOf(customization: Customization): string | undefined {
  switch (customization.kind) {
    case 'linux':
    case 'windows':
      return customization.hostName
    case 'cloud-init':
    case 'sysprep':
      return customization.options.hostName
    default:
      return undefined
  }
}
