import type { ReactNode } from 'react'
import { type InventoryKind, type InventoryRow, keyOf } from '../../../contract/inventory.ts'
import type { SystemState } from '../../../contract/system.ts'
import { objectPath } from '../../client/links.ts'
import { KindIcon, SystemsIcon } from '../../ui/icons.tsx'
import type { PaletteCommand } from '../../ui/palette-command.ts'
import { filterByLabel } from './find.ts'

/** One line of the palette: leads to `to`, or does `run`; `refused` says in its hint why it does nothing now. */
export type PaletteEntry = { key: string; label: string; hint?: string; icon: ReactNode } & (
  | { to: string }
  | { run: () => void }
  | { refused: true }
)

export interface PaletteSources {
  /** What was found among the objects. */
  found: readonly InventoryRow[]
  query: string
  /** What can be done to machines that were found. */
  actions: readonly PaletteEntry[]
  pages: readonly { label: string; to: string; icon: ReactNode }[]
  systems: readonly SystemState[]
  commands: readonly PaletteCommand[]
}

const kindNames: Record<InventoryKind, string> = {
  vm: 'VM',
  template: 'Template',
  host: 'Host',
  cluster: 'Cluster',
  datastore: 'Datastore',
  network: 'Network',
  datacenter: 'Data center',
  folder: 'Folder',
  pool: 'Resource pool',
}

/** What the palette offers for a query, in groups; `entries` are all lines in order. */
export function paletteEntries(sources: PaletteSources): {
  groups: { label: string; entries: PaletteEntry[] }[]
  entries: PaletteEntry[]
} {
  const { found, query, systems } = sources
  const pages: PaletteEntry[] = sources.pages.map(({ label, to, icon }) => ({
    key: `page:${to}`,
    label,
    to,
    icon,
  }))
  const cards: PaletteEntry[] = systems.map((system) => ({
    key: `system:${system.id}`,
    label: system.name,
    hint: system.info?.product ?? system.address,
    to: `/systems#${encodeURIComponent(system.id)}`,
    icon: <SystemsIcon />,
  }))
  const commands: PaletteEntry[] = sources.commands.map(({ id, label, icon, run }) => ({
    key: `command:${id}`,
    label,
    icon,
    run,
  }))
  const systemNames = new Map(systems.map(({ id, name }) => [id, name]))
  const objects: PaletteEntry[] = found.map((row) => ({
    key: `${row.kind}:${keyOf(row)}`,
    label: row.name,
    hint: `${kindNames[row.kind]} · ${systemNames.get(row.system) ?? row.system}`,
    to: objectPath(row),
    icon: <KindIcon kind={row.kind} />,
  }))
  const blank = query.trim() === ''
  const groups = [
    { label: 'Pages', entries: blank ? pages : filterByLabel(pages, query) },
    { label: 'Systems', entries: blank ? cards : filterByLabel(cards, query) },
    { label: 'Objects', entries: objects },
    { label: 'Actions', entries: [...sources.actions] },
    { label: 'Commands', entries: blank ? commands : filterByLabel(commands, query) },
  ].filter(({ entries }) => entries.length > 0)
  return { groups, entries: groups.flatMap(({ entries }) => entries) }
}
