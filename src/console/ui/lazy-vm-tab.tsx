import { Button, Group, Skeleton, Text } from '@mantine/core'
import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import type { VmTab, VmTabProps } from './vm-tabs.ts'

/** Loads the code of a tab when it is opened first. */
export function LazyVmTab({ tab, ...props }: VmTabProps & { tab: VmTab }): ReactNode {
  const { lazy } = tab
  const [Content, setContent] = useState<ComponentType<VmTabProps>>()
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
  if (Content !== undefined) return <Content {...props} />
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
