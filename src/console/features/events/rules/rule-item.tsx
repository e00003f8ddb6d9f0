import { Anchor, Badge, Button, Group, Switch, Text } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Link } from 'react-router'
import { formatDuration } from '../../../../contract/units.ts'
import { eventsHref } from '../../../client/links.ts'
import { Moment } from '../../../ui/moment.tsx'
import { SeverityText } from '../../../ui/severity-text.tsx'
import { useNow } from '../../../ui/use-now.ts'
import { FilterText } from './filter-text.tsx'
import type { FilterNames } from './filter-words.ts'
import type { Match, MatchRecord } from './ledger.ts'
import { refusalOf, usePermission } from './permission.ts'
import { putRule } from './rule-store.ts'
import classes from './rules.module.css'
import type { WatchRule } from './watch-rule.ts'

/** Further matches that are shown below the last one. */
const more = 9

export function RuleItem(props: {
  rule: WatchRule
  record: MatchRecord | undefined
  /** Matches that nobody had seen when the list was opened. */
  fresh: number
  names: FilterNames
  onEdit: () => void
  onDelete: () => void
}): ReactNode {
  const { rule, record, fresh, names, onEdit, onDelete } = props
  const deleteButton = useRef<HTMLButtonElement>(null)
  const [asks, setAsks] = useState(false)
  const [permission] = usePermission()
  const [last, ...older] = record?.latest ?? []
  const refusal = rule.notify ? refusalOf(permission) : undefined
  const ways = [rule.toast ? 'toast' : '', rule.notify ? 'browser notification' : ''].filter(
    (way) => way !== '',
  )
  return (
    <li className={classes.rule}>
      <Group justify="space-between" wrap="nowrap" align="start" gap="xs">
        <h3 className={classes.name}>
          {rule.name}{' '}
          {fresh === 0 ? null : (
            <Badge size="sm" variant="filled">
              {fresh.toLocaleString('en')} new
            </Badge>
          )}
        </h3>
        <Switch
          aria-label={`Watch for ${rule.name}`}
          checked={rule.on}
          onChange={(event) => putRule({ ...rule, on: event.currentTarget.checked })}
          onLabel="On"
          offLabel="Off"
          size="md"
        />
      </Group>
      <FilterText filter={rule.filter} names={names} />
      <Text size="xs" c="dimmed">
        Tells by {[...ways, 'count in the header'].join(', ')}.
      </Text>
      {refusal === undefined ? null : (
        <Text size="xs" mt={2}>
          {refusal}
        </Text>
      )}
      {last === undefined || record === undefined ? (
        <Text size="sm" mt={4}>
          Nothing has fitted yet.
        </Text>
      ) : (
        <>
          <Text size="sm" mt={4}>
            {record.total.toLocaleString('en')} fitted so far. The last one:
          </Text>
          <MatchLine match={last} names={names} />
          {older.length === 0 ? null : (
            <details className={classes.more}>
              <summary>Those before</summary>
              {older.slice(0, more).map((match) => (
                <MatchLine key={`${match.system}/${match.id}`} match={match} names={names} />
              ))}
              <Anchor component={Link} to={eventsHref({ ...rule.filter, range: '7d' })} size="sm">
                All of the last 7 days
              </Anchor>
            </details>
          )}
        </>
      )}
      {asks ? (
        <DeleteQuestion
          name={rule.name}
          onDelete={onDelete}
          onKeep={() => {
            setAsks(false)
            setTimeout(() => deleteButton.current?.focus())
          }}
        />
      ) : (
        <Group gap="xs" mt={6}>
          <Button size="compact-sm" variant="default" aria-label={`Edit ${rule.name}`} onClick={onEdit}>
            Edit
          </Button>
          <Button
            ref={deleteButton}
            size="compact-sm"
            variant="default"
            aria-label={`Delete ${rule.name}`}
            onClick={() => setAsks(true)}
          >
            Delete
          </Button>
        </Group>
      )}
    </li>
  )
}

function DeleteQuestion(props: { name: string; onDelete: () => void; onKeep: () => void }): ReactNode {
  const keep = useRef<HTMLButtonElement>(null)
  useEffect(() => keep.current?.focus(), [])
  return (
    <div role="alertdialog" aria-label={`Delete ${props.name}?`} className={classes.question}>
      <Text size="sm">Delete this rule and what it told?</Text>
      <Group gap="xs">
        <Button size="compact-sm" color="red.9" onClick={props.onDelete}>
          Delete rule
        </Button>
        <Button ref={keep} size="compact-sm" variant="default" onClick={props.onKeep}>
          Keep
        </Button>
      </Group>
    </div>
  )
}

function MatchLine({ match, names }: { match: Match; names: FilterNames }): ReactNode {
  const now = useNow(10_000)
  return (
    <p className={classes.match}>
      <SeverityText severity={match.severity} />
      <span>
        <Anchor component={Link} to={eventsHref({ event: match })} inherit>
          <Moment at={match.at} />
        </Anchor>{' '}
        <span className={classes.aside}>
          {match.at > now ? '' : `${formatDuration(now - match.at)} ago · `}
          {names.system(match.system)} · {names.type(match.type)}
        </span>
      </span>
    </p>
  )
}
