import { Button, Group, NumberInput, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { ClonePace } from '../../../../contract/clone/order.ts'
import type { FaultInfo } from '../../../../contract/fault.ts'
import { useClonePace } from './runs.ts'
import { setPace } from './send-copies.ts'

/** How fast copies are made on a system; what is changed here holds at once, for all runs there. */
export function RunPace({ system }: { system: string }): ReactNode {
  const pace = useClonePace(system)
  const [fault, setFault] = useState<FaultInfo>()
  const put = (next: ClonePace) => void setPace(system, next).then(setFault)
  const { paused = false } = pace
  return (
    <Group gap="sm" align="end">
      <PaceFields pace={pace} onChange={put} />
      <Button
        size="sm"
        variant={paused ? 'filled' : 'default'}
        onClick={() => put({ ...pace, paused: !paused })}
      >
        {paused ? 'Resume' : 'Pause'}
      </Button>
      <Text size="sm" role="status">
        {paused ? 'Paused: what is under way goes on, and nothing new is started.' : ''}
      </Text>
      {fault === undefined ? null : (
        <Text size="sm" role="alert" c="var(--mantine-color-error)">
          {fault.message}
        </Text>
      )}
    </Group>
  )
}

/** At once, and seconds between two starts. */
export function PaceFields(props: { pace: ClonePace; onChange: (pace: ClonePace) => void }): ReactNode {
  const { pace, onChange } = props
  return (
    <>
      <NumberInput
        label="At once"
        w={110}
        min={1}
        max={32}
        allowDecimal={false}
        clampBehavior="strict"
        value={pace.atOnce}
        onChange={(value) => {
          if (typeof value === 'number' && value >= 1) onChange({ ...pace, atOnce: value })
        }}
      />
      <NumberInput
        label="Seconds between starts"
        w={180}
        min={0}
        max={600}
        clampBehavior="strict"
        value={pace.staggerSeconds}
        onChange={(value) => {
          if (typeof value === 'number') onChange({ ...pace, staggerSeconds: value })
        }}
      />
    </>
  )
}
