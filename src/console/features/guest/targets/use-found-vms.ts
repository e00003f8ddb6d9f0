import { useDeferredValue, useMemo } from 'react'
import type { VmRow } from '../../../../contract/inventory.ts'
import { compile } from '../../../../contract/search/compile.ts'
import { explain } from '../../../../contract/search/explain.ts'
import { vmFields } from '../../../../contract/search/machine-fields.ts'
import { readSearch } from '../../../../contract/search/search.ts'
import { currentInventory, useInventoryList } from '../../../client/inventory.ts'
import { currentSystems } from '../../../client/systems.ts'
import { useNow } from '../../../ui/use-now.ts'

interface FoundVms {
  rows: readonly VmRow[]
  /** What the text looks for, as a sentence; the empty text where it looks for nothing. */
  words: string
  error?: string
}

const nothing: FoundVms = { rows: [], words: '' }

/** VMs that a text of the inventory's search language finds. */
export function useFoundVms(text: string): FoundVms {
  const wanted = useDeferredValue(text)
  const now = useNow(60_000)
  const vms = useInventoryList((inventory) => inventory.rows('vm'))
  return useMemo(() => {
    if (wanted.trim() === '') return nothing
    const read = readSearch(wanted, vmFields, now)
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
    return { rows: vms.filter(test), words: explain(read.ast, vmFields, now) }
  }, [wanted, vms, now])
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
