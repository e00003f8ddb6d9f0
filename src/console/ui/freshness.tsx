import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { conditionOf } from '../client/system-condition.ts'
import { useSystems } from '../client/systems.ts'
import classes from './freshness.module.css'
import { StatusText } from './status-dot.tsx'
import { useNow } from './use-now.ts'

/** Which systems stand behind a list: who is live, who is missing or old, and why. */
export function SystemsFreshness(): ReactNode {
  const systems = useSystems()
  const now = useNow(1000)
  if (systems.length === 0) return null
  return (
    <ul className={classes.list} aria-label="Systems behind this page">
      {systems.map((system) => {
        const { tone, text, detail } = conditionOf(system, now)
        const signedOut = system.session.state !== 'signed-in'
        return (
          <li key={system.id} className={classes.item}>
            <StatusText tone={tone}>
              {system.name}: {text.toLowerCase()}
            </StatusText>
            {detail === undefined ? null : <span className={classes.detail}>{detail}</span>}
            {signedOut ? (
              <Anchor
                component={Link}
                to={`/systems#${encodeURIComponent(system.id)}`}
                size="sm"
                underline="always"
                aria-label={`Sign in to ${system.name}`}
              >
                sign in
              </Anchor>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}
