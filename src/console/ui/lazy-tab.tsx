import { Button, Group, Skeleton, Text } from '@mantine/core'
import { type ComponentType, type ReactNode, useEffect, useState } from 'react'

/** Loads the code of a tab when it is opened first; `of` is what the tab is about. */
export function LazyTab<P extends object>(props: {
  lazy: () => Promise<{ Component: ComponentType<P> }>
  of: P
}): ReactNode {
  const { lazy } = props
  const [Content, setContent] = useState<ComponentType<P>>()
  const [failed, setFailed] = useState(0)
  const [tries, setTries] = useState(0)
  // Not `lazy` of React, which holds back for 300 ms what stood behind a fallback.
  useEffect(() => {
    let left = false
    lazy().then(
      ({ Component }) => {
        if (!left) setContent(() => Component)
      },
      () => {
        if (!left) setFailed(tries + 1)
      },
    )
    return () => {
      left = true
    }
  }, [lazy, tries])
  if (Content !== undefined) return <Content {...props.of} />
  if (failed <= tries) return <Skeleton height={160} />
  return (
    <Group role="alert" gap="sm">
      <Text size="sm">This part of the page could not be loaded.</Text>
      <Button size="xs" variant="default" onClick={() => setTries(failed)}>
        Try again
      </Button>
    </Group>
  )
}
