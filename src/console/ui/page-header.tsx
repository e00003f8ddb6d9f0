import { Group, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'

/** The only `h1` of a page, with its actions; the title of the browser's tab follows it. */
export function PageHeader({ title, children }: { title: string; children?: ReactNode }): ReactNode {
  useEffect(() => {
    document.title = `${title} · Gantry`
  }, [title])
  return (
    <Group justify="space-between" align="center" gap="sm" mb="sm">
      <Title order={1} size="h3" style={{ overflowWrap: 'anywhere' }}>
        {title}
      </Title>
      {children === undefined ? null : <Group gap="xs">{children}</Group>}
    </Group>
  )
}
