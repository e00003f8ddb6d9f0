import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** What a page shows when it has nothing to show: why, and the way on as `children`. */
export function EmptyState(props: {
  title: string
  text?: ReactNode
  icon?: ReactNode
  children?: ReactNode
}): ReactNode {
  return (
    <Stack align="center" gap="xs" py="xl" px="md" ta="center">
      {props.icon === undefined ? null : (
        <Text component="span" c="dimmed">
          {props.icon}
        </Text>
      )}
      <Text fw={600}>{props.title}</Text>
      {props.text === undefined ? null : (
        <Text c="dimmed" size="sm" maw={480}>
          {props.text}
        </Text>
      )}
      {props.children}
    </Stack>
  )
}
