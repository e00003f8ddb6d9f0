import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useSystemsKnown } from '../client/systems.ts'
import { EmptyState } from './empty-state.tsx'

/** What a page says to somebody who is signed in nowhere: what it would show, and where to sign in. */
export function NotSignedIn({ icon, text }: { icon: ReactNode; text: string }): ReactNode {
  const known = useSystemsKnown()
  if (!known) return <EmptyState title="Asking the server for its systems …" />
  return (
    <EmptyState icon={icon} title="Not signed in to any system" text={text}>
      <Button component={Link} to="/systems" mt="xs">
        Sign in on the Systems page
      </Button>
    </EmptyState>
  )
}
