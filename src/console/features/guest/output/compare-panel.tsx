import { Button, Group, SegmentedControl, Select, Stack, Text } from '@mantine/core'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { groupedOutputs, groupsSentence } from '../../../../contract/guest/compare.ts'
import type { GuestRun } from '../../../../contract/guest/guest.ts'
import classes from '../guest.module.css'
import type { RunRow, RunSet } from '../run/rows.ts'
import { DifferenceView } from './difference-view.tsx'
import { fetchOutputs, type Stream, useFetchedOutputs } from './output-store.ts'
import { OutputText } from './output-text.tsx'
import { textOf } from './text-of.ts'

interface Written extends RunRow {
  run: GuestRun
}

/** Which guests wrote the same, and how two of them differ, also of two runs. */
export function ComparePanel({ set, sets }: { set: RunSet; sets: readonly RunSet[] }): ReactNode {
  const [stream, setStream] = useState<Stream>('stdout')
  const fetched = useFetchedOutputs()
  const rows = useMemo(() => writtenOf(set), [set])
  useEffect(() => {
    void fetchOutputs(
      rows.map(({ run }) => run),
      stream,
    )
  }, [rows, stream])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was fetched is read by the texts
  const groups = useMemo(
    () => groupedOutputs(rows.map((of) => ({ of, text: textOf(of.run, stream) }))),
    [rows, stream, fetched],
  )
  return (
    <Stack gap="sm" role="group" aria-label="Comparison of outputs">
      <Group gap="sm">
        <Text fw={600} size="sm" component="h3">
          Comparison of outputs
        </Text>
        <SegmentedControl
          aria-label="Compared output"
          size="xs"
          data={[
            { value: 'stdout', label: 'Standard output' },
            { value: 'stderr', label: 'Standard error' },
          ]}
          value={stream}
          onChange={(value) => setStream(value === 'stderr' ? 'stderr' : 'stdout')}
        />
      </Group>
      <Text size="sm" role="status">
        {groupsSentence(groups)}
      </Text>
      <ul className={classes.found} aria-label="Groups of identical outputs">
        {groups.slice(0, 20).map((group, index) => (
          <li key={group.members[0]?.key ?? index}>
            <details className={classes.sent} style={{ minWidth: 0, flex: 1 }}>
              <summary>
                {group.members.length === 1 ? '1 VM' : `${group.members.length} VMs`}:{' '}
                {namesOf(group.members)}
              </summary>
              <OutputText label={`Output of group ${index + 1}`}>
                {group.text === '' ? '(empty)' : group.text.slice(0, 20_000)}
              </OutputText>
            </details>
          </li>
        ))}
      </ul>
      {groups.length > 20 ? <Text size="sm">{groups.length - 20} more groups are not listed.</Text> : null}
      <Sides
        set={set}
        sets={sets}
        stream={stream}
        first={groups[0]?.members[0]}
        second={groups[1]?.members[0]}
      />
    </Stack>
  )
}

/** Two outputs side by side; at first one of each of the two largest groups. */
function Sides(props: {
  set: RunSet
  sets: readonly RunSet[]
  stream: Stream
  first: Written | undefined
  second: Written | undefined
}): ReactNode {
  const { set, sets, stream, first, second } = props
  const [left, setLeft] = useState<string>()
  const [right, setRight] = useState<string>()
  const [open, setOpen] = useState(false)
  const fetched = useFetchedOutputs()
  // Other runs of the same guests come after those of this one.
  const choices = useMemo(
    () =>
      [set, ...sets.filter(({ id }) => id !== set.id)].flatMap((each) =>
        writtenOf(each).map((row) => ({
          value: `${row.system}/${row.run.id}`,
          label: each === set ? row.name : `${row.name}, ${new Date(each.startedAt).toLocaleTimeString()}`,
          run: row.run,
        })),
      ),
    [set, sets],
  )
  const idOf = (row: Written | undefined) => (row === undefined ? undefined : `${row.system}/${row.run.id}`)
  const one = choices.find(({ value }) => value === (left ?? idOf(first)))
  const other = choices.find(({ value }) => value === (right ?? idOf(second) ?? choices[1]?.value))
  useEffect(() => {
    if (!open) return
    void fetchOutputs(
      [one, other].flatMap((each) => (each === undefined ? [] : [each.run])),
      stream,
    )
  }, [open, one, other, stream])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was fetched is read by the texts
  const texts = useMemo(
    () =>
      one === undefined || other === undefined
        ? undefined
        : { left: textOf(one.run, stream), right: textOf(other.run, stream) },
    [one, other, stream, fetched],
  )
  return (
    <Stack gap="xs">
      <div className={classes.bar}>
        <Select
          label="Left"
          searchable
          data={choices}
          value={one?.value ?? null}
          onChange={(value) => setLeft(value ?? undefined)}
        />
        <Select
          label="Right"
          searchable
          data={choices}
          value={other?.value ?? null}
          onChange={(value) => setRight(value ?? undefined)}
        />
        <Button
          size="sm"
          variant="default"
          aria-expanded={open}
          disabled={texts === undefined}
          onClick={() => setOpen(!open)}
        >
          {open ? 'Hide the difference' : 'Show the difference'}
        </Button>
      </div>
      {open && texts !== undefined && one !== undefined && other !== undefined ? (
        <DifferenceView left={texts.left} right={texts.right} leftName={one.label} rightName={other.label} />
      ) : null}
    </Stack>
  )
}

function writtenOf({ rows }: RunSet): Written[] {
  return rows.flatMap((row) => {
    const { run } = row
    return run?.stdout === undefined ? [] : [{ ...row, run }]
  })
}

function namesOf(rows: readonly RunRow[]): string {
  const names = rows.slice(0, 5).map(({ name }) => name)
  return rows.length > names.length
    ? `${names.join(', ')} and ${rows.length - names.length} more`
    : names.join(', ')
}
