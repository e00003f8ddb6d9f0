import type { ReactNode } from 'react'
import type { DatastoreRow, HostRow, InventoryRow } from '../../../contract/inventory.ts'
import type { Property } from '../../ui/property-list.tsx'
import { HealthBadge, StatusText, type Tone } from '../../ui/status-dot.tsx'

const states: Record<HostRow['state'], { text: string; tone: Tone }> = {
  up: { text: 'Up', tone: 'ok' },
  maintenance: { text: 'Maintenance', tone: 'warning' },
  down: { text: 'Down', tone: 'error' },
  transition: { text: 'Changing', tone: 'busy' },
  unknown: { text: 'Unknown', tone: 'off' },
}

/** State of a host or datastore, with the vendor's own word as a hint. */
export function HostState({
  state,
  status,
}: {
  state: (HostRow | DatastoreRow)['state']
  status: string
}): ReactNode {
  const { text, tone } = states[state]
  return (
    <StatusText tone={tone} title={status}>
      {text}
    </StatusText>
  )
}

/** Health and every reason for it. */
export function healthProperty({ health, issues }: InventoryRow): Property {
  return {
    label: 'Health',
    value: (
      <>
        <HealthBadge health={health} />
        {issues?.map((issue) => (
          <div key={issue}>{issue}</div>
        ))}
      </>
    ),
  }
}
