import { Anchor, Button, Text, Title } from '@mantine/core'
import { type ReactNode, useId, useState } from 'react'
import { Link } from 'react-router'
import { keyOf } from '../../../contract/inventory.ts'
import type { SystemState } from '../../../contract/system.ts'
import { objectPath } from '../../client/links.ts'
import { conditionOf } from '../../client/system-condition.ts'
import { ErrorIcon, KindIcon, SystemsIcon, WarningIcon } from '../../ui/icons.tsx'
import { StatusText } from '../../ui/status-dot.tsx'
import { useNow } from '../../ui/use-now.ts'
import type { AttentionItem } from './attention.ts'
import classes from './overview.module.css'

const few = 8
const many = 200

/** What needs the admin, worst first: systems that cannot be followed, then objects. */
export function AttentionPanel(props: {
  items: readonly AttentionItem[]
  systems: readonly SystemState[]
  /** Not all objects of all signed-in systems are known yet. */
  loading: boolean
}): ReactNode {
  const { items, systems, loading } = props
  const heading = useId()
  const [all, setAll] = useState(false)
  const now = useNow(5000)
  const troubled = systems
    .map((system) => ({ system, ...conditionOf(system, now) }))
    .filter(({ tone }) => tone === 'error' || tone === 'warning')
    .toSorted((a, b) => Number(b.tone === 'error') - Number(a.tone === 'error'))
  const nameOf = new Map(systems.map(({ id, name }) => [id, name]))
  const shown = items.slice(0, all ? many : few)
  const total = items.length + troubled.length
  const errors =
    items.filter(({ severity }) => severity === 'error').length +
    troubled.filter(({ tone }) => tone === 'error').length
  return (
    <section className={classes.panel} aria-labelledby={heading}>
      <div className={classes.panelHead}>
        <Title order={2} size="h5" id={heading}>
          Needs attention
        </Title>
        <Text size="sm" c="dimmed">
          {total === 0
            ? ''
            : `${errors.toLocaleString('en')} urgent, ${(total - errors).toLocaleString('en')} more`}
        </Text>
      </div>
      {total === 0 ? (
        <Text size="sm">
          {loading ? (
            <StatusText tone="busy">Nothing so far; not every system is read yet.</StatusText>
          ) : (
            <StatusText tone="ok">Nothing does, as far as the signed-in systems tell.</StatusText>
          )}
        </Text>
      ) : (
        <ul className={classes.attention}>
          {troubled.map(({ system, text, detail, tone }) => (
            <li key={system.id}>
              {tone === 'error' ? <ErrorMark /> : <WarningMark />}
              <span className={classes.object}>
                <SystemsIcon size={14} />
                <Anchor component={Link} to={`/systems#${encodeURIComponent(system.id)}`} inherit>
                  {system.name}
                </Anchor>
              </span>
              <span className={classes.reasons}>
                {text}. {detail}
              </span>
            </li>
          ))}
          {shown.map(({ row, severity, reasons }) => (
            <li key={`${row.kind} ${keyOf(row)}`}>
              {severity === 'error' ? <ErrorMark /> : <WarningMark />}
              <span className={classes.object}>
                <KindIcon kind={row.kind} size={14} />
                <span>
                  <Anchor component={Link} to={objectPath(row)} inherit>
                    {row.name}
                  </Anchor>{' '}
                  <span className={classes.statLabel}>{nameOf.get(row.system) ?? row.system}</span>
                </span>
              </span>
              <span className={classes.reasons}>{reasons.join(' · ')}</span>
            </li>
          ))}
        </ul>
      )}
      {items.length <= few ? null : (
        <Button size="compact-sm" variant="subtle" mt="xs" onClick={() => setAll(!all)} aria-expanded={all}>
          {all
            ? 'Show the most urgent'
            : `Show ${items.length > many ? `the first ${many}` : 'all'} of ${items.length.toLocaleString('en')}`}
        </Button>
      )}
    </section>
  )
}

function ErrorMark(): ReactNode {
  return (
    <span className={classes.errorMark} role="img" aria-label="Urgent">
      <ErrorIcon size={14} />
    </span>
  )
}

function WarningMark(): ReactNode {
  return (
    <span className={classes.warningMark} role="img" aria-label="Warning">
      <WarningIcon size={14} />
    </span>
  )
}
