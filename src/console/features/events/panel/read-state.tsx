import { Button, Loader, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { FaultAlert } from '../../../ui/fault-alert.tsx'
import { momentText } from '../filter/moment-text.ts'
import type { Entries } from './use-entries.ts'

/** What there is to say below entries that were read: under way, failed, or not all. */
export function ReadState({ entries, utc }: { entries: Entries; utc: boolean }): ReactNode {
  const { fault, reading, complete, readBackTo, more } = entries
  if (fault !== undefined) return <FaultAlert fault={fault} onRetry={more} />
  if (reading)
    return (
      <Text size="sm" c="dimmed" role="status">
        <Loader size={12} mr={6} aria-hidden="true" />
        Asking the system …
      </Text>
    )
  if (complete) return null
  return (
    <Text size="sm" c="dimmed" component="div">
      {readBackTo === undefined ? 'Not all was read.' : `Read back to ${momentText(readBackTo, utc, true)}.`}{' '}
      <Button size="compact-xs" variant="default" onClick={more}>
        Read on
      </Button>
    </Text>
  )
}
