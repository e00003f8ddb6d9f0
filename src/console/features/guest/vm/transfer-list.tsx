import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { formatBytes } from '../../../../contract/units.ts'
import { FaultAlert } from '../../../ui/fault-alert.tsx'
import type { Transfer, Transfers } from './use-transfers.ts'

/** Files on their way, with how far they are. */
export function TransferList({ transfers }: { transfers: Transfers }): ReactNode {
  if (transfers.list.length === 0) return null
  return (
    <Stack component="section" aria-label="Transfers" gap="xs" mb="xs">
      {transfers.list.map((one) => (
        <div key={one.id}>
          <Group gap="sm">
            <Text size="sm" role="status" style={{ overflowWrap: 'anywhere' }}>
              {one.label}: {wordsOf(one)}
            </Text>
            {one.state === 'going' ? (
              <>
                <Progress
                  w={160}
                  value={percentOf(one)}
                  animated={one.total === undefined}
                  aria-label={`Progress of ${one.label}`}
                />
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`Cancel ${one.label}`}
                  onClick={() => transfers.cancel(one.id)}
                >
                  Cancel
                </Button>
              </>
            ) : (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={`Dismiss ${one.label}`}
                onClick={() => transfers.dismiss(one.id)}
              >
                Dismiss
              </Button>
            )}
          </Group>
          {one.fault === undefined ? null : <FaultAlert fault={one.fault} named />}
        </div>
      ))}
    </Stack>
  )
}

function percentOf({ done, total }: Transfer): number {
  if (total === undefined) return 100
  return total === 0 ? 0 : Math.min(100, (100 * done) / total)
}

/** What is announced does not change with each byte. */
function wordsOf({ state, note, total }: Transfer): string {
  switch (state) {
    case 'going':
      return total === undefined ? 'on its way' : `${formatBytes(total)} on their way`
    case 'done':
      return note ?? 'done'
    case 'cancelled':
      return 'cancelled'
    default:
      return 'failed'
  }
}
