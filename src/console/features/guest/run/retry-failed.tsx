import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { CredentialForm } from '../access/credential-form.tsx'
import { loginFailed } from './item.ts'
import { runner } from './page-runner.ts'
import type { RunRow, RunSet } from './rows.ts'

/** Another attempt of all that failed; those whose login failed get other credentials first. */
export function RetryFailed({
  set: { batch },
  failed,
}: {
  set: RunSet
  failed: readonly RunRow[]
}): ReactNode {
  const [opened, setOpened] = useState(false)
  const logins = failed.filter(
    ({ item }) => item !== undefined && (item.state === 'no-credentials' || loginFailed(item)),
  )
  const retry = () => {
    setOpened(false)
    if (batch !== undefined) runner.retryFailed(batch.id)
  }
  return (
    <>
      <Button
        size="xs"
        variant="default"
        disabled={batch === undefined || failed.length === 0}
        onClick={() => (logins.length > 0 ? setOpened(true) : retry())}
      >
        Retry failed
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title="Retry failed"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Stack gap="sm">
          <Text size="sm">
            {logins.length} of {failed.length} failed for want of the right credentials: {namesOf(logins)}.
            Enter others for them, or retry with what is kept now. Nothing is tried again with what its guest
            refused.
          </Text>
          <CredentialForm
            scopes={[]}
            each={logins.map(({ system, vm }) => ({ for: 'vm', system, vm }))}
            onKept={retry}
          />
          <Group justify="end">
            <Button size="xs" onClick={retry}>
              Retry with what is kept
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}

function namesOf(rows: readonly RunRow[]): string {
  const names = rows.slice(0, 6).map(({ name }) => name)
  return rows.length > names.length
    ? `${names.join(', ')} and ${rows.length - names.length} more`
    : names.join(', ')
}
