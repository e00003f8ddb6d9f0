export type CsvValue = string | number | boolean | undefined

/** A column of the file. Numbers go raw, so the header names their unit. */
export interface CsvColumn<R> {
  header: string
  value(row: R): CsvValue
}

/** What opens the file: a byte order mark, without which spreadsheets misread UTF-8, and the headers. */
export function csvHead<R>(columns: readonly CsvColumn<R>[]): string {
  return `\uFEFF${columns.map(({ header }) => field(header)).join(',')}\r\n`
}

/**
 * Rows as lines of CSV after RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe in
 * front.
 */
export function csvLines<R>(rows: readonly R[], columns: readonly CsvColumn<R>[]): string {
  return rows.map((row) => `${columns.map(({ value }) => field(value(row))).join(',')}\r\n`).join('')
}

function field(value: CsvValue): string {
  if (value === undefined) return ''
  if (typeof value !== 'string') return String(value)
  const text = /^[=+\-@\t\r\n|%]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** An instant as spreadsheets and scripts read it. */
export function csvTime(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString()
}
