import { allVerbs, verbs } from '../../../contract/actions/verbs.ts'
import { type InventoryRow, keyOf, type TemplateRow, type VmRow } from '../../../contract/inventory.ts'
import type { SystemState } from '../../../contract/system.ts'
import { cloneOffer, clonePath } from '../../actions/clone-offer.ts'
import { guestOffer, guestPathOf } from '../../actions/guest-offer.ts'
import { type Offer, offerOf, offersOf } from '../../actions/offers.ts'
import { requestAction } from '../../actions/request.ts'
import { CopyIcon, PowerOnIcon } from '../../ui/icons.tsx'
import type { PaletteEntry } from './entries.tsx'

type Machine = VmRow | TemplateRow

/** So many machines are offered for one verb. */
const mostMachines = 6

/** What a query asks to be done: a verb before the name that is looked for; `undefined` where it names no verb. */
export function verbOfQuery(query: string): { verb: Offer['verb']; name: string } | undefined {
  const wanted = query.trimStart().toLowerCase()
  // The longest title counts: `Snapshot` must not take what `Snapshot all` is for.
  const verb = allVerbs
    .filter((each) => wanted.startsWith(`${verbs[each].title.toLowerCase()} `))
    .toSorted((a, b) => verbs[b].title.length - verbs[a].title.length)[0]
  if (verb === undefined) return undefined
  const name = query.trimStart().slice(verbs[verb].title.length).trim()
  return name === '' ? undefined : { verb, name }
}

/**
 * `Power on web01`: for a verb and a part of a name, that verb for the machines that are found; for a name alone, all that
 * its machine allows now.
 */
export function actionEntries(options: {
  query: string
  systems: readonly SystemState[]
  /** What was found for the query as it is. */
  found: readonly InventoryRow[]
  find: (name: string) => readonly InventoryRow[]
}): PaletteEntry[] {
  const { query, systems, found, find } = options
  const systemOf = (row: InventoryRow) => systems.find(({ id }) => id === row.system)
  const asked = verbOfQuery(query)
  if (asked !== undefined) {
    return find(asked.name)
      .filter(isMachine)
      .slice(0, mostMachines)
      .flatMap((machine) => {
        const system = systemOf(machine)
        const offer = system === undefined ? undefined : offerOf(asked.verb, machine, system)
        return offer === undefined || system === undefined ? [] : [entryOf(offer, machine, system)]
      })
  }
  const copied = cloneOfQuery(query)
  if (copied !== undefined) {
    return find(copied)
      .filter(isMachine)
      .slice(0, mostMachines)
      .flatMap((machine) => cloneEntry(machine, systemOf(machine)) ?? [])
  }
  const name = query.trim().toLowerCase()
  if (name === '') return []
  return found
    .filter(isMachine)
    .filter((machine) => machine.name.toLowerCase() === name)
    .flatMap((machine) => {
      const system = systemOf(machine)
      if (system === undefined) return []
      const clone = cloneOffer(system) === true ? cloneEntry(machine, system) : undefined
      return [
        ...offersOf(machine, system)
          .filter(({ allowed }) => allowed === true)
          .map((offer) => entryOf(offer, machine, system)),
        ...(clone === undefined ? [] : [clone]),
        ...(guestOffer(machine, system) === true ? [guestEntry(machine, system)] : []),
      ]
    })
}

/** The name that is to be looked for after `clone`. */
function cloneOfQuery(query: string): string | undefined {
  const name = /^\s*clone…?\s+(.*)$/i.exec(query)?.[1]?.trim()
  return name === '' ? undefined : name
}

function cloneEntry(machine: Machine, system: SystemState | undefined): PaletteEntry | undefined {
  const allowed = system === undefined ? undefined : cloneOffer(system)
  if (system === undefined || allowed === undefined) return undefined
  const line = { key: `clone:${keyOf(machine)}`, label: `Clone… ${machine.name}`, icon: <CopyIcon /> }
  if (allowed !== true) return { ...line, hint: allowed, refused: true }
  return { ...line, hint: system.name, to: clonePath(machine) }
}

function guestEntry(machine: Machine, system: SystemState): PaletteEntry {
  return {
    key: `guest:${keyOf(machine)}`,
    label: `Run in guests… ${machine.name}`,
    icon: <PowerOnIcon />,
    hint: system.name,
    to: guestPathOf(machine),
  }
}

function entryOf(offer: Offer, machine: Machine, system: SystemState): PaletteEntry {
  const { kind, id, name } = machine
  const { verb, title, allowed } = offer
  const line = { key: `action:${verb}:${keyOf(machine)}`, label: `${title} ${name}`, icon: <PowerOnIcon /> }
  if (allowed !== true) return { ...line, hint: allowed, refused: true }
  return {
    ...line,
    hint: system.name,
    run: () => requestAction({ verb, targets: [{ kind, system: system.id, id, name }] }),
  }
}

function isMachine(row: InventoryRow): row is Machine {
  return row.kind === 'vm' || row.kind === 'template'
}
