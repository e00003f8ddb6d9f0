import { Anchor, Button, CloseButton, Group, Stack, Text } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { Link } from 'react-router'
import type { Job } from '../../../../contract/job.ts'
import { jobAdvice } from '../../../actions/job-advice.ts'
import { requestAction } from '../../../actions/request.ts'
import { useInventoryList, useRow } from '../../../client/inventory.ts'
import { FaultAlert } from '../../../ui/fault-alert.tsx'
import { JobEventsLink } from '../../../ui/job-events-link.tsx'
import { Moment } from '../../../ui/moment.tsx'
import { ObjectLink } from '../../../ui/object-link.tsx'
import { type Property, PropertyList } from '../../../ui/property-list.tsx'
import { StatusText } from '../../../ui/status-dot.tsx'
import type { CloneRun } from './clone-run.ts'
import { CopyActions } from './copy-actions.tsx'
import type { CopyRow } from './copy-rows.ts'
import classes from './run.module.css'
import { rowWords, stateWords } from './run-words.ts'

/** All that is known of one copy: how it got on, what it left behind, and what can be done. */
export function CopyDetail(props: {
  row: CopyRow | undefined
  run: CloneRun | undefined
  systemId: string
  onClose: () => void
}): ReactNode {
  const { row, run, systemId, onClose } = props
  const heading = useRef<HTMLHeadingElement>(null)
  const key = row?.key
  // biome-ignore lint/correctness/useExhaustiveDependencies: another copy was opened, and is read from its name on
  useEffect(() => heading.current?.focus({ preventScroll: true }), [key])
  return (
    <section className={classes.box} aria-label="Open copy">
      <div className={classes.head}>
        <h2 className={classes.title} ref={heading} tabIndex={-1}>
          {row?.name ?? 'This copy is not known'}
        </h2>
        <CloseButton aria-label="Close copy" onClick={onClose} />
      </div>
      {row === undefined ? null : (
        <Stack gap="xs">
          <PropertyList properties={facts(row, systemId)} />
          {row.job?.fault === undefined ? null : (
            <FaultAlert fault={{ ...row.job.fault, advice: jobAdvice(row.job.fault) }} named />
          )}
          <Left left={row.job?.left ?? []} system={systemId} />
          <Namesakes row={row} system={systemId} />
          <Group gap="xs">
            <CopyActions row={row} runId={run?.id} bare={run?.bare} system={systemId} />
            {row.job === undefined ? null : (
              <Anchor
                component={Link}
                to={`/jobs?job=${encodeURIComponent(`${systemId}/${row.job.id}`)}`}
                size="sm"
              >
                Its job
              </Anchor>
            )}
          </Group>
        </Stack>
      )}
    </section>
  )
}

function facts(row: CopyRow, system: string): Property[] {
  const { job, state, copy, madeId, name } = row
  const { text, tone } = stateWords[state]
  const words = job?.fault === undefined ? rowWords(row) : ''
  return [
    { label: 'State', value: <StatusText tone={tone}>{text}</StatusText> },
    ...(words === '' ? [] : [{ label: 'Step', value: words }]),
    ...(madeId === undefined
      ? []
      : [{ label: 'New object', value: <ObjectLink system={system} id={madeId} name={name} /> }]),
    ...(job === undefined
      ? []
      : [
          { label: 'Started', value: <Moment at={job.startedAt} /> },
          { label: 'Ended', value: job.endedAt === undefined ? undefined : <Moment at={job.endedAt} /> },
          { label: 'Task', value: job.upstreamId },
          ...(job.chains === undefined
            ? []
            : [{ label: 'In the log', value: <JobEventsLink jobs={[job]} text="Its events" /> }]),
        ]),
    ...(copy === undefined || copy.attempt === 1 ? [] : [{ label: 'Attempt', value: String(copy.attempt) }]),
  ]
}

/** What a copy that went wrong left on the system; what has an id can be removed from here. */
function Left({ left, system }: { left: NonNullable<Job['left']>; system: string }): ReactNode {
  if (left.length === 0) return null
  return (
    <section aria-label="Left behind">
      <Text size="sm" fw={600}>
        Left behind on the system
      </Text>
      <ul className={classes.left}>
        {left.map((thing) => (
          <LeftLine key={`${thing.kind} ${thing.id ?? thing.name}`} thing={thing} system={system} />
        ))}
      </ul>
    </section>
  )
}

function LeftLine(props: { thing: NonNullable<Job['left']>[number]; system: string }): ReactNode {
  const { thing, system } = props
  const row = useRow(system, thing.id)
  const machine = row?.kind === 'vm' || row?.kind === 'template' ? row : undefined
  const removable = thing.kind === 'vm' || thing.kind === 'template'
  return (
    <li>
      {machine === undefined ? (
        thing.name
      ) : (
        <ObjectLink system={system} id={machine.id} name={machine.name} />
      )}
      : {thing.what}{' '}
      {machine === undefined ? (
        <Text component="span" size="sm" c="dimmed">
          {removable && thing.id !== undefined
            ? 'It is not in the inventory now.'
            : 'Gantry cannot remove it: look for it on the system itself.'}
        </Text>
      ) : (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() =>
            requestAction({
              verb: 'remove',
              targets: [{ kind: machine.kind, system, id: machine.id, name: machine.name }],
            })
          }
        >
          Remove {thing.name} …
        </Button>
      )}
    </li>
  )
}

/** Of a copy whose end nobody saw: what there is of its name. */
function Namesakes({ row, system }: { row: CopyRow; system: string }): ReactNode {
  const wanted = (row.state === 'lost' || row.state === 'unknown') && row.madeId === undefined
  const found = useInventoryList((inventory) =>
    wanted
      ? [...inventory.rows('vm'), ...inventory.rows('template')]
          .filter((each) => each.system === system && each.name === row.name)
          .map(({ id }) => id)
      : [],
  )
  if (found.length === 0) return null
  return (
    <Text size="sm" className={`${classes.text}`}>
      There is something of this name on the system:{' '}
      {found.map((id) => (
        <ObjectLink key={id} system={system} id={id} />
      ))}
      . Look at it before you start the copy again.
    </Text>
  )
}
