/**
 * Cells of a text that a spreadsheet copied or saved: rows by line, cells by tab, semicolon or comma, whichever the
 * first line has, in this order; quoted cells may hold all of these, and quotes doubled. Empty lines are left out.
 */
export function separatedCells(text: string): { line: number; cells: string[] }[] {
  const delimiter = delimiterOf(text)
  const rows: { line: number; cells: string[] }[] = []
  let cells: string[] = []
  let cell = ''
  let quoted = false
  let line = 1
  let startedAt = 1
  const endCell = () => {
    cells.push(cell.trim())
    cell = ''
  }
  const endRow = () => {
    endCell()
    if (cells.some((one) => one !== '')) rows.push({ line: startedAt, cells })
    cells = []
  }
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (char === '\n') line += 1
    if (quoted) {
      if (char !== '"') cell += char
      else if (text.charAt(at + 1) === '"') {
        cell += '"'
        at += 1
      } else quoted = false
    } else if (char === '"' && cell.trim() === '') {
      quoted = true
      cell = ''
    } else if (char === delimiter) endCell()
    else if (char === '\n' || char === '\r') {
      // `\r\n` ends one row; the row between the two is empty and left out.
      endRow()
      startedAt = line
    } else cell += char
  }
  endRow()
  return rows
}

/** The delimiter of the first line that has any; a lone column has none. */
function delimiterOf(text: string): string | undefined {
  const found = new Set<string>()
  let quoted = false
  for (const char of text) {
    if (char === '"') quoted = !quoted
    else if (quoted) continue
    else if (char === '\n' && found.size > 0) break
    else if (char === '\t' || char === ';' || char === ',') found.add(char)
  }
  return ['\t', ';', ','].find((delimiter) => found.has(delimiter))
}
