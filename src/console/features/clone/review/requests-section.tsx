import { Group, Select, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ClonePlan } from '../../../../contract/clone/plan.ts'
import { RequestView } from '../../../actions/request-view.tsx'
import { Part } from '../part.tsx'
import type { StepProps } from '../wizard.ts'

/** What will be sent for one of the copies, to the letter. */
export function RequestsSection({
  found,
  draft,
  copy,
  setCopy,
  plan,
  system,
}: StepProps & { found: ClonePlan }): ReactNode {
  const { copies } = draft
  return (
    <Part title="Requests">
      <Group gap="sm" align="end" mb="sm">
        <Select
          label="Of the copy"
          w={280}
          data={copies.map(({ name }, index) => ({
            value: String(index),
            label: name === '' ? `No. ${index + 1}` : name,
          }))}
          value={String(copy)}
          allowDeselect={false}
          searchable={copies.length > 8}
          disabled={copies.length < 2}
          onChange={(value) => setCopy(Number(value ?? 0))}
        />
        <Text size="sm" role="status">
          {plan.current ? '' : 'These are of an earlier choice; the new ones are on the way.'}
        </Text>
      </Group>
      <RequestView requests={found.requests} system={system} />
    </Part>
  )
}
