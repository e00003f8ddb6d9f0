import type { ReactNode } from 'react'
import { csvTime } from '../../../../contract/csv.ts'
import type { InventoryKind } from '../../../../contract/inventory.ts'
import type { SearchLookup } from '../../../../contract/search/fields.ts'
import { formatBytes, formatDuration } from '../../../../contract/units.ts'
import { objectPath } from '../../../client/links.ts'
import { useNow } from '../../../ui/use-now.ts'
import { ObjectLink } from '../table/object-link.tsx'
import classes from '../table/table.module.css'
import type { Column } from './column.ts'

interface Place {
  system: string
}

interface Options {
  hidden?: true
}

/** Stands where a value is unknown or does not apply. */
export const nothing = (
  <span className={classes.nothing} aria-hidden="true">
    –
  </span>
)

/** A text as it is. */
export function textColumn<R>(
  id: string,
  label: string,
  width: number,
  read: (row: R, lookup: SearchLookup) => string | undefined,
  options: Options = {},
): Column<R> {
  return {
    id,
    label,
    width,
    ...options,
    sort: (row, lookup) => read(row, lookup) || undefined,
    csv: { header: label, value: read },
    render: (row, lookup) => read(row, lookup) || nothing,
  }
}

/** Several texts in one cell; all of them as a hint and in the export. */
export function textsColumn<R>(
  id: string,
  label: string,
  width: number,
  read: (row: R, lookup: SearchLookup) => readonly string[] | undefined,
  options: Options = {},
): Column<R> {
  return textColumn(id, label, width, (row, lookup) => read(row, lookup)?.join(', '), options)
}

/** A plain number. */
export function countColumn<R>(
  id: string,
  label: string,
  width: number,
  read: (row: R, lookup: SearchLookup) => number | undefined,
  options: Options = {},
): Column<R> {
  return {
    id,
    label,
    width,
    align: 'end',
    ...options,
    sort: read,
    csv: { header: label, value: read },
    render: (row, lookup) => read(row, lookup)?.toLocaleString('en') ?? nothing,
  }
}

/** A size; the export has bytes. */
export function bytesColumn<R>(
  id: string,
  label: string,
  width: number,
  read: (row: R) => number | undefined,
  options: Options = {},
): Column<R> {
  return {
    id,
    label,
    width,
    align: 'end',
    ...options,
    sort: read,
    csv: { header: `${label} (bytes)`, value: read },
    render: (row) => (read(row) === undefined ? nothing : formatBytes(read(row))),
  }
}

/** Yes, no or unknown. */
export function flagColumn<R>(
  id: string,
  label: string,
  width: number,
  read: (row: R) => boolean | undefined,
  options: Options = {},
): Column<R> {
  const words = (row: R) => {
    const value = read(row)
    return value === undefined ? undefined : value ? 'Yes' : 'No'
  }
  return textColumn(id, label, width, words, options)
}

/** The name of another object, linked to its page; its id while the name is unknown. */
export function linkColumn<R extends Place>(
  id: string,
  label: string,
  width: number,
  kind: InventoryKind,
  read: (row: R) => string | undefined,
  options: Options = {},
): Column<R> {
  const name = (row: R, lookup: SearchLookup) => {
    const target = read(row)
    return target === undefined ? undefined : (lookup.nameOf(row.system, target) ?? target)
  }
  return {
    id,
    label,
    width,
    ...options,
    sort: name,
    csv: { header: label, value: name },
    render: (row, lookup) => {
      const target = read(row)
      if (target === undefined) return nothing
      return (
        <ObjectLink className={classes.link} to={objectPath({ kind, system: row.system, id: target })}>
          {name(row, lookup)}
        </ObjectLink>
      )
    },
  }
}

/** Names of other objects as text. */
export function namesColumn<R extends Place>(
  id: string,
  label: string,
  width: number,
  read: (row: R) => readonly string[] | undefined,
  options: Options = {},
): Column<R> {
  const names = (row: R, lookup: SearchLookup) =>
    read(row)?.map((target) => lookup.nameOf(row.system, target) ?? target)
  return textsColumn(id, label, width, names, options)
}

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

/** An instant, epoch ms, local; the export has ISO 8601. */
export function timeColumn<R>(
  id: string,
  label: string,
  width: number,
  read: (row: R) => number | undefined,
  options: Options = {},
): Column<R> {
  return {
    id,
    label,
    width,
    ...options,
    sort: read,
    csv: { header: label, value: (row) => csvTime(read(row)) },
    render: (row) => {
      const at = read(row)
      return at === undefined ? nothing : <time dateTime={new Date(at).toISOString()}>{day.format(at)}</time>
    },
  }
}

/** Time since a start (epoch ms), ticking; sorted by duration. */
export function uptimeColumn<R>(width: number, since: (row: R) => number | undefined): Column<R> {
  return {
    id: 'uptime',
    label: 'Uptime',
    width,
    align: 'end',
    hidden: true,
    // The longest uptime has the earliest start.
    sort: (row) => {
      const start = since(row)
      return start === undefined ? undefined : -start
    },
    csv: {
      header: 'Uptime (seconds)',
      value: (row, { now }) => {
        const start = since(row)
        return start === undefined ? undefined : Math.max(0, Math.round((now - start) / 1000))
      },
    },
    render: (row) => {
      const start = since(row)
      return start === undefined ? nothing : <Uptime since={start} />
    },
  }
}

function Uptime({ since }: { since: number }): ReactNode {
  return formatDuration(useNow(30_000) - since)
}
