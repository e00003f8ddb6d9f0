import { Button, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { GuestFamily, GuestReadiness } from '../../../../contract/guest/guest.ts'
import { chooseGuests, currentGuestTargets, type GuestTarget } from '../../../actions/guest-offer.ts'
import { useSystems } from '../../../client/systems.ts'
import { ObjectLink } from '../../../ui/object-link.tsx'
import { StatusText } from '../../../ui/status-dot.tsx'
import classes from '../guest.module.css'
import { familyOf, guestKey, useChecks } from './preflight.ts'

export const familyNames: Record<GuestFamily, string> = { linux: 'Linux', windows: 'Windows', other: 'Other' }

/** The chosen VMs, each with what the check found. */
export function ChosenTable({ targets }: { targets: readonly GuestTarget[] }): ReactNode {
  const { found, busy } = useChecks()
  const systems = useSystems()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable, and the arrow keys scroll it
    <section className={classes.scroller} aria-label="Chosen VMs, scrollable" tabIndex={0}>
      <table className={classes.table} aria-label="Chosen VMs">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">System</th>
            <th scope="col">Guest</th>
            <th scope="col">Check</th>
            <th scope="col">Outputs</th>
            <th scope="col">
              <span className={classes.hidden}>Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {targets.map((target) => {
            const key = guestKey(target)
            const readiness = found.get(key)
            const family = familyOf(target, readiness)
            return (
              <tr key={key}>
                <th scope="row">
                  <ObjectLink system={target.system} id={target.id} name={target.name} />
                </th>
                <td>{systems.find(({ id }) => id === target.system)?.name ?? target.system}</td>
                <td>{family === undefined ? '–' : familyNames[family]}</td>
                <td>
                  <Verdict readiness={readiness} busy={busy.has(key)} />
                </td>
                <td>
                  <Transfer readiness={readiness} />
                </td>
                <td>
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={`Remove ${target.name}`}
                    onClick={() =>
                      chooseGuests(currentGuestTargets().filter((each) => guestKey(each) !== key))
                    }
                  >
                    Remove
                  </Button>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

interface Seen {
  readiness: GuestReadiness | undefined
}

function Verdict({ readiness, busy }: Seen & { busy: boolean }): ReactNode {
  if (busy) return <StatusText tone="busy">Checking</StatusText>
  if (readiness === undefined) return <StatusText tone="off">Not checked</StatusText>
  if (readiness.ready === true) {
    return (
      <StatusText tone="ok" {...(readiness.protocol === undefined ? {} : { title: readiness.protocol })}>
        Ready
      </StatusText>
    )
  }
  return (
    <>
      <StatusText tone="warning">{readiness.ready}</StatusText>
      {readiness.advice === undefined ? null : (
        <Text size="xs" c="dimmed">
          {readiness.advice}
        </Text>
      )}
    </>
  )
}

function Transfer({ readiness }: Seen): ReactNode {
  if (readiness?.ready !== true || readiness.transfer === undefined) return '–'
  if (readiness.transfer === true) return 'Open'
  return (
    <StatusText tone="warning">
      Closed: {readiness.transfer} Programs run, and their exit codes are told.
    </StatusText>
  )
}
