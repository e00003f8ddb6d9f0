import type { CloneInventory } from './clone-inventory.ts'
import { findByName, type NamedPlace } from './find-by-name.ts'
import { ipv4Number, maskOf } from './ipv4.ts'
import type { CloneCopy } from './order.ts'
import { columnTitles, guessColumns, headerOf, type PasteColumn } from './paste-columns.ts'
import type { PlacementField } from './place.ts'
import { separatedCells } from './separated-text.ts'

/** A cell that became nothing, or is to be looked at. */
export interface PasteFinding {
  /** Line of the pasted text, from 1. */
  line: number
  /** Index in `copies`; absent for what belongs to no copy. */
  copy?: number
  /** Title of the column, as pasted where it is not known. */
  column: string
  field?: PasteColumn
  /** What stood there. */
  cell: string
  message: string
}

export interface Pasted {
  /** As pasted: texts that are no address or legal name are kept for the form to mark. */
  copies: CloneCopy[]
  findings: PasteFinding[]
  /** Which column became what; `undefined` was not understood and is told in `findings`. */
  columns: (PasteColumn | undefined)[]
}

const mostCopies = 100

/** Copies from pasted rows; places are looked up by name, path or id. Nothing that was pasted is silently dropped. */
export function pasteCopies(text: string, inventory: CloneInventory): Pasted {
  const rows = separatedCells(text)
  const header = rows[0] === undefined ? undefined : headerOf(rows[0].cells)
  const titles = header === undefined ? [] : (rows[0]?.cells ?? [])
  const body = header === undefined ? rows : rows.slice(1)
  const columns = header ?? guessColumns(body.map(({ cells }) => cells))
  const findings: PasteFinding[] = []
  const copies: CloneCopy[] = []
  const seen = new Set<PasteColumn>()
  const used = columns.map((column) => {
    if (column === undefined || seen.has(column)) return undefined
    seen.add(column)
    return column
  })
  for (const { line, cells } of body) {
    if (copies.length >= mostCopies) {
      const message = `At most ${mostCopies} copies can be made at a time; this row was left out.`
      findings.push({ line, column: '', cell: cells.join(' '), message })
      continue
    }
    const index = copies.length
    const copy: CloneCopy = { name: '' }
    const named: NamedPlace[] = []
    for (const [column, cell] of cells.entries()) {
      if (cell === '') continue
      const field = used[column]
      const title = titles[column] || (field === undefined ? `Column ${column + 1}` : columnTitles[field])
      const note = (message: string) =>
        void findings.push({
          line,
          copy: index,
          column: title,
          ...(field === undefined ? {} : { field }),
          cell,
          message,
        })
      if (field === undefined)
        note(columns[column] === undefined ? 'This column is not known.' : 'This column is there twice.')
      else if (isPlace(field)) named.push({ field, cell, note })
      else setText(copy, field, cell)
    }
    const placement = findByName(inventory, named)
    if (Object.keys(placement).length > 0) copy.placement = placement
    copies.push(copy)
  }
  return { copies, findings, columns: used }
}

function isPlace(column: PasteColumn): column is PlacementField {
  return column.endsWith('Id')
}

function setText(copy: CloneCopy, field: Exclude<PasteColumn, PlacementField>, cell: string): void {
  if (field === 'address') {
    // `192.0.2.5/24` says the mask too.
    const [address = '', prefix] = cell.split('/')
    const mask = ipv4Number(address) === undefined ? undefined : maskOfText(prefix)
    if (mask === undefined) copy.address = cell
    else {
      copy.address = address
      copy.netmask ??= mask
    }
  } else if (field === 'netmask') copy.netmask = maskOfText(cell.replace(/^\//, '')) ?? cell
  else copy[field] = cell
}

function maskOfText(prefix: string | undefined): string | undefined {
  return prefix !== undefined && /^([1-9]|[12]\d|3[0-2])$/.test(prefix) ? maskOf(Number(prefix)) : undefined
}
