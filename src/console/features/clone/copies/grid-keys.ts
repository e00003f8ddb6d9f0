/** The cell that has the focus, and where the caret stands in it. */
export interface GridPlace {
  row: number
  column: number
  rows: number
  columns: number
  /** Nothing before the caret, or everything selected. */
  atStart: boolean
  /** Nothing after the caret, or everything selected. */
  atEnd: boolean
}

const page = 10

/** Where a key leads in a grid that is used like a spreadsheet; `undefined` leaves the key to the field or the browser. */
export function gridMove(
  key: string,
  { shift = false, ctrl = false }: { shift?: boolean; ctrl?: boolean },
  place: GridPlace,
): { row: number; column: number } | undefined {
  const { row, column, rows, columns, atStart, atEnd } = place
  const to = (newRow: number, newColumn: number) => {
    if (newRow < 0 || newRow >= rows || newColumn < 0 || newColumn >= columns) return undefined
    return { row: newRow, column: newColumn }
  }
  switch (key) {
    case 'ArrowUp':
      return to(ctrl ? 0 : row - 1, column)
    case 'ArrowDown':
      return to(ctrl ? rows - 1 : row + 1, column)
    case 'Enter':
      return to(shift ? row - 1 : row + 1, column)
    case 'ArrowLeft':
      return atStart ? to(row, column - 1) : undefined
    case 'ArrowRight':
      return atEnd ? to(row, column + 1) : undefined
    case 'PageUp':
      return to(Math.max(0, row - page), column)
    case 'PageDown':
      return to(Math.min(rows - 1, row + page), column)
    case 'Home':
      return ctrl ? to(0, 0) : undefined
    case 'End':
      return ctrl ? to(rows - 1, columns - 1) : undefined
    case 'Tab': {
      // On from the end of a row comes the next one; past the last cell the grid is left.
      const next = row * columns + column + (shift ? -1 : 1)
      return to(Math.floor(next / columns), ((next % columns) + columns) % columns)
    }
    default:
      return undefined
  }
}
