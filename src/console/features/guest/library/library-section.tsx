import { Button, FileButton, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { exportedLibrary, type SavedCommand, savedCommandSchema } from '../../../../contract/guest/library.ts'
import { newIntent } from '../../../actions/send.ts'
import { NoticeBox } from '../../../ui/notice-box.tsx'
import { saveFile } from '../../../ui/save-file.ts'
import { Section } from '../../../ui/section.tsx'
import { commandTitle, currentCommandDraft, loadCommand, wholeCommandOf } from '../command/draft.ts'
import classes from '../guest.module.css'
import { importCommands, removeCommand, saveCommand, useSavedCommands } from './shelf.ts'

/** Saved commands: save the one in the form, put one into the form, import and export. */
export function LibrarySection(): ReactNode {
  const { commands, unkept } = useSavedCommands()
  const [name, setName] = useState('')
  const [error, setError] = useState<string>()
  const [said, setSaid] = useState('')
  const [problems, setProblems] = useState<readonly string[]>([])
  const same = commands.find((command) => command.name === name.trim())

  const onSave = (event: FormEvent) => {
    event.preventDefault()
    const whole = wholeCommandOf(currentCommandDraft())
    const read = savedCommandSchema.safeParse({
      id: same?.id ?? newIntent(),
      name,
      ...whole,
      parameters: whole.parameters.map(({ value, ...rest }) =>
        rest.secret === true || value === undefined ? rest : { ...rest, value },
      ),
      changedAt: Date.now(),
    })
    if (!read.success) {
      setError(read.error.issues[0]?.message ?? 'This cannot be saved.')
      return
    }
    saveCommand(read.data)
    setName('')
    setSaid(`Saved “${read.data.name}”.`)
  }
  const onImport = (file: File | null) => {
    if (file === null) return
    void file.text().then((text) => {
      const { added, problems: found } = importCommands(text)
      setSaid(added === 1 ? 'Imported 1 command.' : `Imported ${added} commands.`)
      setProblems(found)
    })
  }
  const onExport = (some: readonly SavedCommand[], file: string) =>
    saveFile([exportedLibrary(some)], file, 'application/json')

  return (
    <Section title="Library">
      <Stack gap="sm">
        <form onSubmit={onSave} noValidate>
          <Group gap="xs" align="start">
            <TextInput
              size="xs"
              flex="1 1 12rem"
              maw={320}
              aria-label="Name of the command"
              placeholder="Name for the command above"
              value={name}
              error={error}
              onChange={({ currentTarget }) => {
                setName(currentTarget.value)
                setError(undefined)
              }}
            />
            <Button size="xs" type="submit" variant="default">
              {same === undefined ? 'Save command' : 'Replace saved command'}
            </Button>
            <FileButton
              accept="application/json,.json"
              onChange={onImport}
              inputProps={{ 'aria-label': 'File of commands' }}
            >
              {({ onClick }) => (
                <Button size="xs" variant="default" onClick={onClick}>
                  Import…
                </Button>
              )}
            </FileButton>
            <Button
              size="xs"
              variant="default"
              disabled={commands.length === 0}
              onClick={() => onExport(commands, 'guest-commands.json')}
            >
              Export all
            </Button>
          </Group>
        </form>
        <Text size="sm" role="status">
          {said}
        </Text>
        {unkept ? (
          <NoticeBox title="Not kept">
            This browser keeps nothing for this page, or has no room: saved commands go with the page.
          </NoticeBox>
        ) : null}
        {problems.length === 0 ? null : (
          <NoticeBox title="Not imported" live>
            {problems.slice(0, 10).map((problem) => (
              <div key={problem}>{problem}</div>
            ))}
            {problems.length > 10 ? `${problems.length - 10} more.` : ''}
          </NoticeBox>
        )}
        {commands.length === 0 ? (
          <Text size="sm" c="dimmed">
            Nothing is saved yet. Credentials and secret values are never saved.
          </Text>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable
          <section className={classes.scroller} tabIndex={0} aria-label="Saved commands, scrollable">
            <table className={classes.table} aria-label="Saved commands">
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Command</th>
                  <th scope="col">What to do</th>
                </tr>
              </thead>
              <tbody>
                {commands.map((command) => (
                  <SavedRow
                    key={command.id}
                    command={command}
                    onUsed={() => setSaid(`“${command.name}” stands in the form.`)}
                    onExport={() => onExport([command], 'guest-command.json')}
                    onRemoved={() => setSaid(`Removed “${command.name}”.`)}
                  />
                ))}
              </tbody>
            </table>
          </section>
        )}
      </Stack>
    </Section>
  )
}

function SavedRow(props: {
  command: SavedCommand
  onUsed: () => void
  onExport: () => void
  onRemoved: () => void
}): ReactNode {
  const { command, onUsed, onExport, onRemoved } = props
  const { name, id } = command
  const [sure, setSure] = useState(false)
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <code>{commandTitle(command.command)}</code>
      </td>
      <td>
        <Group gap={4} wrap="nowrap">
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Use ${name}`}
            onClick={() => {
              loadCommand(command)
              onUsed()
            }}
          >
            Use
          </Button>
          <Button size="compact-xs" variant="default" aria-label={`Export ${name}`} onClick={onExport}>
            Export
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={sure ? `Remove ${name} for good` : `Remove ${name}`}
            onBlur={() => setSure(false)}
            onClick={() => {
              if (!sure) {
                setSure(true)
                return
              }
              removeCommand(id)
              onRemoved()
            }}
          >
            {sure ? 'For good?' : 'Remove'}
          </Button>
        </Group>
      </td>
    </tr>
  )
}
