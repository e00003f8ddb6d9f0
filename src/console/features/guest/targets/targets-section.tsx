import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { VmRow } from '../../../../contract/inventory.ts'
import {
  chooseGuests,
  currentGuestTargets,
  type GuestTarget,
  useGuestTargets,
} from '../../../actions/guest-offer.ts'
import { useSystems } from '../../../client/systems.ts'
import { RefreshIcon, SearchIcon } from '../../../ui/icons.tsx'
import { Section } from '../../../ui/section.tsx'
import { powerText } from '../../../ui/status-dot.tsx'
import classes from '../guest.module.css'
import { ChosenTable } from './chosen-table.tsx'
import { checkGuests, guestKey, useChecks } from './preflight.ts'
import { SystemNotes } from './system-notes.tsx'
import { findVms, useFoundVms } from './use-found-vms.ts'

/** So many VMs are chosen at most. */
const mostChosen = 500
/** So many of those found are listed one by one. */
const listed = 8

/** Which VMs, and whether anything can be run in them. */
export function TargetsSection(): ReactNode {
  const targets = useGuestTargets()
  const { found, busy } = useChecks()
  const ready = targets.filter((target) => found.get(guestKey(target))?.ready === true).length
  const checked = targets.filter((target) => found.has(guestKey(target))).length
  const checking = targets.some((target) => busy.has(guestKey(target)))
  return (
    <Section title="Virtual machines">
      <Stack gap="sm">
        <Finder targets={targets} />
        <Group gap="xs" justify="space-between">
          <Text size="sm" role="status">
            {targets.length === 0
              ? 'No VM is chosen. Find some here, or select them in the inventory.'
              : `${targets.length} chosen${checked === 0 ? ', not checked yet' : `, ${ready} ready of ${checked} checked`}.`}
          </Text>
          <Group gap="xs">
            <Button
              size="xs"
              variant="default"
              leftSection={<RefreshIcon size={14} />}
              disabled={targets.length === 0}
              loading={checking}
              onClick={() => void checkGuests(targets)}
            >
              Check guests
            </Button>
            <Button
              size="xs"
              variant="default"
              disabled={ready === checked}
              onClick={() =>
                chooseGuests(targets.filter((each) => canBeReady(found.get(guestKey(each))?.ready)))
              }
            >
              Remove those not ready
            </Button>
            <Button
              size="xs"
              variant="default"
              disabled={targets.length === 0}
              onClick={() => chooseGuests([])}
            >
              Remove all
            </Button>
          </Group>
        </Group>
        {targets.length === 0 ? null : <ChosenTable targets={targets} />}
        <SystemNotes targets={targets} />
      </Stack>
    </Section>
  )
}

const canBeReady = (ready: true | string | undefined) => ready === true || ready === undefined

function Finder({ targets }: { targets: readonly GuestTarget[] }): ReactNode {
  const [text, setText] = useState('')
  const { rows, words, error } = useFoundVms(text)
  const systems = useSystems()
  const chosen = new Set(targets.map(guestKey))
  const fresh = rows.filter((row) => !chosen.has(guestKey(row)))
  const room = mostChosen - targets.length
  const add = (more: readonly VmRow[]) => {
    const next = more.slice(0, room).map(({ system, id, name }) => ({ system, id, name }))
    // The next press may come before this one is drawn.
    chooseGuests([...currentGuestTargets(), ...next])
    void checkGuests(next)
  }
  return (
    <div>
      <TextInput
        label="Find VMs"
        description="As in the inventory, e.g. web power:on os:windows. Enter adds all that are found."
        leftSection={<SearchIcon size={16} />}
        autoComplete="off"
        spellCheck={false}
        value={text}
        error={error}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
          event.preventDefault()
          // Typing may be ahead of the list.
          const now = findVms(text).rows.filter((row) => !chosen.has(guestKey(row)))
          if (now.length === 0) return
          add(now)
          setText('')
        }}
      />
      {words === '' || error !== undefined ? null : (
        <Stack gap={4} mt={6}>
          <Group gap="xs">
            <Text size="sm" role="status">
              {rows.length.toLocaleString('en')} found
              {fresh.length < rows.length ? `, ${rows.length - fresh.length} of them chosen already` : ''}.
            </Text>
            {fresh.length === 0 ? null : (
              <Button size="compact-sm" onClick={() => add(fresh)} disabled={room <= 0}>
                {fresh.length > room
                  ? `Add the first ${room} of ${fresh.length.toLocaleString('en')}`
                  : `Add ${fresh.length === 1 ? 'it' : `all ${fresh.length}`}`}
              </Button>
            )}
          </Group>
          <ul className={classes.found} aria-label="Found VMs">
            {fresh.slice(0, listed).map((row) => (
              <li key={guestKey(row)}>
                <span className={classes.foundName}>
                  {row.name}
                  <Text span size="xs" c="dimmed">
                    {' '}
                    {systems.find(({ id }) => id === row.system)?.name ?? row.system} ·{' '}
                    {powerText(row.power).toLowerCase()}
                    {row.os === undefined ? '' : ` · ${row.os}`}
                  </Text>
                </span>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`Add ${row.name}`}
                  onClick={() => add([row])}
                >
                  Add
                </Button>
              </li>
            ))}
          </ul>
        </Stack>
      )}
    </div>
  )
}
