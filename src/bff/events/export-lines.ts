import { type CsvColumn, csvHead, csvLines } from '../../contract/csv.ts'
import type { LogEvent } from '../../contract/events/event.ts'
import type { MergedLine, MissingLog } from './merged-log.ts'

/** How an export ended. */
export interface ExportEnd {
  events: number
  /** Nothing that fits is missing, but for gaps. */
  complete: boolean
  /** Entries at which it was cut. */
  limit?: number
}

export interface ExportNames {
  systemName(id: string): string
  /** What a system calls a kind of entry. */
  typeName(system: string, type: string): string | undefined
}

/** Writes an export in one format. */
export interface ExportWriter {
  contentType: string
  head: string
  lines(lines: readonly MergedLine[]): string
  end(end: ExportEnd): string
}

/** JSON Lines: entries with their `time`; `{"gap":…}` where a system failed; `{"end":…}` last. */
export function jsonLines(aheadMinutes: number): ExportWriter {
  const time = timeWriter(aheadMinutes)
  const line = (value: object) => `${JSON.stringify(value)}\n`
  return {
    contentType: 'application/x-ndjson; charset=utf-8',
    head: '',
    lines: (lines) =>
      lines
        .map((one) => line('event' in one ? { time: time(one.event.at), ...one.event } : { gap: one.gap }))
        .join(''),
    end: (end) => line({ end }),
  }
}

type CsvRow =
  | { event: LogEvent }
  | { note: { severity: string; message: string; at?: number; system: string } }

/** RFC 4180. Severity `gap` marks where a system failed, `limit` where the export was cut. */
export function csvFile(aheadMinutes: number, names: ExportNames): ExportWriter {
  const time = timeWriter(aheadMinutes)
  const of = (header: string, value: (event: LogEvent) => string | undefined): CsvColumn<CsvRow> => ({
    header,
    value: (row) => ('event' in row ? value(row.event) : undefined),
  })
  const columns: CsvColumn<CsvRow>[] = [
    {
      header: 'Time',
      value: (row) => {
        const at = 'event' in row ? row.event.at : row.note.at
        return at === undefined ? undefined : time(at)
      },
    },
    {
      header: 'System',
      value: (row) => names.systemName('event' in row ? row.event.system : row.note.system),
    },
    { header: 'Severity', value: (row) => ('event' in row ? row.event.severity : row.note.severity) },
    of('Type', ({ type }) => type),
    of('Type name', ({ system, type }) => names.typeName(system, type)),
    { header: 'Message', value: (row) => ('event' in row ? row.event.message : row.note.message) },
    of('User', ({ userName }) => userName),
    of('Objects', ({ objects }) => objects.map(({ kind, name }) => `${kind} ${name}`).join('; ')),
    of('Operation', ({ chain }) => chain),
    of('Task', ({ task }) => task),
    of('Id', ({ id }) => id),
    of('Raw', ({ raw }) => raw),
  ]
  const rowOf = (line: MergedLine): CsvRow => ('event' in line ? line : { note: noteOf(line.gap) })
  return {
    contentType: 'text/csv; charset=utf-8',
    head: csvHead(columns),
    lines: (lines) => csvLines(lines.map(rowOf), columns),
    end: ({ limit }) => {
      if (limit === undefined) return ''
      const message = `The export was cut at ${limit} entries; older ones that fit are not in it.`
      return csvLines([{ note: { severity: 'limit', message, system: '' } }], columns)
    },
  }
}

function noteOf({ system, until, fault }: MissingLog) {
  const { message } = fault
  return until === undefined
    ? { system, severity: 'gap', message: `Nothing of this system could be read: ${message}` }
    : {
        system,
        severity: 'gap',
        at: until,
        message: `Nothing older of this system could be read: ${message}`,
      }
}

/** ISO 8601 with the offset of the zone. */
function timeWriter(aheadMinutes: number): (at: number) => string {
  if (aheadMinutes === 0) return (at) => instant(at)?.toISOString() ?? String(at)
  const total = Math.abs(aheadMinutes)
  const two = (value: number) => String(value).padStart(2, '0')
  const zone = `${aheadMinutes < 0 ? '-' : '+'}${two(Math.floor(total / 60))}:${two(total % 60)}`
  return (at) => {
    const local = instant(at + aheadMinutes * 60_000)?.toISOString()
    return local === undefined ? String(at) : `${local.slice(0, -1)}${zone}`
  }
}

/** Undefined out of the calendar. */
function instant(at: number): Date | undefined {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? undefined : date
}
