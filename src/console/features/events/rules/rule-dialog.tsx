import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { EventFilter } from '../../../../contract/events/filter.ts'
import { NoticeBox } from '../../../ui/notice-box.tsx'
import { useFocusBack } from '../../../ui/use-focus-back.ts'
import { FilterText } from './filter-text.tsx'
import { type FilterNames, suggestedName } from './filter-words.ts'
import { askPermission, refusalOf, usePermission } from './permission.ts'
import { currentRules, putRule, roomForRules } from './rule-store.ts'
import classes from './rules.module.css'
import { useFilterNames } from './use-filter-names.ts'
import { mostRules, type WatchRule } from './watch-rule.ts'

/** A new rule out of the page's filter, or one that is there: its name, what it watches for, how it tells. */
export function RuleDialog(props: {
  /** Of the page; absent on pages without one. */
  filter?: EventFilter
  /** The one to change. */
  rule?: WatchRule
  onClose: () => void
}): ReactNode {
  const { rule, onClose } = props
  useFocusBack()
  const namesOf = useFilterNames()
  const offered = withoutTime(props.filter ?? {})
  const [filter, setFilter] = useState<WatchRule['filter']>(rule?.filter ?? offered)
  const names = namesOf(rule?.names)
  const [name, setName] = useState(() => rule?.name ?? suggestedName(filter, names))
  const [toast, setToast] = useState(rule?.toast ?? true)
  const [notify, setNotify] = useState(rule?.notify ?? false)
  const [permission, setPermission] = usePermission()
  const [tried, setTried] = useState(false)
  const [kept, setKept] = useState(true)

  const others = currentRules().filter(({ id }) => id !== rule?.id)
  const problem =
    name.trim() === ''
      ? 'Give the rule a name.'
      : others.some((other) => other.name === name.trim())
        ? 'Another rule has this name.'
        : undefined
  const full = rule === undefined && !roomForRules()
  const different = props.filter !== undefined && JSON.stringify(offered) !== JSON.stringify(filter)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (problem !== undefined || full) return
    const done = putRule({
      id: rule?.id ?? newId(),
      name: name.trim().slice(0, 120),
      filter,
      on: rule?.on ?? true,
      toast,
      notify,
      createdAt: rule?.createdAt ?? Date.now(),
      // The store knows where the logs are now.
      after: {},
      names: namesIn(filter, names),
    })
    if (done) onClose()
    else setKept(false)
  }
  const refusal = notify ? refusalOf(permission) : undefined
  return (
    <Modal
      opened
      onClose={onClose}
      title="Watch rule"
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 0 }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <TextInput
            label="Name"
            data-autofocus
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={tried ? problem : undefined}
          />
          <fieldset className={classes.group}>
            <legend>Tell me when a new event fits</legend>
            <FilterText filter={filter} names={names} />
            <Text size="xs" c="dimmed">
              A rule is about what comes: the page's range of time is no part of it.
            </Text>
            {different ? (
              <Button size="compact-xs" variant="default" mt={4} onClick={() => setFilter(offered)}>
                Take the page's filter instead
              </Button>
            ) : null}
          </fieldset>
          <fieldset className={classes.group}>
            <legend>How</legend>
            <Stack gap={6}>
              <Checkbox
                label="Toast in Gantry"
                checked={toast}
                onChange={(event) => setToast(event.currentTarget.checked)}
              />
              <Checkbox
                label="Browser notification"
                description="Also while another tab or program is in front, as long as a page of Gantry is open."
                checked={notify}
                onChange={(event) => {
                  const wanted = event.currentTarget.checked
                  setNotify(wanted)
                  if (wanted) void askPermission().then(setPermission)
                }}
              />
              <Text size="xs" c="dimmed">
                The count beside the bell in the header tells of it in any case.
              </Text>
            </Stack>
            <div role="status">
              {refusal === undefined ? null : (
                <NoticeBox title="No browser notifications">{refusal}</NoticeBox>
              )}
            </div>
          </fieldset>
          {full ? (
            <Text size="sm" role="alert">
              There are {mostRules} rules already. Delete one first.
            </Text>
          ) : null}
          {kept ? null : (
            <Text size="sm" role="alert">
              This browser keeps nothing of this page: the rule watches until the page is closed.
            </Text>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {kept ? 'Cancel' : 'Close'}
            </Button>
            {kept ? (
              <Button type="submit" disabled={full}>
                {rule === undefined ? 'Watch' : 'Save'}
              </Button>
            ) : null}
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function withoutTime({ from: _, until: __, ...rest }: EventFilter): WatchRule['filter'] {
  return rest
}

/** For the day when a system is not there to tell them. */
function namesIn({ types = [], objects = [] }: EventFilter, names: FilterNames): Record<string, string> {
  return Object.fromEntries([
    ...types.map((type) => [type, names.type(type)]),
    ...objects.map((key) => [key, names.object(key)]),
  ])
}

/** `crypto.randomUUID` needs HTTPS. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
