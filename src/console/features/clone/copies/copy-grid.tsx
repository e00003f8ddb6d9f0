import { Text } from '@mantine/core'
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useDeferredValue,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { CloneFinding } from '../../../../contract/clone/plan.ts'
import classes from '../clone.module.css'
import type { DraftCopy } from '../wizard.ts'
import { textColumns } from './cells.ts'
import { CopyRow, type RowHandlers } from './copy-row.tsx'
import { gridMove } from './grid-keys.ts'

/** Text columns, the placement, and the button that takes the copy out. */
const columns = textColumns.length + 2

export interface CellPlace {
  row: number
  column: number
}

interface GridProps extends RowHandlers {
  copies: readonly DraftCopy[]
  findings: readonly CloneFinding[]
  /** Where a copy goes, in a few words. */
  placeWords: (copy: DraftCopy) => string
  onPaste: (text: string, at: CellPlace) => void
  onActive: (place: CellPlace) => void
}

/**
 * The copies as a sheet: every cell is a field. Arrows, Enter and Tab move; the focus selects all, so that typing replaces;
 * Escape gives Tab back to the page.
 */
export function CopyGrid(props: GridProps): ReactNode {
  const { copies, findings, placeWords, onPaste, onActive } = props
  // A pattern names all rows anew with each key: they follow when there is time for it.
  const settled = useDeferredValue(copies)
  const [active, setActive] = useState<CellPlace>({ row: 0, column: 0 })
  const [leaving, setLeaving] = useState(false)
  const table = useRef<HTMLTableElement>(null)
  const marks = useMemo(() => marksOf(findings), [findings])
  const { onText, onPlace, onRemove, onPatternName } = props
  const handlers = useMemo(
    () => ({ onText, onPlace, onRemove, onPatternName }),
    [onText, onPlace, onRemove, onPatternName],
  )
  // The active row may have been taken out.
  const row = Math.min(active.row, copies.length - 1)

  const onFocus = useCallback(
    (target: HTMLElement) => {
      const place = placeOf(target)
      if (place === undefined) return
      setLeaving(false)
      setActive(place)
      onActive(place)
      if (target instanceof HTMLInputElement) target.select()
    },
    [onActive],
  )

  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    const { target } = event
    // While an input method composes, its keys are its own.
    if (!(target instanceof HTMLElement) || event.nativeEvent.isComposing || event.altKey) return
    const place = placeOf(target)
    if (place === undefined) return
    if (event.key === 'Escape') {
      setLeaving(true)
      return
    }
    if (leaving && event.key === 'Tab') return
    // A button answers to Enter itself.
    if (target instanceof HTMLButtonElement && event.key === 'Enter') return
    if (event.key === 'F2' && target instanceof HTMLInputElement) {
      target.setSelectionRange(target.value.length, target.value.length)
      return
    }
    const modifiers = { shift: event.shiftKey, ctrl: event.ctrlKey || event.metaKey }
    if (modifiers.shift && event.key.startsWith('Arrow')) return
    const to = gridMove(event.key, modifiers, { ...place, rows: copies.length, columns, ...caretOf(target) })
    if (to === undefined) return
    event.preventDefault()
    cellAt(table.current, to)?.focus()
  }

  const onPasteText = (event: ClipboardEvent<HTMLTableElement>) => {
    const text = event.clipboardData.getData('text/plain')
    const place = event.target instanceof HTMLElement ? placeOf(event.target) : undefined
    // A single text is the field's own business.
    if (place === undefined || !/[\t\n]/.test(text.trimEnd())) return
    event.preventDefault()
    onPaste(text, place)
  }

  return (
    <div className={classes.gridFrame}>
      <table
        ref={table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells are moved through with arrow keys
        role="grid"
        className={classes.grid}
        aria-label="Copies to make"
        aria-describedby="copy-grid-keys"
        onFocus={({ target }) => onFocus(target)}
        onKeyDown={onKeyDown}
        onPaste={onPasteText}
      >
        <colgroup>
          <col style={{ width: '2.5rem' }} />
          {textColumns.map(({ field, share }) => (
            <col key={field} style={{ width: share }} />
          ))}
          <col style={{ width: '16%' }} />
          <col style={{ width: '2.25rem' }} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" className={classes.gridNumber}>
              #
            </th>
            {textColumns.map(({ field, label }) => (
              <th key={field} scope="col">
                {label}
              </th>
            ))}
            <th scope="col">Placement</th>
            <th scope="col">
              <span className={classes.hidden}>Take out</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {copies.map((now, index) => {
            // What is typed in is shown at once.
            const copy = index === row ? now : (settled[index] ?? now)
            return (
              <CopyRow
                // Copies have nothing else that stays the same while names are typed.
                // biome-ignore lint/suspicious/noArrayIndexKey: see above
                key={index}
                copy={copy}
                index={index}
                activeColumn={index === row ? active.column : undefined}
                alone={copies.length === 1}
                marks={marks.get(index) ?? ''}
                place={placeWords(copy)}
                handlers={handlers}
              />
            )
          })}
        </tbody>
      </table>
      <Text size="xs" c="dimmed" id="copy-grid-keys" px="xs" py={6}>
        Arrow keys, Enter and Tab move; typing replaces, F2 edits. Escape, then Tab leaves the grid. Cells can
        be pasted from a spreadsheet.
      </Text>
    </div>
  )
}

/** Per copy, as one text so that rows can tell whether theirs changed: field, level, message. */
function marksOf(findings: readonly CloneFinding[]): ReadonlyMap<number, string> {
  const lists = new Map<number, [string, string, string][]>()
  for (const { field, level, message } of findings) {
    const found = /^copies\.(\d+)\.(\w+)/.exec(field ?? '')
    if (found === null || level === 'info') continue
    const index = Number(found[1])
    const list = lists.get(index) ?? []
    list.push([found[2] ?? '', level, message])
    lists.set(index, list)
  }
  return new Map([...lists].map(([index, list]) => [index, JSON.stringify(list)]))
}

function placeOf(target: HTMLElement): CellPlace | undefined {
  const { row, column } = target.dataset
  return row === undefined || column === undefined ? undefined : { row: Number(row), column: Number(column) }
}

function cellAt(table: HTMLTableElement | null, { row, column }: CellPlace): HTMLElement | null {
  return table?.querySelector(`[data-row="${row}"][data-column="${column}"]`) ?? null
}

function caretOf(target: HTMLElement): { atStart: boolean; atEnd: boolean } {
  if (!(target instanceof HTMLInputElement)) return { atStart: true, atEnd: true }
  const { selectionStart, selectionEnd, value } = target
  const all = selectionStart === 0 && selectionEnd === value.length
  return {
    atStart: all || (selectionStart === 0 && selectionEnd === 0),
    atEnd: all || (selectionStart === value.length && selectionEnd === value.length),
  }
}
