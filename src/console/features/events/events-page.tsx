import { type ReactNode, useMemo } from 'react'
import { useSystems } from '../../client/systems.ts'
import { EventsIcon } from '../../ui/icons.tsx'
import { NotSignedIn } from '../../ui/not-signed-in.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import classes from './events-page.module.css'
import { SignedInEvents } from './signed-in-events.tsx'

/** One log over all signed-in systems, at `/events`. Filter, range and the open entry stand in the address. */
export function EventsPage(): ReactNode {
  const systems = useSystems()
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
      <NotSignedIn
        icon={<EventsIcon size={28} />}
        text="The log shows what happens in every system that you are signed in to."
      />
    </div>
  )
}
