import { Group, NumberInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { governor, usePace } from './page-governor.ts'
import { maxLimit, maxStaggerMs } from './run.ts'

/** How fast a system is asked; holds for all runs, at once. */
export function PaceFields({ system, name }: { system: string; name: string }): ReactNode {
  const { limit, staggerMs } = usePace(system)
  return (
    <Group gap="xs" wrap="nowrap">
      <NumberInput
        aria-label={`At the same time on ${name}`}
        size="xs"
        w={80}
        min={1}
        max={maxLimit}
        allowDecimal={false}
        clampBehavior="strict"
        value={limit}
        onChange={(value) => {
          if (typeof value === 'number') governor.setPace(system, { limit: value })
        }}
      />
      <NumberInput
        aria-label={`Milliseconds between starts on ${name}`}
        size="xs"
        w={100}
        min={0}
        max={maxStaggerMs}
        step={100}
        suffix=" ms"
        allowDecimal={false}
        clampBehavior="strict"
        value={staggerMs}
        onChange={(value) => {
          if (typeof value === 'number') governor.setPace(system, { staggerMs: value })
        }}
      />
    </Group>
  )
}
