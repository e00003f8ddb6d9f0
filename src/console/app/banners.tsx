import { Anchor, Button, Code } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { SystemState } from '../../contract/system.ts'
import { orpc } from '../client/api.ts'
import { retryLive, useLiveConnection } from '../client/live.ts'
import { nextTry } from '../client/system-condition.ts'
import { useSystems } from '../client/systems.ts'
import { InfoIcon, LostLinkIcon, SignInIcon, WarningIcon } from '../ui/icons.tsx'
import { useNow } from '../ui/use-now.ts'
import { sharedWarnings } from './shared-warnings.ts'
import classes from './shell.module.css'

/** What the admin must know on every page: demo, lost connections, ended sessions, warnings. */
export function Banners(): ReactNode {
  const systems = useSystems()
  const lost = systems.filter(
    ({ session, sync }) =>
      session.state === 'signed-in' && (sync.phase === 'stale' || sync.phase === 'failed'),
  )
  const expired = systems.filter(({ session }) => session.state === 'expired')
  return (
    <section aria-label="Notices">
      <DemoBanner />
      {sharedWarnings(systems).map(({ text, names }) => (
        <div key={text} className={`${classes.banner} ${classes.loud}`}>
          <WarningIcon />
          <strong>{names.join(', ')}:</strong>
          <span>{text}</span>
        </div>
      ))}
      <ConnectionBanner />
      {lost.map((system) => (
        <LostSystemBanner key={system.id} system={system} />
      ))}
      {expired.map((system) => (
        <div key={system.id} className={`${classes.banner} ${classes.quiet}`} role="status">
          <SignInIcon />
          <span>
            <strong>{system.name}</strong> ended the session.
          </span>
          <Anchor
            component={Link}
            to={`/systems#${encodeURIComponent(system.id)}`}
            size="sm"
            underline="always"
            aria-label={`Sign in to ${system.name} again`}
          >
            Sign in again
          </Anchor>
        </div>
      ))}
    </section>
  )
}

function DemoBanner(): ReactNode {
  const { data } = useQuery(orpc.demo.get.queryOptions({ staleTime: Number.POSITIVE_INFINITY, retry: 5 }))
  if (data === undefined || data === null) return null
  return (
    <div className={`${classes.banner} ${classes.demo}`}>
      <InfoIcon />
      <span>
        This is a <strong>demo</strong> with simulated systems. Sign in as <Code>{data.userName}</Code> with
        the password <Code>{data.password}</Code>.
      </span>
    </div>
  )
}

function ConnectionBanner(): ReactNode {
  const connection = useLiveConnection()
  if (connection.state !== 'lost') return null
  return (
    <div className={`${classes.banner} ${classes.quiet}`}>
      <LostLinkIcon />
      <span role="status">
        The connection to the Gantry server is lost since {clockTime(connection.since)}. What you see may be
        old.
      </span>
      <Countdown retryAt={connection.retryAt} />
      <Button size="compact-xs" variant="default" onClick={retryLive}>
        Try now
      </Button>
    </div>
  )
}

function LostSystemBanner({ system }: { system: SystemState }): ReactNode {
  const { sync } = system
  const fault = sync.fault ?? system.fault
  return (
    <div className={`${classes.banner} ${classes.quiet}`}>
      <LostLinkIcon />
      <span role="status">
        {sync.phase === 'stale' ? 'The connection to ' : ''}
        <strong>{system.name}</strong>
        {sync.phase === 'stale'
          ? ` is lost since ${clockTime(sync.lostSince ?? sync.confirmedAt)}; its data is from then.`
          : ' cannot be read.'}
      </span>
      {fault === undefined ? null : <span className={classes.muted}>{fault.message}</span>}
      <Countdown retryAt={sync.retryAt} />
    </div>
  )
}

/** Outside of the announced text, which would else be read out every second. */
function Countdown({ retryAt }: { retryAt: number | undefined }): ReactNode {
  return <span className={classes.muted}>{nextTry(retryAt, useNow()).trim()}</span>
}

function clockTime(at: number | undefined): string {
  return new Date(at ?? Date.now()).toLocaleTimeString()
}
