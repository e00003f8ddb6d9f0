import { Anchor, Button, Code, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link, useRouteError } from 'react-router'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorIcon } from '../ui/icons.tsx'
import { PageHeader } from '../ui/page-header.tsx'

/** What a page shows when its code failed; the shell and the other pages stay usable. */
export function ErrorPage(): ReactNode {
  const error = useRouteError()
  const message = error instanceof Error ? error.message : String(error)
  return (
    <>
      <PageHeader title="This page failed" />
      <EmptyState
        icon={<ErrorIcon size={32} />}
        title="Something in Gantry went wrong"
        text="Nothing was changed on any system. Load the page again; if that does not help, report the message below."
      >
        <Code block maw="100%">
          {message}
        </Code>
        <Group>
          <Button onClick={() => window.location.reload()}>Load again</Button>
          <Anchor component={Link} to="/">
            <Text span size="sm">
              Go to Overview
            </Text>
          </Anchor>
        </Group>
      </EmptyState>
    </>
  )
}
