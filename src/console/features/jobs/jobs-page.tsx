import type { ReactNode } from 'react'
import { PageHeader } from '../../ui/page-header.tsx'

/** What the systems do now and did lately, at `/jobs`. */
export function JobsPage(): ReactNode {
  return <PageHeader title="Jobs" />
}
