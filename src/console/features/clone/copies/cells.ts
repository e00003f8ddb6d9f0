import type { CloneDraft, DraftCopy } from '../wizard.ts'
import { mostCopies, withCopy, withOneMore } from './name-copies.ts'

/** Columns of the grid that hold text, in their order. */
export const textColumns = [
  { field: 'name', label: 'Name', share: '24%' },
  { field: 'hostName', label: 'Host name', share: '18%' },
  { field: 'address', label: 'IP address', share: '14%' },
  { field: 'netmask', label: 'Netmask', share: '14%' },
  { field: 'gateway', label: 'Gateway', share: '14%' },
] as const
export type TextField = (typeof textColumns)[number]['field']

/** A cell with another text. A typed name is no longer the pattern's. */
export function withCell(draft: CloneDraft, index: number, field: TextField, text: string): CloneDraft {
  return withCopy(draft, index, (copy) => withText(copy, field, text))
}

function withText(copy: DraftCopy, field: TextField, text: string): DraftCopy {
  if (field === 'name') return { ...copy, name: text, byHand: true }
  return { ...copy, [field]: text }
}

/** Cells put down from a cell on, as a spreadsheet does. Rows that are not there yet are made, up to the most there can be. */
export function withBlock(
  draft: CloneDraft,
  at: { row: number; column: number },
  block: readonly (readonly string[])[],
  source: string,
): { draft: CloneDraft; lost: number } {
  let next = draft
  let lost = 0
  for (const [line, cells] of block.entries()) {
    const row = at.row + line
    if (row >= mostCopies) {
      lost += cells.filter((cell) => cell !== '').length
      continue
    }
    if (row >= next.copies.length) next = withOneMore(next, source)
    for (const [offset, cell] of cells.entries()) {
      const field = textColumns[at.column + offset]?.field
      if (field !== undefined) next = withCell(next, row, field, cell.trim())
      else if (cell !== '') lost += 1
    }
  }
  return { draft: next, lost }
}

/** The cells below one filled from it: addresses count on, texts that end in a number too, others are the same. */
export function withFilledDown(draft: CloneDraft, row: number, field: TextField): CloneDraft {
  const from = draft.copies[row]?.[field] ?? ''
  const counts = field === 'name' || field === 'hostName' || field === 'address'
  return {
    ...draft,
    copies: draft.copies.map((copy, index) =>
      index <= row ? copy : withText(copy, field, counts ? counted(from, index - row, field) : from),
    ),
  }
}

function counted(from: string, by: number, field: TextField): string {
  if (from === '') return ''
  if (field === 'address') return addressAfter(from, by) ?? from
  const found = /^(.*?)(\d+)(\D*)$/.exec(from)
  if (found === null) return from
  const [, before = '', digits = '', after = ''] = found
  return `${before}${String(Number(digits) + by).padStart(digits.length, '0')}${after}`
}

/** The IPv4 address so many further; `undefined` when there is none, or `from` is no address. */
export function addressAfter(from: string, by: number): string | undefined {
  const parts = from.trim().split('.')
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256))
    return undefined
  const value = parts.reduce((sum, part) => sum * 256 + Number(part), 0) + by
  if (value < 0 || value >= 2 ** 32) return undefined
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.')
}
