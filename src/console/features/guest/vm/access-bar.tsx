import { Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useNow } from '../../../ui/use-now.ts'
import { forgetCredentials, forgetCredentialsOf, type Kept, warnMs } from '../credentials.ts'

/** Who looks into the guest, and the ways to change that. */
export function AccessBar(props: {
  kept: Kept
  goAt: number | undefined
  protocol: string | undefined
}): ReactNode {
  const { kept, goAt, protocol } = props
  const { auth, scope } = kept
  const who = auth.userName ?? 'SAML token'
  return (
    <Group component="section" aria-label="Credentials" gap="xs" mb="sm">
      <Text size="sm">
        In the guest as <strong>{who}</strong>
        {protocol === undefined ? '' : ` through ${protocol}`}
      </Text>
      {goAt === undefined ? null : <IdleNote goAt={goAt} />}
      <Button size="compact-sm" variant="default" onClick={() => forgetCredentialsOf(scope)}>
        Other credentials
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => forgetCredentials()}>
        Forget credentials
      </Button>
    </Group>
  )
}

/** In the last minute before credentials are forgotten: how long they stay. */
function IdleNote({ goAt }: { goAt: number }): ReactNode {
  const left = goAt - useNow()
  if (left > warnMs) return null
  return (
    <Text size="sm" role="timer" fw={600}>
      Forgotten in {Math.max(0, Math.ceil(left / 1000))} s unless the page is used.
    </Text>
  )
}
