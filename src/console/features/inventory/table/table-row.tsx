// Rows are placed one by one, which the layout of HTML tables does not allow.
// biome-ignore-all lint/a11y/useSemanticElements: see above
// biome-ignore-all lint/a11y/useFocusableInteractive: the controls in a row take the focus
import { memo, type ReactNode } from 'react'
import type { SearchLookup } from '../../../../contract/search/fields.ts'
import { RowActionsButton } from '../../../actions/action-buttons.tsx'
import type { Column } from '../columns/column.ts'
import type { TabRow } from '../tabs.ts'
import classes from './table.module.css'

interface TableRowProps {
  row: TabRow
  rowKey: string
  index: number
  /** Pixels, where it does not simply follow the row before it. */
  top: number | undefined
  /** Those in sight, each with its place among all that are shown. */
  columns: readonly PlacedCell[]
  lookup: SearchLookup
  selected: boolean
  /** The one row that the tab key reaches. */
  active: boolean
  onSelect(row: TabRow, on: boolean, range: boolean): void
}

export interface PlacedCell {
  column: Column<TabRow>
  position: number
}

/** One row. It renders again only when something it shows has changed. */
export const TableRow = memo(function TableRow(props: TableRowProps): ReactNode {
  const { row, rowKey, index, top, columns, lookup, selected, active, onSelect } = props
  return (
    <div
      role="row"
      className={top === undefined ? classes.row : `${classes.row} ${classes.away}`}
      style={top === undefined ? undefined : { top }}
      aria-rowindex={index + 2}
      data-row={rowKey}
      data-active={active ? '' : undefined}
      data-selected={selected ? '' : undefined}
    >
      <div role="cell" className={classes.check} aria-colindex={1}>
        <label>
          <input
            type="checkbox"
            aria-label={`Select ${row.name}`}
            tabIndex={active ? 0 : -1}
            checked={selected}
            onChange={(event) => {
              // React gives the click behind a change of a checkbox.
              const { shiftKey } = event.nativeEvent as MouseEvent
              onSelect(row, event.currentTarget.checked, shiftKey === true)
            }}
          />
        </label>
      </div>
      {columns.map(({ column, position }, place) => {
        const content = column.render(row, lookup)
        return (
          <div
            key={column.id}
            role="cell"
            className={column.align === 'end' ? `${classes.cell} ${classes.end}` : classes.cell}
            aria-colindex={position + 2}
            // Cells out of sight are left out; the first one after them keeps its place, the others follow it.
            style={place > 0 && columns[place - 1]?.position !== position - 1 ? placeOf(position) : undefined}
            // A text that is cut off can be read in full.
            title={typeof content === 'string' ? content : undefined}
          >
            {content}
          </div>
        )
      })}
      {row.kind === 'vm' || row.kind === 'template' ? (
        <div role="cell" className={classes.actions}>
          <RowActionsButton row={row} tabIndex={active ? 0 : -1} />
        </div>
      ) : null}
    </div>
  )
})

const styles: { gridColumnStart: number }[] = []

function placeOf(position: number): { gridColumnStart: number } {
  const style = styles[position] ?? { gridColumnStart: position + 2 }
  styles[position] = style
  return style
}
