import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { HistoryEntry } from '../../../../contract/guest/library.ts'
import { Moment } from '../../../ui/moment.tsx'
import { Section } from '../../../ui/section.tsx'
import { commandTitle, loadCommand } from '../command/draft.ts'
import classes from '../guest.module.css'
import { DifferenceView } from '../output/difference-view.tsx'
import { againOf, endOf, keptOutput, type Side, sidesOf, summaryOf } from './history-entry.ts'
import { forgetEntry, forgetHistory, keepHistoryOutputs, useHistory } from './history-shelf.ts'

/** What ran before, in this browser: run it again with changes, compare two of them, forget it. */
export function HistorySection(): ReactNode {
  const { entries, outputs } = useHistory()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [said, setSaid] = useState('')
  const [left, right] = entries.filter(({ id }) => chosen.includes(id)).toReversed()
  return (
    <Section title="History">
      <Stack gap="sm">
        <Group gap="sm">
          <Checkbox
            size="xs"
            label={`Keep outputs, the first ${keptOutput.toLocaleString()} characters of each`}
            checked={outputs}
            onChange={({ currentTarget }) => keepHistoryOutputs(currentTarget.checked)}
          />
          <Button
            size="xs"
            variant="default"
            disabled={entries.length === 0}
            onClick={() => {
              forgetHistory()
              setChosen([])
              setSaid('Forgotten.')
            }}
          >
            Forget history
          </Button>
          <Text size="sm" role="status">
            {said}
          </Text>
        </Group>
        {entries.length === 0 ? (
          <Text size="sm" c="dimmed">
            Runs that are over are noted here, in this browser alone: commands as they were typed, without
            credentials and secret values.
          </Text>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable
          <section className={classes.scroller} tabIndex={0} aria-label="History, scrollable">
            <table className={classes.table} aria-label="History">
              <thead>
                <tr>
                  <th scope="col">Compare</th>
                  <th scope="col">Started</th>
                  <th scope="col">Command</th>
                  <th scope="col">Guests</th>
                  <th scope="col">What to do</th>
                </tr>
              </thead>
              <tbody>
                {entries.map((entry) => (
                  <EntryRow
                    key={entry.id}
                    entry={entry}
                    chosen={chosen.includes(entry.id)}
                    // The two that were chosen last.
                    onChoose={(yes) =>
                      setChosen((old) => {
                        const others = old.filter((id) => id !== entry.id)
                        return yes ? [...others, entry.id].slice(-2) : others
                      })
                    }
                    onUsed={() => setSaid(`“${commandTitle(entry.command)}” stands in the form.`)}
                  />
                ))}
              </tbody>
            </table>
          </section>
        )}
        {left === undefined || right === undefined ? null : (
          <Comparison key={`${left.id} ${right.id}`} left={left} right={right} />
        )}
      </Stack>
    </Section>
  )
}

function EntryRow(props: {
  entry: HistoryEntry
  chosen: boolean
  onChoose: (yes: boolean) => void
  onUsed: () => void
}): ReactNode {
  const { entry, chosen, onChoose, onUsed } = props
  const title = commandTitle(entry.command)
  const at = new Date(entry.startedAt).toLocaleTimeString()
  return (
    <tr>
      <td>
        <Checkbox
          size="xs"
          aria-label={`Compare ${title} of ${at}`}
          checked={chosen}
          onChange={({ currentTarget }) => onChoose(currentTarget.checked)}
        />
      </td>
      <td>
        <Moment at={entry.startedAt} />
      </td>
      <td>
        <code>{title}</code>
      </td>
      <td>{summaryOf(entry)}</td>
      <td>
        <Group gap={4} wrap="nowrap">
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Use ${title} of ${at} again`}
            onClick={() => {
              loadCommand(againOf(entry))
              onUsed()
            }}
          >
            Use again
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Forget ${title} of ${at}`}
            onClick={() => forgetEntry(entry.id)}
          >
            Forget
          </Button>
        </Group>
      </td>
    </tr>
  )
}

/** Two runs side by side, guest by guest. */
function Comparison({ left, right }: { left: HistoryEntry; right: HistoryEntry }): ReactNode {
  const [open, setOpen] = useState<string>()
  const sides = sidesOf(left, right)
  const nameOf = (entry: HistoryEntry) =>
    `${commandTitle(entry.command)}, ${new Date(entry.startedAt).toLocaleString()}`
  const shown = sides.find(({ key }) => key === open)
  return (
    <Stack gap="xs" role="group" aria-label="Comparison of two runs">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable */}
      <section className={classes.scroller} tabIndex={0} aria-label="Comparison, scrollable">
        <table className={classes.table} aria-label="Comparison of two runs">
          <thead>
            <tr>
              <th scope="col">VM</th>
              <th scope="col">{nameOf(left)}</th>
              <th scope="col">{nameOf(right)}</th>
              <th scope="col">Standard output</th>
            </tr>
          </thead>
          <tbody>
            {sides.map((side) => (
              <tr key={side.key}>
                <th scope="row">{side.name}</th>
                <td>{side.left === undefined ? '–' : endOf(side.left)}</td>
                <td>{side.right === undefined ? '–' : endOf(side.right)}</td>
                <td>
                  <OutputCell side={side} open={open === side.key} onOpen={setOpen} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {shown === undefined ? null : (
        <DifferenceView
          left={shown.left?.stdout ?? ''}
          right={shown.right?.stdout ?? ''}
          leftName={`${shown.name}, ${nameOf(left)}`}
          rightName={`${shown.name}, ${nameOf(right)}`}
        />
      )}
    </Stack>
  )
}

function OutputCell(props: {
  side: Side
  open: boolean
  onOpen: (key: string | undefined) => void
}): ReactNode {
  const { side, open, onOpen } = props
  const { left, right, key, name } = side
  if (left?.stdout === undefined || right?.stdout === undefined) return 'not kept of both'
  if (left.stdout === right.stdout) {
    const cut = left.stdout.length >= keptOutput
    return cut ? 'the same as far as it is kept' : 'the same'
  }
  return (
    <Button
      size="compact-xs"
      variant="default"
      aria-label={`Difference of ${name}`}
      aria-expanded={open}
      onClick={() => onOpen(open ? undefined : key)}
    >
      {open ? 'Hide the difference' : 'Differs: show'}
    </Button>
  )
}
