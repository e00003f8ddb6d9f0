import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'react-router'
import { EmptyState } from '../ui/empty-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'

export function NotFoundPage(): ReactNode {
  const { pathname } = useLocation()
  return (
    <>
      <PageHeader title="No such page" />
      <EmptyState title="There is no page at this address" text={pathname}>
        <Anchor component={Link} to="/">
          Go to Overview
        </Anchor>
      </EmptyState>
    </>
  )
}
