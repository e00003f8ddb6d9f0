import { Button, Group, Menu, Modal, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { ChevronDownIcon } from '../../../ui/icons.tsx'
import {
  deleteView,
  nameProblem,
  renameView,
  type SavedView,
  saveView,
  useSavedViews,
} from './saved-views.ts'

interface SavedViewsMenuProps {
  /** Query string of the state as it is now. */
  search: string
  onOpen(search: string): void
}

/** Opens, saves, renames and deletes views; they are kept in this browser. */
export function SavedViewsMenu({ search, onOpen }: SavedViewsMenuProps): ReactNode {
  const views = useSavedViews()
  const [dialog, setDialog] = useState<'save' | 'manage'>()
  return (
    <>
      {/* In its place in the page, so that it stays within the main landmark. */}
      <Menu
        position="bottom-end"
        shadow="md"
        width={280}
        withinPortal={false}
        withInitialFocusPlaceholder={false}
      >
        <Menu.Target>
          <Button variant="default" size="xs" rightSection={<ChevronDownIcon size={14} />}>
            Saved views
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {views.map((view) => (
            <Menu.Item key={view.name} onClick={() => onOpen(view.search)}>
              {view.name}
              {view.search === search ? (
                <Text span size="xs" c="dimmed">
                  {' '}
                  (open)
                </Text>
              ) : null}
            </Menu.Item>
          ))}
          {views.length === 0 ? (
            <Menu.Item disabled>No views are kept in this browser yet</Menu.Item>
          ) : (
            <Menu.Divider />
          )}
          <Menu.Item onClick={() => setDialog('save')}>Save this view…</Menu.Item>
          {views.length === 0 ? null : (
            <Menu.Item onClick={() => setDialog('manage')}>Rename or delete…</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Dialog opened={dialog === 'save'} onClose={() => setDialog(undefined)} title="Save this view">
        <NameForm
          action="Save"
          problemOf={(name) => nameProblem(views, name)}
          onCancel={() => setDialog(undefined)}
          onName={(name) => {
            saveView({ name, search })
            setDialog(undefined)
          }}
        />
      </Dialog>
      <Dialog opened={dialog === 'manage'} onClose={() => setDialog(undefined)} title="Saved views">
        <Stack gap="xs">
          {views.map((view) => (
            <ManagedView key={view.name} view={view} views={views} />
          ))}
          {views.length === 0 ? <Text c="dimmed">No views are left.</Text> : null}
          <Group justify="flex-end">
            <Button size="xs" variant="default" onClick={() => setDialog(undefined)}>
              Close
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </>
  )
}

/** A modal dialog without Mantine's header, which would be a second banner of the page. */
function Dialog(props: { opened: boolean; onClose(): void; title: string; children: ReactNode }): ReactNode {
  return (
    <Modal.Root opened={props.opened} onClose={props.onClose}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body>
          <Modal.Title fw={600} mb="sm">
            {props.title}
          </Modal.Title>
          {props.children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

/** One view with its actions; deleting asks first. */
function ManagedView({ view, views }: { view: SavedView; views: readonly SavedView[] }): ReactNode {
  const [doing, setDoing] = useState<'rename' | 'delete'>()
  if (doing === 'rename') {
    return (
      <NameForm
        action="Rename"
        initial={view.name}
        problemOf={(name) => nameProblem(views, name, view.name)}
        onCancel={() => setDoing(undefined)}
        onName={(name) => {
          renameView(view.name, name)
          setDoing(undefined)
        }}
      />
    )
  }
  return (
    <Group justify="space-between" wrap="nowrap">
      <div style={{ minWidth: 0 }}>
        <Text size="sm" fw={550} truncate>
          {view.name}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {view.search === '' ? 'Everything' : decodeURIComponent(view.search.replaceAll('+', ' '))}
        </Text>
      </div>
      {doing === 'delete' ? (
        <Group gap="xs" wrap="nowrap">
          <Text size="sm">Delete it?</Text>
          <Button size="xs" color="red.9" data-autofocus onClick={() => deleteView(view.name)}>
            Delete
          </Button>
          <Button size="xs" variant="default" onClick={() => setDoing(undefined)}>
            Keep
          </Button>
        </Group>
      ) : (
        <Group gap="xs" wrap="nowrap">
          <Button
            size="xs"
            variant="default"
            aria-label={`Rename ${view.name}`}
            onClick={() => setDoing('rename')}
          >
            Rename
          </Button>
          <Button
            size="xs"
            variant="default"
            aria-label={`Delete ${view.name}`}
            onClick={() => setDoing('delete')}
          >
            Delete
          </Button>
        </Group>
      )}
    </Group>
  )
}

function NameForm(props: {
  action: string
  initial?: string
  problemOf(name: string): string | undefined
  onName(name: string): void
  onCancel(): void
}): ReactNode {
  const [name, setName] = useState(props.initial ?? '')
  const [tried, setTried] = useState(false)
  const problem = props.problemOf(name)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (problem === undefined) props.onName(name.trim())
  }
  return (
    <form onSubmit={submit} noValidate>
      <TextInput
        label="Name"
        data-autofocus
        value={name}
        maxLength={80}
        error={tried ? problem : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Group justify="flex-end" gap="xs" mt="sm">
        <Button size="xs" variant="default" onClick={props.onCancel}>
          Cancel
        </Button>
        <Button size="xs" type="submit">
          {props.action}
        </Button>
      </Group>
    </form>
  )
}
