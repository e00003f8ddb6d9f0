import { Button } from '@mantine/core'
import { type ReactNode, useMemo } from 'react'
import { Link } from 'react-router'
import { useSystems, useSystemsKnown } from '../../client/systems.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { EventsIcon } from '../../ui/icons.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import classes from './events-page.module.css'
import { SignedInEvents } from './signed-in-events.tsx'

/** One log over all signed-in systems, at `/events`. Filter, range and the open entry stand in the address. */
export function EventsPage(): ReactNode {
  const systems = useSystems()
  const known = useSystemsKnown()
  // Ids alone: what else changes of a system changes often, and is no reason to read anew.
  const ids = systems
    .filter(({ session }) => session.state === 'signed-in')
    .map(({ id }) => id)
    .join('\n')
  const signedIn = useMemo(() => (ids === '' ? [] : ids.split('\n')), [ids])
  if (signedIn.length > 0) return <SignedInEvents systems={signedIn} />
  return (
    <div className={classes.page}>
      <PageHeader title="Events" />
      {known ? (
        <EmptyState
          icon={<EventsIcon size={28} />}
          title="Not signed in to any system"
          text="The log shows what happens in every system that you are signed in to."
        >
          <Button component={Link} to="/systems" mt="xs">
            Sign in on the Systems page
          </Button>
        </EmptyState>
      ) : (
        <EmptyState title="Asking the server for its systems …" />
      )}
    </div>
  )
}
