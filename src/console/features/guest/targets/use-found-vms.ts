import { useEffect, useState } from 'react'
import type { VmRow } from '../../../../contract/inventory.ts'
import { compile } from '../../../../contract/search/compile.ts'
import { explain } from '../../../../contract/search/explain.ts'
import { vmFields } from '../../../../contract/search/machine-fields.ts'
import { readSearch } from '../../../../contract/search/search.ts'
import { currentInventory, onInventoryChange } from '../../../client/inventory.ts'
import { currentSystems } from '../../../client/systems.ts'

interface FoundVms {
  rows: readonly VmRow[]
  /** What the text looks for, as a sentence; the empty text where it looks for nothing. */
  words: string
  error?: string
}

const nothing: FoundVms = { rows: [], words: '' }
/** How long after a key, and after a change of the inventory, the rows are looked through, ms. */
const soon = 120
const later = 2_000

/** VMs that a text of the inventory's search language finds. */
export function useFoundVms(text: string): FoundVms {
  const [found, setFound] = useState(nothing)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      timer = undefined
      setFound(findVms(text))
    }
    timer = setTimeout(look, soon)
    // Rows may change many times a second; what is found is no live table.
    const stop = onInventoryChange(() => {
      if (text.trim() !== '') timer ??= setTimeout(look, later)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [text])
  return text.trim() === '' ? nothing : found
}

/** Looks through the VMs as they are now. */
export function findVms(text: string): FoundVms {
  if (text.trim() === '') return nothing
  const now = Date.now()
  const read = readSearch(text, vmFields, now)
  if (read.errors !== undefined)
    return { rows: [], words: '', error: read.errors[0]?.message ?? 'Not understood.' }
  const test = compile(read.ast, vmFields, {
    nameOf: (system, id) => currentInventory().nameOf(system, id),
    systemName: (system) => currentSystems().find(({ id }) => id === system)?.name ?? system,
    folderPath: folderPathOf,
    countVms: () => 0,
    countHosts: () => 0,
    now,
  })
  return { rows: currentInventory().rows('vm').filter(test), words: explain(read.ast, vmFields, now) }
}

function folderPathOf(system: string, id: string): string | undefined {
  const inventory = currentInventory()
  const names: string[] = []
  let at: string | undefined = id
  // Folders never nest this deep; one that holds itself must not hang the page.
  for (let depth = 0; at !== undefined && depth < 32; depth += 1) {
    const row = inventory.row(system, at)
    if (row?.kind !== 'folder') break
    if (!row.root) names.unshift(row.name)
    at = row.folderId
  }
  return names.length === 0 ? undefined : names.join('/')
}
