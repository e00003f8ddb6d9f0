import { Table } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { severityWords } from '../../../ui/severity-text.tsx'
import { stretchWords } from './axis.ts'
import { severities, totalOf } from './bars.ts'
import classes from './histogram.module.css'
import type { Summary } from './summary.ts'

/** The numbers of the histogram as a table: bars in which something stands, newest first. */
export function CountsTable(props: {
  summary: Summary
  utc: boolean
  systemName: (id: string) => string
}): ReactNode {
  const [open, setOpen] = useState(false)
  return (
    <details className={classes.table} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>As a table</summary>
      {open ? <Rows {...props} /> : null}
    </details>
  )
}

function Rows({
  summary,
  utc,
  systemName,
}: {
  summary: Summary
  utc: boolean
  systemName: (id: string) => string
}): ReactNode {
  const { all, bySystem } = summary
  const many = bySystem.length > 1
  const rows = all.map((bar, place) => ({ bar, place })).filter(({ bar }) => totalOf(bar) > 0)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.scroll} aria-label="Counts, scrollable" tabIndex={0}>
      <Table verticalSpacing={2} horizontalSpacing="sm" fz="sm" stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Time</Table.Th>
            <Table.Th ta="right">All</Table.Th>
            {severities.map((severity) => (
              <Table.Th key={severity} ta="right">
                {severityWords[severity]}
              </Table.Th>
            ))}
            {many
              ? bySystem.map(({ system }) => (
                  <Table.Th key={system} ta="right">
                    {systemName(system)}
                  </Table.Th>
                ))
              : null}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.toReversed().map(({ bar, place }) => (
            <Table.Tr key={bar.at}>
              <Table.Th scope="row" fw="normal" className={classes.time}>
                {stretchWords(bar.at, bar.until, utc)}
              </Table.Th>
              <Table.Td ta="right">{totalOf(bar).toLocaleString('en')}</Table.Td>
              {severities.map((severity) => (
                <Table.Td key={severity} ta="right">
                  {bar[severity].toLocaleString('en')}
                </Table.Td>
              ))}
              {many
                ? bySystem.map(({ system, bars }) => {
                    const one = bars[place]
                    return (
                      <Table.Td key={system} ta="right">
                        {(one === undefined ? 0 : totalOf(one)).toLocaleString('en')}
                      </Table.Td>
                    )
                  })
                : null}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {rows.length === 0 ? <p className={classes.note}>Nothing is counted in this range.</p> : null}
    </section>
  )
}
